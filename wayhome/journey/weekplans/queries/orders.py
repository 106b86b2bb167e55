"""Reads of what people should get in a week: of many for planning, of one for a page."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q

from wayhome.journey.scheduling.codes import ServiceType
from wayhome.journey.weekplans.codes import RecordStatus
from wayhome.journey.weekplans.models import WeeklyOrder, WeeklyOrderItem
from wayhome.journey.weekplans.rules import ONE_WEEK, Order, Ordered
from wayhome.shared.audit.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor

SERVICES = [*ServiceType]


def orders_of_week(
    by: Actor, *, service_id: UUID, episode_ids: Iterable[UUID], monday: date
) -> Mapping[UUID, Order]:
    """Return what each stay should get in the week that begins on this Monday.

    That is its own order, else what is usual in the program: of several the latest that begins
    before the week is over. A stay of which neither is known has no entry.
    """
    return orders_of_weeks(by, service_id=service_id, episode_ids=episode_ids, mondays=[monday])[
        monday
    ]


def orders_of_weeks(
    by: Actor, *, service_id: UUID, episode_ids: Iterable[UUID], mondays: Collection[date]
) -> Mapping[date, Mapping[UUID, Order]]:
    """Return the same of each of these weeks, in as many statements as for one."""
    by.require(Permission.HOURS_VIEW)
    stays = [*episode_ids]
    begun = WeeklyOrder.objects.filter(
        Q(episode__in=stays) | Q(healthcare_service=service_id),
        status=RecordStatus.ACTIVE,
        period_start__lt=max(mondays) + ONE_WEEK,
    )
    rows = [*begun.order_by("period_start", "pk")]
    items = items_of(rows)
    return {monday: _orders_in(rows, items, stays, monday) for monday in mondays}


def _orders_in(
    rows: Iterable[WeeklyOrder],
    items: Mapping[UUID, tuple[Ordered, ...]],
    stays: Iterable[UUID],
    monday: date,
) -> Mapping[UUID, Order]:
    # of one stay or program, the latest comes last and stays
    begun = (each for each in rows if each.period_start < monday + ONE_WEEK)
    orders = {each.episode_id: _order(each, items) for each in begun}
    found = {stay: orders.get(stay) or orders.get(None) for stay in stays}
    return {stay: order for stay, order in found.items() if order is not None}


def items_of(orders: Iterable[WeeklyOrder]) -> Mapping[UUID, tuple[Ordered, ...]]:
    """Return what stands in each of these orders, in the order of the services."""
    found: defaultdict[UUID, list[Ordered]] = defaultdict(list)
    rows = WeeklyOrderItem.objects.filter(order__in=[each.pk for each in orders]).order_by("pk")
    for each in rows:
        item = Ordered(each.service_type, each.minutes, each.every_weeks)
        found[each.order_id].append(item)
    return {key: tuple(sorted(items, key=_place)) for key, items in found.items()}


def _order(row: WeeklyOrder, items: Mapping[UUID, tuple[Ordered, ...]]) -> Order:
    return Order(row.period_start, row.phase, items.get(row.pk, ()))


def _place(item: Ordered) -> int:
    return SERVICES.index(ServiceType(item.service_type))
