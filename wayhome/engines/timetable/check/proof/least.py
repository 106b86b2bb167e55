"""The least that one client's week can cost: a search through all of them, which skips most.

It is exact, unless there are too many weeks to look at. Then those that weren't looked at count
with a bound: what is chosen so far, and the least of the rest as if nothing excluded anything.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter, itemgetter

from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.proof.bundles import Bundle, TooManyError, bundles_of
from wayhome.engines.timetable.check.proof.choices import Catalog, SeatChoice
from wayhome.engines.timetable.check.proof.giving import Giving
from wayhome.engines.timetable.check.proof.hours import (
    NO_WAY,
    Hours,
    Table,
    cheapest,
    from_each_on,
)
from wayhome.engines.timetable.check.proof.offers import Offers
from wayhome.engines.timetable.check.proof.prices import Prices
from wayhome.engines.timetable.check.worth import lost_of
from wayhome.engines.timetable.domain import Client

MOST_BUNDLES = 60_000
MOST_STEPS = 300_000


def least_cost(ground: Ground, client: Client, offers: Offers, prices: Prices) -> int:
    """Give the least that the client's week costs with prices, or a bound that is lower."""
    least = _Search(ground, client, offers, prices).run()
    if least >= NO_WAY and offers.pinned:
        # No week keeps all that is pinned. Without the pins the bound is lower, and true.
        least = _Search(ground, client, replace(offers, pinned=frozenset()), prices).run()
    lost = sum(lost_of(ground, booking) for booking in ground.published(client.id))
    return least + prices.weights.continuity * lost


class _Search:
    """Chooses groups kind by kind, where few ways are first, and then the visits."""

    def __init__(self, ground: Ground, client: Client, offers: Offers, prices: Prices) -> None:
        catalog = Catalog(ground, client, offers, prices)
        self._weights, self._client = prices.weights, client
        self._day_maximum = ground.rules.day_maximum
        self._hours = Hours(ground, client, prices.weights.hours)
        self._giving = Giving(ground, self._hours, prices.weights, catalog.due)
        self._seats = {seat.bit: seat for seat in catalog.seats}
        self._kinds = [
            ([seat for seat in catalog.seats if seat.series.kind == kind], longest)
            for kind, longest in self._hours.kinds.items()
        ]
        self._levels: list[Mapping[int, Sequence[Bundle]]] = []
        self._tables: list[Table] = []
        self._rests: dict[tuple[int, int], int] = {}
        self._steps = 0
        self._best = NO_WAY

    def run(self) -> int:
        try:
            kinds = sorted((self._bundles(*each) for each in self._kinds), key=len)
        except TooManyError:
            self._tables = from_each_on([_by_length(*each) for each in self._kinds])
            return self._rest(0, 0)
        self._levels = [_in_order(bundles) for bundles in kinds]
        self._tables = from_each_on(
            [cheapest((each.quarters, each.cost) for each in bundles) for bundles in kinds]
        )
        self._choose(0, Bundle())
        return self._best

    def _bundles(self, seats: Sequence[SeatChoice], longest: int) -> list[Bundle]:
        return bundles_of(
            seats, longest=longest, day_maximum=self._day_maximum, at_most=MOST_BUNDLES
        )

    def _rest(self, level: int, groups: int) -> int:
        """Give the least of everything from a kind on, as if nothing excluded anything."""
        key = level, groups
        if key not in self._rests:
            self._rests[key] = (
                min(
                    cost + self._giving.rest(groups + quarters)
                    for quarters, cost in self._tables[level].items()
                )
                if self._tables[level]
                else NO_WAY
            )
        return self._rests[key]

    def _choose(self, level: int, chosen: Bundle) -> None:
        if level == len(self._levels):
            self._finish(chosen)
            return
        for bound, following in sorted(self._following(level, chosen), key=itemgetter(0)):
            if bound >= self._best:
                return
            self._steps += 1
            if self._steps > MOST_STEPS:
                self._best = bound
                return
            self._choose(level + 1, following)

    def _following(self, level: int, chosen: Bundle) -> Iterator[tuple[int, Bundle]]:
        """List what could be chosen next, each with a bound of what it leads to."""
        for quarters, bundles in self._levels[level].items():
            base = chosen.cost + self._rest(level + 1, chosen.quarters + quarters)
            for bundle in bundles:
                if base + bundle.cost >= self._best:
                    break
                if bundle.seats & chosen.clash:
                    continue
                following = chosen.and_also(bundle)
                bound = base + bundle.cost + self._surely(following)
                if bound < self._best and max(following.loads) <= self._day_maximum:
                    yield bound, following

    def _surely(self, chosen: Bundle) -> int:
        """Give what blocks and ways cost; whatever else is chosen, it won't be less."""
        blocks = max(0, len(chosen.blocks) - 1)
        ways = 2 * self._client.travel * len(chosen.days)
        return self._weights.fit * blocks + self._weights.idle * ways

    def _finish(self, chosen: Bundle) -> None:
        groups = chosen.cost + self._surely(chosen) + self._weights.idle * self._waits(chosen)
        if groups + self._giving.rest(chosen.quarters) < self._best:
            self._best = groups + self._giving.least(chosen, self._best - groups)

    def _waits(self, chosen: Bundle) -> int:
        """Count the quarters between the first and the last in-person group of each day."""
        present: dict[int, list[int]] = defaultdict(list)
        for bit, seat in self._seats.items():
            if bit & chosen.seats and not seat.times.by_video:
                for day, quarter in seat.times.moments:
                    present[day].append(quarter)
        return sum(max(each) - min(each) + 1 - len(each) for each in present.values())


def _in_order(bundles: Sequence[Bundle]) -> Mapping[int, Sequence[Bundle]]:
    """Sort by length, and among those of one length by cost."""
    found: dict[int, list[Bundle]] = defaultdict(list)
    for bundle in sorted(bundles, key=attrgetter("cost")):
        found[bundle.quarters].append(bundle)
    return found


def _by_length(seats: Sequence[SeatChoice], longest: int) -> Table:
    """Give the least cost of each length, as if the seats didn't exclude one another."""
    found = from_each_on([cheapest([(0, 0), (seat.quarters, seat.cost)]) for seat in seats])[0]
    return {quarters: cost for quarters, cost in found.items() if quarters <= longest}
