"""Reads of weekly orders: what is due in a week for many."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q

from wayhome.journey.weekplans.models import WeeklyOrder, WeeklyOrderItem
from wayhome.journey.weekplans.models.orders import ACTIVE
from wayhome.journey.weekplans.rules.orders import Order, Ordered, in_force
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import ONE_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


def orders_of_week(
    by: Actor, *, service_id: UUID, episode_ids: Iterable[UUID], monday: date
) -> Mapping[UUID, Order]:
    """Return each stay's own order, else the program's usual one; without either, no entry.

    Of several that one counts that begins last before the week is over.
    """
    by.require(Permission.HOURS_VIEW)
    ids, end = [*episode_ids], monday + 7 * ONE_DAY
    rows = WeeklyOrder.objects.filter(
        ACTIVE, Q(episode__in=ids) | Q(healthcare_service=service_id), period_start__lt=end
    )
    told: defaultdict[UUID | None, list[Order]] = defaultdict(list)
    found = [*rows.order_by("period_start", "edition", "pk")]
    items = _items(row.pk for row in found)
    for row in found:
        told[row.episode_id].append(Order(row.period_start, row.phase, items[row.pk]))
    usual = in_force(told[None], end)
    chosen = {each: in_force(told[each], end) or usual for each in ids}
    return {each: order for each, order in chosen.items() if order}


def _items(order_ids: Iterable[UUID]) -> Mapping[UUID, tuple[Ordered, ...]]:
    items: defaultdict[UUID, tuple[Ordered, ...]] = defaultdict(tuple)
    rows = WeeklyOrderItem.objects.filter(order__in=[*order_ids])
    for row in rows.order_by("service_type"):
        items[row.order_id] += (Ordered(row.service_type, row.minutes, row.every_weeks),)
    return items
