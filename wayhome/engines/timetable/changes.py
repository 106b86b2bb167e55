"""A week after something has happened to it; what became impossible, ``sound`` finds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from wayhome.engines.timetable.calendar import span
from wayhome.engines.timetable.domain import (
    Change,
    Client,
    ClientAdmitted,
    ClientChanged,
    ClientDischarged,
    GroupSeries,
    MeetingsCancelled,
    MeetingsCovered,
    Room,
    RoomClosed,
    SeriesCancelled,
    SiteClosed,
    Staff,
    StaffAway,
    Week,
)


class Named(Protocol):
    @property
    def id(self) -> str: ...


def apply(week: Week, changes: Sequence[Change]) -> Week:
    """Let the changes happen one after the other.

    :raises LookupError: one is about somebody or something that isn't in the week.
    :raises ValueError: somebody is admitted who is in it already.
    """
    for change in changes:
        week = _after(week, change)
    return week


def _after(week: Week, change: Change) -> Week:
    match change:
        case StaffAway() | RoomClosed() | SiteClosed():
            return _with_times_lost(week, change)
        case ClientChanged(client):
            return replace(week, clients=_replaced(week.clients, client))
        case ClientAdmitted(client):
            return _with_admitted(week, client)
        case ClientDischarged(client_id):
            published = tuple(each for each in week.published if each[0] != client_id)
            return replace(week, clients=_without(week.clients, client_id), published=published)
        case SeriesCancelled() | MeetingsCancelled() | MeetingsCovered():
            return _with_group_changed(week, change)


def _with_times_lost(week: Week, change: StaffAway | RoomClosed | SiteClosed) -> Week:
    match change:
        case StaffAway(name, times):
            staff = _named(week.staff, name)
            staff = replace(staff, hours=staff.hours & ~times)
            return replace(week, staff=_replaced(week.staff, staff))
        case RoomClosed(name, times):
            room = _named(week.rooms, name)
            return replace(
                week, rooms=_replaced(week.rooms, replace(room, open=room.open & ~times))
            )
        case SiteClosed(name, times):
            site = _named(week.sites, name)
            return replace(
                week, sites=_replaced(week.sites, replace(site, open=site.open & ~times))
            )


def _with_group_changed(
    week: Week, change: SeriesCancelled | MeetingsCancelled | MeetingsCovered
) -> Week:
    match change:
        case SeriesCancelled(series):
            return replace(week, series=_without(week.series, series))
        case MeetingsCancelled(series, times):
            return _with_meetings_cancelled(week, series, times)
        case MeetingsCovered():
            return _with_meetings_covered(week, change)


def _with_meetings_cancelled(week: Week, name: str, times: int) -> Week:
    """Leave out each meeting that falls into the times, and the group if it has no other."""
    series = _named(week.series, name)
    kept = tuple(m for m in series.meetings if not span(m.day, m.start, m.quarters) & times)
    if not kept:
        return replace(week, series=_without(week.series, name))
    return replace(week, series=_replaced(week.series, replace(series, meetings=kept)))


def _with_meetings_covered(week: Week, change: MeetingsCovered) -> Week:
    series = _named(week.series, change.series)
    if change.staff is not None:
        week = replace(week, staff=_with_stand_in(week, series, change.staff, change.times))
    if change.room is not None:
        week = replace(week, rooms=_with_other_room(week, series, change.room, change.times))
    return week


def _with_stand_in(week: Week, series: GroupSeries, name: str, times: int) -> tuple[Staff, ...]:
    """Keep the times for the group: its facilitator's name stands for them, another is there."""
    there = _named(week.staff, name)
    away = _named(week.staff, series.facilitator or "")
    breaks = tuple(window & ~times for window in there.breaks)
    there = replace(there, hours=there.hours & ~times, breaks=breaks)
    away = replace(away, hours=away.hours | times)
    return _replaced(_replaced(week.staff, there), away)


def _with_other_room(week: Week, series: GroupSeries, name: str, times: int) -> tuple[Room, ...]:
    other = _named(week.rooms, name)
    own = _named(week.rooms, series.room or "")
    rooms = _replaced(week.rooms, replace(other, open=other.open & ~times))
    return _replaced(rooms, replace(own, open=own.open | times))


def _with_admitted(week: Week, client: Client) -> Week:
    if any(each.id == client.id for each in week.clients):
        message = f"{client.id} is in the week already"
        raise ValueError(message)
    return replace(week, clients=(*week.clients, client))


def _named[T: Named](parts: tuple[T, ...], name: str) -> T:
    for part in parts:
        if part.id == name:
            return part
    message = f"{name} isn't in the week"
    raise LookupError(message)


def _replaced[T: Named](parts: tuple[T, ...], new: T) -> tuple[T, ...]:
    old = _named(parts, new.id)
    return tuple(new if part is old else part for part in parts)


def _without[T: Named](parts: tuple[T, ...], name: str) -> tuple[T, ...]:
    old = _named(parts, name)
    return tuple(part for part in parts if part is not old)
