"""What can be recorded of when someone can come."""

from dataclasses import dataclass
from datetime import date, timedelta

from wayhome.engines.timetable.domain import Daypart
from wayhome.journey.scheduling.codes import (
    LONGEST_TRAVEL_MINUTES,
    Attends,
    AvailabilityObstacle,
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
    """Return every reason why a week can't be recorded so.

    :param edition: what the person who recorded it saw; `known_edition` is what stands
    """
    way = told.travel_minutes
    checks = {
        AvailabilityObstacle.CHANGED_MEANWHILE: edition != known_edition,
        AvailabilityObstacle.WEEK_UNREADABLE: not weeks.is_readable(told.week),
        AvailabilityObstacle.NOTHING_TOLD: told.week == weeks.BLANK,
        AvailabilityObstacle.STARTS_BEFORE_TODAY: period_start < today,
        AvailabilityObstacle.STARTS_TOO_LATE: period_start > today + FARTHEST,
        AvailabilityObstacle.TRAVEL_TOO_LONG: not 0 <= way <= LONGEST_TRAVEL_MINUTES,
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
