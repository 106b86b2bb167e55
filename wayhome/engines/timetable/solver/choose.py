"""Whole numbers: one of its columns for each client, the seats given once."""

from collections import defaultdict
from collections.abc import Sequence

from ortools.sat.python import cp_model

from wayhome.engines.timetable.solver.columns import Column, Columns
from wayhome.engines.timetable.solver.patterns import Scale


def solver_with(budget: float, gap: float) -> cp_model.CpSolver:
    """Set up CP-SAT so that it does the same work each time, whatever else the machine does."""
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = 1
    parameters.random_seed = 1
    parameters.max_deterministic_time = budget
    parameters.relative_gap_limit = gap
    parameters.linearization_level = 2
    parameters.cp_model_probing_level = 0
    return solver


def choose(columns: Columns, scale: Scale, budget: float, gap: float) -> dict[int, Column] | None:
    """Choose a column for each client; None if the budget ends before one is found."""
    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in columns.columns]
    of_client = defaultdict(list)
    for column, variable in zip(columns.columns, taken, strict=True):
        of_client[column.client].append(variable)
    for variables in of_client.values():
        model.add_exactly_one(variables)
    over = keep_limits(model, columns, taken)
    price = scale.rest * columns.region.rules.weights.balance
    model.minimize(
        sum(
            (scale.hours * column.hours + scale.rest * column.rest) * variable
            for column, variable in zip(columns.columns, taken, strict=True)
        )
        + sum(price * more for more in over)
    )
    solver = solver_with(budget, gap)
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return {
        column.client: column
        for column, variable in zip(columns.columns, taken, strict=True)
        if solver.value(variable)
    }


def keep_limits(
    model: cp_model.CpModel, columns: Columns, taken: Sequence[cp_model.IntVar]
) -> list[cp_model.IntVar]:
    """Hold every row's limit; give what the rows that may be exceeded are exceeded by."""
    in_row = defaultdict(list)
    for column, variable in zip(columns.columns, taken, strict=True):
        for row in column.rows:
            in_row[row].append(variable)
    over = []
    for row, limit in enumerate(columns.rows.limits):
        if len(in_row[row]) > limit:
            more = model.new_int_var(0, columns.rows.above.get(row, 0), "")
            model.add(sum(in_row[row]) <= limit + more)
            over.append(more)
    return over
