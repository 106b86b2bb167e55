"""Reads of the hours ledger: what a program week has earned, still holds and lacks, per client.

One statement reads a whole program, a caseload or one person. It adds up in the database what
`rules.week_hours` says of a single client; tests hold the two together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from wayhome.journey.admissions.codes import EpisodeStatus
from wayhome.journey.encounters.queries.ledger import STATEMENT, STATUSES
from wayhome.journey.encounters.rules import WeekHours
from wayhome.journey.encounters.rules.targets import TARGET_KEYS, target_key
from wayhome.journey.patients import queries as patients
from wayhome.journey.patients.rules import display_name, shared_list_name
from wayhome.journey.rulepacks import queries as rulepacks
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import ONE_DAY, Period, day_bounds, local_day, week_start_of
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.rulepacks.codes import RuleKey
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService

ONE_WEEK = 7 * ONE_DAY
MINUTES_IN_HOUR = 60
# A client may see the own hours, and they hang on the program's numbers.
FOR_ONESELF = frozenset({Permission.SITE_VIEW, Permission.RULE_VIEW})


class ProgramWeek(NamedTuple):
    """A program's own week: local days, the last excluded."""

    service_id: UUID
    zone: ZoneInfo
    first: date
    ends: date

    @property
    def bounds(self) -> Period:
        """The week from local midnight to local midnight; clocks may change in between."""
        return Period(
            day_bounds(self.first, self.zone).start, day_bounds(self.ends, self.zone).start
        )


@dataclass(frozen=True)
class LedgerLine:
    """One client's program week."""

    episode_id: UUID
    patient_id: UUID
    care_manager_id: UUID | None
    status: str
    admission_date: date
    given_name: str
    family_name: str
    preferred_name: str
    week: ProgramWeek
    hours: WeekHours

    @property
    def is_on_hold(self) -> bool:
        return self.status == EpisodeStatus.ONHOLD

    @property
    def is_short(self) -> bool:
        """Whether the target is out of reach without a make-up session. Nobody on hold is short."""
        return self.hours.shortfall > 0 and not self.is_on_hold

    @property
    def admitted_midweek(self) -> bool:
        return self.week.first < self.admission_date

    @property
    def target(self) -> Decimal:
        return _in_hours(self.hours.target_minutes)

    @property
    def earned(self) -> Decimal:
        return _in_hours(self.hours.earned)

    @property
    def booked(self) -> Decimal:
        return _in_hours(self.hours.booked)

    @property
    def short(self) -> Decimal:
        """What the week lacks even if every booked session is kept."""
        return _in_hours(self.hours.shortfall)

    @cached_property
    def name(self) -> str:
        return shared_list_name(self.given_name, self.family_name, self.preferred_name)

    @cached_property
    def full_name(self) -> str:
        return display_name(self.given_name, self.family_name, self.preferred_name)


def week_ledger(
    by: Actor,
    *,
    now: datetime,
    service_id: UUID | None = None,
    care_manager_id: UUID | None = None,
    patient_ids: Iterable[UUID] | None = None,
    day: date | None = None,
) -> tuple[LedgerLine, ...]:
    """Return the week of every client in care, by name: of all, a program, a caseload, or these.

    The week is each program's own, the one that holds `day`, or else now.
    """
    services = (
        tenancy.programs(by, with_closed=True)
        if service_id is None
        else [tenancy.get_service(by, service_id)]
    )
    return ledger_of(
        by,
        services,
        now=now,
        care_manager_id=care_manager_id,
        patient_ids=patient_ids,
        day=day,
    )


def ledger_of(
    by: Actor,
    services: Iterable[HealthcareService],
    *,
    now: datetime,
    care_manager_id: UUID | None = None,
    patient_ids: Iterable[UUID] | None = None,
    day: date | None = None,
) -> tuple[LedgerLine, ...]:
    """Return the same of programs that are at hand already."""
    by.require(Permission.HOURS_VIEW)
    programs = _programs(by, services, now, day)
    return _lines(by, programs, now, care_manager_id=care_manager_id, patient_ids=patient_ids)


def own_week(by: Actor, *, now: datetime, day: date | None = None) -> tuple[LedgerLine, ...]:
    """Return the client's own week, one line for each program that they are in."""
    by.require(Permission.OWN_RECORD_VIEW)
    if by.patient_id is None:
        return ()
    able = replace(by, permissions=by.permissions | FOR_ONESELF)
    records = patients.ids_of_person(by, by.patient_id)
    programs = _programs(able, tenancy.programs(able, with_closed=True), now, day)
    return _lines(by, programs, now, patient_ids=records)


def week_of(service: HealthcareService, day: date) -> ProgramWeek:
    """Return the program's week that holds this local day."""
    first = week_start_of(day, service.week_starts_on)
    return ProgramWeek(service.pk, ZoneInfo(service.time_zone), first, first + ONE_WEEK)


def weekly_targets(
    by: Actor, service: HealthcareService, episodes: Iterable[EpisodeOfCare], *, day: date
) -> dict[UUID, int]:
    """Return the minutes that the program's week of this day asks of each stay, begun or not."""
    return weekly_targets_by_day(by, service, episodes, days=[day])[day]


def weekly_targets_by_day(
    by: Actor,
    service: HealthcareService,
    episodes: Iterable[EpisodeOfCare],
    *,
    days: Collection[date],
) -> dict[date, dict[UUID, int]]:
    """Return the same for the program's week of each of these days, in one statement."""
    by.require(Permission.HOURS_VIEW)
    people, firsts = [*episodes], {day: week_of(service, day).first for day in days}
    hours = rulepacks.numbers_by_day(by, TARGET_KEYS, days={*firsts.values()}, service=service)
    programs = {day: _Program(by, service, day, hours[first]) for day, first in firsts.items()}
    return {
        day: {
            one.pk: program.target(one.level_of_care, one.patient.birth_date)
            if one.weekly_target_minutes is None
            else one.weekly_target_minutes
            for one in people
        }
        for day, program in programs.items()
    }


class _Program:
    """A program, its week, and the targets that hold in it; the rule pack is asked only at need."""

    def __init__(
        self,
        by: Actor,
        service: HealthcareService,
        day: date,
        hours: Mapping[RuleKey, Decimal] | None = None,
    ) -> None:
        self._by, self._service, self._given = by, service, hours
        self.week = week_of(service, day)

    def target(self, level_of_care: str, birth_date: date | None) -> int:
        """Return the minutes that the week asks of someone without a target of their own."""
        if self._service.weekly_target_minutes is not None:
            return self._service.weekly_target_minutes
        key = target_key(level_of_care, birth_date, self.week.first)
        return int(self._hours[key] * MINUTES_IN_HOUR) if key else 0

    @cached_property
    def _hours(self) -> Mapping[RuleKey, Decimal]:
        if self._given is not None:
            return self._given
        return rulepacks.numbers(self._by, TARGET_KEYS, on=self.week.first, service=self._service)


def _programs(
    by: Actor, services: Iterable[HealthcareService], now: datetime, day: date | None
) -> dict[UUID, _Program]:
    return {
        service.pk: _Program(by, service, day or local_day(now, ZoneInfo(service.time_zone)))
        for service in services
    }


def _lines(
    by: Actor,
    programs: Mapping[UUID, _Program],
    now: datetime,
    *,
    care_manager_id: UUID | None = None,
    patient_ids: Iterable[UUID] | None = None,
) -> tuple[LedgerLine, ...]:
    weeks = [program.week for program in programs.values()]
    values: dict[str, Any] = {
        "organization": by.organization_id,
        "now": now,
        "services": [week.service_id for week in weeks],
        "firsts": [week.first for week in weeks],
        "ends": [week.ends for week in weeks],
        "care_manager": care_manager_id,
        "patients": None if patient_ids is None else [*patient_ids],
        **STATUSES,
    }
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, values)
        lines = [_line(row, programs) for row in cursor.fetchall()]
    return tuple(sorted(lines, key=_by_name))


def _line(row: Sequence[Any], programs: Mapping[UUID, _Program]) -> LedgerLine:
    (
        episode_id, patient_id, service_id, care_manager_id, status, level, admission_date, own,
        given, family, preferred, birth_date, *minutes,
    ) = row  # fmt: skip
    program = programs[service_id]
    target = program.target(level, birth_date) if own is None else own
    return LedgerLine(
        episode_id,
        patient_id,
        care_manager_id,
        status,
        admission_date,
        given,
        family,
        preferred,
        program.week,
        WeekHours(target, *minutes),
    )


def _in_hours(minutes: int) -> Decimal:
    return Decimal(minutes) / MINUTES_IN_HOUR


def _by_name(line: LedgerLine) -> tuple[str, str, UUID]:
    return (line.preferred_name or line.given_name, line.family_name, line.episode_id)
