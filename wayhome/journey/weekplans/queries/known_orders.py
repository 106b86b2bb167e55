"""Reads of all that was ordered of one stay or one program, for their pages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wayhome.journey.admissions import queries as admissions
from wayhome.journey.encounters.rules.targets import target_key
from wayhome.journey.rulepacks import queries as rulepacks
from wayhome.journey.weekplans.codes import HoursSource, RecordStatus
from wayhome.journey.weekplans.models import WeeklyOrder
from wayhome.journey.weekplans.queries.orders import items_of
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.reads import record_read
from wayhome.shared.core.period import local_day
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.weekplans.rules import Ordered
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService

MINUTES_IN_HOUR = 60


@dataclass(frozen=True, slots=True)
class DatedOrder:
    """An order with what stands in it, and the day on which the next one begins to count."""

    row: WeeklyOrder
    items: tuple[Ordered, ...]
    until: date | None


@dataclass(frozen=True, slots=True)
class HoursAsked:
    """How much a week asks for in all, and where that is said; 0 for a level without hours."""

    minutes: int
    source: HoursSource


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOrders:
    """All that was ordered: what counts today, and what will.

    `edition` counts the changes; whoever records another order names the one that they saw.
    """

    now: DatedOrder | None
    later: tuple[DatedOrder, ...]
    edition: int
    today: date
    hours: HoursAsked

    @property
    def newest(self) -> DatedOrder | None:
        """The order from which the next one is made."""
        return self.now or (self.later[0] if self.later else None)

    @property
    def orders(self) -> tuple[DatedOrder, ...]:
        return (*((self.now,) if self.now else ()), *self.later)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersOfStay(KnownOrders):
    """A client's own orders, and what is usual in the program today."""

    episode: EpisodeOfCare
    usual: DatedOrder | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualOrders(KnownOrders):
    """What is usual in a program."""

    service: HealthcareService


@dataclass(frozen=True, slots=True)
class UsualLine:
    """A program on the list, with what is usual there today."""

    service: HealthcareService
    now: DatedOrder | None


def _whose(known: OrdersOfStay) -> UUID:
    return known.episode.patient_id


@record_read(Permission.HOURS_VIEW, "EpisodeOfCare", patient_of=_whose)
def orders_of_stay(by: Actor, episode_id: UUID, *, now: datetime) -> OrdersOfStay:
    episode = admissions.get_episode(by, episode_id)
    today = local_day(now, ZoneInfo(episode.healthcare_service.time_zone))
    told = told_of_stay(by, episode_id)
    usual = told_of_program(by, episode.healthcare_service_id)
    items = items_of([*told, *usual])
    current, later = _now_and_later(told, items, today)
    return OrdersOfStay(
        now=current,
        later=later,
        edition=edition_of(told),
        today=today,
        hours=_hours_of_stay(by, episode, today),
        episode=episode,
        usual=_now_and_later(usual, items, today)[0],
    )


def usual_orders(by: Actor, service_id: UUID, *, now: datetime) -> UsualOrders:
    by.require(Permission.WEEKLY_ORDER_RECORD)
    service = tenancy.get_service(by, service_id)
    told = told_of_program(by, service_id)
    today = local_day(now, ZoneInfo(service.time_zone))
    current, later = _now_and_later(told, items_of(told), today)
    return UsualOrders(
        now=current,
        later=later,
        edition=edition_of(told),
        today=today,
        hours=_hours_of_program(by, service, service.level_of_care, None, today),
        service=service,
    )


def usual_lines(by: Actor, *, now: datetime) -> tuple[UsualLine, ...]:
    """Return what is usual in each open program, by name."""
    by.require(Permission.WEEKLY_ORDER_RECORD)
    services = tenancy.programs(by)
    told: defaultdict[UUID | None, list[WeeklyOrder]] = defaultdict(list)
    rows = [*_told().filter(healthcare_service__in=[each.pk for each in services])]
    for row in rows:
        told[row.healthcare_service_id].append(row)
    items = items_of(rows)

    def current(service: HealthcareService) -> DatedOrder | None:
        today = local_day(now, ZoneInfo(service.time_zone))
        return _now_and_later(told[service.pk], items, today)[0]

    return tuple(UsualLine(each, current(each)) for each in services)


def get_order(by: Actor, order_id: UUID) -> WeeklyOrder:
    by.require(Permission.HOURS_VIEW)
    return WeeklyOrder.objects.get(pk=order_id)


def told_of_stay(by: Actor, episode_id: UUID) -> list[WeeklyOrder]:
    """Return everything that was ordered of a stay, taken back or not."""
    by.require(Permission.HOURS_VIEW)
    return [*_told().filter(episode=episode_id)]


def told_of_program(by: Actor, service_id: UUID) -> list[WeeklyOrder]:
    """Return everything that was usual in a program or will be, taken back or not."""
    by.require(Permission.HOURS_VIEW)
    return [*_told().filter(healthcare_service=service_id)]


def standing(told: Iterable[WeeklyOrder]) -> list[WeeklyOrder]:
    """Return what wasn't taken back."""
    return [each for each in told if each.status == RecordStatus.ACTIVE]


def edition_of(told: Iterable[WeeklyOrder]) -> int:
    """Return how often something was changed, what was taken back included; 0 for nothing."""
    return max((each.edition for each in told), default=0)


def _told() -> QuerySet[WeeklyOrder]:
    rows = WeeklyOrder.objects.select_related("recorded_by")
    return rows.order_by("period_start", "edition", "pk")


def _now_and_later(
    told: list[WeeklyOrder], items: Mapping[UUID, tuple[Ordered, ...]], today: date
) -> tuple[DatedOrder | None, tuple[DatedOrder, ...]]:
    rows = standing(told)
    ends = [*(each.period_start for each in rows[1:]), None]
    dated = [
        DatedOrder(each, items.get(each.pk, ()), until)
        for each, until in zip(rows, ends, strict=False)
    ]
    begun = [each for each in dated if each.row.period_start <= today]
    return (begun[-1] if begun else None), tuple(dated[len(begun) :])


def _hours_of_stay(by: Actor, episode: EpisodeOfCare, today: date) -> HoursAsked:
    if episode.weekly_target_minutes is not None:
        return HoursAsked(episode.weekly_target_minutes, HoursSource.STAY)
    birth_date, service = episode.patient.birth_date, episode.healthcare_service
    return _hours_of_program(by, service, episode.level_of_care, birth_date, today)


def _hours_of_program(
    by: Actor, service: HealthcareService, level: str, birth_date: date | None, today: date
) -> HoursAsked:
    if service.weekly_target_minutes is not None:
        return HoursAsked(service.weekly_target_minutes, HoursSource.PROGRAM)
    key = target_key(level, birth_date, today)
    hours = rulepacks.number(by, key, on=today, service=service) if key else 0
    return HoursAsked(int(hours * MINUTES_IN_HOUR), HoursSource.RULES)
