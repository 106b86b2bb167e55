"""What somebody should get in a week: what is due when, and what can't be recorded so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from wayhome.engines.timetable.calendar import QUARTERS_A_WEEK
from wayhome.journey.scheduling.codes import PHASES, ServiceType
from wayhome.journey.weekplans.codes import OrderObstacle

MINUTES_A_QUARTER = 15
# Of a group this much is no limit: as much as the week asks for.
WHOLE_WEEK = QUARTERS_A_WEEK * MINUTES_A_QUARTER
LONGEST_SESSION = 240  # minutes of an individual session
MOST_WEEKS = 12
FARTHEST = timedelta(days=731)
ONE_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Ordered:
    """Of a kind of group so many minutes a week at most; of individual sessions the length."""

    service_type: str
    minutes: int
    every_weeks: int = 1

    @property
    def is_individual(self) -> bool:
        return self.service_type == ServiceType.INDIVIDUAL


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody should get in a week, from a day on."""

    period_start: date
    phase: int
    items: tuple[Ordered, ...]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def due_in(order: Order, monday: date) -> tuple[Ordered, ...]:
    """Return what the week that begins on this Monday asks for.

    Groups are for every week; an individual session is for every so many, the first of which is
    the week in which the order begins.
    """
    weeks = (monday - monday_of(order.period_start)) // ONE_WEEK
    return tuple(
        each for each in order.items if not each.is_individual or weeks % each.every_weeks == 0
    )


def obstacles_to_recording(
    order: Order, *, today: date, is_current: bool, is_over: bool = False
) -> tuple[OrderObstacle, ...]:
    """Return every reason why an order can't count from its day on.

    :param is_over: whether the stay that it is for is over
    """
    services = [each.service_type for each in order.items]
    checks = {
        OrderObstacle.CHANGED_MEANWHILE: not is_current,
        OrderObstacle.STAY_OVER: is_over,
        OrderObstacle.PHASE_UNKNOWN: order.phase not in PHASES,
        OrderObstacle.NOTHING_ORDERED: not order.items,
        OrderObstacle.ORDERED_TWICE: len(set(services)) < len(services),
        OrderObstacle.STARTS_BEFORE_TODAY: order.period_start < today,
        OrderObstacle.STARTS_TOO_LATE: order.period_start > today + FARTHEST,
    }
    found = tuple(obstacle for obstacle, applies in checks.items() if applies)
    return (*found, *_obstacles_in(order.items))


def obstacles_to_item(item: Ordered) -> tuple[OrderObstacle, ...]:
    """Return what can't be so in one line of an order."""
    longest = LONGEST_SESSION if item.is_individual else WHOLE_WEEK
    checks = {
        OrderObstacle.MINUTES_OUT_OF_RANGE: not 0 < item.minutes <= longest,
        OrderObstacle.NOT_IN_QUARTERS: item.minutes % MINUTES_A_QUARTER != 0,
        OrderObstacle.WEEKS_OUT_OF_RANGE: not 1 <= item.every_weeks <= MOST_WEEKS,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def obstacles_to_taking_back(
    *, period_start: date, today: date, is_active: bool, is_current: bool
) -> tuple[OrderObstacle, ...]:
    """Return every reason why an order can't be taken back: what counts already was planned on."""
    checks = {
        OrderObstacle.CHANGED_MEANWHILE: not is_current,
        OrderObstacle.ALREADY_TAKEN_BACK: not is_active,
        OrderObstacle.ALREADY_IN_FORCE: is_active and period_start <= today,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def _obstacles_in(items: Iterable[Ordered]) -> tuple[OrderObstacle, ...]:
    """Return what can't be so in some line, each reason once."""
    return tuple(dict.fromkeys(one for each in items for one in obstacles_to_item(each)))
