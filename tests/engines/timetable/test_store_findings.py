"""What is said about a plan comes back from its text as it was: explanations, prices, repairs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.timetable import test_store
from wayhome.engines.timetable.calendar import QUARTERS_A_DAY, span
from wayhome.engines.timetable.domain import (
    Effort,
    Explanation,
    Missed,
    Move,
    NotHeld,
    Seat,
    StaffAway,
    Substitute,
    Visit,
)
from wayhome.engines.timetable.generate import FAMILIES, generate_family
from wayhome.engines.timetable.solver.explain import Explainer
from wayhome.engines.timetable.solver.planner import plan
from wayhome.engines.timetable.solver.repair import proposals
from wayhome.engines.timetable.store import from_json, to_json
from wayhome.journey.weekplans.rules import Findings, Refusal

BOOKING = test_store.SEAT_OR_VISIT
MOVES = st.builds(
    Move, before=st.none() | BOOKING, after=st.none() | st.builds(Seat) | st.builds(Visit)
)


def some(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


FINDINGS = st.builds(
    Findings,
    explanations=some(st.from_type(Explanation)),
    refusals=some(st.builds(Refusal)),
    moves=some(MOVES),
    substitutes=some(st.builds(Substitute)),
    not_held=some(st.builds(NotHeld)),
    missed=some(st.builds(Missed)),
)


def again(found):
    return from_json(Findings, to_json(found))


@given(FINDINGS)
@settings(max_examples=60)
def test_findings_come_back_as_they_were(found):
    assert again(found) == found


def test_nothing_found_comes_back_as_nothing():
    assert again(Findings()) == Findings()


@pytest.mark.parametrize("name", FAMILIES)
def test_what_is_found_in_a_made_up_week_comes_back_as_it_was(name):
    week = generate_family(name, 24, 1)
    made = plan(week, effort=Effort.QUICK)
    explainer = Explainer(week, made)
    found = Findings(explanations=tuple(map(explainer.explain, explainer.short())))
    assert again(found) == found


@pytest.mark.parametrize("seed", range(3))
def test_what_a_repair_says_comes_back_as_it_was(seed):
    week = generate_family(next(iter(FAMILIES)), 24, seed)
    made = plan(week, effort=Effort.QUICK)
    away = StaffAway(week.series[seed].facilitator, span(0, 0, 5 * QUARTERS_A_DAY))
    for each in proposals(week, made, [away]):
        found = Findings(
            moves=each.moves,
            substitutes=each.substitutes,
            not_held=each.not_held,
            missed=each.missed,
            hit=each.hit,
            rings=each.rings,
        )
        assert again(found) == found
        assert found.substitutes or found.not_held or found.moves or not found.hit
