"""Reads for the page of hours: a program's week, the numbers on top, one next step a client."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator

from wayhome.journey.admissions import queries as admissions
from wayhome.journey.encounters import labels
from wayhome.journey.encounters.codes import Part
from wayhome.journey.encounters.queries.hours import (
    MINUTES_IN_HOUR,
    ledger_of,
    week_ledger,
    week_of,
)
from wayhome.journey.encounters.queries.make_ups import OpenWeek
from wayhome.journey.scheduling import queries as schedule
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import ONE_DAY, local_day
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.core.paginator import Page

    from wayhome.journey.encounters.labels.attendance import Words
    from wayhome.journey.encounters.queries.hours import LedgerLine, ProgramWeek
    from wayhome.journey.encounters.queries.make_ups import MakeUp
    from wayhome.journey.scheduling.queries import MissedPlace
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService

ONE_WEEK = timedelta(weeks=1)
ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class HoursRow:
    """A client's week with the next step: one way to the target, if there is any."""

    line: LedgerLine
    can_reach: bool
    ways: tuple[tuple[MakeUp, ...], ...]
    may_book: bool
    now: datetime
    missed: tuple[MissedPlace, ...] = ()

    @property
    def next_step(self) -> MakeUp | None:
        """The first session of the shortest way."""
        return self.ways[0][0] if self.ways else None

    @property
    def steps_after(self) -> tuple[MakeUp, ...]:
        return self.ways[0][1:] if self.ways else ()

    @property
    def is_past(self) -> bool:
        return self.line.week.bounds.end <= self.now

    @property
    def unrecorded(self) -> Decimal:
        return Decimal(self.line.hours.unrecorded) / MINUTES_IN_HOUR


class Tab(NamedTuple):
    part: Part
    label: Words
    people: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """A program's week on one page."""

    services: tuple[HealthcareService, ...]
    service: HealthcareService
    week: ProgramWeek
    today: date
    part: Part
    only_mine: bool
    counts: dict[Part, int]
    has_own: bool
    rows: tuple[HoursRow, ...]
    page: Page[LedgerLine]

    @property
    def tabs(self) -> tuple[Tab, ...]:
        return tuple(
            Tab(part, labels.PART[part], people, part is self.part)
            for part, people in self.counts.items()
            if not (part is Part.OUT_OF_REACH and self.is_past)
        )

    @property
    def is_past(self) -> bool:
        return self.week.ends <= self.today

    @property
    def is_now(self) -> bool:
        return self.week.first <= self.today < self.week.ends

    @property
    def last_day(self) -> date:
        return self.week.ends - ONE_DAY

    @property
    def week_before(self) -> date:
        return self.week.first - ONE_WEEK


def hours_overview(
    by: Actor,
    *,
    service_id: UUID | None = None,
    day: date | None = None,
    part: Part = Part.ALL,
    only_mine: bool = False,
    page: int = 1,
    now: datetime,
) -> Overview | None:
    """Return a program's week; the first program's where none is named, none where there is none.

    :raises HealthcareService.DoesNotExist: for a program that isn't the organization's
    """
    by.require(Permission.HOURS_VIEW)
    mine = by.practitioner_id if only_mine else None
    services = tuple(tenancy.services(by))
    if (service := _service_of(by, services, service_id, now=now)) is None:
        return None
    week, today = _week(service, day, now)
    lines = ledger_of(by, [service], now=now, care_manager_id=mine, day=week.first)
    open_week = OpenWeek(by, week, lines, now=now)
    parts = {each: [line for line in lines if _is_in(each, line, open_week)] for each in Part}
    shown = Paginator(parts[part], ON_A_PAGE).get_page(page)
    rows = _rows(by, week, [*shown], open_week, now)
    counts = {each: len(found) for each, found in parts.items()}
    own = {"only_mine": only_mine, "has_own": by.practitioner_id is not None}
    return Overview(
        services, service, week, today, part, counts=counts, rows=rows, page=shown, **own
    )


def _week(service: HealthcareService, day: date | None, now: datetime) -> tuple[ProgramWeek, date]:
    today = local_day(now, ZoneInfo(service.time_zone))
    return week_of(service, day or today), today


def hours_row(by: Actor, episode_id: UUID, *, day: date | None, now: datetime) -> HoursRow:
    """Return one client's row of the page."""
    by.require(Permission.HOURS_VIEW)
    episode = admissions.get_episode(by, episode_id)
    lines = ledger_of(
        by, [episode.healthcare_service], now=now, patient_ids=[episode.patient_id], day=day
    )
    line = next(line for line in lines if line.episode_id == episode_id)
    return _rows(by, line.week, [line], OpenWeek(by, line.week, lines, now=now), now)[0]


def _service_of(
    by: Actor,
    services: tuple[HealthcareService, ...],
    service_id: UUID | None,
    *,
    now: datetime,
) -> HealthcareService | None:
    """Return the program that was asked for, also one that is closed by now, or the usual one."""
    if service_id is None:
        return _usual_service(by, services, now)
    at_hand = (service for service in services if service.pk == service_id)
    return next(at_hand, None) or tenancy.get_service(by, service_id)


def _usual_service(
    by: Actor, services: tuple[HealthcareService, ...], now: datetime
) -> HealthcareService | None:
    """Return the first program, or the one that most of one's own clients are in."""
    if by.practitioner_id is None or len(services) < 2:  # noqa: PLR2004  # there is nothing to choose
        return next(iter(services), None)
    lines = week_ledger(by, now=now, care_manager_id=by.practitioner_id)
    own = Counter(line.week.service_id for line in lines)
    return max(services, key=lambda service: own[service.pk])


def _is_in(part: Part, line: LedgerLine, open_week: OpenWeek) -> bool:
    if part is Part.ALL:
        return True
    return line.is_short and (part is Part.SHORT or not open_week.can_reach(line))


def _rows(
    by: Actor,
    week: ProgramWeek,
    lines: Sequence[LedgerLine],
    open_week: OpenWeek,
    now: datetime,
) -> tuple[HoursRow, ...]:
    people = {line.patient_id for line in lines}
    missed = schedule.missed_places(by, people, week.bounds, now=now)
    return tuple(
        HoursRow(
            line,
            open_week.can_reach(line),
            open_week.ways(line),
            may_book=by.may(Permission.APPOINTMENT_BOOK),
            now=now,
            missed=missed.get(line.episode_id, ()),
        )
        for line in lines
    )
