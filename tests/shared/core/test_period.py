"""Periods, local days and program weeks, with the weeks in which clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.shared.core.period import (
    DatePeriod,
    Period,
    Weekday,
    at_local,
    day_bounds,
    local_day,
    week_bounds,
    week_start_of,
)

NEW_YORK = ZoneInfo("America/New_York")
# Lord Howe Island moves its clocks by half an hour, Phoenix never.
ZONES = st.sampled_from(
    [
        NEW_YORK,
        ZoneInfo("America/Los_Angeles"),
        ZoneInfo("America/Phoenix"),
        ZoneInfo("Australia/Lord_Howe"),
    ]
)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
WEEKDAYS = st.integers(0, 6)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 (the zone is the strategy's)
HOUR = timedelta(hours=1)


def at(hour, minute=0, second=0):
    return datetime(2026, 3, 2, hour, minute, second, tzinfo=UTC)


@st.composite
def periods(draw):
    start = draw(MOMENTS)
    return Period(start, start + draw(st.timedeltas(timedelta(seconds=1), timedelta(days=9))))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (at(9), at(9)),
        (at(10), at(9)),
        (datetime(2026, 3, 2, 9), at(10)),  # noqa: DTZ001
        (at(9), datetime(2026, 3, 2, 10)),  # noqa: DTZ001
    ],
)
def test_a_period_needs_two_moments_with_a_zone_one_after_the_other(start, end):
    with pytest.raises(ValueError, match=r"period ends after|needs a time zone"):
        Period(start, end)


def test_a_period_is_the_same_in_whatever_zone_its_ends_are_given():
    in_new_york = Period(at(14).astimezone(NEW_YORK), at(15).astimezone(NEW_YORK))
    assert in_new_york == Period(at(14), at(15))
    assert hash(in_new_york) == hash(Period(at(14), at(15)))


def test_a_period_over_the_change_of_clocks_lasts_its_true_time():
    start = datetime(2026, 3, 8, 0, 30, tzinfo=NEW_YORK)
    end = datetime(2026, 3, 8, 4, 30, tzinfo=NEW_YORK)
    assert Period(start, end).duration == 3 * HOUR
    assert Period(start, end).minutes == 180


def test_a_begun_minute_does_not_count():
    assert Period(at(9), at(9, 59, 59)).minutes == 59


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (Period(at(10), at(11)), Period(at(10), at(11))),
        (Period(at(8), at(10)), Period(at(9), at(10))),
        (Period(at(11), at(13)), Period(at(11), at(12))),
        (Period(at(8), at(13)), Period(at(9), at(12))),
        (Period(at(12), at(13)), None),
        (Period(at(8), at(9)), None),
        (Period(at(13), at(14)), None),
    ],
)
def test_overlap_is_what_both_share_and_touching_is_none(other, shared):
    session = Period(at(9), at(12))
    assert session.overlap(other) == shared
    assert session.overlaps(other) is (shared is not None)


@given(periods(), periods())
def test_overlap_is_mutual_and_lies_within_both(one, other):
    shared = one.overlap(other)
    assert shared == other.overlap(one)
    assert one.overlaps(other) == other.overlaps(one) == (shared is not None)
    if shared:
        assert one.covers(shared)
        assert other.covers(shared)


@pytest.mark.parametrize(
    ("other", "covered"),
    [
        (Period(at(9), at(12)), True),
        (Period(at(10), at(11)), True),
        (Period(at(8), at(12)), False),
        (Period(at(9), at(13)), False),
        (Period(at(13), at(14)), False),
    ],
)
def test_a_period_covers_what_lies_within_it_from_end_to_end(other, covered):
    assert Period(at(9), at(12)).covers(other) is covered


@given(periods())
def test_a_period_contains_its_start_but_not_its_end(period):
    assert period.contains(period.start)
    assert not period.contains(period.end)
    assert period.covers(period)


@pytest.mark.parametrize(
    ("day", "end", "contains"),
    [
        (date(2026, 3, 1), None, False),
        (date(2026, 3, 2), None, True),
        (date(2099, 1, 1), None, True),
        (date(2026, 3, 8), date(2026, 3, 9), True),
        (date(2026, 3, 9), date(2026, 3, 9), False),
        (date(2026, 3, 2), date(2026, 3, 2), False),
    ],
)
def test_a_date_period_holds_its_first_day_but_not_its_end(day, end, contains):
    assert DatePeriod(date(2026, 3, 2), end).contains(day) is contains


def test_a_date_period_does_not_end_before_it_starts():
    with pytest.raises(ValueError, match="before it starts"):
        DatePeriod(date(2026, 3, 2), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("day", "wall_time", "moment"),
    [
        # 2026-03-08: clocks in New York go from 2:00 to 3:00; 2026-11-01: from 2:00 back to 1:00.
        (date(2026, 3, 7), time(2, 30), datetime(2026, 3, 7, 7, 30, tzinfo=UTC)),
        (date(2026, 3, 8), time(2, 30), datetime(2026, 3, 8, 7, 30, tzinfo=UTC)),  # 3:30
        (date(2026, 3, 8), time(3, 0), datetime(2026, 3, 8, 7, 0, tzinfo=UTC)),
        (date(2026, 11, 1), time(1, 30), datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),  # the first
        (date(2026, 11, 1), time(1, 30, fold=1), datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        (date(2026, 11, 1), time(2, 0), datetime(2026, 11, 1, 7, 0, tzinfo=UTC)),
    ],
)
def test_a_skipped_time_moves_forward_and_of_a_double_one_the_first_is_meant(
    day, wall_time, moment
):
    assert at_local(day, wall_time, NEW_YORK) == moment


@given(DAYS, st.times(), ZONES)
def test_a_local_time_is_the_one_on_the_clock_unless_clocks_skip_it(day, wall_time, zone):
    there = at_local(day, wall_time, zone).astimezone(zone)
    shown = there.replace(tzinfo=None)
    skipped = shown - datetime.combine(day, wall_time)
    assert skipped in {timedelta(0), timedelta(minutes=30), HOUR}
    if skipped:
        assert there.utcoffset() - skipped == (there - timedelta(hours=3)).utcoffset()


@given(MOMENTS, ZONES)
def test_a_moment_lies_in_its_local_day(moment, zone):
    assert day_bounds(local_day(moment, zone), zone).contains(moment)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 8), 23), (date(2026, 11, 1), 25), (date(2026, 3, 9), 24)]
)
def test_a_day_has_the_hours_that_clocks_give_it(day, hours):
    assert day_bounds(day, NEW_YORK).duration == hours * HOUR


def test_a_moment_without_a_zone_has_no_local_day():
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 3, 2, 9), NEW_YORK)  # noqa: DTZ001


@pytest.mark.parametrize("week_starts_on", [-1, 7])
def test_a_week_starts_on_a_weekday(week_starts_on):
    with pytest.raises(ValueError, match="valid Weekday"):
        week_start_of(date(2026, 3, 2), week_starts_on)


@pytest.mark.parametrize(
    ("week_starts_on", "first"),
    [
        (Weekday.MONDAY, date(2026, 3, 2)),
        (Weekday.WEDNESDAY, date(2026, 3, 4)),
        (Weekday.THURSDAY, date(2026, 2, 26)),
        (Weekday.SUNDAY, date(2026, 3, 1)),
    ],
)
def test_the_week_of_a_wednesday_starts_on_the_weekday_before(week_starts_on, first):
    assert week_start_of(date(2026, 3, 4), week_starts_on) == first


@given(DAYS, WEEKDAYS)
def test_a_day_is_at_most_six_days_into_its_week(day, week_starts_on):
    first = week_start_of(day, week_starts_on)
    assert first.weekday() == week_starts_on
    assert 0 <= (day - first).days <= 6


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        (date(2026, 3, 8), "America/New_York", 167),
        (date(2026, 11, 1), "America/New_York", 169),
        (date(2026, 3, 8), "America/Los_Angeles", 167),
        (date(2026, 3, 8), "America/Phoenix", 168),
        (date(2026, 4, 5), "Australia/Lord_Howe", 168.5),
        (date(2026, 10, 4), "Australia/Lord_Howe", 167.5),
        (date(2026, 7, 1), "America/New_York", 168),
    ],
)
def test_a_week_has_the_hours_that_clocks_give_it(day, zone, hours):
    assert week_bounds(day, ZoneInfo(zone), Weekday.MONDAY).duration == hours * HOUR


@given(MOMENTS, ZONES, WEEKDAYS)
def test_weeks_hold_their_moments_and_follow_each_other_without_a_gap(moment, zone, starts_on):
    week = week_bounds(moment, zone, starts_on)
    assert week.contains(moment)
    assert week == week_bounds(local_day(moment, zone), zone, starts_on)
    assert week_bounds(week.end, zone, starts_on).start == week.end
    assert local_day(week.start, zone).weekday() == starts_on
    assert week.start.astimezone(zone).time() == time.min
