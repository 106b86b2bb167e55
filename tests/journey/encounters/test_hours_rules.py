"""The hours ledger: what a week has earned, still holds and lacks, and what would do."""

from datetime import UTC, datetime, timedelta
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.journey.encounters import rules
from wayhome.journey.encounters.codes import AttendanceKind, EncounterStatus
from wayhome.journey.encounters.rules import LedgerPlace, OpenSession, WeekHours
from wayhome.journey.scheduling.codes import AppointmentStatus
from wayhome.shared.core.period import Period

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = Period(MONDAY, MONDAY + timedelta(days=7))
NINE_HOURS = 540  # domain sheet, section 11: iop_min_h_adult


def at(day, hour, minute=0):
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


def session(day, hour, minutes=180):
    return Period(at(day, hour), at(day, hour, minutes))


def came(period, left=None, status=EncounterStatus.FINISHED, kind=AttendanceKind.ATTENDED):
    place = {
        EncounterStatus.FINISHED: AppointmentStatus.FULFILLED,
        EncounterStatus.IN_PROGRESS: AppointmentStatus.CHECKED_IN,
    }[status]
    return LedgerPlace(period, place, kind, status, period.start, left)


def missed(period, kind=AttendanceKind.ABSENT_UNKNOWN):
    return LedgerPlace(period, AppointmentStatus.NOSHOW, kind, EncounterStatus.CANCELLED)


def booked(period, status=AppointmentStatus.BOOKED):
    return LedgerPlace(period, status)


MON, WED, FRI = session(0, 9), session(2, 9), session(4, 9)
WEDNESDAY_10, WEDNESDAY_NIGHT, SUNDAY = at(2, 10), at(2, 23), at(6, 23)


@pytest.mark.parametrize(
    ("places", "now", "expected"),
    [
        ([], SUNDAY, WeekHours(NINE_HOURS, 0, 0, 0)),
        ([came(MON), booked(WED), booked(FRI)], WEDNESDAY_10, WeekHours(NINE_HOURS, 180, 360)),
        # left 40 minutes early
        (
            [came(MON, left=at(0, 11, 20)), booked(FRI)],
            WEDNESDAY_10,
            WeekHours(NINE_HOURS, 140, 180),
        ),
        # came 20 minutes late
        ([came(MON)._replace(arrived=at(0, 9, 20))], SUNDAY, WeekHours(NINE_HOURS, 160)),
        # not billable is still service
        (
            [came(MON, kind=AttendanceKind.ATTENDED_NOT_BILLABLE)],
            SUNDAY,
            WeekHours(NINE_HOURS, 180),
        ),
        # in progress counts as booked until the session is over
        (
            [came(WED, status=EncounterStatus.IN_PROGRESS)],
            WEDNESDAY_10,
            WeekHours(NINE_HOURS, 0, 180),
        ),
        ([came(WED, status=EncounterStatus.IN_PROGRESS)], WED.end, WeekHours(NINE_HOURS, 180, 0)),
        # left before the end: earned at once
        ([came(WED, left=at(2, 9, 30))], WEDNESDAY_10, WeekHours(NINE_HOURS, 30, 0)),
        # over, and nobody recorded it
        ([booked(MON), booked(FRI)], WEDNESDAY_10, WeekHours(NINE_HOURS, 0, 360, 180)),
        (
            [booked(MON, AppointmentStatus.ARRIVED), booked(WED, AppointmentStatus.CHECKED_IN)],
            WEDNESDAY_10,
            WeekHours(NINE_HOURS, 0, 360, 180),
        ),
        # absences of every kind count nothing
        (
            [
                missed(MON),
                missed(WED, AttendanceKind.ABSENT_EXCUSED),
                missed(FRI, AttendanceKind.ABSENT_NOT_EXCUSED),
            ],
            WEDNESDAY_10,
            WeekHours(NINE_HOURS),
        ),
        (
            [
                LedgerPlace(
                    FRI,
                    AppointmentStatus.CANCELLED,
                    AttendanceKind.LATE_CANCEL,
                    EncounterStatus.CANCELLED,
                )
            ],
            WEDNESDAY_10,
            WeekHours(NINE_HOURS),
        ),
        # places that are none
        (
            [
                booked(FRI, AppointmentStatus.CANCELLED),
                booked(FRI, AppointmentStatus.WAITLIST),
                booked(FRI, AppointmentStatus.ENTERED_IN_ERROR),
            ],
            WEDNESDAY_10,
            WeekHours(NINE_HOURS),
        ),
        # undone attendance is as if it had never been recorded
        (
            [
                LedgerPlace(
                    MON,
                    AppointmentStatus.BOOKED,
                    AttendanceKind.ATTENDED,
                    EncounterStatus.ENTERED_IN_ERROR,
                    MON.start,
                    MON.end,
                )
            ],
            SUNDAY,
            WeekHours(NINE_HOURS, 0, 180, 180),
        ),
    ],
)
def test_a_week_adds_up_from_its_places(places, now, expected):
    assert rules.week_hours(NINE_HOURS, places, now) == expected


@pytest.mark.parametrize(
    ("hours", "to_go", "shortfall", "surplus", "is_met"),
    [
        (WeekHours(540, 180, 360), 360, 0, 0, False),
        (WeekHours(540, 180, 180), 360, 180, 0, False),
        (WeekHours(540, 540, 60), 0, 0, 60, True),
        (WeekHours(540, 600, 0), 0, 0, 60, True),
        (WeekHours(0, 0, 0), 0, 0, 0, True),
    ],
)
def test_what_is_to_go_and_what_will_lack_are_two_things(hours, to_go, shortfall, surplus, is_met):
    assert hours.to_go == to_go
    assert hours.shortfall == shortfall
    assert hours.surplus == surplus
    assert hours.is_met is is_met
    assert hours.can_still_reach(shortfall)
    assert shortfall == 0 or not hours.can_still_reach(shortfall - 1)


SLOTS = st.builds(
    session, st.integers(0, 6), st.integers(7, 20), st.sampled_from([45, 60, 90, 180])
)
NOWS = st.integers(0, 7 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes))


@st.composite
def places(draw):
    period = draw(SLOTS)
    place = draw(st.sampled_from([came, missed, booked]))(period)
    if place.kind is AttendanceKind.ATTENDED:
        arrived = period.start + timedelta(minutes=draw(st.integers(-30, 240)))
        left = arrived + timedelta(minutes=draw(st.integers(1, 240)))
        status = draw(st.sampled_from([EncounterStatus.IN_PROGRESS, EncounterStatus.FINISHED]))
        place = place._replace(arrived=arrived, left=left, encounter_status=status)
    return place


@given(st.integers(0, 1500), st.lists(places(), max_size=12), NOWS)
def test_hours_are_never_negative_and_never_more_than_the_sessions_last(target, week, now):
    hours = rules.week_hours(target, week, now)
    assert min(hours.earned, hours.booked, hours.unrecorded, hours.shortfall, hours.surplus) >= 0
    assert hours.unrecorded <= hours.booked
    assert hours.earned + hours.booked <= sum(place.session.minutes for place in week)
    assert hours.earned + hours.booked + hours.shortfall == target + hours.surplus
    assert hours.shortfall <= hours.to_go


@given(st.lists(places(), max_size=12), places(), NOWS, NOWS)
def test_hours_only_grow_with_places_and_earned_ones_with_time(week, another, now, later):
    hours, more = (rules.week_hours(540, each, now) for each in (week, [*week, another]))
    assert more.earned >= hours.earned
    assert more.booked >= hours.booked
    assert more.shortfall <= hours.shortfall
    then = rules.week_hours(540, week, max(now, later))
    assert then.earned >= hours.earned
    assert then.earned + then.booked == hours.earned + hours.booked


@given(
    st.lists(places(), max_size=8).flatmap(
        lambda week: st.tuples(st.just(week), st.permutations(week))
    ),
    NOWS,
)
def test_the_order_of_places_does_not_matter(weeks, now):
    week, shuffled = weeks
    assert rules.week_hours(540, week, now) == rules.week_hours(540, shuffled, now)


def opened(number, period, free_seats=1):
    return OpenSession(UUID(int=number), period, free_seats)


def test_sessions_to_make_up_are_free_to_come_within_the_week_and_clash_with_nothing():
    fitting = [opened(1, session(3, 9)), opened(2, session(5, 9))]
    others = [
        opened(3, session(3, 13), free_seats=0),
        opened(4, session(2, 9)),  # begins now
        opened(5, session(7, 9)),  # next week
        opened(6, session(4, 11)),  # overlaps Friday's own group
    ]
    own = [FRI]
    found = rules.sessions_to_make_up(
        [*others, *reversed(fitting)], own=own, week=WEEK, now=WED.start
    )
    assert found == tuple(fitting)


SHORT, MIDDLE, LONG = (
    opened(1, session(3, 9, 60)),
    opened(2, session(4, 9, 90)),
    opened(3, session(5, 9, 180)),
)


@pytest.mark.parametrize(
    ("shortfall", "options"),
    [
        (0, []),
        (60, [(SHORT,), (MIDDLE,), (LONG,)]),
        (61, [(MIDDLE,), (LONG,)]),
        (120, [(LONG,)]),
        (181, [(SHORT, LONG), (MIDDLE, LONG)]),
        (241, [(MIDDLE, LONG)]),
        (330, [(SHORT, MIDDLE, LONG)]),
        (331, []),
    ],
)
def test_the_fewest_sessions_that_close_the_shortfall_come_soonest_first(shortfall, options):
    found = rules.make_up_options(shortfall, [LONG, SHORT, MIDDLE])
    assert found == tuple(options)


def test_overlapping_sessions_are_not_offered_together():
    rival = opened(4, session(3, 9, 60))
    assert rules.open_minutes([SHORT, rival]) == 60
    assert rules.make_up_options(90, [SHORT, rival]) == ()
    assert rules.make_up_options(60, [SHORT, rival]) == ((SHORT,), (rival,))


def test_no_more_options_are_shown_than_asked_for():
    many = [opened(number, session(number, 9, 60)) for number in range(7)]
    assert len(rules.make_up_options(60, many, limit=3)) == 3
    assert len(rules.make_up_options(60, many)) == 5
    assert rules.make_up_options(60, []) == ()
    assert rules.open_minutes([]) == 0


@given(st.lists(SLOTS, max_size=7, unique=True), st.integers(1, 600))
def test_options_are_exactly_the_smallest_choices_that_do(slots, shortfall):
    offered = [opened(number, period) for number, period in enumerate(slots)]
    by_size = {}
    for size in range(1, len(offered) + 1):
        for choice in combinations(sorted(offered, key=lambda each: (each.period, each.id)), size):
            apart = all(not a.period.overlaps(b.period) for a, b in combinations(choice, 2))
            if apart and sum(each.period.minutes for each in choice) >= shortfall:
                by_size.setdefault(size, []).append(choice)
    expected = by_size[min(by_size)] if by_size else []
    assert rules.make_up_options(shortfall, offered, limit=10**6) == tuple(expected)
    assert bool(expected) is (rules.open_minutes(offered) >= shortfall)
    assert WeekHours(shortfall).can_still_reach(rules.open_minutes(offered)) is bool(expected)
