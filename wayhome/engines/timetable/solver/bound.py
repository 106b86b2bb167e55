"""Column generation: prices and columns by turns, until the bound and the program's value meet."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wayhome.engines.timetable.domain import Certificate, Weights
from wayhome.engines.timetable.solver.columns import Columns
from wayhome.engines.timetable.solver.patterns import Lister, Scale, Under
from wayhome.engines.timetable.solver.program import Program
from wayhome.engines.timetable.solver.region import Ints
from wayhome.engines.timetable.solver.rows import Rows
from wayhome.engines.timetable.solver.visits import Weeks

TOWARDS_BEST = 0.7
WANTED = 3


@dataclass(frozen=True, slots=True)
class Patience:
    """When to stop: at this gap between bound and program, or after so many rounds.

    ``anew``: how often lists may be made again. ``glance`` and ``look``: how many of a client's
    weeks to list under prices, in between and in the end.
    """

    gap: float
    rounds: int
    anew: int
    glance: int
    look: int

    def is_enough(self, bound: int, value: float) -> bool:
        return value - bound <= self.gap * abs(value)


@dataclass(frozen=True, slots=True)
class Priced:
    """The best prices found, and the bound they prove."""

    scale: Scale
    prices: Ints
    bound: int


class Search:
    """Look for the prices whose bound is best, steadied by staying near the best so far.

    The bound is of the listed weeks alone; ``Proof`` makes it one of all weeks.
    """

    def __init__(self, columns: Columns, scale: Scale, center: Ints | None = None) -> None:
        self.columns, self.scale = columns, scale
        self.program = Program(columns, scale)
        self.center = columns.no_prices() if center is None else center
        self.bound: int | None = None
        self.value = float("inf")

    def run(self, patience: Patience) -> Ints:
        """Give the best prices."""
        self._ask(self.center)
        for _ in range(patience.rounds):
            self.value, dual = self.program.solve()
            prices = np.append(np.round(dual), 0).astype(np.int64)
            between = TOWARDS_BEST * self.center + (1 - TOWARDS_BEST) * prices
            found = self._ask(np.round(between).astype(np.int64)) or self._ask(prices)
            known = 0 if self.bound is None else self.bound
            if not found or patience.is_enough(known, self.value):
                break
        return self.center

    def _ask(self, prices: Ints) -> bool:
        """Bound the program under these prices; say whether that brought new columns."""
        before = len(self.columns.columns)
        bound = self.columns.fixed(self.scale, prices)
        for nth in range(len(self.columns.weeks)):
            least, weeks = self.columns.cheapest(nth, self.scale, prices, WANTED)
            bound += least
            for week in weeks:
                self.columns.add(nth, week)
        if self.bound is None or bound > self.bound:
            self.bound, self.center = bound, prices
        return len(self.columns.columns) > before


class Proof:
    """Searches prices, and lists anew under them the clients whose lists were cut.

    A list that was cut is good enough to search with, but not to state a bound: a week that isn't
    listed may cost less under the prices.
    """

    def __init__(self, columns: Columns, listers: Sequence[Lister], scale: Scale) -> None:
        self.columns, self.listers, self.scale = columns, listers, scale
        self.cut = [nth for nth, w in enumerate(columns.weeks) if w.patterns.cut is not None]

    def run(self, patience: Patience, center: Ints | None = None) -> Priced:
        """Search prices and list weeks by turns; if a glance leaves a gap, look through at last."""
        best = Priced(self.scale, self.columns.no_prices(), 0)
        for _ in range(patience.anew):
            search = Search(self.columns, self.scale, center)
            center = search.run(patience)
            bound, cheaper = self._bound(center, patience.glance)
            if bound > best.bound:
                best = Priced(self.scale, center, bound)
            if patience.is_enough(best.bound, search.value):
                return best
            if not cheaper:
                break
        bound, _ = self._bound(best.prices, patience.look)
        return Priced(self.scale, best.prices, max(bound, best.bound))

    def _bound(self, prices: Ints, look: int) -> tuple[int, bool]:
        """Bound all weeks, listed or not; say whether some that weren't are cheaper."""
        bound = self.columns.fixed(self.scale, prices)
        cheaper = False
        for nth in range(len(self.listers)):
            least, _ = self.columns.cheapest(nth, self.scale, prices, 1)
            if nth in self.cut:
                known = least
                least = self._least_of_all(nth, self._under(nth, prices, known, look), prices)
                cheaper |= least < known
            bound += least
        return bound, cheaper

    def _under(self, nth: int, prices: Ints, known: int, look: int) -> Under:
        columns = self.columns
        visits = columns.weeks[nth].missing * self.scale.hours
        cheapest = int((visits + columns.service_prices(nth, prices)).min())
        return Under(columns.rows.series_prices(nth, prices), cheapest, known, look)

    def _least_of_all(self, nth: int, under: Under, prices: Ints) -> int:
        """Look for weeks that cost less than is known, and keep those that do."""
        columns, lister, known = self.columns, self.listers[nth], under.below
        patterns = lister.list(self.scale, under)
        old = columns.weeks[nth]
        columns.weeks[nth] = Weeks(columns.region, patterns)
        least, _ = columns.cheapest(nth, self.scale, prices, 1)
        columns.weeks[nth] = old
        if least < known:
            joined = lister.joined(self.scale, [old.patterns, patterns])
            columns.weeks[nth] = Weeks(columns.region, joined)
        return min(known, least, known if patterns.cut is None else patterns.cut)


def certificate(rows: Rows, priced: Priced, weights: Weights) -> Certificate:
    """Write the prices down so that anyone can compute the bound."""
    prices = [int(price) for price in priced.prices[: len(rows.limits)]]
    by_series = {
        kind: tuple((series, prices[row]) for series, row in found.items() if prices[row])
        for kind, found in (("seats", rows.seats), ("held", rows.held))
    }
    return Certificate(
        weights=weights,
        seats=by_series["seats"],
        held=by_series["held"],
        pairs=tuple((*pair, prices[row]) for pair, row in rows.pairs.items() if prices[row]),
        cuts=tuple((cut, prices[row]) for cut, row in rows.cuts if prices[row]),
        bound=priced.bound,
    )
