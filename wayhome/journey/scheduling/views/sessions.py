"""Pages of one session: its roster, changing it, a substitute, cancelling and planning it again."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wayhome.journey.scheduling import actions, forms, queries
from wayhome.journey.scheduling.codes import EditScope, PlanningObstacle
from wayhome.journey.scheduling.views.groups import EITHER
from wayhome.journey.scheduling.views.shared import found_people, may, refused, status_of
from wayhome.shared.core import clock
from wayhome.shared.core.posting import posted_from
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from django.http import HttpResponse

    from wayhome.journey.scheduling.forms.base import RefusableForm
    from wayhome.journey.scheduling.queries import SessionLine
    from wayhome.shared.audit.actor import ActorRequest


@require_GET
def session(request: ActorRequest, session_id: UUID) -> HttpResponse:
    return session_page(request, session_id)


@posted_from("scheduling:session")
def find_for_session(request: ActorRequest, session_id: UUID) -> HttpResponse:
    return session_page(request, session_id)


@require_http_methods(EITHER)
def change(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Change this session, or it and all later ones of its group."""
    now = clock.now()
    line = queries.session_line(queries.get_session(request.actor, session_id), now=now)
    form = _change_form(request, line)
    clashes: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        given = form.given()
        try:
            actions.change_session(request.actor, session_id=session_id, now=now, **given)
        except Refusal as refusal:
            clashes = refused(request.actor, form, refusal, zone=line.zone)
            if PlanningObstacle.CHANGED_MEANWHILE in refusal.obstacles:
                form.renew(**_editions(line))
        else:
            messages.success(request, _changed(given["scope"]))
            return redirect("scheduling:session", session_id)
    context = {
        "form": form,
        "line": line,
        "clashes": clashes,
        "stands": _stands(form, line) if form.is_stale else (),
    }
    return render(request, "scheduling/change.html", context, status=status_of(form))


@require_http_methods(EITHER)
def substitute(request: ActorRequest, session_id: UUID) -> HttpResponse:
    now = clock.now()
    line = queries.session_line(queries.get_session(request.actor, session_id), now=now)
    offered = queries.options(request.actor, now=now)
    form = forms.SubstituteForm(
        request.POST or None, offered=offered, initial={"edition": line.session.edition}
    )
    clashes: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            actions.change_session(request.actor, session_id=session_id, now=now, **form.given())
        except Refusal as refusal:
            clashes = refused(request.actor, form, refusal, zone=line.zone)
            form.renew(edition=line.session.edition)
        else:
            messages.success(request, _("Saved. The other sessions keep their facilitator."))
            return redirect("scheduling:session", session_id)
    context = {"form": form, "line": line, "clashes": clashes}
    return render(request, "scheduling/substitute.html", context, status=status_of(form))


@require_http_methods(EITHER)
def cancel(request: ActorRequest, session_id: UUID) -> HttpResponse:
    now = clock.now()
    line = queries.session_line(queries.get_session(request.actor, session_id), now=now)
    form = forms.CancelForm(
        request.POST or None,
        has_group=line.session.series_id is not None,
        initial={"edition": line.session.edition},
    )
    if form.is_bound and form.is_valid():
        try:
            actions.cancel_session(request.actor, session_id=session_id, now=now, **form.given())
        except Refusal as refusal:
            form.refuse(refusal.obstacles)
            form.renew(edition=line.session.edition)
        else:
            messages.success(request, _("Cancelled, and the places in it are given up."))
            return redirect("scheduling:session", session_id)
    context = {"form": form, "line": line}
    return render(request, "scheduling/cancel.html", context, status=status_of(form))


@require_POST
def restore(request: ActorRequest, session_id: UUID) -> HttpResponse:
    now = clock.now()
    form = forms.RestoreForm(request.POST)
    clashes: tuple[str, ...] = ()
    if form.is_valid():
        line = queries.session_line(queries.get_session(request.actor, session_id), now=now)
        try:
            actions.restore_session(request.actor, session_id=session_id, now=now, **form.given())
        except Refusal as refusal:
            clashes = refused(request.actor, form, refusal, zone=line.zone)
        else:
            messages.success(request, _("Planned again. Those who had a place have it back."))
            return redirect("scheduling:session", session_id)
    return session_page(request, session_id, form, clashes)


def session_page(
    request: ActorRequest,
    session_id: UUID,
    form: RefusableForm | None = None,
    clashes: tuple[str, ...] = (),
) -> HttpResponse:
    """Show the session with its roster; a form that was refused is told above it."""
    now = clock.now()
    line = queries.session_line(queries.get_session(request.actor, session_id), now=now)
    roster = queries.roster_of(request.actor, session_id, with_cancelled=True)
    places = [queries.place_line(place) for place in roster]
    text, people = found_people(request)
    context = {
        "line": line,
        "held": [place for place in places if place.holds_seat],
        "given_up": [place for place in places if not place.holds_seat],
        "text": text,
        "people": people,
        "form": form,
        "clashes": clashes,
        **may(request.actor),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, "scheduling/session.html", context, status=status)


def _change_form(request: ActorRequest, line: SessionLine) -> forms.ChangeForm:
    row = line.session
    asked = request.GET.get("scope")
    return forms.ChangeForm(
        request.POST or None,
        offered=queries.options(request.actor, now=clock.now()),
        has_group=row.series_id is not None,
        initial={
            **_standing(line),
            **_editions(line),
            "scope": asked if asked in {*EditScope} else EditScope.THIS_ONE.value,
        },
    )


def _standing(line: SessionLine) -> dict[str, Any]:
    row = line.session
    return {
        "title": row.title,
        "service_date": row.service_date,
        "start_time": line.starts.time(),
        "duration_minutes": line.minutes,
        "facilitator": str(row.facilitator_id),
        "modality": row.modality,
        "room": str(row.room_id or ""),
        "join_url": row.join_url,
        "capacity": row.capacity,
    }


def _editions(line: SessionLine) -> dict[str, int | None]:
    series = line.session.series
    return {
        "edition": line.session.edition,
        "series_edition": series.edition if series is not None else None,
    }


def _stands(form: forms.ChangeForm, line: SessionLine) -> list[tuple[str, str]]:
    """Return what the session says now where the form says something else."""
    return [
        (str(form[name].label), form.words_for(name, value))
        for name, value in _standing(line).items()
        if form.differs(name, value)
    ]


def _changed(scope: EditScope) -> str:
    if scope is EditScope.FROM_NOW_ON:
        return _("Saved for this session and all later ones, but for those changed by hand.")
    return _("Saved for this session. The others stay as they are.")
