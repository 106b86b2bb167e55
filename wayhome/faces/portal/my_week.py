"""My week: what is next, how to get there, the hours earned and to go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wayhome.journey.encounters import queries as encounters
from wayhome.journey.encounters.codes import PRESENT
from wayhome.journey.encounters.queries import own
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling.codes import HOLDS_SEAT, Modality
from wayhome.shared.core.period import Period, day_bounds, local_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.encounters.queries import LedgerLine
    from wayhome.journey.scheduling.models import Appointment
    from wayhome.shared.audit.actor import Actor

MINUTES_IN_HOUR = 60
DAYS_IN_WEEK = 7
LOOKS_AHEAD = timedelta(days=14)


class DotState(StrEnum):
    """What a day of the week holds for the client."""

    EMPTY = "empty"
    DONE = "done"
    BOOKED = "booked"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Place:
    """One session as its client sees it. Never who else is in it."""

    appointment: Appointment
    is_running: bool

    @property
    def is_video(self) -> bool:
        return self.appointment.group_session.modality == Modality.TELEHEALTH


@dataclass(frozen=True, slots=True)
class Dot:
    """A day of the week."""

    day: date
    state: DotState


@dataclass(frozen=True, slots=True)
class Hours:
    """The week's hours as the ring shows them."""

    target: Decimal
    earned: Decimal
    booked: Decimal
    short: Decimal


@dataclass(frozen=True, slots=True)
class MyWeek:
    """Everything that a client's first page shows."""

    now: datetime
    zone: ZoneInfo
    today: date
    next: Place | None
    later: tuple[Place, ...]
    week: tuple[Dot, ...]
    hours: Hours | None
    day_code: str


def my_week(by: Actor, *, now: datetime) -> MyWeek:
    """Return the client's own week, in the time zone of their program."""
    ledger = encounters.own_week(by, now=now)
    zone = ledger[0].week.zone if ledger else ZoneInfo("UTC")
    today = local_day(now, zone)
    span = Period(_first(ledger, today, zone), now + LOOKS_AHEAD)
    places = [a for a in schedule.own_appointments(by, span) if a.status in HOLDS_SEAT]
    recorded = own.own_attendance(by, [place.pk for place in places])
    ahead = tuple(Place(a, a.period_start <= now) for a in places if a.period_end > now)
    return MyWeek(
        now=now,
        zone=zone,
        today=today,
        next=ahead[0] if ahead else None,
        later=ahead[1:8],
        week=_dots(ledger, places, recorded),
        hours=_hours(ledger[0]) if ledger else None,
        day_code=own.own_day_code(by, today),
    )


def _first(ledger: Iterable[LedgerLine], today: date, zone: ZoneInfo) -> datetime:
    first = min((line.week.first for line in ledger), default=today)
    return day_bounds(first, zone).start


def _hours(line: LedgerLine) -> Hours:
    week = line.hours
    return Hours(
        *(
            Decimal(minutes) / MINUTES_IN_HOUR
            for minutes in (week.target_minutes, week.earned, week.booked, week.shortfall)
        )
    )


def _dots(
    ledger: tuple[LedgerLine, ...], places: Iterable[Appointment], recorded: Mapping[UUID, str]
) -> tuple[Dot, ...]:
    if not ledger:
        return ()
    states: dict[date, set[DotState]] = {}
    for place in places:
        states.setdefault(place.service_date, set()).add(_state(recorded.get(place.pk)))
    days = (ledger[0].week.first + timedelta(days=number) for number in range(DAYS_IN_WEEK))
    return tuple(Dot(day, _of_day(states.get(day, set()))) for day in days)


def _state(attendance: str | None) -> DotState:
    if attendance is None:
        return DotState.BOOKED
    return DotState.DONE if attendance in PRESENT else DotState.MISSED


def _of_day(states: set[DotState]) -> DotState:
    """Return what a day shows when its sessions differ: what is still to come first."""
    order = (DotState.BOOKED, DotState.DONE, DotState.MISSED)
    return next((state for state in order if state in states), DotState.EMPTY)
