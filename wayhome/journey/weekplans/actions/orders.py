"""Writes of what people should get in a week: a client's own order, and what is usual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, Unpack, cast
from zoneinfo import ZoneInfo

from wayhome.journey.admissions import queries as admissions
from wayhome.journey.admissions.codes import OPEN_STATUSES
from wayhome.journey.scheduling.actions import locks
from wayhome.journey.weekplans import rules
from wayhome.journey.weekplans.codes import RecordStatus
from wayhome.journey.weekplans.models import WeeklyOrder, WeeklyOrderItem
from wayhome.journey.weekplans.queries import known_orders
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.period import local_day
from wayhome.shared.core.refusal import Refusal
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from wayhome.journey.weekplans.rules import Order
    from wayhome.shared.audit.actor import Actor


class CannotRecordWeeklyOrderError(Refusal):
    """It can't be recorded so what somebody should get in a week."""


class CannotTakeBackWeeklyOrderError(Refusal):
    """An order can't be taken back any more."""


class Ordering(TypedDict):
    """What is ordered, and the edition of what was known when it was (0: none)."""

    order: Order
    edition: int
    now: datetime


@dataclass(frozen=True, slots=True)
class _Whose:
    """Of what it is ordered, all that was so far, and the clocks there."""

    told: list[WeeklyOrder]
    zone: ZoneInfo
    episode_id: UUID | None = None
    service_id: UUID | None = None
    is_over: bool = False


@action(Permission.WEEKLY_ORDER_RECORD)
def record_weekly_order(
    by: Actor, *, episode_id: UUID, **ordering: Unpack[Ordering]
) -> WeeklyOrder:
    """Write down what a client should get in a week from a day on, in this stay.

    :raises CannotRecordWeeklyOrderError: with every reason why not
    """
    return _record(by, _stay(by, episode_id), ordering)


@action(Permission.WEEKLY_ORDER_RECORD)
def record_usual_order(by: Actor, *, service_id: UUID, **ordering: Unpack[Ordering]) -> WeeklyOrder:
    """Write down what clients of a program get in a week from a day on, who have no other order.

    :raises CannotRecordWeeklyOrderError: with every reason why not
    """
    return _record(by, _program(by, service_id), ordering)


@action(Permission.WEEKLY_ORDER_RECORD)
def take_back_weekly_order(
    by: Actor, *, order_id: UUID, edition: int, now: datetime
) -> WeeklyOrder:
    """Take back an order, of a stay or of a program, that doesn't count yet.

    :raises CannotTakeBackWeeklyOrderError: with every reason why not
    """
    found = known_orders.get_order(by, order_id)
    if found.episode_id is not None:
        whose = _stay(by, found.episode_id)
    else:
        whose = _program(by, cast("UUID", found.healthcare_service_id))  # the table has one
    row = next(each for each in whose.told if each.pk == order_id)
    if obstacles := rules.obstacles_to_taking_back(
        period_start=row.period_start,
        today=local_day(now, whose.zone),
        is_active=row.status == RecordStatus.ACTIVE,
        is_current=edition == known_orders.edition_of(whose.told),
    ):
        raise CannotTakeBackWeeklyOrderError(obstacles)
    row.status, row.edition = RecordStatus.ENTERED_IN_ERROR, edition + 1
    row.save(update_fields=["status", "edition"])
    return row


def _stay(by: Actor, episode_id: UUID) -> _Whose:
    episode = admissions.get_episode(by, episode_id)
    locks.hold([episode_id])
    return _Whose(
        known_orders.told_of_stay(by, episode_id),
        ZoneInfo(episode.healthcare_service.time_zone),
        episode_id=episode_id,
        is_over=episode.status not in OPEN_STATUSES,
    )


def _program(by: Actor, service_id: UUID) -> _Whose:
    service = tenancy.get_service(by, service_id)
    locks.hold([service_id])
    told = known_orders.told_of_program(by, service_id)
    return _Whose(told, ZoneInfo(service.time_zone), service_id=service_id)


def _record(by: Actor, whose: _Whose, ordering: Ordering) -> WeeklyOrder:
    order, edition, now = ordering["order"], ordering["edition"], ordering["now"]
    if obstacles := rules.obstacles_to_recording(
        order,
        today=local_day(now, whose.zone),
        is_current=edition == known_orders.edition_of(whose.told),
        is_over=whose.is_over,
    ):
        raise CannotRecordWeeklyOrderError(obstacles)
    for each in known_orders.standing(whose.told):
        if each.period_start == order.period_start:  # the new one takes its place
            each.status = RecordStatus.ENTERED_IN_ERROR
            each.save(update_fields=["status"])
    row = WeeklyOrder(
        organization_id=by.organization_id,
        episode_id=whose.episode_id,
        healthcare_service_id=whose.service_id,
        period_start=order.period_start,
        phase=order.phase,
        recorded_at=now,
        recorded_by_id=by.practitioner_id,
        edition=edition + 1,
    )
    row.save(force_insert=True)
    WeeklyOrderItem.objects.bulk_create(_items(row, order))
    return row


def _items(row: WeeklyOrder, order: Order) -> list[WeeklyOrderItem]:
    return [
        WeeklyOrderItem(
            organization_id=row.organization_id,
            order_id=row.pk,
            service_type=each.service_type,
            minutes=each.minutes,
            every_weeks=each.every_weeks,
        )
        for each in order.items
    ]
