"""What one client may choose from: for each kind, every set of series they could attend."""

import numpy as np
from numpy.typing import NDArray

from wayhome.engines.timetable.domain import Client, Seat
from wayhome.engines.timetable.eligibility import misfit
from wayhome.engines.timetable.solver.patterns.shapes import Choice, Words
from wayhome.engines.timetable.solver.region import Region

WORD = 64


def fit(region: Region, client: Client, place: int) -> int:
    return misfit(client, region.series[place], region.daypart[place])


class Choices:
    """One client's choices of each kind; ``unserved``: quarters of kinds that nothing fits."""

    def __init__(self, region: Region, client: Client) -> None:
        self.region = region
        self.client = client
        self.weights = region.rules.weights
        rx = client.prescription
        self.places = [region.index[s.id] for s in region.eligibility.series_for(client)]
        self.kept = {
            region.index[booking.series]
            for booking in region.published.get(client.id, ())
            if isinstance(booking, Seat) and booking.series in region.index
        }
        pinned = {booking.series for booking in client.pinned if isinstance(booking, Seat)}
        self.pinned = {n for n, p in enumerate(self.places) if region.series[p].id in pinned}
        kinds = [(kind, need) for kind, need in rx.kinds if need > 0]
        self.unserved, self.any_mix = 0, rx.any_mix
        self.kinds: list[Choice] = []
        self._describe_places()
        for kind, need in kinds:
            own = [n for n, p in enumerate(self.places) if region.series[p].kind == kind]
            if own:
                self.kinds.append(self._choice(own, need))
            elif not rx.any_mix:
                self.unserved += need
        self.kinds.sort(key=lambda choice: len(choice.quarters))

    def _describe_places(self) -> None:
        """Describe the client's own series, numbered from 0, with an empty row at the end."""
        region, count = self.region, len(self.places)
        words = max(1, -(-count // WORD))
        clash = region.clashes(self.client.travel)[np.ix_(self.places, self.places)]
        self._bits = packed(np.eye(count, dtype=bool), words)
        self._clash = packed(clash, words)
        blocks = sorted({region.block[p] for p in self.places} - {-1})
        own = np.zeros((count, len(blocks)), bool)
        for number, place in enumerate(self.places):
            if region.block[place] >= 0:
                own[number, blocks.index(region.block[place])] = True
        self._blocks = packed(own, max(1, -(-len(blocks) // WORD)))
        self._loads = np.append(region.loads[self.places], np.uint64(0))
        self._trips = np.append(region.trips[self.places], np.uint8(0))
        self._quarters = np.append(region.quarters[self.places], 0)
        fits = [fit(region, self.client, p) * self.weights.fit for p in self.places]
        kept = [(p in self.kept) * 2 * self.weights.continuity for p in self.places]
        self._rest = np.append(np.array(fits, np.int64) - np.array(kept, np.int64), 0)

    def _choice(self, own: list[int], need: int) -> Choice:
        combinations = self._combinations(own, need)
        width = max(map(len, combinations))
        members = np.full((len(combinations), max(1, width)), len(self.places), np.int64)
        for row, combination in enumerate(combinations):
            members[row, : len(combination)] = combination
        quarters = self._quarters[members].sum(1)
        places = np.append(np.array(self.places, np.int16), np.int16(-1))
        return Choice(
            members=places[members],
            bits=np.bitwise_or.reduce(self._bits[members], axis=1),
            clash=np.bitwise_or.reduce(self._clash[members], axis=1),
            blocks=np.bitwise_or.reduce(self._blocks[members], axis=1),
            trips=np.bitwise_or.reduce(self._trips[members], axis=1),
            loads=self._loads[members].sum(1, dtype=np.uint64),
            quarters=quarters,
            short=np.zeros_like(quarters) if self.any_mix else need - quarters,
            rest=self._rest[members].sum(1),
        )

    def _combinations(self, own: list[int], need: int) -> list[tuple[int, ...]]:
        """List the sets of these series that don't clash and aren't more than is prescribed.

        Pinned ones are in all of them; the smallest set comes first.
        """
        clash = self.region.clashes(self.client.travel)
        quarters = [int(self._quarters[number]) for number in own]
        meets = [[bool(clash[self.places[a], self.places[b]]) for b in own] for a in own]
        found: list[tuple[int, ...]] = [()]

        def extend(start: int, chosen: tuple[int, ...], left: int) -> None:
            for nth in range(start, len(own)):
                if quarters[nth] <= left and not any(meets[nth][other] for other in chosen):
                    found.append(tuple(own[n] for n in (*chosen, nth)))
                    extend(nth + 1, (*chosen, nth), left - quarters[nth])

        extend(0, (), need)
        pinned = self.pinned.intersection(own)
        return sorted((c for c in found if pinned.issubset(c)), key=len)


def packed(rows: NDArray[np.bool_], words: int) -> Words:
    """Pack rows of booleans into words, and add an empty row."""
    whole = np.zeros((len(rows) + 1, words * WORD), bool)
    whole[: len(rows), : rows.shape[1]] = rows
    return np.packbits(whole, axis=1, bitorder="little").view(np.uint64)
