"""When made-up staff work, and when they must get a break."""

from enum import StrEnum
from random import Random

from wayhome.engines.timetable.calendar import (
    DAYS,
    NEVER,
    between,
    count,
    day_of,
    first,
    quarter,
    span,
)

WORKDAYS = range(5)
SATURDAY = 5
LONG_DAY = quarter(6)
BREAK_FROM = quarter(3)
BREAK_WINDOW = quarter(2, 30)


class Shift(StrEnum):
    DAY = "day"
    LATE = "late"
    FOUR_TENS = "four tens"
    FOUR_TWELVES = "four twelves"
    EVENINGS_AND_SATURDAY = "evenings and Saturday"
    ONE_DAY = "one day"


HOURS = {
    Shift.DAY: (quarter(8, 30), quarter(17)),
    Shift.LATE: (quarter(12), quarter(21)),
    Shift.FOUR_TENS: (quarter(8), quarter(18)),
    Shift.FOUR_TWELVES: (quarter(9), quarter(21)),
    Shift.EVENINGS_AND_SATURDAY: (quarter(12, 30), quarter(21)),
    Shift.ONE_DAY: (quarter(8), quarter(18)),
}
DAYS_A_WEEK = {Shift.FOUR_TENS: 4, Shift.FOUR_TWELVES: 4, Shift.ONE_DAY: 1}


def hours(chance: Random, shift: Shift) -> int:
    days = list(WORKDAYS)
    if shift in DAYS_A_WEEK:
        days = chance.sample(days, DAYS_A_WEEK[shift])
    times = NEVER
    if shift is Shift.EVENINGS_AND_SATURDAY:
        days = [0, 1, 2, 3]
        times = between(SATURDAY, quarter(8), quarter(13))
    for day in days:
        times |= between(day, *HOURS[shift])
    return times


def breaks(times: int) -> tuple[int, ...]:
    """Give a window for a break on each day of six hours or more: 3 to 5.5 hours into it."""
    windows: list[int] = []
    for day in range(DAYS):
        worked = day_of(times, day)
        if count(worked) >= LONG_DAY:
            windows.append(span(day, first(worked) + BREAK_FROM, BREAK_WINDOW))
    return tuple(windows)
