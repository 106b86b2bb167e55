"""The rules of checking in by code, as tables of cases and as properties."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.journey.encounters.rules.check_in import (
    KioskPauses,
    KioskPlace,
    moment_near,
    pause_after,
    place_to_check_in,
)
from wayhome.journey.scheduling.codes import AppointmentStatus
from wayhome.shared.core.period import Period

START = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
NEW_YORK = ZoneInfo("America/New_York")


def place(number=1, start=START, status=AppointmentStatus.BOOKED, opens_before=60):
    session = Period(start, start + 90 * MINUTE)
    return KioskPlace(UUID(int=number), session, start - opens_before * MINUTE, status)


@pytest.mark.parametrize(
    ("now", "fits"),
    [
        (START - 21 * MINUTE, False),
        (START - 20 * MINUTE, True),
        (START + 89 * MINUTE, True),
        (START + 90 * MINUTE, False),
    ],
)
def test_a_place_can_be_checked_in_from_when_it_opens_to_its_end(now, fits):
    assert (place_to_check_in([place(opens_before=20)], now) is not None) == fits


@pytest.mark.parametrize("status", AppointmentStatus)
def test_only_a_place_that_is_still_on_can_be_checked_in(status):
    is_on = status in {"booked", "arrived", "checked-in"}
    assert (place_to_check_in([place(status=status)], START) is not None) == is_on


def test_of_two_places_the_earlier_one_is_meant():
    later = place(1, START + 30 * MINUTE)
    assert place_to_check_in([later, place(2)], START) == place(2)


def test_nobody_waits_before_several_wrong_codes_and_then_twice_as_long_each_time():
    pauses = KioskPauses(5, timedelta(seconds=10), 5 * MINUTE, 15 * MINUTE)
    waits = [pause_after(number, pauses).total_seconds() for number in range(9)]
    assert waits == [0, 0, 0, 0, 0, 10, 20, 40, 80]


@given(st.integers(0, 10**9), st.integers(1, 99), st.integers(1, 3600), st.integers(1, 3600))
def test_pauses_grow_to_the_longest_and_never_beyond(wrong_codes, after, first, longest):
    pauses = KioskPauses(after, timedelta(seconds=first), timedelta(seconds=longest), MINUTE)
    wait = pause_after(wrong_codes, pauses)
    assert timedelta(0) <= wait <= pauses.longest
    assert pause_after(wrong_codes + 1, pauses) >= wait
    assert pause_after(after + 12, pauses) == pauses.longest


@pytest.mark.parametrize(
    ("start", "on_the_clock", "expected"),
    [
        (START, time(17, 28), datetime(2026, 11, 24, 22, 28, tzinfo=UTC)),
        # 11 pm to 12:30 am in New York: before and after midnight
        (START + 330 * MINUTE, time(22, 50), datetime(2026, 11, 25, 3, 50, tzinfo=UTC)),
        (START + 330 * MINUTE, time(0, 20), datetime(2026, 11, 25, 5, 20, tzinfo=UTC)),
        # 12:15 am: someone came on the evening before
        (START + 405 * MINUTE, time(23, 50), datetime(2026, 11, 25, 4, 50, tzinfo=UTC)),
    ],
)
def test_a_time_on_the_clock_is_the_one_that_lies_by_the_session(start, on_the_clock, expected):
    session = Period(start, start + 90 * MINUTE)
    assert moment_near(session, on_the_clock, NEW_YORK) == expected


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    minutes=st.integers(1, 239),
    within=st.floats(0, 1),
    zone=st.sampled_from(["America/New_York", "America/Los_Angeles", "Asia/Kolkata", "UTC"]),
)
def test_a_minute_of_the_session_is_found_again_by_its_time_on_the_clock(
    start, minutes, within, zone
):
    start = start.replace(second=0, microsecond=0)
    session = Period(start, start + minutes * MINUTE)
    moment = start + int(minutes * within) * MINUTE
    local = moment.astimezone(ZoneInfo(zone))
    found = moment_near(session, local.time(), ZoneInfo(zone))
    # In the hour that comes twice the clock alone can't tell which one is meant.
    assert found == moment or local.fold == 1
