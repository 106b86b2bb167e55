"""Polishing never makes a plan worse, and hours come first whatever the rest costs."""

import numpy as np
import pytest

from tests.engines.timetable.solver.small import (
    SCALE,
    judges_of,
    patterns_of,
    region_of,
    violations_of,
)
from tests.engines.timetable.weeks import a_client, a_week
from wayhome.engines.timetable.domain import Levels
from wayhome.engines.timetable.first_fit import first_fit
from wayhome.engines.timetable.generate import FAMILIES, generate_family
from wayhome.engines.timetable.solver.bookings import booked_of
from wayhome.engines.timetable.solver.columns import Columns
from wayhome.engines.timetable.solver.joint import Limits
from wayhome.engines.timetable.solver.polish import Polish, Rounds, options_of, rank
from wayhome.engines.timetable.solver.rows import Rows
from wayhome.engines.timetable.solver.visits import Weeks
from wayhome.engines.timetable.solver.worth import Booked, levels_of

LIMITS = Limits(slots=8, budget=0.3)


def by_hand(week):
    region = region_of(week)
    plans = {c: booked_of(region, own) for c, own in first_fit(region.week)}
    return region, Polish(region, judges_of(region), plans, SCALE)


def columns_of(region):
    weeks = [Weeks(region, patterns_of(region, client, 200)) for client in region.week.clients]
    columns = Columns(Rows(region, weeks, ()), weeks)
    columns.enrich(SCALE, columns.no_prices(), 6)
    return columns


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_step_is_better_than_the_one_before_and_breaks_no_rule(family):
    week = generate_family(family, 30, 2)
    region, polish = by_hand(week)
    columns = columns_of(region)
    options = options_of(columns, SCALE, columns.no_prices(), 6)
    before = polish.value
    polish.visits(LIMITS)
    after_visits = polish.value
    hoped = dict.fromkeys(polish.plans, 0)
    rounds = Rounds(most=3, clients=12, options=6, limits=LIMITS)
    polish.run(options, hoped, rounds, lambda: False)
    assert polish.value <= after_visits <= before
    assert polish.value < before
    assert violations_of(week, region, polish.plans) == ()
    assert polish.levels == levels_of(region, polish.worth, polish.plans)


def test_a_plan_that_is_worse_is_not_taken():
    region = region_of(a_week())
    seated = {"ben": Booked((0,))}
    polish = Polish(region, judges_of(region), seated, SCALE)
    assert not polish.take({"ben": Booked()})
    assert not polish.take(seated)
    assert polish.plans == seated
    assert polish.take({"ben": Booked((0,), (("individual", 0),))})


def test_one_more_point_of_hours_outweighs_any_rest():
    region = region_of(a_week())
    better, worse = Levels(hours=3, fit=10**6), Levels(hours=4)
    assert rank(better, region) < rank(worse, region)


def test_it_ends_when_somebody_says_that_it_is_enough():
    _, polish = by_hand(generate_family("usual", 20, 2))
    asked = []

    def enough():
        asked.append(1)
        return True

    before = polish.value
    rounds = Rounds(most=9, clients=9, options=3, limits=LIMITS)
    polish.run({}, dict.fromkeys(polish.plans, 0), rounds, enough)
    assert (polish.value, len(asked)) == (before, 1)


def test_options_come_in_the_order_of_their_cost_under_prices():
    week = a_week(a_client(), a_client("cam"), a_client("dee"))
    region = region_of(week)
    columns = columns_of(region)
    free = options_of(columns, SCALE, columns.no_prices(), 2)
    assert free["ben"] == [(0,), ()]
    dear = np.full(len(columns.rows.limits) + 1, 10**7, np.int64)
    assert len(columns.rows.limits) == 0 or options_of(columns, SCALE, dear, 2)["ben"][0] == ()
