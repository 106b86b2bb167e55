"""My week: what is next, how to get there, the hours earned and to go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wayhome.journey.encounters import queries as encounters
from wayhome.journey.encounters.codes import PRESENT
from wayhome.journey.encounters.queries import own
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling.codes import HOLDS_SEAT, AppointmentStatus, Modality
from wayhome.journey.weekplans import queries as weekplans
from wayhome.shared.core.period import Period, local_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.encounters.queries import LedgerLine
    from wayhome.journey.scheduling.models import Appointment
    from wayhome.journey.scheduling.queries import MissedPlace
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService

DAYS_IN_WEEK = 7
LOOKS_AHEAD = timedelta(days=14)
LOOKS_BACK = timedelta(days=1)
MOST_LATER = 8


class DotState(StrEnum):
    """What a day of the week holds for the client."""

    EMPTY = "empty"
    DONE = "done"
    BOOKED = "booked"
    MISSED = "missed"
    OPEN = "open"


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
class MyWeek:
    """Everything that a client's first page shows."""

    now: datetime
    zone: ZoneInfo
    today: date
    next: Place | None
    later: tuple[Place, ...]
    missed: tuple[MissedPlace, ...]
    week: tuple[Dot, ...]
    hours: LedgerLine | None
    day_code: str
    program: HealthcareService | None


def my_week(by: Actor, *, now: datetime) -> MyWeek:
    """Return the client's own week, in the time zone of their program."""
    ledger = encounters.own_week(by, now=now)
    places = [*schedule.own_appointments(by, _span(ledger, now))]
    kept = [place for place in places if place.status in HOLDS_SEAT]
    due = (a for a in kept if a.period_end > now and a.status != AppointmentStatus.NOSHOW)
    ahead = tuple(Place(a, a.period_start <= now) for a in due)
    zone = _zone(ledger, places)
    today = local_day(now, zone)
    recorded = own.own_attendance(by, [place.pk for place in places])
    return MyWeek(
        now=now,
        zone=zone,
        today=today,
        next=ahead[0] if ahead else None,
        later=ahead[1:MOST_LATER],
        missed=schedule.own_make_up_offers(by, kept_out=weekplans.own_sessions_kept_out, now=now),
        week=_dots(ledger, places, recorded, now),
        hours=next((line for line in ledger if line.hours.target_minutes), None),
        day_code=own.own_day_code(by, today),
        program=_program(places),
    )


def _span(ledger: Sequence[LedgerLine], now: datetime) -> Period:
    start = min((line.week.bounds.start for line in ledger), default=now - LOOKS_BACK)
    return Period(start, now + LOOKS_AHEAD)


def _program(places: Sequence[Appointment]) -> HealthcareService | None:
    """Return whom the client would call: the program of the latest place that is known."""
    return places[-1].group_session.healthcare_service if places else None


def _zone(ledger: Sequence[LedgerLine], places: Sequence[Appointment]) -> ZoneInfo:
    if ledger:
        return ledger[0].week.zone
    program = _program(places)
    return ZoneInfo(program.time_zone if program else "UTC")


def _dots(
    ledger: Sequence[LedgerLine],
    places: Iterable[Appointment],
    recorded: Mapping[UUID, str],
    now: datetime,
) -> tuple[Dot, ...]:
    if not ledger:
        return ()
    states: dict[date, set[DotState]] = {}
    for place in places:
        if state := _state(place, recorded.get(place.pk), now):
            states.setdefault(place.service_date, set()).add(state)
    days = (ledger[0].week.first + timedelta(days=number) for number in range(DAYS_IN_WEEK))
    return tuple(Dot(day, _of_day(states.get(day, set()))) for day in days)


def _state(place: Appointment, attendance: str | None, now: datetime) -> DotState | None:
    """Return what a place says of its day; nothing when it was given up."""
    if attendance is not None:
        return DotState.DONE if attendance in PRESENT else DotState.MISSED
    if place.status not in HOLDS_SEAT:
        return None
    return DotState.BOOKED if place.period_end > now else DotState.OPEN


def _of_day(states: set[DotState]) -> DotState:
    """Return what a day shows when its sessions differ: what is still to come first."""
    order = (DotState.BOOKED, DotState.DONE, DotState.OPEN, DotState.MISSED)
    return next((state for state in order if state in states), DotState.EMPTY)
