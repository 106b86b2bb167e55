"""Whole weeks as columns: how few conflicts there can be, and an assignment that comes near.

A linear program shares seats among the weeks known so far; its prices tell which weeks are missing,
the cheapest for each group of students who take the same courses. Whatever the prices are, nobody
can do better than everybody's cheapest week, less what the prices earn if every class is full.
"""

import math
from dataclasses import dataclass, field

import highspy
import numpy as np
from numba import njit
from numpy.typing import NDArray

from wayhome.engines.timetable.foreign.chance import Whole
from wayhome.engines.timetable.foreign.sectioning.assign.cheapest import Desk, cheapest, desk_of
from wayhome.engines.timetable.foreign.sectioning.assign.ways import Ways

UNIT = 100_000  # what one conflict is in prices, which are whole numbers
BEYOND = 8.0
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
        conflicts = self.conflicts_of(classes)
        rows = np.array([group, *(classes + len(self.members))], np.int32)
        self.program.addCol(conflicts, 0, highspy.kHighsInf, len(rows), rows, np.ones(len(rows)))
        return True

    def conflicts_of(self, classes: Whole) -> int:
        return int(self.ways.conflict[np.ix_(classes, classes)].sum()) // 2

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
    groups: dict[Week, list[int]] = {}
    for student in range(ways.first_seat.size - 1):
        groups.setdefault(tuple(np.sort(_seats(ways, student, ways.course)).tolist()), []).append(
            student
        )
    columns = Columns(ways, list(groups.values()), _program(ways, list(groups.values())))
    for group, members in enumerate(columns.members):
        for student in members:
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
    program = highspy.Highs()  # type: ignore[no-untyped-call]
    none = np.zeros(0, np.int32)
    program.setOptionValue("output_flag", False)  # noqa: FBT003  # HiGHS asks for it so
    program.setOptionValue("threads", 1)
    program.setOptionValue("solver", "ipm")  # prices from within: fewer rounds than a vertex's
    program.setOptionValue("run_crossover", "off")
    for group in members:
        program.addRow(len(group), len(group), 0, none, np.zeros(0))
    for row, limit in enumerate(ways.limit, start=len(members)):
        program.addRow(-highspy.kHighsInf, limit, 0, none, np.zeros(0))
        rows = np.array([row], np.int32)
        program.addCol(BEYOND, 0, highspy.kHighsInf, 1, rows, -np.ones(1))
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
