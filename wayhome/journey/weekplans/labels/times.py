"""Times of a week as people say them: days, and quarters of a day."""

from collections.abc import Iterable
from datetime import datetime, time

from wayhome.engines.timetable.domain import Meeting
from wayhome.journey.scheduling.labels import WEEKDAYS
from wayhome.journey.weekplans.rules import slots
from wayhome.shared.core.period import Weekday
from wayhome.shared.core.templatetags.wayhome import time_of_day, until

ANY_DAY = datetime(2026, 1, 1)  # noqa: DTZ001  # only its clock is shown


def when(meetings: Iterable[Meeting]) -> str:
    """Return "Tuesday 5:30 pm, Thursday 5:30 pm"."""
    return ", ".join(f"{weekday(each.day)} {clock(each.start)}" for each in meetings)


def weekday(day: int) -> str:
    return str(WEEKDAYS[Weekday(day)])


def clock(quarter: int) -> str:
    return time_of_day(_at(slots.clock(quarter)))


def stretch(meeting: Meeting) -> str:
    """Return both times, with am or pm once unless noon lies between."""
    end = slots.clock(meeting.start + meeting.quarters)
    return until(_at(slots.clock(meeting.start)), _at(end))


def _at(at: time) -> datetime:
    return datetime.combine(ANY_DAY, at)
