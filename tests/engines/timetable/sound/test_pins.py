"""Which pinned bookings are kept, and which are let go."""

import pytest

from tests.engines.timetable.weeks import (
    FRIDAY,
    MONDAY,
    NINE,
    NOON,
    ONE,
    SEAT,
    SUNDAY,
    TEN,
    WEDNESDAY,
    a_client,
    a_counselor,
    a_group,
    a_plan,
    a_prescription,
    a_visit,
    a_week,
    office_hours,
    rules,
)
from wayhome.engines.timetable.calendar import WEEK, between
from wayhome.engines.timetable.check import Claim, check
from wayhome.engines.timetable.domain import Problem, Reason, Seat
from wayhome.engines.timetable.sound import sound

IMPOSSIBLE = [
    ("an unknown group", Seat("yoga"), {}),
    ("another language", SEAT, {"language": "es"}),
    ("a kind that isn't prescribed", SEAT, {"prescription": a_prescription(4, kinds=())}),
    ("a group in person", SEAT, {"attends": "video"}),
    ("somebody's working hours", SEAT, {"free": WEEK & ~between(MONDAY, NINE, TEN)}),
    ("the way there", SEAT, {"travel": 2, "free": office_hours(9, 17)}),
    ("a ceiling", SEAT, {"prescription": a_prescription(0, ceiling=11)}),
    ("unknown staff", a_visit("dan"), {}),
    ("an unknown service", a_visit(service="massage"), {}),
    ("a service that isn't due", a_visit(service="family"), {}),
    ("another length", a_visit(quarters=3), {}),
    ("off the step", a_visit(start=NINE + 1), {}),
    ("another counselor", a_visit("eve"), {}),
    ("a day off", a_visit(day=SUNDAY), {}),
    ("a day that isn't", a_visit(day=7), {}),
    ("during a group", a_visit(day=MONDAY), {}),
    ("a day that is too long", a_visit(day=MONDAY, start=NOON), {"pinned": (SEAT,)}),
    ("the waiting list", a_visit(), {"waiting": True}),
]
STAFF = (a_counselor(), a_counselor("eve"))


def name(pin):
    return pin.series if isinstance(pin, Seat) else pin.staff


def told(week):
    """Plan nothing but the pins that are left, and let the check judge what is said of them."""
    found = sound(week)
    kept = {client.id: client.pinned for client in found.week.clients}
    report = check(week, a_plan(kept, problems=found.problems))
    assert report.violations == ()
    assert [each for each in report.objections if each.claim is not Claim.LEVELS] == []
    return found


@pytest.mark.parametrize(("_why", "pin", "parts"), IMPOSSIBLE, ids=[each[0] for each in IMPOSSIBLE])
def test_a_pin_that_breaks_a_rule_is_let_go(_why, pin, parts):
    before = parts.get("pinned", ())
    client = a_client(**parts | {"pinned": (*before, pin)})
    week = a_week(client, staff=STAFF, rules=rules(day_maximum=9))
    found = told(week)
    assert Problem("ben", Reason.PIN_IMPOSSIBLE, left_out=False, other=name(pin)) in found.problems
    assert found.week.clients[0].pinned == before


def test_possible_pins_are_kept():
    pins = (SEAT, a_visit(day=FRIDAY))
    found = told(a_week(a_client(pinned=pins)))
    assert found.problems == ()
    assert found.week.clients[0].pinned == pins


def test_the_same_pin_twice_is_one():
    assert told(a_week(a_client(pinned=(SEAT, SEAT)))).week.clients[0].pinned == (SEAT,)


def test_of_two_pins_at_once_the_first_is_kept():
    other = a_group("other", facilitator="eve", video=True, room=None)
    week = a_week(
        a_client(pinned=(SEAT, Seat("other")), prescription=a_prescription(kinds=(("cbt", 24),))),
        series=(a_group(), other),
        staff=STAFF,
    )
    assert told(week).week.clients[0].pinned == (SEAT,)


def test_of_two_people_pinned_to_one_hour_the_one_with_the_smaller_id_keeps_it():
    week = a_week(a_client("cleo", pinned=(a_visit(),)), a_client("ben", pinned=(a_visit(),)))
    found = told(week)
    assert [client.pinned for client in found.week.clients] == [(), (a_visit(),)]
    assert found.problems == (Problem("cleo", Reason.PIN_IMPOSSIBLE, left_out=False, other="ana"),)


def test_more_people_pinned_than_there_are_seats_lose_their_pins():
    clients = [a_client(each, pinned=(SEAT,)) for each in ("ben", "cleo", "dora")]
    found = told(a_week(*clients, series=(a_group(capacity=2),)))
    assert [problem.subject for problem in found.problems] == ["dora"]


def test_people_who_avoid_one_another_aren_t_pinned_to_one_group():
    ben, cleo = a_client(pinned=(SEAT,)), a_client("cleo", pinned=(SEAT,), avoid={"ben"})
    assert [problem.subject for problem in told(a_week(ben, cleo)).problems] == ["cleo"]


def test_a_pin_in_a_group_that_was_left_out_is_let_go():
    found = told(a_week(a_client(pinned=(SEAT,)), series=(a_group(room=None),)))
    assert [(problem.subject, problem.reason) for problem in found.problems] == [
        ("cbt", Reason.NO_ROOM),
        ("ben", Reason.PIN_IMPOSSIBLE),
    ]


def test_a_pin_that_takes_a_break_is_let_go():
    staff = (a_counselor(breaks=(between(WEDNESDAY, NOON, ONE),)),)
    pins = (a_visit(day=WEDNESDAY, start=NOON),)
    assert told(a_week(a_client(pinned=pins), staff=staff)).week.clients[0].pinned == ()
