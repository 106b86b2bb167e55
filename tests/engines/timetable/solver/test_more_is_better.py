"""A seat, a free hour or a way to come by video never makes a week worse, nor its bound."""

from dataclasses import replace
from functools import cache

import pytest

from tests.engines.timetable.solver.compact import compact_optimum
from wayhome.engines.timetable.calendar import DAYS, between, quarter
from wayhome.engines.timetable.domain import Effort
from wayhome.engines.timetable.generate import generate
from wayhome.engines.timetable.solver.planner import plan

SEEDS = (1, 2, 3)


def seats(week):
    """Add a seat to each group, and let it be used without being too many."""
    series = (replace(s, capacity=s.capacity + 1, target=s.target + 1) for s in week.series)
    rooms = (replace(room, capacity=room.capacity + 1) for room in week.rooms)
    return replace(week, series=tuple(series), rooms=tuple(rooms))


def scarce(seed):
    """Make up a program in which groups have four seats."""
    week = generate(12, seed)
    series = (replace(s, capacity=4, target=4) for s in week.series)
    return replace(week, series=tuple(series))


def free_hours(week):
    more = sum(between(day, quarter(11), quarter(13)) for day in range(DAYS))
    return replace(week, clients=tuple(replace(c, free=c.free | more) for c in week.clients))


def by_video(week):
    clients = (
        replace(c, attends="either" if c.attends == "in_person" else c.attends)
        for c in week.clients
    )
    return replace(week, clients=tuple(clients))


@cache
def proven(seed, more=lambda week: week):
    week = more(scarce(seed))
    result = plan(week, effort=Effort.THOROUGH)
    return result.bound, result.levels.hours, result.levels.total(week.rules.weights)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("more", [seats, free_hours, by_video])
def test_the_bound_is_no_worse_than_before(more, seed):
    """Leave it what was between bound and plan before: the best plan is somewhere there."""
    bound, hours, total = proven(seed)
    more_bound, _, _ = proven(seed, more)
    assert more_bound.hours <= hours
    assert more_bound.total <= total
    assert more_bound.total <= bound.total + max(total - bound.total, bound.total // 10_000)


@pytest.mark.parametrize("more", [seats, free_hours, by_video])
def test_something_is_gained_by_it_somewhere(more):
    assert sum(proven(seed, more)[0].total for seed in SEEDS) < sum(
        proven(seed)[0].total for seed in SEEDS
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_proven_gap_of_so_small_a_program_is_next_to_nothing(seed):
    bound, hours, total = proven(seed)
    assert bound.hours == hours
    assert total - bound.total <= total // 1000


def test_the_bound_is_below_what_the_compact_program_finds():
    bound, _, total = proven(SEEDS[0])
    best, least = compact_optimum(scarce(SEEDS[0]), budget=5.0)
    assert bound.total <= best
    assert least <= total
