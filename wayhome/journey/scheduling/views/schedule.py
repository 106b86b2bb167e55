"""The schedule as a calendar, a list and a board, and the sessions that the calendar fetches."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wayhome.journey.scheduling import queries
from wayhome.journey.scheduling.codes import SessionState
from wayhome.journey.scheduling.views.shared import may
from wayhome.shared.core import clock

if TYPE_CHECKING:
    from django.http import HttpResponse

    from wayhome.journey.scheduling.queries import Frame, SessionLine
    from wayhome.shared.audit.actor import ActorRequest

MINE, EVERYONE = "mine", "everyone"
LONGEST_LOOK = timedelta(days=62)  # the calendar's month with the weeks around it, twice
TONES = {SessionState.CANCELLED: "neutral", SessionState.OVER: "done"}


@require_GET
def schedule(request: ActorRequest) -> HttpResponse:
    shown = frame_of(request)
    week = queries.week(request.actor, shown, _day(request, shown.today))
    context = {
        **page_of(request, shown, "scheduling:schedule", week.first),
        "week": week,
        "calendar_date": week.first.isoformat(),
        "calendar_now": f"{shown.now.astimezone(shown.zone):%Y-%m-%dT%H:%M}",
        "events_url": _events_url(shown),
        "first_day": (shown.week_starts_on + 1) % 7,  # to the calendar Sunday is 0
    }
    return render(request, "scheduling/calendar.html", context)


@require_GET
def session_list(request: ActorRequest) -> HttpResponse:
    shown = frame_of(request)
    week = queries.week(request.actor, shown, _day(request, shown.today))
    context = {**page_of(request, shown, "scheduling:list", week.first), "week": week}
    return render(request, "scheduling/list.html", context)


@require_GET
def board(request: ActorRequest) -> HttpResponse:
    shown = frame_of(request)
    page = queries.board(request.actor, shown, _day(request, shown.today))
    context = {**page_of(request, shown, "scheduling:board", page.day), "board": page}
    return render(request, "scheduling/board.html", context)


@require_GET
def events(request: ActorRequest, whose: str, service_id: UUID | None = None) -> HttpResponse:
    """Answer with the sessions that start on these local days; titles and numbers, no names."""
    start, end = _date(request.GET.get("start")), _date(request.GET.get("end"))
    if start is None or end is None or not start < end <= start + LONGEST_LOOK:
        wanted = _("Ask for days as ?start=2026-11-22&end=2026-11-29, at most two months.")
        return JsonResponse({"error": wanted}, status=HTTPStatus.BAD_REQUEST)
    own = request.actor.practitioner_id if whose == MINE else None
    shown = queries.frame(request.actor, service_id=service_id, facilitator_id=own, now=clock.now())
    lines = queries.lines_between(request.actor, shown, start, end)
    return JsonResponse([_event(line) for line in lines], safe=False)


def _event(line: SessionLine) -> dict[str, str]:
    seats = _("%(taken)s of %(seats)s") % {"taken": line.taken, "seats": line.session.capacity}
    note = line.state_words if line.is_cancelled else f"{seats} · {line.room}"
    full = "due" if line.is_full and line.state is SessionState.TO_COME else "info"
    return {
        "id": str(line.session.pk),
        "start": line.starts.isoformat(timespec="minutes"),
        "end": line.ends.isoformat(timespec="minutes"),
        "title": line.session.title,
        "url": reverse("scheduling:session", args=[line.session.pk]),
        "note": str(note),
        "tone": TONES.get(line.state, full),
    }


def frame_of(request: ActorRequest) -> Frame:
    own = request.actor.practitioner_id if request.GET.get("whose") == MINE else None
    return queries.frame(
        request.actor,
        service_id=uuid_of(request.GET.get("service")),
        facilitator_id=own,
        now=clock.now(),
    )


def page_of(request: ActorRequest, shown: Frame, current: str, day: date) -> dict[str, Any]:
    whose = MINE if shown.facilitator_id else EVERYONE
    kept = {"whose": whose} if shown.facilitator_id else {}
    if shown.service_id:
        kept["service"] = str(shown.service_id)
    dated = urlencode(kept | ({"day": day.isoformat()} if day != shown.today else {}))
    pages = (
        ("scheduling:schedule", _("Calendar"), dated),
        ("scheduling:list", _("List"), dated),
        ("scheduling:board", _("Board"), dated),
        ("scheduling:whose-week", _("Week"), _only_day(shown, day)),
        ("scheduling:timeline", _("Timeline"), dated),
        ("scheduling:groups", _("Weekly groups"), ""),
    )
    return {
        "shown": shown,
        "whose": whose,
        "kept": urlencode(kept),
        "is_own": request.actor.practitioner_id is not None,
        "tabs": [
            SimpleNamespace(
                url=f"{reverse(name)}?{query}" if query else reverse(name),
                label=label,
                active=name == current,
                count=None,
            )
            for name, label, query in pages
        ],
        **may(request.actor),
    }


def _events_url(shown: Frame) -> str:
    whose = MINE if shown.facilitator_id else EVERYONE
    if shown.service_id:
        return reverse("scheduling:events-of-program", args=[whose, shown.service_id])
    return reverse("scheduling:events", args=[whose])


def _only_day(shown: Frame, day: date) -> str:
    return urlencode({"day": day.isoformat()}) if day != shown.today else ""


def _day(request: ActorRequest, today: date) -> date:
    """Return the day that is asked for; an address that names none shows today."""
    return day_of(request) or today


def day_of(request: ActorRequest) -> date | None:
    return _date(request.GET.get("day"))


def _date(text: str | None) -> date | None:
    try:
        asked = date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
    return asked if date(1900, 1, 1) < asked < date(2200, 1, 1) else None


def uuid_of(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
