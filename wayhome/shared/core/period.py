"""Stretches of time, local days and program weeks.

Pure: no Django, no database, no clock. Moments are normalized to UTC, because Python subtracts two
moments of one zone by their wall clocks: a week in which clocks change would seem 168 hours long.
Days of the week are `date.weekday()`'s: Monday is 0, Sunday is 6.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)


class Weekday(IntEnum):
    """The numbers of `date.weekday()`."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of time; the end is not part of it. Both ends are kept in UTC.

    :raises ValueError: when an end has no time zone, or the period doesn't end after it starts.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        # The database answers in UTC, so nearly every period is made without a conversion.
        if self.start.tzinfo is not UTC or self.end.tzinfo is not UTC:
            object.__setattr__(self, "start", _in_utc(self.start))
            object.__setattr__(self, "end", _in_utc(self.end))
        if self.end <= self.start:
            message = "A period ends after it starts."
            raise ValueError(message)

    @property
    def duration(self) -> timedelta:
        return self.end - self.start

    @property
    def minutes(self) -> int:
        """Whole minutes; a begun minute doesn't count."""
        return self.duration // ONE_MINUTE

    def overlap(self, other: "Period") -> "Period | None":
        """Return what both share, or None when they merely touch or lie apart."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start < end else None

    def overlaps(self, other: "Period") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, moment: datetime) -> bool:
        return self.start <= moment < self.end

    def covers(self, other: "Period") -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class DatePeriod:
    """A stretch of days; the end is not part of it, and may be open.

    :raises ValueError: when it ends before it starts. One that ends on its first day holds no day.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            message = "A period doesn't end before it starts."
            raise ValueError(message)

    def contains(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


def at_local(day: date, wall_time: time, zone: ZoneInfo) -> datetime:
    """Return, in UTC, the moment when the clocks in this zone show this day and time.

    A time that clocks skip in spring moves forward by what they skip (2:30 becomes 3:30);
    of a time that comes twice in fall, the first is meant (PEP 495, fold 0).
    """
    return datetime.combine(day, wall_time.replace(tzinfo=None, fold=0), zone).astimezone(UTC)


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """Return the day on which this moment falls in this zone.

    :raises ValueError: when the moment has no time zone.
    """
    return _in_utc(moment).astimezone(zone).date()


def day_bounds(day: date, zone: ZoneInfo) -> Period:
    """Return the day from local midnight to local midnight: 23 to 25 hours."""
    return Period(at_local(day, time.min, zone), at_local(day + ONE_DAY, time.min, zone))


def week_start_of(day: date, week_starts_on: int) -> date:
    """Return the first day of the week that holds this day.

    :raises ValueError: when `week_starts_on` is not a weekday, 0 to 6.
    """
    return day - ONE_DAY * ((day.weekday() - Weekday(week_starts_on)) % 7)


def week_bounds(day_or_moment: date | datetime, zone: ZoneInfo, week_starts_on: int) -> Period:
    """Return the week from local midnight to local midnight; 167 or 169 hours when clocks change.

    :raises ValueError: when a moment has no time zone, or `week_starts_on` is not 0 to 6.
    """
    if isinstance(day_or_moment, datetime):
        day_or_moment = local_day(day_or_moment, zone)
    first = week_start_of(day_or_moment, week_starts_on)
    return Period(at_local(first, time.min, zone), at_local(first + 7 * ONE_DAY, time.min, zone))


def _in_utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        message = "A moment needs a time zone."
        raise ValueError(message)
    return moment.astimezone(UTC)
