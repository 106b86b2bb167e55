"""Whole weeks as columns: how few conflicts there can be, and an assignment that comes near.

A linear program shares seats among the weeks known so far; its prices tell which weeks are missing,
the cheapest for each group of students who take the same courses. Whatever the prices are, nobody
can do better than everybody's cheapest week, less what the prices earn if every class is full.
"""

import math
from collections import defaultdict
from dataclasses import dataclass, field

import highspy
import numpy as np
from numba import njit
from numpy.typing import NDArray

from wayhome.engines.timetable.foreign.arrays import Whole
from wayhome.engines.timetable.foreign.sectioning.assign.cheapest import Desk, cheapest, desk_of
from wayhome.engines.timetable.foreign.sectioning.assign.search import OVERFULL
from wayhome.engines.timetable.foreign.sectioning.assign.ways import Ways, conflicts_among
from wayhome.engines.timetable.solver.linear import add_columns, add_rows, solver_of

UNIT = 100_000  # what one conflict is in prices, which are whole numbers
ROUNDS = 60
ALL = 1 << 30
SLACK = 1e-6
MOST_NODES = 200

type Week = tuple[int, ...]
"""A way through each of a student's courses, the courses in order."""


@dataclass(slots=True)
class Columns:
    """The weeks known, each for a group, with a linear program of them."""

    ways: Ways
    members: list[list[int]]
    program: highspy.Highs
    weeks: list[tuple[int, Week]] = field(default_factory=list)
    known: set[tuple[int, Week]] = field(default_factory=set)

    def add(self, group: int, week: Week) -> bool:
        """Add a week, unless it is known."""
        if (group, week) in self.known:
            return False
        self.known.add((group, week))
        self.weeks.append((group, week))
        classes = classes_of(self.ways, week)
        rows = [group, *(classes + len(self.members)).tolist()]
        conflicts = conflicts_among(self.ways.conflict, classes)
        add_columns(self.program, [(conflicts, dict.fromkeys(rows, 1))])
        return True

    def solve(self) -> tuple[Whole, float]:
        """Solve the program; give prices of seats, and its value."""
        self.program.run()
        dual = np.array(self.program.getSolution().row_dual)[len(self.members) :]
        price = np.rint(np.maximum(0, -dual) * UNIT).astype(np.int64)
        return price, self.program.getObjectiveValue()


def classes_of(ways: Ways, week: Week) -> Whole:
    spans = [ways.classes[ways.first_class[way] : ways.first_class[way + 1]] for way in week]
    return np.concatenate(spans) if spans else np.zeros(0, np.int64)


def columns_of(ways: Ways, chosen: Whole) -> Columns:
    """Begin with what each student has; students of the same courses are one group."""
    groups: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for student in range(ways.first_seat.size - 1):
        courses = sorted(_seats(ways, student, ways.course).tolist())
        groups[tuple(courses)].append(student)
    members = list(groups.values())
    columns = Columns(ways, members, _program(ways, members))
    for group, students in enumerate(members):
        for student in students:
            columns.add(group, tuple(sorted(_seats(ways, student, chosen).tolist())))
    return columns


def least_conflicts(columns: Columns) -> int:
    """Add the weeks that are missing; prove that there are at least so many conflicts."""
    desk, best = desk_of(columns.ways), 0
    for _ in range(ROUNDS):
        price, value = columns.solve()
        worth, weeks = _cheapest_weeks(columns, desk, price)
        best = max(best, worth)
        added = [columns.add(group, week) for group, week in enumerate(weeks)]
        if -(-best // UNIT) >= value - 1 / UNIT or not any(added):
            break
    return -(-best // UNIT)


def whole_weeks(columns: Columns) -> Whole:
    """Give whole students whole weeks: a way for each seat; a few classes may be too full.

    What the program's vertex has whole already stays; the rest is chosen in whole numbers.
    """
    program = columns.program
    program.setOptionValue("run_crossover", "on")
    columns.solve()
    values = np.array(program.getSolution().col_value)
    for column in range(columns.ways.limit.size, len(values)):
        program.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        program.changeColBounds(column, math.floor(values[column] + SLACK), highspy.kHighsInf)
    program.setOptionValue("solver", "choose")
    program.setOptionValue("mip_max_nodes", MOST_NODES)
    program.run()
    return _rounded(columns, np.array(program.getSolution().col_value))


def _rounded(columns: Columns, values: NDArray[np.float64]) -> Whole:
    """Hand out the weeks there is most of; only if the program found no whole ones it matters."""
    values = values[columns.ways.limit.size :]
    order = sorted(range(len(values)), key=lambda column: (-values[column], column))
    given: list[tuple[int, Week]] = []
    missing = [len(members) for members in columns.members]
    for rounded in (math.floor, math.ceil, _all):
        for column in order:
            group, week = columns.weeks[column]
            number = min(rounded(round(float(values[column]), 4)), missing[group])
            given += [(group, week)] * number
            missing[group] -= number
    return _seated(columns, given)


def _all(_: float) -> int:
    return ALL


def _seated(columns: Columns, given: list[tuple[int, Week]]) -> Whole:
    """Hand the weeks of each group to its members."""
    chosen = np.zeros(columns.ways.course.size, np.int64)
    rest = [list(members) for members in columns.members]
    for group, week in given:
        student = rest[group].pop(0)
        first = columns.ways.first_seat[student]
        seats = np.argsort(_seats(columns.ways, student, columns.ways.course), kind="stable")
        chosen[first + seats] = week
    return chosen


def _seats(ways: Ways, student: int, values: Whole) -> Whole:
    return values[ways.first_seat[student] : ways.first_seat[student + 1]]


def _program(ways: Ways, members: list[list[int]]) -> highspy.Highs:
    """Set up a row a group, a row a class, and seats beyond each limit."""
    program = solver_of()
    program.setOptionValue("solver", "ipm")  # prices from within: fewer rounds than a vertex's
    program.setOptionValue("run_crossover", "off")
    sizes = np.array([len(group) for group in members], np.float64)
    none = np.full(ways.limit.size, -highspy.kHighsInf)
    add_rows(program, np.append(sizes, none), np.append(sizes, ways.limit))
    classes = range(len(members), len(members) + ways.limit.size)
    add_columns(program, [(OVERFULL, {row: -1}) for row in classes])
    return program


def _cheapest_weeks(columns: Columns, desk: Desk, price: Whole) -> tuple[int, list[Week]]:
    """Give everybody's cheapest week at these prices, and what the weeks prove."""
    ways, weeks = columns.ways, []
    worth = -int(price @ ways.limit)
    price_ways(ways, desk, price)
    for members in columns.members:
        worth += len(members) * cheapest(ways, desk, members[0], UNIT)
        weeks.append(tuple(sorted(desk.best[: desk.depth[0]].tolist())))
    return worth, weeks


@njit(cache=True)
def price_ways(ways: Ways, desk: Desk, price: Whole) -> None:
    for way in range(ways.within.size):
        desk.price[way] = UNIT * ways.within[way]
        for at in range(ways.first_class[way], ways.first_class[way + 1]):
            desk.price[way] += price[ways.classes[at]]
