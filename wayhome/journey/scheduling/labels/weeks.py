"""Someone's usual week in words: on which days from when to when, by use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from wayhome.engines.timetable import calendar
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import LETTERS, TimeUse
from wayhome.journey.scheduling.labels.availability import TIME_USES
from wayhome.shared.core.templatetags.wayhome import time_of_day, until

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise

    from wayhome.journey.scheduling.rules import Habit

MINUTES_A_QUARTER = 15
A_RANGE = 3  # days in a row that are said as a range, not one by one


@dataclass(frozen=True, slots=True)
class UseWords:
    """All the time of one use: what it is called, and when."""

    use: TimeUse
    label: StrOrPromise
    times: tuple[str, ...]


def week_words(week: str) -> tuple[UseWords, ...]:
    """Return what was told of a week, the free time first."""
    told = groupby(rules.habits_of(week), key=lambda habit: habit.use)
    return tuple(UseWords(use, TIME_USES[use], tuple(map(_habit, same))) for use, same in told)


def free_hours(week: str) -> float:
    return calendar.count(rules.times_of(week)) / calendar.QUARTERS_AN_HOUR


def working_words(week: str) -> tuple[str, ...]:
    """Return when somebody works, breaks included."""
    whole = week.replace(LETTERS[TimeUse.BREAK], LETTERS[TimeUse.WORK])
    return tuple(words for use in week_words(whole) for words in use.times)


def working_hours(week: str) -> float:
    return calendar.count(rules.hours_of(week)) / calendar.QUARTERS_AN_HOUR


def clock_time(quarter: int) -> time:
    """Return the time of day at which a quarter begins; the day's end is midnight again."""
    hour, rest = divmod(quarter % calendar.QUARTERS_A_DAY, calendar.QUARTERS_AN_HOUR)
    return time(hour, rest * MINUTES_A_QUARTER)


def hours_of_day() -> list[str]:
    """Return the 24 full hours as people read them."""
    return [time_of_day(_on_some_day(time(hour))) for hour in range(24)]


def days_words(days: Sequence[int]) -> str:
    """Return "Every day", the first and the last of a range, or each: "Sat, Sun"."""
    if len(days) == calendar.DAYS:
        return _("Every day")
    if len(days) >= A_RANGE and days[-1] - days[0] == len(days) - 1:
        return f"{WEEKDAYS_ABBR[days[0]]}\u2013{WEEKDAYS_ABBR[days[-1]]}"
    return ", ".join(str(WEEKDAYS_ABBR[day]) for day in days)


def _habit(habit: Habit) -> str:
    days = days_words(habit.days)
    if habit.end - habit.start == calendar.QUARTERS_A_DAY:
        return _("{days} all day").format(days=days)
    start, end = (_on_some_day(clock_time(at)) for at in (habit.start, habit.end))
    times = until(start, end)
    return f"{days} {times}"


def _on_some_day(at: time) -> datetime:
    return datetime.combine(date.min, at)
