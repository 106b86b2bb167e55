"""The linear program itself: columns in, prices out, warm from one time to the next."""

from collections import Counter

import highspy
import numpy as np
from numpy.typing import NDArray

from wayhome.engines.timetable.solver.columns import Column, Columns
from wayhome.engines.timetable.solver.linear import add_columns, add_rows, solver_of
from wayhome.engines.timetable.solver.patterns import Scale

CHOOSE = int(highspy.simplex_constants.SimplexStrategy.kSimplexStrategyChoose)


class Program:
    """The linear program itself, solved again and again while columns are added."""

    def __init__(self, columns: Columns, scale: Scale) -> None:
        self.columns, self.scale = columns, scale
        self.solver = solver_of()
        # each solve begins where the last one ended, which presolving would throw away
        self.solver.setOptionValue("presolve", "off")
        self.solver.setOptionValue("simplex_strategy", CHOOSE)
        self.clients = len(columns.weeks)
        self.known = 0
        upper = np.array([1] * self.clients + columns.rows.limits, np.float64)
        lower = np.full(len(upper), -highspy.kHighsInf)
        lower[: self.clients] = 1.0
        add_rows(self.solver, lower, upper)
        cost = float(scale.rest * columns.region.rules.weights.balance)
        above = columns.rows.above
        over = [(cost, {self.clients + row: -1}) for row in above]
        add_columns(self.solver, over, list(above.values()))

    def _entries(self, column: Column) -> dict[int, int]:
        entries = dict(Counter(self.clients + row for row in column.rows))
        entries[column.client] = 1
        return entries

    def add_new(self) -> None:
        """Hand over the columns that came since the last time."""
        new = self.columns.columns[self.known :]
        self.known = len(self.columns.columns)
        priced = [(self.scale.hours * c.hours + self.scale.rest * c.rest, c) for c in new]
        add_columns(self.solver, [(float(cost), self._entries(c)) for cost, c in priced])

    def solve(self) -> tuple[float, NDArray[np.float64]]:
        """Give the value and the prices of the rows."""
        self.add_new()
        self.solver.run()
        dual = np.array(self.solver.getSolution().row_dual)
        value = self.solver.getInfo().objective_function_value
        return value, np.maximum(0.0, -dual[self.clients :])
