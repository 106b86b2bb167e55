"""A joint program over everything is as good as the best of all plans that can be listed."""

import pytest
from hypothesis import assume, given, settings

from tests.engines.timetable.check.proof.tiny import least_total, weeks
from tests.engines.timetable.solver.small import (
    SCALE,
    judges_of,
    patterns_of,
    region_of,
    violations_of,
)
from tests.engines.timetable.weeks import a_client, a_counselor, a_group, a_week
from wayhome.engines.timetable.first_fit import first_fit
from wayhome.engines.timetable.generate import FAMILIES, generate_family
from wayhome.engines.timetable.solver.bookings import booked_of
from wayhome.engines.timetable.solver.joint import Joint, Limits
from wayhome.engines.timetable.solver.patterns import Scale
from wayhome.engines.timetable.solver.visits import trip_of
from wayhome.engines.timetable.solver.worth import Booked, levels_of
from wayhome.engines.timetable.sound import sound

WITHOUT_END = Limits(slots=1000, budget=20.0, gap=0.0)


def every_series_of(region, client):
    patterns = patterns_of(region, client)
    return [patterns.series(row) for row in range(len(patterns))]


@settings(max_examples=60)
@given(weeks())
def test_with_everyone_s_weeks_it_finds_the_best_plan_but_for_idle_time(week):
    """A visit counts as near as any option lets it be, so idle time is only nearly the least."""
    region = region_of(week)
    assume(region.week.clients)
    judges = judges_of(region)
    options = {client.id: every_series_of(region, client) for client in region.week.clients}
    nobody = {client.id: Booked() for client in region.week.clients}
    plans = Joint(judges, nobody, options, SCALE, WITHOUT_END).solve()
    assert violations_of(week, region, plans) == ()
    weights = week.rules.weights
    best = least_total(week, sound(week).problems, weights)
    levels = levels_of(region, judges, plans)
    slack = sum(trip_of(judge.client) * len(judge.due) for judge in judges.values())
    assert best <= levels.total(weights) <= best + weights.idle * slack


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_a_few_are_solved_anew_and_the_others_stay_as_they_are(family):
    week = generate_family(family, 30, 9)
    region = region_of(week)
    judges = judges_of(region)
    now = {c: booked_of(region, own) for c, own in first_fit(region.week, smart=True)}
    few = [client for client in region.week.clients if client.id in now][::7]
    options = {
        client.id: [*every_series_of(region, client)[:20], now[client.id].series] for client in few
    }
    plans = Joint(judges, now, options, SCALE, Limits(slots=12, budget=0.5)).solve()
    assert violations_of(week, region, plans) == ()
    assert {c: b for c, b in plans.items() if c not in options} == {
        c: b for c, b in now.items() if c not in options
    }


def one_seat(*people, **parts):
    week = a_week(*people, series=(a_group(**{"capacity": 1, "target": 1} | parts),))
    region = region_of(week)
    judges = judges_of(region)
    nobody = {client.id: Booked() for client in people}
    options = {client.id: [(), (0,)] for client in people}
    plans = Joint(judges, nobody, options, Scale(10_000, 1), WITHOUT_END).solve()
    return {client for client, booked in plans.items() if booked.series}


@pytest.mark.parametrize(
    ("second", "group", "seated"),
    [
        ({}, {"capacity": 2}, {"ben", "cam"}),
        ({}, {"capacity": 1}, None),
        ({"avoid": frozenset({"ben"})}, {"capacity": 2}, None),
        ({"contract": "county"}, {"contract": "county", "held": 1}, {"cam"}),
        ({"contract": "county"}, {"contract": "county", "held": 1, "capacity": 2}, {"ben", "cam"}),
    ],
    ids=["two seats", "one seat", "kept apart", "held", "held beside another"],
)
def test_who_gets_a_seat(second, group, seated):
    found = one_seat(a_client(), a_client("cam", **second), **group)
    assert found == seated if seated else len(found) == 1


def test_a_caseload_is_kept():
    people = [a_client(name, counselor=None) for name in ("ann", "ben", "cam")]
    region = region_of(a_week(*people, series=(), staff=(a_counselor(caseload=2),)))
    nobody = {client.id: Booked() for client in people}
    options = {client.id: [()] for client in people}
    plans = Joint(judges_of(region), nobody, options, SCALE, WITHOUT_END).solve()
    assert sum(bool(booked.visits) for booked in plans.values()) == 2


def test_without_a_budget_nothing_is_found():
    region = region_of(a_week())
    limits = Limits(slots=5, budget=0.0)
    joint = Joint(judges_of(region), {"ben": Booked()}, {"ben": [(0,)]}, SCALE, limits)
    assert joint.solve() is None
