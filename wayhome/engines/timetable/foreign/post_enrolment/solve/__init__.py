"""Solve a problem, by compiled search: first a place for every event, then students' comfort."""

from wayhome.engines.timetable.foreign.chance import seeded
from wayhome.engines.timetable.foreign.post_enrolment.problem import Problem, Timetable
from wayhome.engines.timetable.foreign.post_enrolment.solve.board import board_of, timetable_of
from wayhome.engines.timetable.foreign.post_enrolment.solve.comfort import anneal
from wayhome.engines.timetable.foreign.post_enrolment.solve.placing import place


def solve(problem: Problem, *, seed: int = 0, moves: int) -> Timetable:
    """Give the best timetable found in so many moves; the same for the same seed and moves.

    Every hard rule is kept; events that found no place are left out. Placing may use all moves;
    comfort gets what it leaves.
    """
    board, chance = board_of(problem), seeded(seed)
    left = place(board, chance, moves)
    found = anneal(board, chance, left)
    return timetable_of(found.slot, found.room)
