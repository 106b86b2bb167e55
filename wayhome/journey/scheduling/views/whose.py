"""Pages of one client's, group's, room's or facilitator's week, and of a day by rooms or people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from wayhome.journey.scheduling import queries
from wayhome.journey.scheduling.views.schedule import day_of, frame_of, page_of, uuid_of
from wayhome.journey.scheduling.views.shared import found_people
from wayhome.shared.core import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.journey.scheduling.queries import WeekOf
    from wayhome.shared.audit.actor import ActorRequest

EITHER = ["GET", "HEAD", "POST"]
TIMELINES = {
    "rooms": queries.timeline_of_rooms,
    "facilitators": queries.timeline_of_facilitators,
}
WEEKS = {
    "facilitator": "scheduling:week-of-facilitator",
    "room": "scheduling:week-of-room",
    "group": "scheduling:week-of-group",
}


@require_http_methods(EITHER)
def whose_week(request: ActorRequest) -> HttpResponse:
    """Lead to the week that is chosen, or to one's own; a client is looked for by POST."""
    kind, _colon, key = request.GET.get("of", "").partition(":")
    chosen = uuid_of(key)
    if kind in WEEKS and chosen is not None:
        return _to(request, kind, chosen)
    own = request.actor.practitioner_id
    if own is not None and request.method != "POST":
        return _to(request, "facilitator", own)
    return render(request, "scheduling/week_of.html", _page(request, None))


@require_GET
def week_of_client(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    found = queries.week_of_client(request.actor, patient_id, day=day_of(request), now=clock.now())
    return render(request, "scheduling/week_of.html", _page(request, found))


@require_GET
def week_of_group(request: ActorRequest, series_id: UUID) -> HttpResponse:
    found = queries.week_of_group(request.actor, series_id, day=day_of(request), now=clock.now())
    return render(request, "scheduling/week_of.html", _page(request, found))


@require_GET
def week_of_room(request: ActorRequest, room_id: UUID) -> HttpResponse:
    found = queries.week_of_room(request.actor, room_id, day=day_of(request), now=clock.now())
    return render(request, "scheduling/week_of.html", _page(request, found))


@require_GET
def week_of_facilitator(request: ActorRequest, practitioner_id: UUID) -> HttpResponse:
    found = queries.week_of_facilitator(
        request.actor, practitioner_id, day=day_of(request), now=clock.now()
    )
    return render(request, "scheduling/week_of.html", _page(request, found))


@require_GET
def timeline(request: ActorRequest) -> HttpResponse:
    shown = frame_of(request)
    rows = request.GET.get("rows")
    rows = rows if rows in TIMELINES else "rooms"
    found = TIMELINES[rows](request.actor, shown, day_of(request) or shown.today)
    context = page_of(request, shown, "scheduling:timeline", found.day)
    return render(request, "scheduling/timeline.html", context | {"timeline": found, "rows": rows})


def _page(request: ActorRequest, found: WeekOf | None) -> dict[str, Any]:
    shown = found.week.frame if found else frame_of(request)
    day = found.week.first if found else shown.today
    text, people = found_people(request)
    return {
        **page_of(request, shown, "scheduling:whose-week", day),
        "found": found,
        "is_own": found is not None and found.id == request.actor.practitioner_id,
        "text": text,
        "people": people,
        "choices": queries.week_choices(request.actor, shown),
    }


def _to(request: ActorRequest, kind: str, key: UUID) -> HttpResponse:
    day = day_of(request)
    kept = {"day": day.isoformat()} if day else {}
    return redirect(reverse(WEEKS[kind], args=[key], query=kept))
