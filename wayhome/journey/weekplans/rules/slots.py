"""Local times as the week builder counts them: days of a week, quarters of a day."""

from datetime import date, datetime, time, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from wayhome.engines.timetable.calendar import QUARTERS_A_DAY, span
from wayhome.engines.timetable.domain import Meeting
from wayhome.shared.core.period import Period

MINUTES_A_QUARTER = 15
_QUARTER = timedelta(minutes=MINUTES_A_QUARTER)


def quarters(minutes: int) -> int:
    """Return how many quarters of an hour hold so many minutes; one that is begun counts."""
    return ceil(minutes / MINUTES_A_QUARTER)


def meeting(period: Period, monday: date, zone: ZoneInfo) -> Meeting | None:
    """Return the quarters that a session takes; None if it isn't all on one day of the week.

    A quarter that is begun counts as taken.
    """
    start, end = (at.astimezone(zone).replace(tzinfo=None) for at in (period.start, period.end))
    midnight = datetime.combine(start.date(), time.min)
    first, last = (start - midnight) // _QUARTER, -((midnight - end) // _QUARTER)
    day = (start.date() - monday).days
    if not 0 <= day < 7 or last > QUARTERS_A_DAY:  # noqa: PLR2004  # days of a week
        return None
    return Meeting(day, first, last - first)


def meeting_at(weekday: int, start: time, minutes: int) -> Meeting:
    first = (start.hour * 60 + start.minute) // MINUTES_A_QUARTER
    return Meeting(weekday, first, quarters(start.minute % MINUTES_A_QUARTER + minutes))


def times_taken(period: Period, monday: date, zone: ZoneInfo) -> int:
    """Return the times of the week in which a session is, as the week builder's whole number."""
    taken = meeting(period, monday, zone)
    return span(taken.day, taken.start, taken.quarters) if taken else 0


def clock(quarter: int) -> time:
    """Return the time of day at which a quarter begins."""
    hour, rest = divmod(quarter, 4)
    return time(hour % 24, rest * MINUTES_A_QUARTER)


def length(quarters: int) -> timedelta:
    return quarters * _QUARTER


def day_of(monday: date, day: int) -> date:
    return monday + timedelta(days=day)
