"""Pages of weekly groups: the list, one group with its roster, planning one, ending it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from wayhome.journey.scheduling import actions, forms, queries
from wayhome.journey.scheduling.views.schedule import EVERYONE, frame_of, page_of
from wayhome.journey.scheduling.views.shared import found_people, may, refused, status_of
from wayhome.shared.core import clock
from wayhome.shared.core.posting import posted_from
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from django.http import HttpResponse

    from wayhome.journey.scheduling.forms.base import RefusableForm
    from wayhome.shared.audit.actor import ActorRequest

EITHER = ["GET", "HEAD", "POST"]


@require_GET
def groups(request: ActorRequest) -> HttpResponse:
    shown = frame_of(request)
    lines = queries.group_lines(request.actor, service_id=shown.service_id, on=shown.today)
    context = {
        **page_of(request, shown, "scheduling:groups", shown.today),
        "lines": lines,
        "whose": EVERYONE,
    }
    return render(request, "scheduling/groups.html", context)


@require_http_methods(EITHER)
def plan_group(request: ActorRequest) -> HttpResponse:
    now = clock.now()
    offered = queries.options(request.actor, now=now)
    form = forms.GroupForm(request.POST or None, offered=offered)
    clashes: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            planned = actions.plan_series(request.actor, now=now, **form.given())
        except Refusal as refusal:
            zone = zone_of(offered, form)
            clashes = refused(request.actor, form, refusal, zone=zone)
        else:
            messages.success(request, _("Planned, with its sessions for the weeks ahead."))
            return redirect("scheduling:group", planned.pk)
    context = {"form": form, "clashes": clashes, "offered": offered}
    return render(request, "scheduling/plan_group.html", context, status=status_of(form))


@require_GET
def group(request: ActorRequest, series_id: UUID) -> HttpResponse:
    return _group(request, series_id)


@posted_from("scheduling:group")
def find_for_group(request: ActorRequest, series_id: UUID) -> HttpResponse:
    return _group(request, series_id)


@posted_from("scheduling:group")
def join(request: ActorRequest, series_id: UUID) -> HttpResponse:
    now = clock.now()
    form = forms.JoinForm(request.POST)
    if form.is_valid():
        try:
            member = actions.join_series(
                request.actor, series_id=series_id, now=now, **form.given()
            )
        except Refusal as refusal:
            form.refuse(refusal.obstacles)
        else:
            _tell_joined(request, series_id, member.patient_id)
            return redirect("scheduling:group", series_id)
    return _group(request, series_id, form)


@require_http_methods(EITHER)
def leave(request: ActorRequest, member_id: UUID) -> HttpResponse:
    member = queries.get_member(request.actor, member_id)
    form = forms.LeaveForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.leave_series(
                request.actor, member_id=member_id, now=clock.now(), **form.given()
            )
        except Refusal as refusal:
            form.refuse(refusal.obstacles)
        else:
            messages.success(request, _("Taken off the roster. Later places are given up."))
            return redirect("scheduling:group", member.series_id)
    line = queries.member_line(member, today=clock.now().date())
    context = {"form": form, "line": line, "series": member.series}
    return render(request, "scheduling/leave.html", context, status=status_of(form))


@require_http_methods(EITHER)
def change_profile(request: ActorRequest, series_id: UUID) -> HttpResponse:
    """Say anew whom a group is for; theirs is shown where another came first."""
    series = queries.get_series(request.actor, series_id)
    initial = {name: getattr(series, name) for name in forms.ChangeProfileForm.base_fields}
    form = forms.ChangeProfileForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            actions.change_group_profile(request.actor, series_id=series_id, **form.given())
        except Refusal as refusal:
            form.refuse(refusal.obstacles)
            form.renew(edition=series.edition)
        else:
            messages.success(request, _("Saved. Whoever is on the roster stays there."))
            return redirect("scheduling:group", series_id)
    context = {"form": form, "line": queries.group_line(series)}
    return render(request, "scheduling/group_profile.html", context, status=status_of(form))


@require_http_methods(EITHER)
def end_group(request: ActorRequest, series_id: UUID) -> HttpResponse:
    series = queries.get_series(request.actor, series_id)
    form = forms.EndForm(request.POST or None, initial={"edition": series.edition})
    if form.is_bound and form.is_valid():
        try:
            actions.end_series(request.actor, series_id=series_id, now=clock.now(), **form.given())
        except Refusal as refusal:
            form.refuse(refusal.obstacles)
            form.renew(edition=series.edition)
        else:
            messages.success(request, _("The group ends then. Later sessions are cancelled."))
            return redirect("scheduling:group", series_id)
    context = {"form": form, "line": queries.group_line(series)}
    return render(request, "scheduling/end_group.html", context, status=status_of(form))


def _group(
    request: ActorRequest, series_id: UUID, form: RefusableForm | None = None
) -> HttpResponse:
    page = queries.group_page(
        request.actor, series_id, ahead=actions.PLANNED_AHEAD, now=clock.now()
    )
    text, people = found_people(request)
    context = {
        "page": page,
        "text": text,
        "people": people,
        "form": form,
        "first_day": max(page.today, page.line.series.period_start),
        **may(request.actor),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, "scheduling/group.html", context, status=status)


def _tell_joined(request: ActorRequest, series_id: UUID, patient_id: UUID) -> None:
    """Say how many sessions had no place; the group's page says which, and why."""
    gaps = queries.roster_gaps(request.actor, series_id, now=clock.now())
    number = sum(gap.patient.pk == patient_id for gap in gaps)
    if not number:
        messages.success(request, _("On the roster, with a place in every session to come."))
        return
    told = ngettext(
        "On the roster. One session has no place for them: see below which one and why.",
        "On the roster. %(number)s sessions have no place for them: see below which ones and why.",
        number,
    )
    messages.warning(request, told % {"number": number})


def zone_of(offered: queries.Options, form: RefusableForm) -> str:
    chosen = form.cleaned_data["healthcare_service"]
    return next((each.time_zone for each in offered.services if each.pk == chosen), "UTC")
