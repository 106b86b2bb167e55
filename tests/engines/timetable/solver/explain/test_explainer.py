"""Who is short, why, and what would help: in weeks by hand, and against every possible week."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.engines.timetable.check.proof.tiny import weeks
from tests.engines.timetable.solver.small import one_client_s, possible_weeks
from tests.engines.timetable.weeks import (
    FIVE,
    MONDAY,
    NINE,
    ONE,
    SEAT,
    TUESDAY,
    WEDNESDAY,
    a_client,
    a_counselor,
    a_group,
    a_plan,
    a_prescription,
    a_room,
    a_visit,
    a_week,
    at,
    office_hours,
)
from tools.bench.timetable.explanation import got, untruths
from wayhome.engines.timetable.calendar import WEEK, between, quarter
from wayhome.engines.timetable.check import check
from wayhome.engines.timetable.domain import Daypart, Effort, Limit, Passed, Relief, Seat, Sieve
from wayhome.engines.timetable.solver.explain import Explainer, explain
from wayhome.engines.timetable.solver.planner import plan
from wayhome.engines.timetable.sound import sound

FEW = settings(max_examples=25, deadline=None)
WORKS_ON_WEDNESDAYS = WEEK & ~between(WEDNESDAY, quarter(6), quarter(16))
MORNINGS = WEEK & ~between(MONDAY, 0, quarter(9, 30))


def fixes_of(explanation):
    return [(fix.relief, fix.quarters) for fix in explanation.fixes]


def test_who_has_all_hours_has_no_limit_and_needs_no_fix():
    explanation = explain(a_week(), a_plan({"ben": (SEAT, a_visit())}), "ben")
    assert (explanation.got, explanation.limit, explanation.fixes) == (16, None, ())


def test_somebody_at_work_is_limited_by_their_own_life_and_a_free_morning_helps():
    week = a_week(a_client(free=WORKS_ON_WEDNESDAYS))
    explanation = explain(week, a_plan({"ben": (a_visit(),)}), "ben")
    assert explanation.limit is Limit.OWN_LIFE
    assert (explanation.got, explanation.with_seats, explanation.alone) == (4, 4, 4)
    (fix,) = explanation.fixes
    assert (fix.relief, fix.day, fix.part) == (Relief.FREED, WEDNESDAY, Daypart.MORNING)
    assert (fix.quarters, fix.burden) == (16, 24)
    assert SEAT in fix.bookings


def test_a_full_group_is_a_limit_of_capacity_and_one_more_seat_helps():
    group = a_group(capacity=1, target=1)
    week = a_week(a_client(), a_client("zoe"), series=(group,))
    explanation = explain(week, a_plan({"ben": (a_visit(),), "zoe": (SEAT,)}), "ben")
    assert (explanation.limit, explanation.with_seats, explanation.alone) == (Limit.CAPACITY, 4, 16)
    assert fixes_of(explanation) == [(Relief.SEAT, 16)]
    assert explanation.fixes[0].subject == "cbt"


def test_a_full_room_has_no_more_seats():
    group = a_group(capacity=1, target=1)
    week = a_week(a_client(), a_client("zoe"), series=(group,), rooms=(a_room(capacity=1),))
    explanation = explain(week, a_plan({"ben": (a_visit(),), "zoe": (SEAT,)}), "ben")
    assert explanation.fixes == ()


def test_what_a_plan_didn_t_give_though_it_could_is_a_limit_of_priorities():
    explanation = explain(a_week(), a_plan(), "ben")
    assert (explanation.got, explanation.with_seats) == (0, 16)
    assert explanation.limit is Limit.PRIORITIES


@pytest.mark.parametrize(
    ("client", "group", "relief"),
    [
        (a_client(attends="video"), a_group(), Relief.IN_PERSON),
        (a_client(), a_group(video=True, room=None), Relief.VIDEO),
        (a_client(free=MORNINGS & ~between(MONDAY, 0, NINE - 2), travel=2), None, Relief.FREED),
        (a_client(free=WEEK & ~between(MONDAY, 0, NINE - 2), travel=4), a_group(), Relief.TRAVEL),
    ],
)
def test_each_thing_in_a_life_can_be_what_helps(client, group, relief):
    week = a_week(client, series=(group or a_group(),))
    explanation = explain(week, a_plan({"ben": (a_visit(start=FIVE),)}), "ben")
    assert (relief, 16) in fixes_of(explanation)


def test_an_interpreter_opens_the_groups_in_another_language():
    staff = a_counselor(languages=frozenset({"en", "es"}))
    week = a_week(a_client(language="es"), staff=(staff,))
    explanation = explain(week, a_plan({"ben": (a_visit(),)}), "ben")
    assert fixes_of(explanation) == [(Relief.INTERPRETER, 16)]
    assert explanation.fixes[0].subject == "en"


def test_an_hour_more_of_the_counselor_is_named_with_its_time():
    staff = a_counselor(hours=between(MONDAY, NINE, NINE + 6) | between(WEDNESDAY, NINE, NINE + 6))
    explanation = explain(a_week(staff=(staff,)), a_plan({"ben": (SEAT,)}), "ben")
    (fix,) = explanation.fixes
    assert (fix.relief, fix.subject, fix.quarters) == (Relief.STAFF_HOUR, "ana", 16)
    assert (fix.day, fix.start) == (MONDAY, NINE - 4)


def test_of_fixes_that_give_the_same_the_lighter_one_is_kept():
    meetings = at((MONDAY, ONE), (TUESDAY, ONE))
    groups = (a_group(), a_group("other", meetings=meetings))
    taken = between(WEDNESDAY, NINE, NINE + 1) | between(TUESDAY, ONE, ONE + 6)
    week = a_week(a_client(free=WEEK & ~taken), series=groups)
    explanation = explain(week, a_plan({"ben": (a_visit(start=FIVE),)}), "ben")
    assert [(fix.day, fix.burden) for fix in explanation.fixes] == [(WEDNESDAY, 1)]


def test_no_more_fixes_are_named_than_are_asked_for():
    week = a_week(a_client(free=WORKS_ON_WEDNESDAYS))
    assert explain(week, a_plan(), "ben", top=0).fixes == ()


def test_the_funnel_names_the_sieve_that_groups_fall_through():
    groups = (
        a_group(),
        a_group("men", gender="male", facilitator="bo", room=None, video=True),
        a_group("spanish", language="es", facilitator="eva", room=None, video=True),
    )
    staff = (
        a_counselor(),
        a_counselor("bo"),
        a_counselor("eva", languages=frozenset({"es"})),
    )
    client = a_client(free=office_hours(10, 17), gender="female", attends="either")
    explanation = explain(a_week(client, series=groups, staff=staff), a_plan(), "ben")
    assert explanation.funnel == (
        Passed(Sieve.KIND, 3, 36),
        Passed(Sieve.LANGUAGE, 2, 24),
        Passed(Sieve.GENDER, 1, 12),
        Passed(Sieve.ADMISSION, 1, 12),
        Passed(Sieve.WAY, 1, 12),
        Passed(Sieve.HOURS, 0, 0),
        Passed(Sieve.TRAVEL, 0, 0),
    )


def test_nobody_is_explained_who_isn_t_planned():
    with pytest.raises(KeyError):
        explain(a_week(), a_plan(), "nobody")


def most_by_the_rules(week, client):
    """Go through all weeks of the only client, those with most first, up to one that is clean."""
    own_weeks = [own for own, _ in possible_weeks(week)]
    own_weeks.sort(key=lambda own: -got(week, client, own))
    problems = sound(week).problems
    return next(
        got(week, client, own)
        for own in own_weeks
        if not check(week, a_plan({client: own}, problems=problems), proofs=False).violations
    )


@FEW
@given(one_client_s())
def test_somebody_alone_could_have_the_most_of_all_possible_weeks(week):
    for client in Explainer(week, a_plan()).short():
        explanation = explain(week, a_plan(), client)
        assert explanation.alone == explanation.with_seats == most_by_the_rules(week, client)


@FEW
@given(weeks())
def test_every_fix_is_true_and_the_numbers_are_in_order(week):
    planned = plan(week, effort=Effort.QUICK)
    explainer = Explainer(week, planned)
    for client in explainer.short():
        explanation = explainer.explain(client)
        assert explanation.prescribed >= explanation.alone >= explanation.with_seats
        assert explanation.with_seats >= explanation.got
        passed = [(each.groups, each.quarters) for each in explanation.funnel]
        assert passed == sorted(passed, reverse=True)
        assert list(untruths(week, planned, explanation)) == []


def test_a_seat_that_is_held_for_a_contract_is_no_seat_for_others():
    group = a_group(capacity=1, target=1, contract="county", held=1)
    week = a_week(a_client(), series=(group,))
    plan_of_ben = a_plan({"ben": (a_visit(),)})
    assert explain(week, plan_of_ben, "ben").with_seats == 4
    of_county = replace(week, clients=(a_client(contract="county"),))
    assert explain(of_county, plan_of_ben, "ben").with_seats == 16


def test_a_seat_beside_somebody_to_be_avoided_is_no_seat():
    week = a_week(a_client(), a_client("zoe", avoid=frozenset({"ben"})))
    explanation = explain(week, a_plan({"ben": (a_visit(),), "zoe": (Seat("cbt"),)}), "ben")
    assert (explanation.with_seats, explanation.alone) == (4, 16)


def test_hours_count_up_to_what_is_prescribed():
    client = a_client(prescription=a_prescription(weekly=14))
    explanation = explain(a_week(client), a_plan({"ben": (SEAT, a_visit())}), "ben")
    assert (explanation.prescribed, explanation.got) == (14, 14)
