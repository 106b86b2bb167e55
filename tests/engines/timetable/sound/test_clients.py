"""For whom nothing can be planned, and what of a prescription can't be used."""

import pytest

from tests.engines.timetable.weeks import (
    a_client,
    a_counselor,
    a_prescription,
    a_week,
    rules,
)
from wayhome.engines.timetable.calendar import NEVER
from wayhome.engines.timetable.domain import Problem, Reason
from wayhome.engines.timetable.sound import sound

HOPELESS = [
    (Reason.NO_AVAILABILITY, "", {"free": NEVER}),
    (Reason.UNKNOWN_SITE, "south", {"site": "south"}),
    (Reason.NO_PRESCRIPTION, "", {"prescription": a_prescription(0, kinds=(), services=())}),
    (Reason.NO_PRESCRIPTION, "", {"prescription": a_prescription(kinds=(), services=())}),
]
SENSELESS = [
    a_prescription(80),
    a_prescription(-1),
    a_prescription(floor=-4),
    a_prescription(kinds=(("cbt", 12), ("education", -6))),
    a_prescription(minimum_days=8),
    a_prescription(minimum_days=-1),
    a_prescription(day_minimum=-1),
]
SHORT = [
    a_prescription(17),
    a_prescription(16, services=()),
    a_prescription(minimum_days=4, day_minimum=20),
    a_prescription(minimum_days=1, day_minimum=21),
]


@pytest.mark.parametrize(("reason", "other", "parts"), HOPELESS)
def test_who_can_t_be_planned_for_is_left_out_and_the_others_are_not(reason, other, parts):
    found = sound(a_week(a_client("ben", **parts), a_client("cleo")))
    assert found.problems == (Problem("ben", reason, left_out=True, other=other),)
    assert [client.id for client in found.week.clients] == ["cleo"]


@pytest.mark.parametrize("prescription", SENSELESS)
def test_a_prescription_that_can_t_be_meant_leaves_the_client_out(prescription):
    found = sound(a_week(a_client(prescription=prescription)))
    contradictory = Problem("ben", Reason.CONTRADICTORY_PRESCRIPTION, left_out=True)
    assert found.problems == (contradictory,)
    assert found.week.clients == ()


@pytest.mark.parametrize("prescription", SHORT)
def test_a_prescription_that_doesn_t_add_up_is_told_and_planned(prescription):
    week = a_week(a_client(prescription=prescription))
    found = sound(week)
    contradictory = Problem("ben", Reason.CONTRADICTORY_PRESCRIPTION, left_out=False)
    assert found.problems == (contradictory,)
    assert found.week == week


def test_what_the_rules_don_t_know_is_taken_from_the_prescription():
    prescription = a_prescription(
        kinds=(("cbt", 12), ("yoga", 4)), services=("individual", "massage")
    )
    found = sound(a_week(a_client(prescription=prescription)))
    assert found.problems == (
        Problem("ben", Reason.UNKNOWN_KIND, left_out=False, other="yoga"),
        Problem("ben", Reason.UNKNOWN_SERVICE, left_out=False, other="massage"),
    )
    assert found.week.clients[0].prescription == a_prescription()


def test_an_unknown_counselor_is_none():
    found = sound(a_week(a_client(counselor="dan")))
    assert found.problems == (
        Problem("ben", Reason.UNKNOWN_COUNSELOR, left_out=False, other="dan"),
    )
    assert found.week.clients[0].counselor is None


def test_a_client_who_is_left_out_keeps_the_place_in_a_caseload():
    week = a_week(a_client(free=NEVER), a_client("cleo"), staff=(a_counselor(caseload=2),))
    assert sound(week).week.staff == (a_counselor(caseload=1),)


def test_a_week_without_faults_is_as_it_was():
    week = a_week(a_client(), a_client("cleo", counselor=None, waiting=True))
    assert sound(week).week == week
    assert sound(week).problems == ()


def test_a_kind_that_nobody_offers_any_more_leaves_nothing_to_plan():
    found = sound(a_week(rules=rules(kinds=())))
    assert found.week.clients[0].prescription.kinds == ()
    assert found.week.series == ()
