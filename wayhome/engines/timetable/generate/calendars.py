"""When made-up clients are free, by what they do all day."""

from collections.abc import Callable
from enum import StrEnum
from random import Random

from wayhome.engines.timetable.calendar import (
    DAYS,
    NEVER,
    WEEK,
    between,
    count,
    quarter,
    span,
    widen,
)
from wayhome.engines.timetable.domain import Daypart
from wayhome.engines.timetable.generate.chance import happens

HALF_HOUR = 2
WORKDAYS = range(5)
SATURDAY = 5
OPENS = quarter(7)
CLOSES = quarter(21)
LONGEST_WAY = 4


class Occupation(StrEnum):
    DAY_SHIFT = "day shift"
    EVENING_SHIFT = "evening shift"
    NIGHT_SHIFT = "night shift"
    ROTATING_SHIFTS = "rotating shifts"
    SCHOOL = "school"
    CAREGIVER = "caregiver"
    OPEN = "open"


def daily(days: range, start: int, end: int) -> int:
    times = NEVER
    for day in days:
        times |= between(day, start, end)
    return times


PROGRAM_HOURS = daily(range(DAYS - 1), OPENS, CLOSES)
SATURDAYS = between(SATURDAY, OPENS, CLOSES)
PARTS = (
    (Daypart.MORNING, daily(WORKDAYS, quarter(8), quarter(12))),
    (Daypart.AFTERNOON, daily(WORKDAYS, quarter(12), quarter(17))),
    (Daypart.EVENING, daily(WORKDAYS, quarter(17), CLOSES)),
)


def free_time(chance: Random, occupation: Occupation) -> int:
    """Draw somebody's free time: what the occupation and a few appointments of their own leave.

    Who is free when the program opens or closes has time for the way before or after that.
    """
    free = PROGRAM_HOURS & ~BUSY[occupation](chance)
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
        free &= ~_own_appointment(chance)
    return free | widen(free, LONGEST_WAY) & ~PROGRAM_HOURS & WEEK


def preferred_part(chance: Random, free: int) -> Daypart:
    """Draw the part of the day that is the most free, more or less."""
    leanings = {
        part: count(free & times) / count(times) + chance.random() * 0.3 for part, times in PARTS
    }
    return max(leanings, key=leanings.__getitem__)


def _own_appointment(chance: Random) -> int:
    """Draw a morning in court, an hour with a probation officer, a visit to the dentist."""
    day = chance.choice(WORKDAYS)
    start = OPENS + HALF_HOUR * chance.randrange(24)
    return span(day, start, HALF_HOUR * chance.choice((2, 3, 4)))


def _day_shift(chance: Random) -> int:
    start = chance.choice((quarter(7), quarter(8), quarter(8, 30), quarter(9)))
    end = start + HALF_HOUR * chance.choice((16, 17, 18))
    busy = daily(WORKDAYS, start - HALF_HOUR, end + HALF_HOUR)
    if happens(chance, 0.15):
        busy &= ~between(chance.choice(WORKDAYS), OPENS, CLOSES)
    return busy | SATURDAYS if happens(chance, 0.25) else busy


def _evening_shift(chance: Random) -> int:
    busy = NEVER
    for day in WORKDAYS:
        if happens(chance, 0.92):
            busy |= between(day, quarter(13, 30), CLOSES)
    return busy | between(SATURDAY, quarter(12), CLOSES) if happens(chance, 0.5) else busy


def _night_shift(_chance: Random) -> int:
    return daily(WORKDAYS, OPENS, quarter(13)) | daily(WORKDAYS, quarter(20), CLOSES)


def _rotating_shifts(chance: Random) -> int:
    busy = NEVER
    for day in chance.sample(range(6), chance.choice((3, 4))):
        start = chance.choice((quarter(7), quarter(9), quarter(12), quarter(14)))
        busy |= between(day, start - HALF_HOUR, start + quarter(8, 30))
    return busy


def _school(chance: Random) -> int:
    busy = NEVER
    for day in WORKDAYS:
        if happens(chance, 0.85):
            busy |= between(day, quarter(8, 30), quarter(chance.choice((13, 14, 15)), 30))
    return busy


def _caregiver(chance: Random) -> int:
    busy = daily(WORKDAYS, OPENS, quarter(8, 30))
    for day in WORKDAYS:
        busy |= between(day, quarter(15), quarter(18) if happens(chance, 0.35) else CLOSES)
    return busy | SATURDAYS if happens(chance, 0.6) else busy


def _open(_chance: Random) -> int:
    return NEVER


BUSY: dict[Occupation, Callable[[Random], int]] = {
    Occupation.DAY_SHIFT: _day_shift,
    Occupation.EVENING_SHIFT: _evening_shift,
    Occupation.NIGHT_SHIFT: _night_shift,
    Occupation.ROTATING_SHIFTS: _rotating_shifts,
    Occupation.SCHOOL: _school,
    Occupation.CAREGIVER: _caregiver,
    Occupation.OPEN: _open,
}
