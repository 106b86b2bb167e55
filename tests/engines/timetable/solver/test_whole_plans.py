"""Plans of whole made-up programs: what the independent checker says of them."""

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.engines.timetable.weeks import a_client, a_week
from wayhome.engines.timetable.check import check
from wayhome.engines.timetable.domain import Effort, Seat
from wayhome.engines.timetable.first_fit import first_fit
from wayhome.engines.timetable.generate import FAMILIES, Knobs, generate, generate_family, next_week
from wayhome.engines.timetable.solver.effort import BUDGETS
from wayhome.engines.timetable.solver.part import STEPS, Part
from wayhome.engines.timetable.solver.planner import plan
from wayhome.engines.timetable.sound import sound
from wayhome.engines.timetable.store import plan_from_json, to_json


@pytest.fixture(scope="module")
def two_regions():
    return generate(60, 7, knobs=Knobs(site_size=30, region_sites=1))


@pytest.fixture(scope="module")
def planned(two_regions):
    return plan(two_regions)


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_a_plan_of_any_family_keeps_every_rule_and_proves_what_it_claims(family):
    week = generate_family(family, 30, 5)
    result = plan(week, effort=Effort.QUICK)
    report = check(week, result)
    assert report.violations == ()
    assert report.objections == ()
    assert plan_from_json(to_json(result)) == result


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_plan_of_a_usual_program_is_the_best_there_is_in_hours(seed):
    week = generate(40, seed, knobs=Knobs(site_size=40))
    result = plan(week)
    assert result.levels.hours == result.bound.hours
    assert result.levels.total(week.rules.weights) <= 1.001 * result.bound.total


@pytest.mark.parametrize("smart", [False, True])
def test_a_plan_is_never_worse_than_what_is_booked_by_hand(two_regions, planned, smart):
    usable = sound(two_regions).week
    by_hand = replace(planned, bookings=first_fit(usable, smart=smart), certificates=())
    assert planned.levels.hours <= check(two_regions, by_hand, proofs=False).levels.hours


def test_the_same_week_gives_the_same_plan_however_many_processes_work_on_it(two_regions, planned):
    assert plan(two_regions) == planned
    assert plan(two_regions, processes=2) == planned


def test_every_effort_keeps_the_rules_and_more_effort_proves_no_less(two_regions):
    plans = [plan(two_regions, effort=effort) for effort in Effort]
    assert all(check(two_regions, each).violations == () for each in plans)
    gaps = [each.levels.total(two_regions.rules.weights) - each.bound.total for each in plans]
    assert all(later <= earlier for earlier, later in pairwise(gaps))


def test_progress_tells_how_many_steps_are_done(two_regions):
    told = []
    plan(two_regions, effort=Effort.QUICK, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (2 * len(STEPS), 2 * len(STEPS))
    assert len(told) > len(STEPS)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_plan_that_is_stopped_keeps_the_best_so_far_and_says_that_it_was(two_regions):
    stopped = plan(two_regions, stopped=lambda: True)
    assert not stopped.complete
    assert check(two_regions, stopped).violations == ()
    assert stopped.levels.hours > 0


def test_stopping_several_processes_leaves_nobody_without_a_plan(two_regions):
    stopped = plan(two_regions, processes=2, stopped=lambda: True)
    assert not stopped.complete
    assert check(two_regions, stopped).violations == ()
    assert len(stopped.bookings) == len(sound(two_regions).week.clients)


@pytest.mark.parametrize("steps", range(1, 6))
def test_a_plan_can_be_stopped_after_any_step(two_regions, steps):
    asked = iter([False] * steps)
    result = plan(two_regions, stopped=lambda: next(asked, True))
    report = check(two_regions, result)
    assert (report.violations, report.objections) == ((), ())


def test_pinned_bookings_stay(two_regions, planned):
    bookings = dict(planned.bookings)
    clients = tuple(
        replace(client, pinned=bookings.get(client.id, ())[:2]) for client in two_regions.clients
    )
    result = plan(replace(two_regions, clients=clients), effort=Effort.QUICK)
    assert check(replace(two_regions, clients=clients), result).violations == ()
    for client in clients:
        assert set(client.pinned) <= set(dict(result.bookings).get(client.id, ()))


def test_from_week_to_week_few_are_moved_who_changed_nothing(two_regions, planned):
    later = next_week(two_regions, planned.bookings, 1)
    result = dict(plan(later).bookings)
    before = {client.id: client for client in two_regions.clients}
    same = [c.id for c in later.clients if c.id in before and c.free == before[c.id].free]
    kept = dict(planned.bookings)
    moved = sum(len(set(kept.get(c, ())) - set(result.get(c, ()))) for c in same)
    assert moved <= 0.05 * sum(len(kept.get(c, ())) for c in same)


def test_a_week_without_clients_is_planned_too(two_regions):
    empty = plan(replace(two_regions, clients=()))
    assert (empty.bookings, empty.bound.hours, empty.complete) == ((), 0, True)


def test_what_nobody_can_attend_is_reported_and_the_rest_is_planned():
    week = a_week(clients=(a_client("ann"), a_client("bea", free=0)))
    result = plan(week)
    assert [problem.subject for problem in result.problems] == ["bea"]
    assert Seat("cbt") in dict(result.bookings)["ann"]


def test_statistics_name_the_steps(two_regions):
    part = Part(sound(two_regions).week, BUDGETS[Effort.QUICK], lambda: False)
    assert {"patterns", "prices", "hours"} <= dict(part.outcome().parts).keys()
