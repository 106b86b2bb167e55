"""Rules of places and programs: what makes one fit to be used.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from dataclasses import dataclass
from zoneinfo import available_timezones

from wayhome.shared.core.period import Weekday
from wayhome.shared.tenancy.codes import (
    STATES,
    PlaceObstacle,
    ServiceLevel,
    ServiceObstacle,
)

MINUTES_IN_WEEK = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class ServicePlan:
    """A program as it is meant to be; the target and the cap are its own, if it has them."""

    name: str
    level_of_care: str
    time_zone: str
    week_starts_on: int = Weekday.MONDAY
    jurisdiction: str = ""
    weekly_target_minutes: int | None = None
    group_cap: int | None = None


def obstacles_to_site(*, name: str, state: str) -> tuple[PlaceObstacle, ...]:
    """Return every reason why a site can't be so."""
    checks = {
        PlaceObstacle.NAME_MISSING: not name.strip(),
        PlaceObstacle.STATE_UNKNOWN: bool(state) and state not in STATES,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def obstacles_to_room(*, name: str, capacity: int | None) -> tuple[PlaceObstacle, ...]:
    """Return every reason why a room can't be so; a capacity that isn't known is none."""
    checks = {
        PlaceObstacle.NAME_MISSING: not name.strip(),
        PlaceObstacle.CAPACITY_BELOW_ONE: capacity is not None and capacity < 1,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def obstacles_to_service(plan: ServicePlan) -> tuple[ServiceObstacle, ...]:
    """Return every reason why a program can't be so."""
    target, cap = plan.weekly_target_minutes, plan.group_cap
    checks = {
        ServiceObstacle.NAME_MISSING: not plan.name.strip(),
        ServiceObstacle.LEVEL_UNKNOWN: plan.level_of_care not in {*ServiceLevel},
        ServiceObstacle.TIME_ZONE_UNKNOWN: plan.time_zone not in available_timezones(),
        ServiceObstacle.WEEK_START_UNKNOWN: plan.week_starts_on not in {*Weekday},
        ServiceObstacle.JURISDICTION_UNKNOWN: bool(plan.jurisdiction)
        and plan.jurisdiction not in STATES,
        ServiceObstacle.TARGET_OUT_OF_RANGE: target is not None
        and not 0 < target <= MINUTES_IN_WEEK,
        ServiceObstacle.CAP_BELOW_ONE: cap is not None and cap < 1,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)
