"""What the clients of a region share: seats and staff's time, and how much there is of each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from wayhome.engines.timetable.domain import Cut
from wayhome.engines.timetable.solver.region import Ints, Region
from wayhome.engines.timetable.solver.visits import Weeks


class Rows:
    """The rows of the program, numbered: which a seat and a service stand in.

    ``above`` says how far a seat row may be exceeded, at the price of balance.
    """

    def __init__(self, region: Region, weeks: Sequence[Weeks], cuts: Iterable[Cut]) -> None:
        self.region, self.weeks = region, weeks
        self.number = {week.client.id: nth for nth, week in enumerate(weeks)}
        self.limits: list[int] = []
        self.seats: dict[str, int] = {}
        self.held: dict[str, int] = {}
        self.pairs: dict[tuple[str, str, str], int] = {}
        self.cuts: list[tuple[Cut, int]] = []
        self.above: dict[int, int] = {}
        self.of_series: dict[tuple[int, int], list[int]] = defaultdict(list)
        self.of_service: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._add_seats()
        self._add_pairs()
        self._add_cuts(cuts)

    def _add(self, limit: int) -> int:
        self.limits.append(limit)
        return len(self.limits) - 1

    def _add_seats(self) -> None:
        wanted: dict[int, list[int]] = defaultdict(list)
        for nth, week in enumerate(self.weeks):
            for place in sorted(places_of(week)):
                wanted[place].append(nth)
        for place in sorted(wanted):
            series = self.region.series[place]
            target = min(series.target, series.capacity)
            if len(wanted[place]) > target:
                row = self.seats[series.id] = self._add(target)
                self.above[row] = series.capacity - target
                for nth in wanted[place]:
                    self.of_series[nth, place].append(row)
            if series.held:
                row = self.held[series.id] = self._add(series.capacity - series.held)
                for nth in wanted[place]:
                    if self.weeks[nth].client.contract != series.contract:
                        self.of_series[nth, place].append(row)

    def _add_pairs(self) -> None:
        pairs = {
            (min(client, other), max(client, other))
            for client in self.number
            for other in self.region.avoids[client]
            if other in self.number
        }
        for one, other in sorted(pairs):
            first, second = self.number[one], self.number[other]
            for place in sorted(places_of(self.weeks[first]) & places_of(self.weeks[second])):
                row = self._add(1)
                self.pairs[one, other, self.region.series[place].id] = row
                self.of_series[first, place].append(row)
                self.of_series[second, place].append(row)

    def _add_cuts(self, cuts: Iterable[Cut]) -> None:
        for cut in cuts:
            row = self._add(cut.most)
            self.cuts.append((cut, row))
            for client in cut.clients:
                self.of_service[self.number[client], cut.service].append(row)

    def series_prices(self, nth: int, prices: Ints) -> Ints:
        """Give what a seat in each of the region's series costs a client."""
        found = np.zeros(len(self.region.series), np.int64)
        for place in places_of(self.weeks[nth]):
            found[place] = sum(int(prices[row]) for row in self.of_series[nth, place])
        return found

    def choices(self, nth: int) -> list[Ints]:
        """Give for each kind of group the rows of each choice, padded with the number of rows."""
        return [
            padded(
                [
                    [row for place in members if place >= 0 for row in self.of_series[nth, place]]
                    for members in choice.members.tolist()
                ],
                len(self.limits),
            )
            for choice in self.weeks[nth].patterns.choices
        ]


def padded(rows: Sequence[Sequence[int]], filler: int) -> Ints:
    table = np.full((len(rows), max(1, *map(len, rows))), filler, np.int64)
    for at, found in enumerate(rows):
        table[at, : len(found)] = found
    return table


def places_of(week: Weeks) -> set[int]:
    """Give the places of all series that a client could attend."""
    return {int(p) for c in week.patterns.choices for p in np.unique(c.members)} - {-1}
