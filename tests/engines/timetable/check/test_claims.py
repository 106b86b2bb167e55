"""What a plan says of itself is held against what is true of it."""

from dataclasses import replace

import pytest

from tests.engines.timetable.check.program import BOOKINGS, PROGRAM, booked, with_client
from tests.engines.timetable.weeks import (
    MONDAY,
    NINE,
    SEAT,
    WEDNESDAY,
    a_client,
    a_counselor,
    a_group,
    a_prescription,
    a_room,
    a_visit,
    a_week,
    an_honest_plan,
    at,
    office_hours,
)
from wayhome.engines.timetable.calendar import WEEK, between
from wayhome.engines.timetable.check import Breach, Claim, check
from wayhome.engines.timetable.domain import Problem, Reason, Seat
from wayhome.engines.timetable.sound import sound

PLAN = an_honest_plan(PROGRAM, BOOKINGS)


def claims(week, plan):
    report = check(week, plan)
    assert report.violations == ()
    return [objection.claim for objection in report.objections]


@pytest.mark.parametrize("level", ["hours", "fit", "continuity", "idle", "balance"])
@pytest.mark.parametrize("difference", [-1, 1])
def test_a_plan_claims_the_levels_that_it_has(level, difference):
    false = replace(PLAN.levels, **{level: getattr(PLAN.levels, level) + difference})
    assert claims(PROGRAM, replace(PLAN, levels=false)) == [Claim.LEVELS]


def test_a_plan_lists_clients_in_the_order_of_their_ids():
    assert claims(PROGRAM, replace(PLAN, bookings=PLAN.bookings[::-1])) == [Claim.ORDER]


def test_a_client_is_listed_once():
    plan = replace(PLAN, bookings=(*PLAN.bookings[:1], *PLAN.bookings))
    (violation,) = check(PROGRAM, plan).violations
    assert violation.breach is Breach.LISTED_TWICE


@pytest.mark.parametrize("level", ["hours", "total"])
def test_a_bound_without_a_proof_is_no_bound(level):
    plan = replace(PLAN, bound=replace(PLAN.bound, **{level: 1}))
    assert claims(PROGRAM, plan) == [Claim.BOUND]


FAULTY_SERIES = {
    Reason.NO_MEETINGS: {"series": (a_group(meetings=()),)},
    Reason.OVERLAPPING_MEETINGS: {
        "series": (a_group(meetings=at((MONDAY, NINE), (MONDAY, NINE + 5))),)
    },
    Reason.OUTSIDE_THE_WEEK: {"series": (a_group(meetings=at((7, NINE))),)},
    Reason.UNKNOWN_KIND: {"series": (a_group(kind="choir"),)},
    Reason.UNKNOWN_SITE: {"series": (a_group(site="moon"),)},
    Reason.NO_SEATS: {"series": (a_group(capacity=0),)},
    Reason.SITE_CLOSED: {
        "sites": (replace(PROGRAM.sites[0], open=between(MONDAY, NINE, NINE + 6)),)
    },
    Reason.NO_FACILITATOR: {"series": (a_group(facilitator="kim"),)},
    Reason.FACILITATOR_LACKS_CREDENTIAL: {"staff": (a_counselor(credentials=frozenset()),)},
    Reason.FACILITATOR_LACKS_LANGUAGE: {"series": (a_group(language="es"),)},
    Reason.FACILITATOR_OFF: {"staff": (a_counselor(hours=office_hours(10, 17)),)},
    Reason.FACILITATOR_WITHOUT_BREAK: {
        "staff": (a_counselor(breaks=(between(MONDAY, NINE + 1, NINE + 6),)),)
    },
    Reason.NO_ROOM: {"series": (a_group(room="attic"),)},
    Reason.ROOM_CLOSED: {"rooms": (a_room(open=between(MONDAY, NINE, NINE + 6)),)},
    Reason.ROOM_LACKS_FEATURE: {"series": (a_group(needs=frozenset({"ramp"})),)},
}


@pytest.mark.parametrize("reason", FAULTY_SERIES, ids=str)
def test_a_group_with_a_fault_is_left_out_and_its_fault_said(reason):
    week = a_week(a_client(counselor=None, pinned=()), **FAULTY_SERIES[reason])
    problem = Problem("cbt", reason, left_out=True)
    assert set(claims(week, an_honest_plan(week))) == {Claim.PROBLEMS}
    assert claims(week, an_honest_plan(week, problems=(problem,))) == []
    false = replace(problem, left_out=False)
    assert set(claims(week, an_honest_plan(week, problems=(false,)))) == {Claim.PROBLEMS}


@pytest.mark.parametrize("reason", FAULTY_SERIES, ids=str)
def test_a_group_with_a_fault_is_objected_to_even_if_somebody_sits_in_it(reason):
    week = a_week(a_client(counselor=None), **FAULTY_SERIES[reason])
    report = check(week, an_honest_plan(week, {"ben": (SEAT,)}))
    assert {objection.claim for objection in report.objections} == {Claim.PROBLEMS}


@pytest.mark.parametrize("reason", sorted(set(Reason) - {Reason.PIN_IMPOSSIBLE}))
def test_a_sound_group_is_not_left_out(reason):
    problem = Problem("evening", reason, left_out=True)
    week = replace(PROGRAM, published=())
    bookings = booked("dee", without=(Seat("evening"),))
    bookings["cam"] = bookings["cam"][:2]
    plan = an_honest_plan(week, bookings, problems=(problem,))
    assert claims(week, plan) == [Claim.PROBLEMS]


TWO = (a_group("first"), a_group("second", meetings=at((WEDNESDAY, NINE + 5)), room="elm"))
AT_ONCE = {
    Reason.FACILITATOR_ELSEWHERE: TWO,
    Reason.ROOM_TAKEN: (TWO[0], replace(TWO[1], room="oak", facilitator="bo")),
}


@pytest.mark.parametrize("reason", AT_ONCE, ids=str)
@pytest.mark.parametrize("left_out", ["first", "second"])
def test_of_two_groups_at_once_one_is_left_out(reason, left_out):
    week = a_week(
        series=AT_ONCE[reason],
        staff=(a_counselor(), a_counselor("bo")),
        rooms=(a_room(), a_room("elm")),
    )
    problems = [Problem(each, reason, left_out=True) for each in ("first", "second")]
    one = tuple(problem for problem in problems if problem.subject == left_out)
    assert claims(week, an_honest_plan(week, problems=one)) == []
    assert set(claims(week, an_honest_plan(week))) == {Claim.PROBLEMS}
    assert set(claims(week, an_honest_plan(week, problems=tuple(problems)))) == {Claim.PROBLEMS}


FAULTY_CLIENTS = {
    "nowhere": (Reason.UNKNOWN_SITE, {"site": "moon"}),
    "never": (Reason.NO_AVAILABILITY, {"free": 0}),
    "nothing": (Reason.NO_PRESCRIPTION, {"prescription": a_prescription(0, kinds=(), services=())}),
    "less than nothing": (
        Reason.CONTRADICTORY_PRESCRIPTION,
        {"prescription": a_prescription(kinds=(("cbt", -1),))},
    ),
    "above the ceiling": (
        Reason.CONTRADICTORY_PRESCRIPTION,
        {"prescription": a_prescription(weekly=13, ceiling=12)},
    ),
    "an eighth day": (
        Reason.CONTRADICTORY_PRESCRIPTION,
        {"prescription": a_prescription(minimum_days=8)},
    ),
}


@pytest.mark.parametrize("name", FAULTY_CLIENTS)
def test_a_client_for_whom_nothing_can_be_planned_is_left_out(name):
    reason, parts = FAULTY_CLIENTS[name]
    week = a_week(a_client(**parts))
    problem = Problem("ben", reason, left_out=True)
    assert claims(week, an_honest_plan(week, problems=(problem,))) == []
    assert Claim.PROBLEMS in claims(week, an_honest_plan(week))


def test_a_client_who_was_left_out_has_no_bookings():
    week = a_week(a_client(free=0))
    problem = Problem("ben", Reason.NO_AVAILABILITY, left_out=True)
    plan = an_honest_plan(week, {"ben": (SEAT,)}, problems=(problem,))
    (violation,) = check(week, plan).violations
    assert violation.breach is Breach.CLIENT_LEFT_OUT


def test_a_series_that_was_left_out_has_no_seats():
    week = a_week(series=(a_group(facilitator=None),))
    problem = Problem("cbt", Reason.NO_FACILITATOR, left_out=True)
    plan = an_honest_plan(week, {"ben": (SEAT,)}, problems=(problem,))
    (violation,) = check(week, plan).violations
    assert violation.breach is Breach.SERIES_LEFT_OUT


def test_a_client_who_can_be_planned_for_is_not_left_out():
    problem = Problem("gus", Reason.NO_AVAILABILITY, left_out=True)
    bookings = {client: own for client, own in BOOKINGS.items() if client != "gus"}
    assert claims(PROGRAM, an_honest_plan(PROGRAM, bookings, problems=(problem,))) == [
        Claim.PROBLEMS
    ]


PARTLY = {
    "a kind": (Reason.UNKNOWN_KIND, {"prescription": a_prescription(kinds=(("choir", 16),))}),
    "a service": (Reason.UNKNOWN_SERVICE, {"prescription": a_prescription(12, services=("x",))}),
    "a counselor": (Reason.UNKNOWN_COUNSELOR, {"counselor": "kim"}),
    "too little for the hours": (
        Reason.CONTRADICTORY_PRESCRIPTION,
        {"prescription": a_prescription(17)},
    ),
    "too much for the ceiling": (
        Reason.CONTRADICTORY_PRESCRIPTION,
        {"prescription": a_prescription(minimum_days=7, day_minimum=11)},
    ),
    "too much for a day": (
        Reason.CONTRADICTORY_PRESCRIPTION,
        {"prescription": a_prescription(minimum_days=1, day_minimum=21)},
    ),
}


@pytest.mark.parametrize("name", PARTLY)
def test_what_can_t_be_used_of_a_client_is_said(name):
    reason, parts = PARTLY[name]
    week = a_week(a_client(**parts))
    told = sound(week).problems
    assert claims(week, an_honest_plan(week, problems=told)) == []
    assert reason in {problem.reason for problem in told}
    untold = tuple(problem for problem in told if problem.reason is not reason)
    assert claims(week, an_honest_plan(week, problems=untold)) == [Claim.PROBLEMS]


def test_staff_of_no_known_site_give_no_visits():
    week = a_week(staff=(a_counselor(site="moon"),))
    problem = Problem("ana", Reason.UNKNOWN_SITE, left_out=False)
    assert claims(week, an_honest_plan(week, problems=(problem,))) == []
    assert claims(week, an_honest_plan(week)) == [Claim.PROBLEMS]
    plan = an_honest_plan(week, {"ben": (a_visit(),)}, problems=(problem,))
    assert {each.breach for each in check(week, plan).violations} == {Breach.UNKNOWN_STAFF}


def test_a_room_that_is_smaller_than_its_group_is_said():
    week = a_week(rooms=(a_room(capacity=11),))
    problem = Problem("cbt", Reason.ROOM_TOO_SMALL, left_out=False)
    assert claims(week, an_honest_plan(week, problems=(problem,))) == []
    assert claims(week, an_honest_plan(week)) == [Claim.PROBLEMS]


def test_no_more_sit_in_a_group_than_in_its_room():
    people = [a_client(name, counselor=None) for name in ("ben", "cam")]
    week = a_week(*people, rooms=(a_room(capacity=1),))
    problem = Problem("cbt", Reason.ROOM_TOO_SMALL, left_out=False)
    plan = an_honest_plan(week, {"ben": (SEAT,), "cam": (SEAT,)}, problems=(problem,))
    assert {each.breach for each in check(week, plan).violations} == {Breach.TOO_MANY}


IMPOSSIBLE = Problem("hal", Reason.PIN_IMPOSSIBLE, left_out=False, other="evening")
PINNED = with_client("hal", pinned=(Seat("evening"),))


def test_a_pin_that_breaks_a_rule_needn_t_be_kept():
    plan = an_honest_plan(PINNED, BOOKINGS, problems=(IMPOSSIBLE,))
    assert claims(PINNED, plan) == []
    (violation,) = check(PINNED, replace(plan, problems=())).violations
    assert violation.breach is Breach.PIN_LOST


def test_a_pin_that_breaks_no_rule_is_not_called_impossible():
    week = with_client("hal", pinned=(Seat("court"),))
    plan = an_honest_plan(week, BOOKINGS, problems=(replace(IMPOSSIBLE, other="court"),))
    assert claims(week, plan) == [Claim.PROBLEMS]


def test_a_pin_nobody_set_is_not_called_impossible():
    plan = an_honest_plan(PROGRAM, BOOKINGS, problems=(IMPOSSIBLE,))
    assert claims(PROGRAM, plan) == [Claim.PROBLEMS]


def test_of_two_pinned_visits_at_once_one_needn_t_be_kept():
    both = tuple(
        a_client(name, prescription=a_prescription(), pinned=(a_visit(),))
        for name in ("ben", "cam")
    )
    week = a_week(*both)
    problem = Problem("cam", Reason.PIN_IMPOSSIBLE, left_out=False, other="ana")
    assert sound(week).problems == (problem,)
    plan = an_honest_plan(week, {"ben": (a_visit(),)}, problems=(problem,))
    assert claims(week, plan) == []


def test_every_sentence_says_who_and_what():
    week = with_client("gus", free=WEEK & ~between(WEDNESDAY, 60, 61))
    report = check(week, an_honest_plan(week, BOOKINGS))
    assert report.sentences == ("gus isn't free for afternoon on Wednesday 3:00 pm",)
