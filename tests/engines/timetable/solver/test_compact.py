"""Plans of small programs against one program of all bookings at once, made from the rules alone."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.engines.timetable.check.proof.tiny import least_total, weeks
from tests.engines.timetable.solver.compact import compact_optimum
from wayhome.engines.timetable.check import check
from wayhome.engines.timetable.domain import Effort
from wayhome.engines.timetable.first_fit import first_fit
from wayhome.engines.timetable.generate import FAMILIES, generate_family, next_week
from wayhome.engines.timetable.solver.planner import plan
from wayhome.engines.timetable.sound import sound


@settings(max_examples=40)
@given(weeks())
def test_the_compact_program_finds_the_best_of_all_plans(week):
    best = least_total(week, sound(week).problems, week.rules.weights)
    assert compact_optimum(week) == (best, best)


@settings(max_examples=60)
@given(weeks())
def test_the_best_plan_of_a_tiny_week_is_between_a_plan_and_its_bound(week):
    result = plan(week, effort=Effort.QUICK)
    assert check(week, result).sentences == ()
    best = least_total(week, result.problems, week.rules.weights)
    assert result.bound.total <= best <= result.levels.total(week.rules.weights)


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_the_best_plan_of_a_small_program_is_between_a_plan_and_its_bound(family):
    week = replace(program := generate_family(family, 12, 3), clients=program.clients[-9:])
    week = next_week(week, first_fit(sound(week).week), 1)
    result = plan(week, effort=Effort.QUICK)
    total = result.levels.total(week.rules.weights)
    best, proven = compact_optimum(week)
    assert result.bound.total <= best
    assert proven <= total
    assert total <= best or total - best <= total - result.bound.total
