"""Pages of when staff work and are off: everyone, and one."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wayhome.journey.patients.labels import LANGUAGES
from wayhome.journey.scheduling import actions, forms, labels, queries
from wayhome.journey.scheduling.codes import ServiceType, TimeOffReason
from wayhome.journey.scheduling.views.painter import staff_painter
from wayhome.journey.scheduling.views.shared import warn
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core import clock
from wayhome.shared.core.period import ONE_DAY
from wayhome.shared.core.posting import edition_of, posted_from

if TYPE_CHECKING:
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from django.http import HttpResponse

    from wayhome.journey.scheduling.models import StaffWeek, TimeOff
    from wayhome.journey.scheduling.queries import Dated, StaffLine, WorkingTimes
    from wayhome.shared.audit.actor import ActorRequest

EITHER = ["GET", "HEAD", "POST"]
PAGE = "scheduling:working-times"


@require_GET
def staff(request: ActorRequest) -> HttpResponse:
    lines = [_line(each) for each in queries.staff_lines(request.actor, now=clock.now())]
    context = {"lines": lines, "zone": queries.zone_of_staff(request.actor), "now": clock.now()}
    return render(request, "scheduling/staff.html", context)


@require_http_methods(EITHER)
def working_times(request: ActorRequest, practitioner_id: UUID) -> HttpResponse:
    by, now = request.actor, clock.now()
    known = queries.working_times(by, practitioner_id, now=now)
    form = forms.StaffWeekForm(request.POST or None, known=known)
    if form.is_bound:
        if form.is_valid():
            try:
                actions.record_staff_week(
                    by, practitioner_id=practitioner_id, now=now, **form.given()
                )
            except actions.CannotRecordStaffWeekError as refusal:
                form.refuse(refusal.obstacles)
            else:
                messages.success(request, _("Saved. Weeks are planned with these hours."))
                return redirect(PAGE, practitioner_id)
        known = queries.working_times(by, practitioner_id, now=now)
        form.renew(edition=known.edition)
    return _page(request, known, form=form)


@posted_from(PAGE)
def record_time_off(request: ActorRequest, practitioner_id: UUID) -> HttpResponse:
    by, now = request.actor, clock.now()
    known = queries.working_times(by, practitioner_id, now=now)
    off_form = forms.TimeOffForm(request.POST)
    if off_form.is_valid():
        try:
            off = actions.record_time_off(
                by, practitioner_id=practitioner_id, now=now, **off_form.given(known.zone)
            )
        except actions.CannotRecordTimeOffError as refusal:
            off_form.refuse(refusal.obstacles)
        else:
            _tell_off(request, queries.working_times(by, practitioner_id, now=now), off)
            return redirect(PAGE, practitioner_id)
    return _page(request, known, off_form=off_form)


@require_POST
def take_back_staff_week(request: ActorRequest, staff_week_id: UUID) -> HttpResponse:
    by, now = request.actor, clock.now()
    practitioner_id = queries.get_staff_week(by, staff_week_id).practitioner_id
    try:
        actions.take_back_staff_week(
            by, staff_week_id=staff_week_id, edition=edition_of(request), now=now
        )
    except actions.CannotTakeBackStaffWeekError as refusal:
        warn(request, refusal)
    else:
        messages.success(request, _("Taken back. What was saved before goes on."))
    return redirect(PAGE, practitioner_id)


@require_POST
def take_back_time_off(request: ActorRequest, time_off_id: UUID) -> HttpResponse:
    by = request.actor
    practitioner_id = queries.get_time_off(by, time_off_id).practitioner_id
    try:
        actions.take_back_time_off(by, time_off_id=time_off_id, now=clock.now())
    except actions.CannotTakeBackTimeOffError as refusal:
        warn(request, refusal)
    else:
        messages.success(request, _("Taken back: they work then."))
    return redirect(PAGE, practitioner_id)


def _tell_off(request: ActorRequest, known: WorkingTimes, off: TimeOff) -> None:
    """Say how many sessions need somebody else; the page lists them."""
    number = sum(len(each.sessions) for each in known.absences if each.time_off.pk == off.pk)
    if not number:
        messages.success(request, _("Saved. No session is planned with them then."))
        return
    told = ngettext(
        "Saved. One session in this time needs somebody else: see below.",
        "Saved. %(number)s sessions in this time need somebody else: see below.",
        number,
    )
    messages.warning(request, told % {"number": number})


def _page(
    request: ActorRequest,
    known: WorkingTimes,
    *,
    form: forms.StaffWeekForm | None = None,
    off_form: forms.TimeOffForm | None = None,
) -> HttpResponse:
    is_refused = any(each is not None and each.errors for each in (form, off_form))
    context = {
        "known": known,
        "form": form or forms.StaffWeekForm(known=known),
        "off_form": off_form or forms.TimeOffForm(initial={"first_day": known.today}),
        "painter": staff_painter(),
        "weeks": [_week(each, known) for each in known.weeks],
        "absences": [
            _off(each.time_off, known.zone) | {"sessions": each.sessions} for each in known.absences
        ],
        "may_manage": request.actor.may(Permission.PRACTITIONER_MANAGE)
        and known.practitioner.is_active,
    }
    status = 422 if is_refused else 200
    return render(request, "scheduling/working_times.html", context, status=status)


def _line(line: StaffLine) -> dict[str, Any]:
    return {
        "practitioner": line.practitioner,
        "hours": labels.working_hours(line.week.week) if line.week else None,
        "times": labels.working_words(line.week.week) if line.week else (),
        "off": line.time_off,
        "reason": _reason(line.time_off) if line.time_off else "",
    }


def _week(dated: Dated[StaffWeek], known: WorkingTimes) -> dict[str, Any]:
    one = dated.row
    return {
        "id": one.pk,
        "since": one.period_start,
        "until": dated.until,
        "is_later": one.period_start > known.today,
        "uses": labels.week_words(one.week),
        "hours": labels.working_hours(one.week),
        "languages": [LANGUAGES.get(each, each) for each in one.languages],
        "services": [labels.SERVICE_TYPES[ServiceType(each)] for each in one.services],
        "caseload": one.caseload,
    }


def _off(off: TimeOff, zone: ZoneInfo) -> dict[str, Any]:
    """Return time off as people say it: whole days by their dates, the last one included."""
    start, end = off.period_start.astimezone(zone), off.period_end.astimezone(zone)
    is_whole = start.time() == end.time() == time.min
    return {
        "off": off,
        "reason": _reason(off),
        "first_day": start.date() if is_whole else None,
        "last_day": end.date() - ONE_DAY if is_whole else None,
    }


def _reason(off: TimeOff) -> Any:
    return labels.TIME_OFF_REASONS[TimeOffReason(off.reason)]
