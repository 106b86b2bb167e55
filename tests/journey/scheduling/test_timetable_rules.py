"""Which sessions a series calls for, and which of them an edit changes."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import (
    EditScope,
    SessionStatus,
)
from wayhome.journey.scheduling.rules import Session
from wayhome.shared.core.period import Period

NEW_YORK = ZoneInfo("America/New_York")
ZONES = st.sampled_from(
    [
        NEW_YORK,
        ZoneInfo("America/Los_Angeles"),
        ZoneInfo("America/Phoenix"),
        ZoneInfo("Australia/Lord_Howe"),
    ]
)
DAYS = st.dates(date(2020, 1, 1), date(2034, 1, 1))


def at(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def session(number, day=2, hour=9, **changes):
    facts = {
        "id": UUID(int=number),
        "day": date(2026, 3, day),
        "period": Period(at(day, hour), at(day, hour + 3)),
        "capacity": 12,
    }
    return Session(**facts | changes)


def series(**changes):
    facts = {
        "weekday": 6,
        "start_time": time(9),
        "duration_minutes": 180,
        "zone": NEW_YORK,
        "period_start": date(2026, 3, 1),
        "period_end": None,
        "until": date(2026, 3, 16),
    }
    return rules.occurrences(**facts | changes)


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({}, [1, 8, 15]),
        ({"weekday": 0}, [2, 9]),
        ({"weekday": 5}, [7, 14]),
        ({"until": date(2026, 3, 15)}, [1, 8]),
        ({"period_end": date(2026, 3, 8)}, [1]),
        ({"period_start": date(2026, 3, 2)}, [8, 15]),
        ({"period_start": date(2026, 3, 16)}, []),
        ({"period_end": date(2026, 3, 1)}, []),
    ],
)
def test_a_series_meets_on_its_weekday_and_not_on_its_end_date(changes, days):
    assert [each.day for each in series(**changes)] == [date(2026, 3, day) for day in days]


def test_a_series_starts_at_the_same_local_time_when_clocks_change():
    # 2026-03-08: clocks in New York go from 2:00 to 3:00.
    assert [each.period.start.hour for each in series()] == [14, 13, 13]
    during = series(start_time=time(1, 30))[1].period
    assert during.start.astimezone(NEW_YORK).time() == time(1, 30)
    assert during.end.astimezone(NEW_YORK).time() == time(5, 30)  # an hour was skipped
    assert during.minutes == 180


@pytest.mark.parametrize("changes", [{"weekday": 7}, {"duration_minutes": 0}])
def test_a_series_needs_a_weekday_and_a_duration(changes):
    with pytest.raises(ValueError, match=r"valid Weekday|ends after it starts"):
        series(**changes)


@given(
    st.integers(0, 6),
    st.times().filter(lambda each: each.hour not in {1, 2}),  # clocks change between 1:00 and 3:00
    st.integers(1, 1439),
    ZONES,
    st.tuples(DAYS, st.integers(0, 400)),
)
def test_meetings_never_overlap_and_keep_their_local_time(
    weekday, start_time, minutes, zone, stretch
):
    start, until = stretch[0], stretch[0] + timedelta(stretch[1])
    found = series(
        weekday=weekday,
        start_time=start_time,
        duration_minutes=minutes,
        zone=zone,
        period_start=start,
        until=until,
    )
    for each in found:
        there = each.period.start.astimezone(zone)
        assert there.date() == each.day
        assert there.time() == start_time
        assert each.day.weekday() == weekday
        assert start <= each.day < until
        assert each.period.minutes == minutes
    assert all(not a.period.overlaps(b.period) for a, b in pairwise(found))
    days = (start + timedelta(days) for days in range(stretch[1]))
    assert [each.day for each in found] == [day for day in days if day.weekday() == weekday]


@pytest.mark.parametrize(
    ("day", "weekday", "week_starts_on", "moved"),
    [(2, 4, 0, 6), (6, 0, 0, 2), (2, 6, 0, 8), (2, 6, 6, 1), (2, 0, 0, 2), (6, 0, 6, 2)],
)
def test_a_session_moves_within_its_program_week(day, weekday, week_starts_on, moved):
    found = rules.moved_day(date(2026, 3, day), weekday=weekday, week_starts_on=week_starts_on)
    assert found == date(2026, 3, moved)


def test_an_edit_of_one_session_touches_it_alone():
    edited = session(1, is_exception=True)
    assert rules.sessions_touched(
        EditScope.THIS_ONE, edited, [edited, session(2, 9)], now=at(1, 0)
    ) == (edited,)


@pytest.mark.parametrize(
    ("now", "with_exceptions", "touched"),
    [
        (at(1, 0), False, [2, 3, 6]),
        (at(1, 0), True, [2, 3, 5, 6]),
        # the edited one has begun: it is touched, what else has begun is not
        (at(16, 9), False, [2, 6]),
    ],
)
def test_an_edit_from_now_on_leaves_exceptions_unless_asked(now, with_exceptions, touched):
    planned = [
        session(6, 30),
        session(5, 23, is_exception=True),
        session(4, 17, status=SessionStatus.CANCELLED),
        session(3, 16),
        session(2, 9),
        session(1, 2),
    ]
    edited = planned[4]
    found = rules.sessions_touched(
        EditScope.FROM_NOW_ON, edited, planned, now=now, with_exceptions=with_exceptions
    )
    assert [each.id.int for each in found] == touched


def test_an_edit_from_now_on_touches_an_exception_that_was_edited_itself():
    edited = session(1, is_exception=True)
    assert rules.sessions_touched(EditScope.FROM_NOW_ON, edited, [edited], now=at(1, 0)) == (
        edited,
    )
