"""Linear programs by HiGHS: rows and columns handed over in one piece."""

from collections.abc import Mapping, Sequence
from typing import override

import highspy
import numpy as np
from numpy.typing import NDArray

type Entries = Mapping[int, int]


class Quiet(highspy.Highs):
    """HiGHS that is silent before it takes callbacks, where it would print who made it."""

    @override
    def enableCallbacks(self) -> None:
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # HiGHS ships no type for it


def solver_of() -> highspy.Highs:
    """Set up HiGHS quietly and so that it does the same each time."""
    solver = Quiet()  # type: ignore[no-untyped-call]
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 1)
    return solver


def add_rows(solver: highspy.Highs, lower: NDArray[np.float64], upper: NDArray[np.float64]) -> None:
    none = np.array([], np.int32)
    starts = np.zeros(len(upper), np.int32)
    solver.addRows(len(upper), lower, upper, 0, starts, none, np.array([], np.float64))


def add_columns(
    solver: highspy.Highs,
    columns: Sequence[tuple[float, Entries]],
    upper: Sequence[float] | None = None,
) -> None:
    """Add columns, each its cost and its entries by row; from 0 on, without end if not said."""
    if not columns:
        return
    number = len(columns)
    starts = np.cumsum([0, *(len(entries) for _, entries in columns[:-1])]).astype(np.int32)
    places = np.array([row for _, entries in columns for row in entries], np.int32)
    values = np.array([v for _, entries in columns for v in entries.values()], np.float64)
    solver.addCols(
        number,
        np.array([cost for cost, _ in columns], np.float64),
        np.zeros(number),
        np.full(number, highspy.kHighsInf) if upper is None else np.array(upper, np.float64),
        len(places),
        starts,
        places,
        values,
    )
