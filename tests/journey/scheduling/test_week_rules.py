"""A week in letters: how it is told, painted, read by the week builder, and put into words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.engines.timetable import calendar
from wayhome.journey.scheduling import labels, rules
from wayhome.journey.scheduling.codes import (
    CLIENT_USES,
    LETTERS,
    STAFF_USES,
    UNTOLD,
    AvailabilityObstacle,
    TimeUse,
)
from wayhome.journey.scheduling.rules import Habit, Stretch, ToldWeek

MONDAY = date(2026, 11, 23)
WEEKDAYS = (0, 1, 2, 3, 4)
EVENINGS = Habit(WEEKDAYS, 68, 84, TimeUse.FREE)
WORK = Habit(WEEKDAYS, 36, 68, TimeUse.WORK)

days = st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found)))
habits = st.builds(
    Habit, days, st.integers(0, 95), st.integers(1, 96), st.sampled_from(list(TimeUse))
)


def test_every_use_has_a_letter_of_its_own_and_a_word():
    assert LETTERS.keys() == labels.TIME_USES.keys() == {*TimeUse}
    assert len({*LETTERS.values(), UNTOLD}) == len(TimeUse) + 1


def test_a_week_is_read_as_the_week_builder_reads_it():
    week = rules.week_of([EVENINGS, WORK])
    expected = [calendar.between(day, 68, 84) for day in WEEKDAYS]
    assert rules.times_of(week) == sum(expected)
    assert rules.times_of(week, TimeUse.WORK) == sum(calendar.between(d, 36, 68) for d in WEEKDAYS)


def test_what_keeps_away_counts_where_two_overlap_and_of_those_the_last():
    free = Habit((0,), 32, 84, TimeUse.FREE)
    court = Habit((0,), 40, 44, TimeUse.COURT)
    work = Habit((0,), 36, 42, TimeUse.WORK)
    assert [*rules.stretches_of(rules.week_of([work, court, free]))] == [
        Stretch(0, 32, 36, TimeUse.FREE),
        Stretch(0, 36, 40, TimeUse.WORK),
        Stretch(0, 40, 44, TimeUse.COURT),
        Stretch(0, 44, 84, TimeUse.FREE),
    ]


def test_what_ends_before_it_starts_goes_on_into_the_next_day_and_sunday_into_monday():
    nights = rules.week_of([Habit((0, 6), 88, 24, TimeUse.WORK)])
    assert [(each.day, each.start, each.end) for each in rules.stretches_of(nights)] == [
        (0, 0, 24),
        (0, 88, 96),
        (1, 0, 24),
        (6, 88, 96),
    ]


def test_a_whole_day_is_told_from_midnight_to_midnight():
    assert rules.habits_of(rules.week_of([Habit((2,), 0, 0, TimeUse.FREE)])) == (
        Habit((2,), 0, 96, TimeUse.FREE),
    )


@given(st.lists(habits))
def test_a_week_that_is_told_as_habits_and_painted_again_is_the_same(told):
    week = rules.week_of(told)
    assert rules.is_readable(week, TimeUse)
    assert rules.week_of(rules.habits_of(week)) == week


@given(st.lists(habits))
def test_no_time_is_used_twice(told):
    week = rules.week_of(told)
    used = [rules.times_of(week, use) for use in TimeUse]
    everything = 0
    for times in used:
        everything |= times
    assert calendar.count(everything) == sum(map(calendar.count, used))


def test_clients_have_no_break_in_their_week_and_staff_nothing_but_work_and_breaks():
    with_break = rules.week_of([Habit((0,), 48, 56, TimeUse.BREAK)])
    assert not rules.is_readable(with_break, CLIENT_USES)
    assert rules.is_readable(with_break, STAFF_USES)
    assert not rules.is_readable(rules.week_of([EVENINGS]), STAFF_USES)


@pytest.mark.parametrize("week", ["", "f", UNTOLD * 671, UNTOLD * 673, "x" * 672])
def test_what_is_no_week_is_not_readable(week):
    assert not rules.is_readable(week)


def test_each_day_is_that_of_the_week_that_counts_on_it():
    first, then = rules.week_of([EVENINGS]), rules.week_of([WORK])
    pictures = [(MONDAY - timedelta(days=9), first), (MONDAY + timedelta(days=2), then)]
    composed = rules.week_from(pictures, MONDAY)
    assert rules.times_of(composed) == sum(calendar.between(day, 68, 84) for day in (0, 1))
    assert rules.times_of(composed, TimeUse.WORK) == sum(
        calendar.between(day, 36, 68) for day in (2, 3, 4)
    )


def test_before_anything_counts_nothing_is_told():
    assert rules.week_from([(MONDAY + timedelta(days=7), "f" * 672)], MONDAY) == rules.BLANK


@pytest.mark.parametrize(
    ("habit", "words"),
    [
        (EVENINGS, "Mon\u2013Fri 5:00\u20139:00 pm"),
        (Habit((0, 2), 36, 48, TimeUse.FREE), "Mon, Wed 9:00 am\u201312:00 pm"),
        (Habit((5, 6), 38, 47, TimeUse.FREE), "Sat, Sun 9:30\u201311:45 am"),
        (Habit((0, 1, 2, 3, 4, 5, 6), 0, 96, TimeUse.FREE), "Every day all day"),
        (Habit((6,), 80, 96, TimeUse.FREE), "Sun 8:00 pm\u201312:00 am"),
    ],
)
def test_a_week_in_words(habit, words):
    (told,) = labels.week_words(rules.week_of([habit]))
    assert (told.use, told.times) == (TimeUse.FREE, (words,))


def test_words_begin_with_the_free_time():
    told = labels.week_words(rules.week_of([WORK, EVENINGS]))
    assert [str(each.label) for each in told] == ["Can come", "Work"]


def obstacles(told, **given):
    facts = {"period_start": MONDAY, "today": MONDAY, "edition": 0, "known_edition": 0}
    return rules.obstacles_to_recording(told, **(facts | given))


WEEK = rules.week_of([EVENINGS])


@pytest.mark.parametrize(
    ("told", "given", "expected"),
    [
        (ToldWeek(WEEK), {}, ()),
        (ToldWeek(rules.week_of([WORK])), {}, ()),
        (ToldWeek(WEEK), {"edition": 1}, (AvailabilityObstacle.CHANGED_MEANWHILE,)),
        (ToldWeek("f"), {}, (AvailabilityObstacle.WEEK_UNREADABLE,)),
        (ToldWeek(rules.BLANK), {}, (AvailabilityObstacle.NOTHING_TOLD,)),
        (
            ToldWeek(WEEK),
            {"period_start": MONDAY - timedelta(days=1)},
            (AvailabilityObstacle.STARTS_BEFORE_TODAY,),
        ),
        (
            ToldWeek(WEEK),
            {"period_start": MONDAY + timedelta(days=732)},
            (AvailabilityObstacle.STARTS_TOO_LATE,),
        ),
        (ToldWeek(WEEK, travel_minutes=241), {}, (AvailabilityObstacle.TRAVEL_TOO_LONG,)),
        (ToldWeek(WEEK, travel_minutes=-1), {}, (AvailabilityObstacle.TRAVEL_TOO_LONG,)),
    ],
)
def test_what_stands_in_the_way_of_recording_a_week(told, given, expected):
    assert obstacles(told, **given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ()),
        ({"period_start": MONDAY}, (AvailabilityObstacle.ALREADY_IN_FORCE,)),
        ({"is_active": False}, (AvailabilityObstacle.ALREADY_TAKEN_BACK,)),
        ({"edition": 1}, (AvailabilityObstacle.CHANGED_MEANWHILE,)),
    ],
)
def test_what_stands_in_the_way_of_taking_a_week_back(given, expected):
    facts = {
        "period_start": MONDAY + timedelta(days=1),
        "today": MONDAY,
        "is_active": True,
        "edition": 2,
        "known_edition": 2,
    }
    assert rules.obstacles_to_taking_back(**(facts | given)) == expected


def test_every_obstacle_has_a_sentence():
    assert labels.AVAILABILITY_OBSTACLES.keys() == {*AvailabilityObstacle}
