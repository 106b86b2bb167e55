"""Each level, worked by hand: one client's week a row."""

from dataclasses import replace

import pytest

from tests.engines.timetable.weeks import (
    MONDAY,
    NINE,
    NOON,
    SATURDAY,
    SEAT,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    a_client,
    a_group,
    a_plan,
    a_prescription,
    a_visit,
    a_week,
    at,
)
from wayhome.engines.timetable.calendar import quarter
from wayhome.engines.timetable.check import check
from wayhome.engines.timetable.domain import Daypart, Problem, Reason, Seat

VISIT = a_visit()
NEXT_TO_IT = a_visit(day=MONDAY, start=NINE + 6)


def levels(week, bookings=(), problems=()):
    listed = dict.fromkeys((client.id for client in week.clients), tuple(bookings))
    return check(week, a_plan(listed, problems=problems)).levels


def prescribed(weekly, *kinds, **parts):
    return a_client(prescription=a_prescription(weekly, kinds=kinds, **parts))


HOURS = {
    # 2 * 16, again 2 * 16, 12 of the kind, 8 for the visit
    "nothing": (a_client(), (), 32 + 32 + 12 + 8),
    "everything": (a_client(), (SEAT, VISIT), 0),
    "no visit: 4 short, twice, and the visit": (a_client(), (SEAT,), 8 + 8 + 8),
    "no group: 12 short, twice, and its kind": (a_client(), (VISIT,), 24 + 24 + 12),
    "below the floor counts again": (
        prescribed(40, ("cbt", 12), services=(), floor=14),
        (SEAT,),
        2 * 28 + 2 * 2,
    ),
    "above the floor counts once": (
        prescribed(40, ("cbt", 12), services=(), floor=12),
        (SEAT,),
        2 * 28,
    ),
    "a kind that is short": (prescribed(12, ("cbt", 18), services=()), (SEAT,), 6),
    "a kind of which nothing is prescribed": (
        prescribed(12, ("cbt", 12), ("education", 0), services=()),
        (SEAT,),
        0,
    ),
    "a kind that the rules don't know": (
        prescribed(12, ("cbt", 12), ("choir", 8), services=()),
        (SEAT,),
        0,
    ),
    "each service that is due": (
        prescribed(0, ("cbt", 12), services=("individual", "family", "medication")),
        (SEAT,),
        8 + 4 + 6,
    ),
    "a service that the rules don't know": (
        prescribed(12, ("cbt", 12), services=("massage",)),
        (SEAT,),
        0,
    ),
    "days that are short": (
        prescribed(12, ("cbt", 12), services=(), minimum_days=3, day_minimum=6),
        (SEAT,),
        8,
    ),
    "days on which there is too little": (
        prescribed(12, ("cbt", 12), services=(), minimum_days=3, day_minimum=7),
        (SEAT,),
        24,
    ),
    "a group and a visit make one day together": (
        prescribed(16, ("cbt", 12), minimum_days=1, day_minimum=10),
        (SEAT, NEXT_TO_IT),
        0,
    ),
    # (2 * 16 + 2 * 16 + 12) / 4, the visit left out
    "nothing on the waiting list": (replace(a_client(), waiting=True), (), 19),
    # (2 * 5 + 2 * 5) / 4 = 5; with weekly 13: (2 + 2) / 4 = 1; with 15: (6 + 6) / 4 = 3
    "a seat on the waiting list": (
        replace(prescribed(17, ("cbt", 12)), waiting=True),
        (SEAT,),
        5,
    ),
    # 7 of a kind / 4, rounded down
    "a kind on the waiting list": (
        replace(prescribed(12, ("cbt", 19)), waiting=True),
        (SEAT,),
        1,
    ),
}


@pytest.mark.parametrize("name", HOURS)
def test_the_hours_level_counts_what_is_short(name):
    client, bookings, points = HOURS[name]
    assert levels(a_week(client), bookings).hours == points


def fit(client, *series):
    week = a_week(client, series=series)
    return levels(week, [Seat(each.id) for each in series]).fit


FIT = {
    "no preference": (a_client(), (a_group(),), 0),
    "the part preferred": (a_client(prefers=Daypart.MORNING), (a_group(),), 0),
    "another part": (a_client(prefers=Daypart.EVENING), (a_group(),), 1),
    "just before noon is morning": (
        a_client(prefers=Daypart.MORNING),
        (a_group(meetings=at((MONDAY, NOON - 1))),),
        0,
    ),
    "noon is afternoon": (
        a_client(prefers=Daypart.AFTERNOON),
        (a_group(meetings=at((MONDAY, NOON))),),
        0,
    ),
    "4:15 pm is afternoon": (
        a_client(prefers=Daypart.AFTERNOON),
        (a_group(meetings=at((MONDAY, quarter(16, 15)))),),
        0,
    ),
    "4:30 pm is evening": (
        a_client(prefers=Daypart.EVENING),
        (a_group(meetings=at((MONDAY, quarter(16, 30)))),),
        0,
    ),
    "Saturday is the weekend": (
        a_client(prefers=Daypart.WEEKEND),
        (a_group(meetings=at((SATURDAY, NINE))),),
        0,
    ),
    "the first meeting of the week decides": (
        a_client(prefers=Daypart.MORNING),
        (a_group(meetings=at((WEDNESDAY, NINE), (MONDAY, 68))),),
        1,
    ),
    "meant for the phase": (a_client(phase=2), (a_group(phases=frozenset({1, 2})),), 0),
    "not meant for the phase": (a_client(phase=3), (a_group(phases=frozenset({1, 2})),), 2),
    "by video, and one could come": (a_client(attends="either"), (a_group(video=True),), 1),
    "by video, as always": (a_client(attends="video"), (a_group(video=True),), 0),
    "all of it at once": (
        a_client(attends="either", prefers=Daypart.EVENING, phase=3),
        (a_group(video=True, phases=frozenset({1})),),
        4,
    ),
    "one block": (a_client(), (a_group("a", block="x"), a_group("b", block="x")), 0),
    "three blocks": (
        a_client(),
        (a_group("a", block="x"), a_group("b", block="y"), a_group("c", block="z")),
        2,
    ),
    "a group of no block": (a_client(), (a_group("a", block="x"), a_group("b")), 0),
}


@pytest.mark.parametrize("name", FIT)
def test_the_fit_level_counts_what_isn_t_as_one_would_like(name):
    client, series, points = FIT[name]
    assert fit(client, *series) == points


LATER = a_visit(day=THURSDAY)
CONTINUITY = {
    "nothing was published": ((), (SEAT,), 0),
    "all is kept": ((SEAT, VISIT), (SEAT, VISIT), 0),
    "a seat is lost": ((SEAT, VISIT), (VISIT,), 2),
    "a visit is lost": ((SEAT, VISIT), (SEAT,), 1),
    "a visit is moved": ((VISIT,), (LATER,), 1),
    "what is new counts for nothing": ((SEAT,), (SEAT, VISIT), 0),
    "a series that isn't in the week": ((Seat("choir"),), (), 0),
    "staff who aren't in the week": ((a_visit("kim"),), (), 0),
    "a booking that is listed twice": ((SEAT, SEAT), (), 2),
}


@pytest.mark.parametrize("name", CONTINUITY)
def test_the_continuity_level_counts_what_was_published_and_isn_t_kept(name):
    published, bookings, points = CONTINUITY[name]
    week = a_week(published=(("ben", published), ("zoe", (SEAT,))))
    assert levels(week, bookings).continuity == points


def test_a_seat_in_a_series_that_was_left_out_is_no_loss():
    week = a_week(series=(a_group(facilitator=None),), published=(("ben", (SEAT,)),))
    problems = (Problem("cbt", Reason.NO_FACILITATOR, left_out=True),)
    assert levels(week, problems=problems).continuity == 0


def test_a_client_who_was_left_out_counts_nowhere():
    week = a_week(a_client(free=0), published=(("ben", (SEAT,)),))
    problems = (Problem("ben", Reason.NO_AVAILABILITY, left_out=True),)
    assert levels(week, problems=problems).total(week.rules.weights) == 0


def idle(client, bookings, *series):
    return levels(a_week(client, series=series), bookings).idle


def on(*meetings, video=False, quarters=6):
    """Make a group of each meeting, and a seat in each."""
    series = tuple(
        a_group(f"group {place}", meetings=at(meeting, quarters=quarters), video=video)
        for place, meeting in enumerate(meetings)
    )
    return series, tuple(Seat(each.id) for each in series)


ONE_A_DAY = on((MONDAY, NINE), (TUESDAY, NINE))
TWO_A_DAY = on((MONDAY, NINE), (MONDAY, NINE + 10))
BACK_TO_BACK = on((MONDAY, NINE), (MONDAY, NINE + 6))
BY_VIDEO = on((MONDAY, NINE), (MONDAY, NINE + 10), video=True)
VIDEO_BETWEEN = (
    (*TWO_A_DAY[0], a_group("between", meetings=at((MONDAY, NINE + 6), quarters=4), video=True)),
    (*TWO_A_DAY[1], Seat("between")),
)
AFTER = a_visit(day=MONDAY, start=NINE + 9)
BEFORE = a_visit(day=MONDAY, start=NINE - 6)
FAR = a_visit(day=MONDAY, start=NINE + 30)

IDLE = {
    "nothing": ("in_person", 2, ((), ()), (), 0),
    "the way there and back on each day": ("in_person", 2, ONE_A_DAY, (), 8),
    "no way": ("in_person", 0, ONE_A_DAY, (), 0),
    "waiting between two groups": ("in_person", 2, TWO_A_DAY, (), 4 + 4),
    "one group after the other": ("in_person", 2, BACK_TO_BACK, (), 4),
    "at home": ("video", 2, BY_VIDEO, (), 0),
    "a group by video between two in person is waited for": ("either", 0, VIDEO_BETWEEN, (), 4),
    "a visit between two groups": (
        "in_person",
        0,
        TWO_A_DAY,
        (a_visit(day=MONDAY, start=NINE + 6),),
        4,
    ),
    "a visit right after a group": ("in_person", 2, ONE_A_DAY, (NEXT_TO_IT,), 8),
    "a visit a while after a group": ("in_person", 2, ONE_A_DAY, (AFTER,), 8 + 3),
    "a visit a while before a group": ("in_person", 2, ONE_A_DAY, (BEFORE,), 8 + 2),
    "a visit long after a group is a trip": ("in_person", 2, ONE_A_DAY, (FAR,), 8 + 8),
    "a visit on another day is a trip": ("in_person", 3, ONE_A_DAY, (LATER,), 12 + 10),
    "a visit by video is no trip": ("video", 2, BY_VIDEO, (LATER,), 0),
    "a visit of somebody who could do either": ("either", 3, ((), ()), (LATER,), 2),
    "a visit near a group of somebody who could do either": (
        "either",
        0,
        ONE_A_DAY,
        (a_visit(day=MONDAY, start=NINE + 7),),
        1,
    ),
    "a visit after a group by video, of somebody who could do either": (
        "either",
        0,
        BY_VIDEO,
        (a_visit(day=MONDAY, start=NINE + 6),),
        2,
    ),
}


@pytest.mark.parametrize("name", IDLE)
def test_the_idle_level_counts_waiting_and_ways(name):
    attends, travel, (series, seats), visits, points = IDLE[name]
    assert idle(a_client(attends=attends, travel=travel), (*seats, *visits), *series) == points


@pytest.mark.parametrize(("target", "points"), [(3, 0), (2, 0), (1, 1), (0, 2)])
def test_the_balance_level_counts_who_sits_above_the_target(target, points):
    week = a_week(a_client("ben"), a_client("cam"), series=(a_group(target=target),))
    assert levels(week, (SEAT,)).balance == points


def test_the_total_weighs_the_levels():
    week = a_week(a_client(travel=1, prefers=Daypart.EVENING), series=(a_group(target=0),))
    report = check(week, a_plan({"ben": (SEAT,)}))
    assert report.total == 24 * 10_000 + 400 + 4 * 5 + 2
