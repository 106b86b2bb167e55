"""A week after something has happened to it; what became impossible, ``sound`` finds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from wayhome.engines.timetable.domain import (
    Change,
    Client,
    ClientAdmitted,
    ClientChanged,
    ClientDischarged,
    RoomClosed,
    SeriesCancelled,
    SiteClosed,
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
        case SeriesCancelled(series):
            return replace(week, series=_without(week.series, series))


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
