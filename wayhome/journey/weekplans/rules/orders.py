"""What an order asks of a week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wayhome.journey.scheduling.codes import ServiceType


@dataclass(frozen=True, slots=True)
class Ordered:
    """Of a group: the most minutes a week. An individual session: its length, and how often."""

    service_type: str
    minutes: int
    every_weeks: int = 1


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody should get from a day on."""

    period_start: date
    phase: int
    items: tuple[Ordered, ...]


def due_in(order: Order, monday: date) -> tuple[Ordered, ...]:
    """Return what is due in the week of this Monday: groups always, the rest in its weeks."""
    weeks = (monday - _monday_of(order.period_start)).days // 7
    return tuple(
        each
        for each in order.items
        if each.service_type != ServiceType.INDIVIDUAL or weeks % each.every_weeks == 0
    )


def in_force(told: Sequence[Order], before: date) -> Order | None:
    """Return the last of these orders, in the order of their days, that begins before a day."""
    return next((each for each in reversed(told) if each.period_start < before), None)


def _monday_of(day: date) -> date:
    return date.fromordinal(day.toordinal() - day.weekday())
