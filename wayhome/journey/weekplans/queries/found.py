"""What a week is built from, as the tables have it: read once, in as many statements as for one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wayhome.journey.admissions import queries as admissions
from wayhome.journey.admissions.codes import WAITING_STATUSES, EpisodeStatus
from wayhome.journey.encounters import queries as encounters
from wayhome.journey.encounters.rules.targets import TARGET_KEYS
from wayhome.journey.patients import queries as patients
from wayhome.journey.rulepacks import queries as rulepacks
from wayhome.journey.rulepacks.codes import RuleKey
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling.queries import facts
from wayhome.journey.weekplans.queries.orders import orders_of_weeks
from wayhome.journey.weekplans.queries.separations import whom_to_avoid
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.core.period import ONE_DAY, DatePeriod, Period, day_bounds
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who has no stay in the program yet, at an inquiry or known; `told`: their weeks."""

    id: UUID
    patient_id: UUID | None
    birth_date: date | None
    language: str
    gender: str
    told: tuple[Availability, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """One program's week, Monday to Sunday, with everybody and everything in it.

    Of a usual week, `set_aside` are the groups' sessions that are otherwise in this one alone.

    `sessions` are the whole organization's: staff and rooms are busy in other programs too.
    `places` are those of its people, wherever they are, and those of guests in its sessions;
    `whose` says of each record who it is, `off` when staff who told no hours are off.
    Numbers, targets, orders and staff's weeks are those of the one week; a span has none.
    """

    service: HealthcareService
    monday: date
    zone: ZoneInfo
    numbers: Mapping[RuleKey, Decimal] = field(default_factory=dict)
    caps: Mapping[GroupKind, int] = field(default_factory=dict)
    series: Sequence[GroupSeries]
    sessions: Sequence[GroupSession]
    members: Sequence[GroupMember]
    episodes: Sequence[EpisodeOfCare]
    whose: Mapping[UUID, UUID]
    targets: Mapping[UUID, int] = field(default_factory=dict)
    orders: Mapping[UUID, Order] = field(default_factory=dict)
    availability: Mapping[UUID, tuple[Availability, ...]]
    apart: Mapping[UUID, frozenset[UUID]]
    places: Sequence[Appointment]
    staff: Mapping[UUID, Practitioner]
    staff_weeks: Mapping[UUID, WeekOfStaff] = field(default_factory=dict)
    off: Mapping[UUID, int] = field(default_factory=dict)
    credentials: Mapping[UUID, Sequence[DatePeriod]]
    rooms: Sequence[Location]
    newcomer: Newcomer | None = None
    set_aside: Sequence[GroupSession] = ()
    is_usual: bool = False

    @property
    def sunday(self) -> date:
        return self.monday + 6 * ONE_DAY


def found(by: Actor, service_id: UUID, monday: date) -> Found:
    """Read a program's week for building it."""
    return found_in(by, service_id, [monday])[0]


def found_in(
    by: Actor, service_id: UUID, mondays: Sequence[date], newcomer: Newcomer | None = None
) -> tuple[Found, ...]:
    """Read several weeks in a row, in as many statements as one; maybe with somebody new."""
    service = tenancy.get_service(by, service_id)
    zone, first, end = ZoneInfo(service.time_zone), mondays[0], mondays[-1] + ONE_WEEK
    people = _people(by, service_id)
    whose = _records(by, people)
    known = [*(each.patient_id for each in people), *_record_of(newcomer)]
    series = [*schedule.series_of_service(by, service_id, on=first)]
    staff = {each.pk: each for each in accounts.treating(by)}
    whole = _period(first, end, zone)
    span = Found(
        service=service,
        monday=first,
        zone=zone,
        series=series,
        sessions=[*schedule.sessions_between(by, whole, with_cancelled=True)],
        members=schedule.members_between(by, [each.pk for each in series], first, end),
        episodes=people,
        whose=whose,
        availability=schedule.weeks_of(by, {*whose.values()}, until=end),
        apart=whom_to_avoid(by, known),
        places=_places(by, whose, service_id, whole),
        staff=staff,
        credentials=facts.credential_periods(by, staff),
        rooms=[*tenancy.rooms(by)],
        newcomer=newcomer,
    )
    return tuple(_weeks(by, span, mondays))


def _people(by: Actor, service_id: UUID) -> list[EpisodeOfCare]:
    waiting = admissions.waitlist(by, service_id=service_id)
    return [*admissions.census(by, service_id=service_id), *waiting]


def _weeks(by: Actor, span: Found, mondays: Sequence[date]) -> Iterator[Found]:
    """Give each week of the span, with the numbers and orders that count in it."""
    service, new = span.service, span.newcomer
    stays = [*(each.pk for each in span.episodes), *([new.id] if new else [])]
    numbers = rulepacks.numbers_by_day(by, KEYS, days=mondays, service=service)
    caps = facts.group_caps_by_day(by, service, days=mondays)
    targets = encounters.weekly_targets_by_day(by, service, span.episodes, days=mondays)
    staff_weeks = schedule.staff_of_weeks(by, mondays, zone=span.zone)
    off = schedule.off_in_weeks(by, mondays, zone=span.zone)
    orders = orders_of_weeks(by, service_id=service.pk, episode_ids=stays, mondays=mondays)
    for monday in mondays:
        yield replace(
            _cut(span, monday),
            numbers=numbers[monday],
            caps=caps[monday],
            targets=targets[monday],
            orders=orders[monday],
            staff_weeks=staff_weeks[monday],
            off=off[monday],
        )


def _cut(span: Found, monday: date) -> Found:
    """Return what of a span is in one week; nobody on hold is."""
    end = monday + ONE_WEEK
    week = _period(monday, end, span.zone)
    in_time = {key: _told_by(end, told) for key, told in span.availability.items()}
    return replace(
        span,
        monday=monday,
        series=[each for each in span.series if _lasts(each, monday, end)],
        sessions=[each for each in span.sessions if week.contains(each.period_start)],
        members=[each for each in span.members if _lasts(each, monday, end)],
        episodes=[each for each in span.episodes if _is_in_care_or_waits(each, end)],
        availability={key: told for key, told in in_time.items() if told},
        places=[each for each in span.places if week.contains(each.period_start)],
    )


def _period(first: date, end: date, zone: ZoneInfo) -> Period:
    return Period(day_bounds(first, zone).start, day_bounds(end, zone).start)


def _lasts(one: GroupSeries | GroupMember, first: date, end: date) -> bool:
    return one.period_start < end and (one.period_end is None or one.period_end > first)


def _told_by(day: date, told: Iterable[Availability]) -> tuple[Availability, ...]:
    return tuple(each for each in told if each.period_start < day)


def _is_in_care_or_waits(episode: EpisodeOfCare, end: date) -> bool:
    if episode.status in WAITING_STATUSES:
        return True
    admitted = episode.admission_date
    return episode.status == EpisodeStatus.ACTIVE and admitted is not None and admitted < end


def _record_of(newcomer: Newcomer | None) -> tuple[UUID, ...]:
    return (newcomer.patient_id,) if newcomer and newcomer.patient_id else ()


def _records(by: Actor, people: Sequence[EpisodeOfCare]) -> dict[UUID, UUID]:
    """Return every record of these people → the one that stands for the person."""
    standing = patients.people_of_records(by, {each.patient_id for each in people})
    return patients.records_of_people(by, {*standing.values()})


def _places(
    by: Actor, records: Iterable[UUID], service_id: UUID, week: Period
) -> Sequence[Appointment]:
    """Return the week's places, those that were given up too."""
    found = (
        schedule.appointments_of(by, records, week),
        schedule.appointments_of(by, None, week, service_id=service_id),
    )
    return [*{place.pk: place for places in found for place in places}.values()]
