"""What a week is built from, as the tables have it: read once, in as many statements as for one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wayhome.journey.admissions import queries as admissions
from wayhome.journey.admissions.codes import EpisodeStatus
from wayhome.journey.encounters import queries as encounters
from wayhome.journey.encounters.rules.targets import TARGET_KEYS
from wayhome.journey.patients import queries as patients
from wayhome.journey.rulepacks import queries as rulepacks
from wayhome.journey.rulepacks.codes import RuleKey
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling.queries import facts
from wayhome.journey.weekplans.queries.orders import orders_of_week
from wayhome.journey.weekplans.queries.separations import apart_from
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.core.period import ONE_DAY, DatePeriod, Period, day_bounds
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.scheduling.codes import GroupKind
    from wayhome.journey.scheduling.models import (
        Appointment,
        Availability,
        GroupMember,
        GroupSeries,
        GroupSession,
    )
    from wayhome.journey.scheduling.queries import WeekOfStaff
    from wayhome.journey.weekplans.rules.orders import Order
    from wayhome.shared.accounts.models import Practitioner
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService, Location

ONE_WEEK = 7 * ONE_DAY
KEYS = (*TARGET_KEYS, RuleKey.WEEKLY_MAX_HOURS, RuleKey.CASELOAD_CAP)


@dataclass(frozen=True)
class Found:
    """One program's week, Monday to Sunday, with everybody and everything in it.

    `sessions` are the whole organization's: staff and rooms are busy in other programs too.
    `places` are those of its people, wherever they are, and those of guests in its sessions;
    `whose` says of each record who it is, `off` when staff who told no hours are off.
    """

    service: HealthcareService
    monday: date
    numbers: Mapping[RuleKey, Decimal]
    caps: Mapping[GroupKind, int]
    series: Sequence[GroupSeries]
    sessions: Sequence[GroupSession]
    members: Sequence[GroupMember]
    episodes: Sequence[EpisodeOfCare]
    whose: Mapping[UUID, UUID]
    targets: Mapping[UUID, int]
    orders: Mapping[UUID, Order]
    availability: Mapping[UUID, tuple[Availability, ...]]
    apart: Mapping[UUID, frozenset[UUID]]
    places: Sequence[Appointment]
    staff: Mapping[UUID, Practitioner]
    staff_weeks: Mapping[UUID, WeekOfStaff]
    off: Mapping[UUID, int]
    credentials: Mapping[UUID, Sequence[DatePeriod]]
    rooms: Sequence[Location]

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.service.time_zone)

    @property
    def sunday(self) -> date:
        return self.monday + 6 * ONE_DAY


def found(by: Actor, service_id: UUID, monday: date) -> Found:
    """Read a program's week for building it."""
    service = tenancy.get_service(by, service_id)
    zone, end = ZoneInfo(service.time_zone), monday + ONE_WEEK
    week = Period(day_bounds(monday, zone).start, day_bounds(end, zone).start)
    people = _people(by, service_id, end)
    whose = _records(by, people)
    staff = {each.pk: each for each in accounts.treating(by)}
    series = _series(by, service_id, monday)
    return Found(
        service=service,
        monday=monday,
        numbers=rulepacks.numbers(by, KEYS, on=monday, service=service),
        caps=facts.group_caps(by, service, on=monday),
        series=series,
        sessions=[*schedule.sessions_between(by, week, with_cancelled=True)],
        members=schedule.members_between(by, [each.pk for each in series], monday, end),
        episodes=people,
        whose=whose,
        targets=encounters.weekly_targets(by, service, people, day=monday),
        orders=_orders(by, service_id, people, monday),
        availability=schedule.weeks_of(by, {*whose.values()}, until=end),
        apart=apart_from(by, [each.patient_id for each in people]),
        places=_places(by, whose, service_id, week),
        staff=staff,
        staff_weeks=schedule.staff_of_week(by, monday, zone=zone),
        off=schedule.off_in_week(by, monday, zone=zone),
        credentials=facts.credential_periods(by, staff),
        rooms=[*tenancy.rooms(by)],
    )


def _series(by: Actor, service_id: UUID, monday: date) -> list[GroupSeries]:
    """Return the groups that may meet in the week."""
    known = schedule.series_of_service(by, service_id, on=monday)
    return [each for each in known if each.period_start < monday + ONE_WEEK]


def _people(by: Actor, service_id: UUID, end: date) -> list[EpisodeOfCare]:
    """Return who is in care in the week or waits for it; nobody on hold."""
    in_care = [
        each
        for each in admissions.census(by, service_id=service_id)
        if each.status == EpisodeStatus.ACTIVE
        and each.admission_date is not None
        and each.admission_date < end
    ]
    return [*in_care, *admissions.waitlist(by, service_id=service_id)]


def _records(by: Actor, people: Sequence[EpisodeOfCare]) -> dict[UUID, UUID]:
    """Return every record of these people → the one that stands for the person."""
    standing = patients.people_of_records(by, {each.patient_id for each in people})
    return patients.records_of_people(by, {*standing.values()})


def _orders(
    by: Actor, service_id: UUID, people: Sequence[EpisodeOfCare], monday: date
) -> Mapping[UUID, Order]:
    stays = [each.pk for each in people]
    return orders_of_week(by, service_id=service_id, episode_ids=stays, monday=monday)


def _places(
    by: Actor, records: Iterable[UUID], service_id: UUID, week: Period
) -> Sequence[Appointment]:
    """Return the week's places, those that were given up too."""
    found = (
        schedule.appointments_of(by, records, week),
        schedule.appointments_of(by, None, week, service_id=service_id),
    )
    return [*{place.pk: place for places in found for place in places}.values()]
