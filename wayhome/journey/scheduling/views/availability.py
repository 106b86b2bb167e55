"""Pages on which someone's week is painted: by themselves, by staff, at their inquiry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wayhome.engines.timetable.domain import Daypart
from wayhome.journey.inquiries import queries as inquiries
from wayhome.journey.patients import queries as patients
from wayhome.journey.patients.rules import display_name
from wayhome.journey.scheduling import actions, forms, labels, queries
from wayhome.journey.scheduling.codes import Attends, Reporter
from wayhome.journey.scheduling.views.painter import client_painter
from wayhome.journey.scheduling.views.shared import status_of, warn
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core import clock
from wayhome.shared.core.posting import edition_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.journey.scheduling.forms import AvailabilityForm
    from wayhome.journey.scheduling.models import Availability
    from wayhome.journey.scheduling.queries import Availabilities, Dated
    from wayhome.shared.audit.actor import ActorRequest

EITHER = ["GET", "HEAD", "POST"]
STAFF_PAGE = "scheduling/availability.html"
OWN_PAGE = "scheduling/own_availability.html"


@require_http_methods(EITHER)
def own_availability(request: ActorRequest) -> HttpResponse:
    by, now = request.actor, clock.now()
    known = queries.own_availability(by, now=now)
    form = forms.AvailabilityForm(request.POST or None, known=known)
    if form.is_bound:
        if _is_recorded(form, lambda: actions.record_own_availability(by, now=now, **form.given())):
            messages.success(request, _("Saved. Your program plans with this week."))
            return redirect("portal:availability")
        known = queries.own_availability(by, now=now)
    context = _page(form, known) | {"may_record": True}
    return render(request, OWN_PAGE, context, status=status_of(form))


@require_http_methods(EITHER)
def availability(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    by, now = request.actor, clock.now()
    known = queries.availability_of(by, patient_id, now=now)
    form = forms.AvailabilityForm(request.POST or None, known=known)

    def record() -> Availability:
        return actions.record_availability(by, patient_id=patient_id, now=now, **form.given())

    if form.is_bound:
        if _is_recorded(form, record):
            messages.success(request, _("Saved. The week is planned with it."))
            return redirect("scheduling:availability", patient_id)
        known = queries.availability_of(by, patient_id, now=now)
    one = patients.get_patient(by, patient_id)
    context = _page(form, known) | {
        "whose": display_name(one.given_name, one.family_name, one.preferred_name),
        "patient_id": patient_id,
        "may_record": by.may(Permission.AVAILABILITY_RECORD),
    }
    return render(request, STAFF_PAGE, context, status=status_of(form))


@require_http_methods(EITHER)
def availability_of_inquiry(request: ActorRequest, inquiry_id: UUID) -> HttpResponse:
    by, now = request.actor, clock.now()
    known = queries.availability_of_inquiry(by, inquiry_id, now=now)
    if known.patient_id is not None:
        return redirect("scheduling:availability", known.patient_id)
    form = forms.AvailabilityForm(request.POST or None, known=known)

    def record() -> Availability:
        return actions.record_availability_of_inquiry(
            by, inquiry_id=inquiry_id, now=now, **form.given()
        )

    if form.is_bound:
        if _is_recorded(form, record):
            messages.success(request, _("Saved. It comes along when they are admitted."))
            return redirect("scheduling:availability-of-inquiry", inquiry_id)
        known = queries.availability_of_inquiry(by, inquiry_id, now=now)
    context = _page(form, known) | {
        "whose": inquiries.name_on_lists(inquiries.get_inquiry(by, inquiry_id)),
        "inquiry_id": inquiry_id,
        "may_record": by.may(Permission.AVAILABILITY_RECORD),
    }
    return render(request, STAFF_PAGE, context, status=status_of(form))


@require_POST
def take_back_availability(request: ActorRequest, availability_id: UUID) -> HttpResponse:
    by, now, edition = request.actor, clock.now(), edition_of(request)
    whose = queries.get_availability(by, availability_id)
    _take_back(
        request,
        lambda: actions.take_back_availability(
            by, availability_id=availability_id, edition=edition, now=now
        ),
    )
    if whose.patient_id is None:
        return redirect("scheduling:availability-of-inquiry", whose.inquiry_id)
    return redirect("scheduling:availability", whose.patient_id)


@require_POST
def take_back_own_availability(request: ActorRequest, availability_id: UUID) -> HttpResponse:
    by, now, edition = request.actor, clock.now(), edition_of(request)
    _take_back(
        request,
        lambda: actions.take_back_own_availability(
            by, availability_id=availability_id, edition=edition, now=now
        ),
    )
    return redirect("portal:availability")


def _is_recorded(form: AvailabilityForm, record: Callable[[], Availability]) -> bool:
    """Write what the form says, if it can be; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        record()
    except actions.CannotRecordAvailabilityError as refusal:
        form.refuse(refusal.obstacles)
        return False
    return True


def _take_back(request: ActorRequest, take_back: Callable[[], Availability]) -> None:
    try:
        take_back()
    except actions.CannotTakeBackAvailabilityError as refusal:
        warn(request, refusal)
    else:
        messages.success(request, _("Taken back. What was saved before goes on."))


def _page(form: AvailabilityForm, known: Availabilities) -> dict[str, Any]:
    """Return what the painter and the list of saved weeks show."""
    if form.is_bound:
        form.renew(edition=known.edition)
    return {
        "form": form,
        "known": known,
        "weeks": [_week(each, known) for each in known.weeks],
        "painter": client_painter(),
    }


def _week(told: Dated[Availability], known: Availabilities) -> dict[str, Any]:
    one = told.row
    by = one.recorded_by
    return {
        "id": one.pk,
        "since": one.period_start,
        "until": told.until,
        "is_later": one.period_start > known.today,
        "uses": labels.week_words(one.week),
        "free_hours": labels.free_hours(one.week),
        "travel_minutes": one.travel_minutes,
        "attends": labels.ATTENDS[Attends(one.attends)],
        "prefers": labels.DAYPARTS[Daypart(one.prefers)],
        "recorded_at": one.recorded_at,
        "by_client": one.reported_by == Reporter.CLIENT,
        "recorded_by": f"{by.given_name} {by.family_name}" if by else "",
    }
