"""Someone's usual week: a letter for each quarter of an hour, Monday first.

The letters are kept in the database; the week builder reads the whole number that `times_of` makes
of them. Quarters of a day count from midnight, 0 to 96, local time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from wayhome.engines.timetable import calendar
from wayhome.journey.scheduling.codes import CLIENT_USES, LETTERS, UNTOLD, TimeUse
from wayhome.shared.core.period import ONE_DAY

BLANK = UNTOLD * calendar.QUARTERS_A_WEEK
_USES: Mapping[str, TimeUse] = {letter: use for use, letter in LETTERS.items()}


@dataclass(frozen=True, slots=True)
class Stretch:
    """An unbroken part of one day; `start` and `end` are quarters, the end excluded."""

    day: int
    start: int
    end: int
    use: TimeUse


@dataclass(frozen=True, slots=True)
class Habit:
    """The same part of several days, as people tell it: "weekdays from 9 to 5 I work"."""

    days: tuple[int, ...]
    start: int
    end: int
    use: TimeUse


def is_readable(week: str, uses: Iterable[TimeUse] = CLIENT_USES) -> bool:
    """Say whether every quarter has a letter of one of these uses."""
    known = {UNTOLD, *(LETTERS[use] for use in uses)}
    return len(week) == calendar.QUARTERS_A_WEEK and {*week} <= known


def times_of(week: str, use: TimeUse = TimeUse.FREE) -> int:
    """Return the times that are used so, as the week builder reads them."""
    wanted = LETTERS[use]
    bits = "".join("1" if letter == wanted else "0" for letter in reversed(week))
    return int(bits, 2)


def stretches_of(week: str) -> Iterator[Stretch]:
    """Give each unbroken part of each day that something was told of."""
    for day in range(calendar.DAYS):
        start = 0
        for letter, quarters in groupby(letters_of_day(week, day)):
            end = start + len([*quarters])
            if letter != UNTOLD:
                yield Stretch(day, start, end, _USES[letter])
            start = end


def habits_of(week: str) -> tuple[Habit, ...]:
    """Return the week as people tell it: what is the same on several days is said once."""
    days: dict[tuple[TimeUse, int, int], list[int]] = {}
    for part in stretches_of(week):
        days.setdefault((part.use, part.start, part.end), []).append(part.day)
    order = {use: place for place, use in enumerate(TimeUse)}
    told = sorted(days.items(), key=lambda item: (order[item[0][0]], item[1], item[0][1:]))
    return tuple(Habit(tuple(on), start, end, use) for (use, start, end), on in told)


def week_of(habits: Iterable[Habit]) -> str:
    """Paint the week. Where two overlap, what keeps someone away counts, and of those the last.

    A break is within the time that somebody works, so it counts before that.

    One that ends where it starts or before goes on into the next day.
    """
    letters = [*BLANK]
    for habit in sorted(habits, key=_layer):
        length = (habit.end - habit.start) % calendar.QUARTERS_A_DAY or calendar.QUARTERS_A_DAY
        for day in habit.days:
            first = day * calendar.QUARTERS_A_DAY + habit.start
            for quarter in range(first, first + length):
                letters[quarter % calendar.QUARTERS_A_WEEK] = LETTERS[habit.use]
    return "".join(letters)


def _layer(habit: Habit) -> int:
    return {TimeUse.FREE: 0, TimeUse.BREAK: 2}.get(habit.use, 1)


def letters_of_day(week: str, day: int) -> str:
    start = day * calendar.QUARTERS_A_DAY
    return week[start : start + calendar.QUARTERS_A_DAY]


def week_from(pictures: Sequence[tuple[date, str]], monday: date) -> str:
    """Return one calendar week, each day from the picture that counts on it.

    :param pictures: from which day on which week counts, in the order of the days
    """
    days = (monday + ONE_DAY * number for number in range(calendar.DAYS))
    return "".join(
        letters_of_day(_counting(pictures, day), number) for number, day in enumerate(days)
    )


def letter_at(pictures: Sequence[tuple[date, str]], day: date, quarter: int) -> str:
    """Return what someone told of one quarter of one day, from the picture that counts on it."""
    return letters_of_day(_counting(pictures, day), day.weekday())[quarter]


def _counting(pictures: Sequence[tuple[date, str]], day: date) -> str:
    return next((week for start, week in reversed(pictures) if start <= day), BLANK)
