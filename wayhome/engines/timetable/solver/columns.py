"""Weeks that clients might get: found under prices, kept as columns of the program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wayhome.engines.timetable.solver.patterns import Scale
from wayhome.engines.timetable.solver.region import Ints, Region
from wayhome.engines.timetable.solver.rows import Rows
from wayhome.engines.timetable.solver.visits import TOO_MUCH, Weeks

SETTLED = 16
type Candidate = tuple[int, int]


@dataclass(slots=True)
class Column:
    """One client's week: a pattern with a subset of the due services."""

    client: int
    series: tuple[int, ...]
    subset: int
    hours: int
    rest: int
    rows: tuple[int, ...]


class Columns:
    """The columns of a region's clients, priced by the rows that they share."""

    def __init__(self, rows: Rows, weeks: Sequence[Weeks]) -> None:
        self.rows, self.weeks = rows, list(weeks)
        self.region: Region = rows.region
        self.columns: list[Column] = []
        self.seen: set[tuple[int, tuple[int, ...], int]] = set()
        self.choices = [rows.choices(nth) for nth in range(len(weeks))]
        for nth, week in enumerate(weeks):
            self._add_nothing(nth, week)

    def _add_nothing(self, nth: int, week: Weeks) -> None:
        """Add the week with what is pinned alone, with which the program has a solution."""
        row = int(week.patterns.quarters.argmin())
        week.settle(np.array([row]))
        subset = sum(due.pinned << bit for bit, due in enumerate(week.due))
        self.add(nth, (row, subset))

    def no_prices(self) -> Ints:
        """Give a price of nothing for each row, and the zero at the end."""
        return np.zeros(len(self.rows.limits) + 1, np.int64)

    def _seat_prices(self, nth: int, prices: Ints) -> Ints:
        week = self.weeks[nth]
        seats = np.zeros(len(week.patterns), np.int64)
        for kind, table in enumerate(self.choices[nth]):
            price = prices[table].sum(1)
            if price.any():
                seats += price[week.patterns.selected[:, kind]]
        return seats

    def service_prices(self, nth: int, prices: Ints) -> Ints:
        week = self.weeks[nth]
        found = np.zeros(week.subsets, np.int64)
        for bit, due in enumerate(week.due):
            price = sum(int(prices[row]) for row in self.rows.of_service[nth, due.service.id])
            if price:
                found[[subset for subset in range(week.subsets) if subset >> bit & 1]] += price
        return found

    def cheapest(
        self, nth: int, scale: Scale, prices: Ints, wanted: int
    ) -> tuple[int, list[Candidate]]:
        """Find a client's cheapest weeks under prices, and what the best of them costs.

        ``prices`` has a zero at its end. Weeks are (row, subset).
        """
        week = self.weeks[nth]
        seats, services = self._seat_prices(nth, prices), self.service_prices(nth, prices)
        value = scale.hours * week.hours + scale.rest * week.rest + services
        subset = value.argmin(1)
        least = seats + value.min(1)
        while True:
            top = smallest(least, max(wanted, SETTLED))
            todo = top[~week.exact[top]]
            if week.exact[top[:wanted]].all():
                break
            week.settle(todo)
            value = scale.hours * week.hours[todo] + scale.rest * week.rest[todo] + services
            subset[todo] = value.argmin(1)
            least[todo] = seats[todo] + value.min(1)
        return int(least[top[0]]), [(int(row), int(subset[row])) for row in top[:wanted]]

    def add(self, nth: int, candidate: Candidate) -> bool:
        """Add a column, unless it is there or can't be."""
        week, (row, subset) = self.weeks[nth], candidate
        series = week.patterns.series(row)
        key = (nth, series, subset)
        if key in self.seen or week.rest[row, subset] >= TOO_MUCH:
            return False
        rows = [row for place in series for row in self.rows.of_series[nth, place]]
        for bit, due in enumerate(week.due):
            if subset >> bit & 1:
                rows += self.rows.of_service[nth, due.service.id]
        self.seen.add(key)
        hours, rest = int(week.hours[row, subset]), int(week.rest[row, subset])
        self.columns.append(Column(nth, series, subset, hours, rest, tuple(rows)))
        return True

    def borrow(self, other: Columns) -> None:
        """Take over the columns of another program of the same clients and rows."""
        for column in other.columns:
            key = (column.client, column.series, column.subset)
            if key not in self.seen:
                self.seen.add(key)
                self.columns.append(column)

    def enrich(self, scale: Scale, prices: Ints, number: int) -> None:
        """Add the cheapest weeks of each client under prices, also as if visits cost nothing."""
        for nth, week in enumerate(self.weeks):
            _, found = self.cheapest(nth, scale, prices, number)
            for row, subset in found:
                self.add(nth, (row, subset))
                cost = scale.hours * week.hours[row] + scale.rest * week.rest[row]
                self.add(nth, (row, int(cost.argmin())))

    def fixed(self, scale: Scale, prices: Ints) -> int:
        """Give what the prices earn when all that is priced is used up, as a negative cost."""
        limits = np.array(self.rows.limits, np.int64)
        earned = -int((prices[:-1] * limits).sum())
        over = scale.rest * self.region.rules.weights.balance
        return earned + sum(
            min(0, over - int(prices[row])) * most for row, most in self.rows.above.items()
        )


def smallest(values: Ints, number: int) -> Ints:
    """Give the places of the smallest values, in order."""
    if len(values) <= number:
        return np.argsort(values, kind="stable")
    limit = np.partition(values, number - 1)[number - 1]
    found = np.flatnonzero(values <= limit)
    return found[np.argsort(values[found], kind="stable")][:number]
