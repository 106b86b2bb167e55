"""Two records of one person: found, compared side by side, merged; and taken apart again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wayhome.journey.patients import actions, labels, queries
from wayhome.journey.patients.codes import MergeObstacle
from wayhome.journey.patients.forms import MergeForm, SearchForm
from wayhome.journey.patients.views import words
from wayhome.shared.core import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.journey.patients.queries import Chart
    from wayhome.shared.audit.actor import ActorRequest


@require_http_methods(["GET", "HEAD", "POST"])
def find_other_record(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """Offer the records that may be the same person's, and a search for others."""
    by, form = request.actor, SearchForm(request.POST if request.method == "POST" else None)
    desk = queries.open_merge_desk(by, patient_id, wanted=form.wanted())
    today = words.today(clock.now(), queries.zone_of(by))
    context = {
        "form": form,
        "wanted": form.wanted(),
        "person": words.person(desk.patient, today),
        "duplicates": words.alike(desk.alike, today),
        "people": words.found(desk.found, today),
    }
    return render(request, "patients/find_other_record.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def compare_patients(request: ActorRequest, patient_id: UUID, other_id: UUID) -> HttpResponse:
    """Show both records side by side; whoever merges says which one stands."""
    sides = queries.compare_records(request.actor, patient_id, other_id)
    if sides[0].patient == sides[1].patient:
        messages.info(request, _("These two are one record already."))
        return redirect("patients:record", sides[0].patient.pk)
    form = MergeForm(request.POST if request.method == "POST" else None)
    form.offer((side.patient.pk, _record_words(side)) for side in sides)
    if form.is_bound and form.is_valid():
        kept, replaced = form.kept_and_replaced()
        try:
            actions.merge_patients(
                request.actor, patient_id=replaced, into_id=kept, now=clock.now()
            )
        except actions.CannotMergePatientsError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Merged. Both histories show under this record."))
            return redirect("patients:record", kept)
    zone = queries.zone_of(request.actor)
    today = words.today(clock.now(), zone)
    context = {
        "form": form,
        "patient_id": patient_id,
        "zone": zone,
        "people": [words.person(side.patient, today) for side in sides],
        "rows": words.side_by_side(*(words.record_rows(side) for side in sides)),
    }
    return render(request, "patients/compare.html", context, status=words.status(form))


@require_GET
def replaced_record(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """Show a record as it was kept before it was merged."""
    chart = queries.open_replaced_record(request.actor, patient_id)
    zone = queries.zone_of(request.actor)
    context = {
        "zone": zone,
        "person": words.person(chart.patient, words.today(clock.now(), zone)),
        "replaced_by_id": chart.patient.replaced_by_id,
        "rows": words.record_rows(chart),
        "may_merge": queries.may_merge(request.actor),
    }
    return render(request, "patients/replaced_record.html", context)


@require_POST
def unmerge_patients(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    try:
        actions.unmerge_patients(request.actor, patient_id=patient_id)
    except actions.CannotUnmergePatientsError as refusal:
        for obstacle in refusal.obstacles:
            messages.warning(request, labels.MERGE_OBSTACLES[MergeObstacle(obstacle)])
    else:
        messages.success(request, _("Taken apart. Each record stands for itself again."))
    return redirect("patients:record", patient_id)


def _record_words(side: Chart) -> str:
    """Return by what staff tell the two records apart."""
    return _("Record %(number)s, made on %(day)s") % {
        "number": side.patient.medical_record_number,
        "day": date_format(side.patient.created_at, "D, M j, Y"),
    }
