"""Pages of placement: record an assessment, read it, correct it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wayhome.journey.patients.rules import display_name
from wayhome.journey.placement import actions, labels, queries
from wayhome.journey.placement.codes import DIMENSIONS, AsamEdition, LevelOfCare
from wayhome.journey.placement.forms import ErrorForm, PlacementForm, edition_of
from wayhome.shared.core import clock
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.journey.patients.models import Patient
    from wayhome.journey.placement.queries import Desk, Placement
    from wayhome.shared.audit.actor import ActorRequest

RECORD = "placement/record.html"
SWITCH = "switch_to"


@require_GET
def placements(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    found = queries.placements_of(request.actor, patient_id)
    context = {
        "placements": [_sheet(placement) for placement in found],
        "client": _name(queries.get_person(request.actor, patient_id)),
        "patient_id": patient_id,
        "may_record": queries.may_record(request.actor),
    }
    return render(request, "placement/placements.html", context)


@require_GET
def placement(request: ActorRequest, placement_id: UUID) -> HttpResponse:
    patient_id = queries.get_placement(request.actor, placement_id).patient_id
    found = queries.placement_sheet(request.actor, patient_id, placement_id=placement_id)
    context = {
        "sheet": _sheet(found),
        "zone": queries.zone(request.actor),
        "client": _name(queries.get_person(request.actor, patient_id)),
        "patient_id": patient_id,
        "may_record": queries.may_record(request.actor),
    }
    return render(request, "placement/placement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def record_placement(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    now = clock.now()
    desk = queries.open_desk(request.actor, patient_id, now=now)
    form = _form(request, {"assessed_on": desk.today})
    if form.is_bound and form.is_valid():
        try:
            recorded = actions.record_placement(
                request.actor, patient_id=patient_id, draft=form.draft(), now=now
            )
        except actions.CannotRecordPlacementError as refusal:
            form.refuse(refusal.obstacles)
        else:
            messages.success(request, _("Recorded. The assessment is part of the chart now."))
            return redirect("placement:placement", recorded.pk)
    return _record_page(request, form, desk)


@require_http_methods(["GET", "HEAD", "POST"])
def correct_placement(request: ActorRequest, placement_id: UUID) -> HttpResponse:
    now = clock.now()
    wrong = queries.get_placement(request.actor, placement_id)
    old = queries.placement_sheet(request.actor, wrong.patient_id, placement_id=placement_id)
    form = _form(request, _as_initial(old), is_correction=True)
    if form.is_bound and form.is_valid():
        try:
            recorded = actions.correct_placement(
                request.actor,
                placement_id=placement_id,
                draft=form.draft(),
                reason=form.cleaned_data["reason"],
                now=now,
            )
        except Refusal as refusal:
            form.refuse(refusal.obstacles)
        else:
            messages.success(request, _("Corrected. The former assessment stays readable."))
            return redirect("placement:placement", recorded.pk)
    desk = queries.open_desk(request.actor, wrong.patient_id, now=now)
    return _record_page(request, form, desk, old)


@require_http_methods(["GET", "HEAD", "POST"])
def mark_placement_entered_in_error(request: ActorRequest, placement_id: UUID) -> HttpResponse:
    patient_id = queries.get_placement(request.actor, placement_id).patient_id
    form = ErrorForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.mark_placement_entered_in_error(
                request.actor, placement_id=placement_id, reason=form.cleaned_data["reason"]
            )
        except actions.CannotWithdrawPlacementError as refusal:
            form.refuse(refusal.obstacles)
        else:
            messages.success(request, _("Marked as entered in error. It stays readable."))
            return redirect("placement:placement", placement_id)
    found = queries.placement_sheet(request.actor, patient_id, placement_id=placement_id)
    client = _name(queries.get_person(request.actor, patient_id))
    context = {"form": form, "sheet": _sheet(found), "client": client}
    return render(request, "placement/entered_in_error.html", context, status=_status(form))


def _form(
    request: ActorRequest, initial: dict[str, Any], *, is_correction: bool = False
) -> PlacementForm:
    """Return the form: empty, sent, or with what was typed under the other edition."""
    given = request.POST if request.method == "POST" else None
    if given and SWITCH in given:
        edition = edition_of(given[SWITCH])
        return PlacementForm(edition=edition, is_correction=is_correction, initial=given.dict())
    edition = edition_of((given or request.GET or initial).get("edition"))
    return PlacementForm(given, edition=edition, is_correction=is_correction, initial=initial)


def _record_page(
    request: ActorRequest, form: PlacementForm, desk: Desk, old: Placement | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "desk": desk,
        "client": _name(desk.patient),
        "old": old,
        "editions": labels.EDITIONS.items(),
        "edition_label": labels.EDITIONS[form.edition],
    }
    return render(request, RECORD, context, status=_status(form))


def _status(form: PlacementForm | ErrorForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _name(patient: Patient) -> str:
    return display_name(patient.given_name, patient.family_name, patient.preferred_name)


def _as_initial(old: Placement) -> dict[str, Any]:
    initial = {
        "edition": old.assessment.asam_edition,
        "assessed_on": old.assessment.assessed_on,
        "indicated": old.assessment.indicated_level_of_care,
        "actual": old.assessment.actual_level_of_care,
        "difference_reason": old.assessment.difference_reason,
    }
    for number, rating in enumerate(old.ratings, 1):
        initial[f"rating_{number}"] = str(rating.risk_rating)
        initial[f"rationale_{number}"] = rating.rationale
    return initial


def _sheet(found: Placement) -> dict[str, Any]:
    """Return an assessment with words for its codes."""
    one = found.assessment
    edition = AsamEdition(one.asam_edition)
    return {
        "assessment": one,
        "edition": labels.EDITIONS[edition],
        "indicated": labels.LEVELS[LevelOfCare(one.indicated_level_of_care)],
        "actual": labels.LEVELS[LevelOfCare(one.actual_level_of_care)],
        "differs": one.indicated_level_of_care != one.actual_level_of_care,
        "corrected_by_id": found.corrected_by_id,
        "ratings": [
            {"number": number, "name": labels.DIMENSIONS[dimension], "rating": rating}
            for number, (dimension, rating) in enumerate(
                zip(DIMENSIONS[edition], found.ratings, strict=True), 1
            )
        ],
    }
