"""What can be recorded of when someone can come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from wayhome.engines.timetable.domain import Daypart
from wayhome.journey.scheduling.codes import (
    CLIENT_USES,
    LONGEST_TRAVEL_MINUTES,
    Attends,
    AvailabilityObstacle,
    TimeUse,
)
from wayhome.journey.scheduling.rules import weeks

FARTHEST = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class ToldWeek:
    """Someone's usual week as they told it, in letters of `codes.LETTERS`, and how they come."""

    week: str
    travel_minutes: int = 0
    attends: Attends = Attends.IN_PERSON
    prefers: Daypart = Daypart.ANY


def obstacles_to_recording(
    told: ToldWeek,
    *,
    period_start: date,
    today: date,
    edition: int,
    known_edition: int,
) -> tuple[AvailabilityObstacle, ...]:
    """Return every reason why it can't be recorded so when someone can come.

    :param edition: what the person who recorded it saw; `known_edition` is what stands
    """
    found = obstacles_to_week(
        told.week,
        CLIENT_USES,
        period_start=period_start,
        today=today,
        is_current=edition == known_edition,
    )
    if not 0 <= told.travel_minutes <= LONGEST_TRAVEL_MINUTES:
        found = (*found, AvailabilityObstacle.TRAVEL_TOO_LONG)
    return found


def obstacles_to_week(
    week: str,
    uses: Collection[TimeUse],
    *,
    period_start: date,
    today: date,
    is_current: bool,
) -> tuple[AvailabilityObstacle, ...]:
    """Return every reason why a week can't count from that day on."""
    checks = {
        AvailabilityObstacle.CHANGED_MEANWHILE: not is_current,
        AvailabilityObstacle.WEEK_UNREADABLE: not weeks.is_readable(week, uses),
        AvailabilityObstacle.NOTHING_TOLD: week == weeks.BLANK,
        AvailabilityObstacle.STARTS_BEFORE_TODAY: period_start < today,
        AvailabilityObstacle.STARTS_TOO_LATE: period_start > today + FARTHEST,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def obstacles_to_taking_back(
    *, period_start: date, today: date, is_active: bool, edition: int, known_edition: int
) -> tuple[AvailabilityObstacle, ...]:
    """Return every reason why a week can't be taken back: what counts already was planned on."""
    checks = {
        AvailabilityObstacle.CHANGED_MEANWHILE: edition != known_edition,
        AvailabilityObstacle.ALREADY_TAKEN_BACK: not is_active,
        AvailabilityObstacle.ALREADY_IN_FORCE: is_active and period_start <= today,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)
