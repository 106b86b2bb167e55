"""A week as one whole number: bit ``day * 96 + quarter`` stands for 15 minutes, Monday first.

Times are a program's local wall-clock times. Sets of times are whole numbers, so that meeting,
overlapping and containing are single operations: ``a & b``, ``a & ~b == 0``.
"""

from collections.abc import Iterator

QUARTERS_AN_HOUR = 4
QUARTERS_A_DAY = 24 * QUARTERS_AN_HOUR
DAYS = 7
QUARTERS_A_WEEK = DAYS * QUARTERS_A_DAY
WEEK = (1 << QUARTERS_A_WEEK) - 1
DAY = (1 << QUARTERS_A_DAY) - 1
NEVER = 0


def quarter(hour: int, minute: int = 0) -> int:
    """Give the quarter of a day that begins at this clock time: ``quarter(9, 30) == 38``."""
    return hour * QUARTERS_AN_HOUR + minute // 15


def span(day: int, start: int, quarters: int) -> int:
    """Give the times from a quarter of a day on; the week's end cuts them off."""
    return ((1 << quarters) - 1) << (day * QUARTERS_A_DAY + start) & WEEK


def between(day: int, start: int, end: int) -> int:
    """Give the times from one quarter of a day to another, the last excluded."""
    return span(day, start, max(0, end - start))


def day_of(times: int, day: int) -> int:
    """Give the times of one day, as its own 96 bits."""
    return times >> (day * QUARTERS_A_DAY) & DAY


def count(times: int) -> int:
    """Say how many quarters of an hour there are in it."""
    return times.bit_count()


def widen(times: int, quarters: int) -> int:
    """Add so many quarters on either side; past midnight, but not past the week."""
    for _ in range(quarters):
        times |= times << 1 | times >> 1
    return times & WEEK


def first(times: int) -> int:
    """Find the first quarter of the week in it.

    :raises ValueError: there is none.
    """
    if not times:
        message = "No time is in it"
        raise ValueError(message)
    return (times & -times).bit_length() - 1


def runs(times: int) -> Iterator[tuple[int, int]]:
    """Give each unbroken stretch: its first quarter of the week, and how many quarters it lasts."""
    while times:
        start = first(times)
        length = first(~(times >> start))
        yield start, length
        times &= ~(((1 << length) - 1) << start)


def holds_a_run(times: int, quarters: int) -> bool:
    """Whether there are so many quarters in it, one right after the other."""
    for _ in range(quarters - 1):
        times &= times >> 1
    return times != NEVER
