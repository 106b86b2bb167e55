"""The compiled search."""

import os
import subprocess
import sys

import pytest

from wayhome.engines.timetable.foreign.post_enrolment import files
from wayhome.engines.timetable.foreign.post_enrolment.check import check
from wayhome.engines.timetable.foreign.post_enrolment.generate import Shape, generate
from wayhome.engines.timetable.foreign.post_enrolment.problem import SLOTS, Problem
from wayhome.engines.timetable.foreign.post_enrolment.solve import solve

CROWDED = Shape(events=80, rooms=2, students=30)
UNCOMPILED = """
import sys
from wayhome.engines.timetable.foreign.post_enrolment import files, solve
problem = files.read_problem(sys.stdin.read())
print(files.write_timetable(solve.solve(problem, seed=5, moves=3_000)), end="")
"""


def one_slot(events: int, *, rooms: int) -> Problem:
    """Events that can all be only in the first slot, each larger than the one before."""
    return Problem(
        students=events * events,
        features=0,
        capacities=(events,) * rooms,
        room_features=(frozenset(),) * rooms,
        attendees=tuple(frozenset(range(e * events, e * events + e + 1)) for e in range(events)),
        event_features=(frozenset(),) * events,
        available=(frozenset({0}),) * events,
        before=(),
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_problem_that_has_a_complete_timetable_gets_one(seed):
    problem, _ = generate(CROWDED, seed)
    report = check(problem, solve(problem, seed=seed, moves=1_000_000))
    assert (report.hard, report.distance) == ((), 0)


def test_more_moves_make_it_kinder():
    problem, _ = generate(Shape(events=80, rooms=4, students=60), 1)
    soft = [check(problem, solve(problem, moves=moves)).soft for moves in (20_000, 2_000_000)]
    assert soft[1] < soft[0]


@pytest.mark.parametrize("moves", [0, 1, 100, 1_000])
def test_a_small_budget_leaves_events_out_but_breaks_no_rule(moves):
    problem, _ = generate(CROWDED, 4)
    report = check(problem, solve(problem, moves=moves))
    assert report.hard == ()
    assert report.distance > 0


def test_where_not_all_fit_the_largest_are_placed():
    timetable = solve(one_slot(5, rooms=2), moves=50_000)
    assert [place is not None for place in timetable] == [False, False, False, True, True]


def test_an_event_that_suits_no_room_or_slot_is_left_out():
    full = frozenset(range(SLOTS))
    problem = Problem(
        students=2,
        features=1,
        capacities=(1,),
        room_features=(frozenset(),),
        attendees=(frozenset({0, 1}), frozenset({0}), frozenset(), frozenset({1})),
        event_features=(frozenset(), frozenset({0}), frozenset(), frozenset()),
        available=(full, full, frozenset(), full),
        before=(),
    )
    timetable = solve(problem, moves=5_000)
    assert [place is not None for place in timetable] == [False, False, False, True]


def test_the_same_seed_gives_the_same_timetable_and_another_need_not():
    problem, _ = generate(CROWDED, 4)
    first, again, other = (solve(problem, seed=seed, moves=50_000) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_it_finds_the_same_compiled_or_not():
    problem, _ = generate(Shape(events=30, rooms=2, students=20), 6)
    plain = subprocess.run(  # noqa: S603
        [sys.executable, "-c", UNCOMPILED],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        input=files.write_problem(problem),
        capture_output=True,
        text=True,
        check=True,
    )
    assert plain.stdout == files.write_timetable(solve(problem, seed=5, moves=3_000))
