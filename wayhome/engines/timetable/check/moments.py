"""A week as plain moments: a day and a quarter of that day, read bit by bit from a calendar."""

from collections.abc import Iterable, Iterator

from wayhome.engines.timetable.domain import Meeting

QUARTERS_A_DAY = 96
DAYS = 7
NOON = 12
QUARTERS_A_WEEK = DAYS * QUARTERS_A_DAY
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

type Moment = tuple[int, int]


def is_on_one_day(meeting: Meeting) -> bool:
    return (
        0 <= meeting.day < DAYS
        and meeting.start >= 0
        and meeting.quarters > 0
        and meeting.start + meeting.quarters <= QUARTERS_A_DAY
    )


def moments_of(meetings: Iterable[Meeting]) -> tuple[Moment, ...]:
    """List the moments of all meetings, one after the other; one in two meetings comes twice."""
    return tuple(
        (meeting.day, meeting.start + step)
        for meeting in meetings
        for step in range(meeting.quarters)
    )


def ways_of(meetings: Iterable[Meeting], travel: int) -> tuple[Moment, ...]:
    """List the moments on the way there and back; it may pass midnight, but not the week's ends."""
    return tuple(moment for meeting in meetings for moment in _way(meeting, travel))


def _way(meeting: Meeting, travel: int) -> Iterator[Moment]:
    begin = meeting.day * QUARTERS_A_DAY + meeting.start
    end = begin + meeting.quarters
    for place in (*range(begin - travel, begin), *range(end, end + travel)):
        if 0 <= place < QUARTERS_A_WEEK:
            yield divmod(place, QUARTERS_A_DAY)


def is_in(calendar: int, moment: Moment) -> bool:
    day, quarter = moment
    place = day * QUARTERS_A_DAY + quarter
    return place >= 0 and bool(calendar >> place & 1)


def all_in(calendar: int) -> tuple[Moment, ...]:
    """List the moments of a calendar in their order."""
    digits = reversed(f"{calendar:b}")
    return tuple(divmod(place, QUARTERS_A_DAY) for place, digit in enumerate(digits) if digit > "0")


def longest_run(moments: Iterable[Moment]) -> int:
    """Count the quarters of the longest unbroken stretch of moments that come in their order."""
    longest = length = 0
    before = -1
    for day, quarter in moments:
        place = day * QUARTERS_A_DAY + quarter
        length = length + 1 if place == before + 1 else 1
        longest = max(longest, length)
        before = place
    return longest


def day_said(day: int) -> str:
    return NAMES[day] if 0 <= day < DAYS else f"day {day}"


def said(moment: Moment) -> str:
    """Say a moment as people do: ``Tuesday 5:30 pm``."""
    day, quarter = moment
    hour, part = divmod(quarter, 4)
    half = "am" if hour < NOON else "pm"
    return f"{day_said(day)} {hour % NOON or NOON}:{part * 15:02} {half}"
