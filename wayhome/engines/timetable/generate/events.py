"""What happens to a made-up program in the middle of a week."""

import math
from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType

from wayhome.engines.timetable.calendar import DAYS, day_of, quarter, span
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
from wayhome.engines.timetable.generate.calendars import WORKDAYS
from wayhome.engines.timetable.generate.chance import stream
from wayhome.engines.timetable.generate.clients import new_calendar, newcomer
from wayhome.engines.timetable.generate.knobs import USUAL
from wayhome.engines.timetable.generate.staff import COUNSELOR

WAVE = 0.15
MIDNIGHT = quarter(24)

type Event = Callable[[Week, Random], tuple[Change, ...]]


def changes_of(week: Week, event: str, seed: int) -> tuple[Change, ...]:
    """Make up the changes that one of the ``EVENTS`` brings.

    :raises KeyError: there is none of that name.
    """
    return EVENTS[event](week, stream(f"iop-{event}-{seed}-{len(week.clients)}"))


def counselor_absent(week: Week, chance: Random) -> tuple[Change, ...]:
    counselor = chance.choice([each for each in week.staff if COUNSELOR in each.credentials])
    worked = [day for day in range(DAYS) if day_of(counselor.hours, day)]
    return (StaffAway(counselor.id, _whole(chance.choice(worked or WORKDAYS))),)


def new_hours(week: Week, chance: Random) -> tuple[Change, ...]:
    return (ClientChanged(new_calendar(chance, USUAL, chance.choice(week.clients))),)


def admission(week: Week, chance: Random) -> tuple[Change, ...]:
    return _admitted(week, chance, 1)


def admission_wave(week: Week, chance: Random) -> tuple[Change, ...]:
    return _admitted(week, chance, math.ceil(len(week.clients) * WAVE))


def discharge(week: Week, chance: Random) -> tuple[Change, ...]:
    return (ClientDischarged(chance.choice(week.clients).id),)


def room_closed(week: Week, chance: Random) -> tuple[Change, ...]:
    """Close a room for a day on which a group is held in it, if there is one."""
    used = sorted({(each.room, m.day) for each in week.series if each.room for m in each.meetings})
    if not used:
        return (RoomClosed(chance.choice(week.rooms).id, _whole(chance.choice(WORKDAYS))),)
    room, day = chance.choice(used)
    return (RoomClosed(room, _whole(day)),)


def holiday(week: Week, chance: Random) -> tuple[Change, ...]:
    """Close every site for a day; groups by video that meet on it aren't held either."""
    day = chance.choice(WORKDAYS)
    by_video = (
        SeriesCancelled(each.id)
        for each in week.series
        if each.video and any(meeting.day == day for meeting in each.meetings)
    )
    return (*(SiteClosed(site.id, _whole(day)) for site in week.sites), *by_video)


def _admitted(week: Week, chance: Random, number: int) -> tuple[Change, ...]:
    known = frozenset(client.id for client in week.clients)
    names = (f"new{place}" for place in range(len(known) + number))
    free = [name for name in names if name not in known][:number]
    newcomers: list[Client] = [
        newcomer(chance, USUAL, name, chance.choice(week.sites).id) for name in free
    ]
    return tuple(ClientAdmitted(client) for client in newcomers)


def _whole(day: int) -> int:
    return span(day, 0, MIDNIGHT)


EVENTS: Mapping[str, Event] = MappingProxyType(
    {
        "counselor-absent": counselor_absent,
        "new-hours": new_hours,
        "admission": admission,
        "admission-wave": admission_wave,
        "discharge": discharge,
        "room-closed": room_closed,
        "holiday": holiday,
    }
)
