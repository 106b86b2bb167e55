"""Bounds stay true however little is looked at, and certificates are worth what they claim."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.engines.timetable.check.proof.tiny import least_total, weeks
from wayhome.engines.timetable.check import certified_bound
from wayhome.engines.timetable.domain import Effort, Week
from wayhome.engines.timetable.generate import FAMILIES, generate_family
from wayhome.engines.timetable.solver.bound import Patience
from wayhome.engines.timetable.solver.effort import BUDGETS
from wayhome.engines.timetable.solver.part import Part, hours_of
from wayhome.engines.timetable.solver.planner import never, parts_of
from wayhome.engines.timetable.sound import sound

HASTY = replace(
    BUDGETS[Effort.QUICK],
    listed=3,
    patience=Patience(gap=0.0, rounds=4, anew=2, glance=4, look=8),
)


def outcomes_of(week: Week, budget):
    return [Part(part, budget, never).outcome() for part in parts_of(sound(week).week)]


@settings(max_examples=40)
@given(weeks())
def test_a_bound_from_short_lists_holds_for_every_plan(week):
    problems = sound(week).problems
    for outcome in outcomes_of(week, HASTY):
        for certificate in outcome.certificates:
            proven = certified_bound(week, certificate, problems)
            least = least_total(week, problems, certificate.weights)
            assert certificate.bound <= proven <= least


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_certificates_from_short_lists_are_worth_what_they_claim(family):
    week = generate_family(family, 18, 11)
    problems = sound(week).problems
    for outcome in outcomes_of(week, HASTY):
        for certificate in outcome.certificates:
            assert 0 < certificate.bound <= certified_bound(week, certificate, problems)
        assert hours_of(outcome.certificates[0].bound) <= outcome.levels.hours


@pytest.mark.parametrize(("bound", "points"), [(0, 0), (1, 1), (1000, 1), (1001, 2)])
def test_a_bound_on_hours_is_rounded_up_to_whole_points(bound, points):
    assert hours_of(bound) == points


@pytest.mark.parametrize(
    ("bound", "value", "is_enough"),
    [(90, 100.0, True), (89, 100.0, False), (-11, -10.0, True), (0, 0.0, True)],
)
def test_patience_ends_at_its_gap(bound, value, is_enough):
    patience = Patience(gap=0.1, rounds=1, anew=1, glance=1, look=1)
    assert patience.is_enough(bound, value) == is_enough
