"""What is worth opening is named, and truly wins the hours it is said to."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.engines.timetable.check.proof.tiny import weeks
from tests.engines.timetable.weeks import (
    MONDAY,
    NINE,
    TUESDAY,
    WEDNESDAY,
    a_client,
    a_counselor,
    a_group,
    a_prescription,
    a_room,
    a_week,
)
from tools.bench.timetable.explanation import got
from wayhome.engines.timetable.calendar import between
from wayhome.engines.timetable.check import check
from wayhome.engines.timetable.domain import Effort, Opened
from wayhome.engines.timetable.solver.opening import what_to_open
from wayhome.engines.timetable.solver.planner import plan
from wayhome.engines.timetable.sound import sound

GROUPS_ALONE = a_prescription(weekly=12, services=())
TWO = (a_client(prescription=GROUPS_ALONE), a_client("zoe", prescription=GROUPS_ALONE))
VISIT_ALONE = a_prescription(weekly=4, kinds=())


def opened(week, top=5):
    return what_to_open(week, plan(week, effort=Effort.QUICK), top)


def test_a_seat_in_a_full_group_is_worth_the_hours_it_gives():
    values = opened(a_week(*TWO, series=(a_group(capacity=1, target=1),)))
    seat = next(value for value in values if value.opened is Opened.SEAT)
    assert (seat.subject, seat.quarters, len(seat.helped)) == ("cbt", 12, 1)
    assert seat.price > 0


def test_a_second_group_is_named_with_its_facilitator_and_room():
    group = a_group(capacity=1, target=1)
    values = opened(a_week(*TWO, series=(group,), rooms=(a_room(capacity=1),)))
    assert [value.opened for value in values] == [Opened.GROUP]
    assert (values[0].series.facilitator, values[0].series.room) == ("ana", "oak")
    assert values[0].series.meetings != group.meetings


def test_an_hour_of_a_counselor_is_worth_the_visit_it_makes_room_for():
    staff = a_counselor(hours=between(MONDAY, NINE, NINE + 2))
    week = a_week(a_client(prescription=VISIT_ALONE), series=(), staff=(staff,))
    (value,) = opened(week)
    assert (value.opened, value.subject, value.other) == (Opened.STAFF_HOUR, "ana", "individual")
    assert (value.day, value.start, value.quarters) == (MONDAY, NINE - 4, 4)
    assert value.helped == ("ben",)


@pytest.mark.parametrize(
    ("staff", "prescription", "client", "expected"),
    [
        (
            a_counselor(),
            a_prescription(weekly=4, kinds=(), services=("family",)),
            {},
            (Opened.CREDENTIAL, "family-therapist"),
        ),
        (
            a_counselor(),
            VISIT_ALONE,
            {"counselor": None, "language": "es"},
            (Opened.LANGUAGE, "es"),
        ),
    ],
)
def test_what_staff_would_have_to_learn_is_named(staff, prescription, client, expected):
    week = a_week(a_client(prescription=prescription, **client), series=(), staff=(staff,))
    (value,) = opened(week)
    assert (value.opened, value.other, value.subject, value.quarters) == (*expected, "ana", 4)


def test_nothing_is_worth_opening_for_those_who_have_their_hours():
    assert opened(a_week()) == ()


def test_what_gives_no_hours_isn_t_named():
    busy = replace(TWO[0], free=between(TUESDAY, NINE, NINE + 1))
    assert opened(a_week(busy, series=(a_group(capacity=1, target=1),))) == ()


def test_no_more_is_named_than_is_asked_for():
    week = a_week(*TWO, series=(a_group(capacity=1, target=1),))
    assert len(opened(week, top=1)) == 1


def test_a_group_at_its_only_possible_time_gets_another_leader():
    free = between(MONDAY, NINE, NINE + 6) | between(WEDNESDAY, NINE, NINE + 6)
    people = tuple(replace(client, free=free) for client in TWO)
    group = a_group(capacity=1, target=1)
    staff = (a_counselor(), a_counselor("bo"))
    rooms = (a_room(capacity=1), a_room("elm"))
    values = opened(a_week(*people, series=(group,), staff=staff, rooms=rooms))
    second = next(value.series for value in values if value.opened is Opened.GROUP)
    assert (second.meetings, second.facilitator, second.room) == (group.meetings, "bo", "elm")


@settings(max_examples=10, deadline=None)
@given(weeks())
def test_each_opening_wins_what_it_claims_in_a_plan_that_is_clean(week):
    before = plan(week, effort=Effort.QUICK)
    for value in what_to_open(week, before):
        assert value.quarters > 0
        if value.opened is Opened.GROUP:
            with_it = replace(week, series=(*week.series, value.series))
            after = plan(with_it, effort=Effort.QUICK)
            assert check(with_it, after, proofs=False).is_clean
            won = hours(with_it, after) - hours(week, before)
            assert won == value.quarters


def hours(week, planned):
    usable = sound(week).week
    return sum(got(usable, client.id, planned.of(client.id)) for client in usable.clients)
