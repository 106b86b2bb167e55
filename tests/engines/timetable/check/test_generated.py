"""Made-up programs, booked as a coordinator would: nothing to object to, and no bound above it."""

import pytest

from tests.engines.timetable.weeks import an_honest_plan
from wayhome.engines.timetable.check import certified_bound, check
from wayhome.engines.timetable.domain import Bound, Certificate, Weights
from wayhome.engines.timetable.first_fit import first_fit
from wayhome.engines.timetable.generate import FAMILIES, generate_family
from wayhome.engines.timetable.sound import sound


def booked(family, seed, *, smart=False):
    week = generate_family(family, 40, seed)
    checked = sound(week)
    plan = an_honest_plan(week, first_fit(checked.week, smart=smart), problems=checked.problems)
    return week, plan


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("smart", [False, True])
def test_a_week_that_is_booked_by_hand_keeps_every_rule(family, smart):
    assert check(*booked(family, 3, smart=smart)).sentences == ()


@pytest.mark.parametrize("family", FAMILIES)
def test_a_week_that_is_booked_by_hand_is_no_better_than_a_bound(family):
    week, plan = booked(family, 4, smart=True)
    held = sound(week).week.series
    seats = tuple((series.id, (0, 30_000, 500)[place % 3]) for place, series in enumerate(held))
    bound = certified_bound(week, Certificate(Weights(), seats=seats), plan.problems)
    assert 0 < bound < plan.levels.total(week.rules.weights)
    assert check(week, plan).bound == Bound(0, 0)
