"""Dragging one booking tells at once what it would break, and what it would change."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.timetable.check.program import BOOKINGS, PROGRAM, with_client
from tests.engines.timetable.weeks import (
    a_plan,
    an_honest_plan,
)
from wayhome.engines.timetable.check import Breach, Effects, check, effects
from wayhome.engines.timetable.domain import Levels, Meeting, Seat, Visit
from wayhome.engines.timetable.first_fit import first_fit
from wayhome.engines.timetable.generate import generate
from wayhome.engines.timetable.sound import sound

PLAN = an_honest_plan(PROGRAM, BOOKINGS)
VISIT = BOOKINGS["hal"][2]


def test_the_same_bookings_change_nothing():
    for client, own in BOOKINGS.items():
        quarters = effects(PROGRAM, PLAN, client, own).quarters_before
        nothing = Effects((), (), Levels(), quarters, quarters)
        assert effects(PROGRAM, PLAN, client, own) == nothing


def test_a_seat_given_up_is_an_hour_and_a_half_less():
    found = effects(PROGRAM, PLAN, "dee", BOOKINGS["dee"][1:])
    assert (found.quarters_before, found.quarters_after) == (10, 4)
    # six quarters short, twice, and of the kind
    assert found.change == Levels(hours=6 * 5)
    assert found.broken == ()


def test_a_visit_on_top_of_another_client_s_breaks_the_rule_about_staff():
    taken = replace(VISIT, meeting=BOOKINGS["eve"][2].meeting)
    found = effects(PROGRAM, PLAN, "hal", (*BOOKINGS["hal"][:2], taken))
    assert [violation.breach for violation in found.by_rule[9]] == [Breach.TWO_VISITS]
    assert found.by_rule.keys() == {9}


def test_a_group_that_is_full_says_so_only_when_it_is_made_fuller():
    week = replace(PROGRAM, series=(replace(PROGRAM.series[0], capacity=1), *PROGRAM.series[1:]))
    fuller = effects(week, PLAN, "hal", (*BOOKINGS["hal"], Seat("cbt")))
    assert Breach.TOO_MANY in {violation.breach for violation in fuller.broken}
    assert effects(week, PLAN, "ben", BOOKINGS["ben"]).broken == ()


def test_what_is_mended_is_told_too():
    week = with_client("hal", free=0)
    found = effects(week, PLAN, "hal", ())
    assert {violation.breach for violation in found.mended} == {Breach.NOT_FREE}


def test_somebody_who_isn_t_in_the_week_has_no_effects():
    with pytest.raises(KeyError):
        effects(PROGRAM, PLAN, "zoe", ())


def test_a_client_without_bookings_gets_some():
    plan = a_plan({client: own for client, own in BOOKINGS.items() if client != "hal"})
    found = effects(PROGRAM, plan, "hal", (VISIT,))
    assert (found.quarters_before, found.quarters_after) == (0, 4)
    assert found.change.hours == -(4 * 4 + 8)


@cache
def a_generated_plan():
    week = generate(40, 5)
    checked = sound(week)
    return week, an_honest_plan(week, first_fit(checked.week), problems=checked.problems)


@st.composite
def drags(draw):
    """Draw a client, bookings that they lose and some that they get, mostly forbidden ones."""
    week, plan = a_generated_plan()
    client, own = draw(st.sampled_from(plan.bookings))
    kept = [booking for booking in own if draw(st.integers(0, 4))]
    seats = st.sampled_from(week.series).map(lambda series: Seat(series.id))
    visits = st.builds(
        Visit,
        st.sampled_from(week.rules.services).map(lambda service: service.id),
        st.sampled_from(week.staff).map(lambda staff: staff.id),
        st.builds(Meeting, st.integers(0, 6), st.integers(30, 80), st.sampled_from((2, 4))),
    )
    return client, (*kept, *draw(st.lists(seats | visits, max_size=2)))


@settings(max_examples=60)
@given(drags())
def test_effects_are_what_a_check_of_the_whole_week_finds(drag):
    client, bookings = drag
    week, plan = a_generated_plan()
    changed = replace(
        plan, bookings=tuple(sorted((dict(plan.bookings) | {client: bookings}).items()))
    )
    whole = check(week, changed)
    found = effects(week, plan, client, bookings)
    assert set(found.broken) == set(whole.violations)
    assert plan.levels + found.change == whole.levels
