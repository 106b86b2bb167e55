"""Moments are read from calendars and said as people say them."""

import pytest

from wayhome.engines.timetable.calendar import NEVER, between, span
from wayhome.engines.timetable.check.moments import all_in, is_in, longest_run, said, ways_of
from wayhome.engines.timetable.domain import Meeting


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ((0, 0), "Monday 12:00 am"),
        ((1, 70), "Tuesday 5:30 pm"),
        ((2, 48), "Wednesday 12:00 pm"),
        ((6, 95), "Sunday 11:45 pm"),
        ((7, 36), "day 7 9:00 am"),
    ],
)
def test_a_moment_is_said_as_people_say_it(moment, words):
    assert said(moment) == words


def test_a_way_passes_midnight_but_not_the_ends_of_the_week():
    assert ways_of((Meeting(1, 1, 94),), 2) == ((0, 95), (1, 0), (1, 95), (2, 0))
    assert ways_of((Meeting(0, 1, 1),), 2) == ((0, 0), (0, 2), (0, 3))
    assert ways_of((Meeting(6, 94, 1),), 2) == ((6, 92), (6, 93), (6, 95))


def test_a_calendar_is_read_bit_by_bit():
    calendar = between(3, 10, 12) | span(6, 95, 1)
    assert all_in(calendar) == ((3, 10), (3, 11), (6, 95))
    assert all_in(NEVER) == ()
    assert is_in(calendar, (3, 11))
    assert not is_in(calendar, (3, 12))
    assert not is_in(calendar, (-1, 11))


@pytest.mark.parametrize(
    ("moments", "quarters"),
    [
        ((), 0),
        (((0, 5),), 1),
        (((0, 5), (0, 6), (0, 8)), 2),
        (((0, 94), (0, 95), (1, 0), (1, 2)), 3),
    ],
)
def test_a_run_is_unbroken_also_at_midnight(moments, quarters):
    assert longest_run(moments) == quarters
