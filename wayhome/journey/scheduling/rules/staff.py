"""When staff work: hours, break windows, time off; and why time off can't be so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wayhome.engines.timetable import calendar
from wayhome.journey.scheduling.codes import TimeOffObstacle, TimeUse
from wayhome.journey.scheduling.rules import weeks

QUARTER = timedelta(minutes=15)
LONGEST_TIME_OFF = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class ToldStaffWeek:
    """How somebody works: a week in letters, and what they bring; no `caseload`: any number."""

    week: str
    languages: tuple[str, ...] = ("en",)
    services: tuple[str, ...] = ()
    caseload: int | None = None


def hours_of(week: str) -> int:
    """Return when somebody works, breaks included, as the week builder reads it."""
    return weeks.times_of(week, TimeUse.WORK) | weeks.times_of(week, TimeUse.BREAK)


def break_windows(week: str) -> tuple[int, ...]:
    """Return each window in which a break must stay free, as the week builder reads it."""
    found = calendar.runs(weeks.times_of(week, TimeUse.BREAK))
    return tuple(calendar.span(0, start, length) for start, length in found)


def quarters_off(spans: Iterable[tuple[datetime, datetime]], monday: date) -> int:
    """Return the times of a week in which somebody is off; a quarter that is begun counts.

    :param spans: local times without a zone
    """
    midnight = datetime.combine(monday, time.min)
    times = 0
    for start, end in spans:
        first = max(0, (start - midnight) // QUARTER)
        last = min(calendar.QUARTERS_A_WEEK, -((midnight - end) // QUARTER))
        times |= calendar.between(0, first, last)
    return times


def quarters_later(told_in: ZoneInfo, zone: ZoneInfo, monday: date) -> int:
    """Return how much later the clocks of a zone show than those of another, in that week."""
    noon = datetime.combine(monday, time(12), told_in)
    return (noon.astimezone(zone).replace(tzinfo=None) - noon.replace(tzinfo=None)) // QUARTER


def moved_later(week: str, quarters: int) -> str:
    """Return a week as other clocks show it; what is past its end is at its beginning."""
    return week[-quarters:] + week[:-quarters] if quarters else week


def obstacles_to_time_off(
    *, starts_at: datetime, ends_at: datetime, now: datetime
) -> tuple[TimeOffObstacle, ...]:
    checks = {
        TimeOffObstacle.ENDS_BEFORE_IT_STARTS: ends_at <= starts_at,
        TimeOffObstacle.OVER_ALREADY: starts_at < ends_at <= now,
        TimeOffObstacle.TOO_LONG: ends_at - starts_at > LONGEST_TIME_OFF,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def obstacles_to_taking_back_time_off(
    *, is_active: bool, ends_at: datetime, now: datetime
) -> tuple[TimeOffObstacle, ...]:
    checks = {
        TimeOffObstacle.ALREADY_TAKEN_BACK: not is_active,
        TimeOffObstacle.OVER_ALREADY: ends_at <= now,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)
