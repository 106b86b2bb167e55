"""Assign students to classes at given times and rooms, with as few conflicts as can be."""

from dataclasses import dataclass

from wayhome.engines.timetable.foreign.chance import seeded
from wayhome.engines.timetable.foreign.sectioning.assign.columns import (
    columns_of,
    least_conflicts,
    whole_weeks,
)
from wayhome.engines.timetable.foreign.sectioning.assign.search import (
    HOTTEST,
    LEAST,
    LEAST_OVER,
    WARM,
    anneal,
    compare,
    search_of,
)
from wayhome.engines.timetable.foreign.sectioning.assign.ways import solution_of, ways_of
from wayhome.engines.timetable.foreign.sectioning.problem import Problem, Solution


@dataclass(frozen=True, slots=True)
class Assignment:
    """``at_least``: nobody keeps the limits with fewer conflicts. ``beyond``: seats over them."""

    solution: Solution
    conflicts: int
    at_least: int
    beyond: int


def assign(problem: Problem, held: Solution, *, seed: int = 0, moves: int) -> Assignment:
    """Section everybody anew at the times and rooms of a solution.

    The same for the same seed and moves. Students who are in the solution play no part. If not
    all limits could be kept, ``beyond`` says by how many seats.

    :raises UnusableCourseError: a course has no way through it, or too many.
    """
    ways = ways_of(problem, held)
    search = search_of(ways, seeded(seed))
    anneal(ways, search, moves // 2, 0, HOTTEST)
    columns = columns_of(ways, search.best)
    at_least = least_conflicts(columns)
    if search.tally[LEAST_OVER] or search.tally[LEAST] > at_least:
        compare(ways, search, whole_weeks(columns))
        anneal(ways, search, moves - moves // 2, at_least, WARM)
    return Assignment(
        solution=solution_of(problem, held, ways, search.best),
        conflicts=int(search.tally[LEAST]),
        at_least=at_least,
        beyond=int(search.tally[LEAST_OVER]),
    )
