"""What the lengths in one client's week cost: hours, kinds and days that are short."""

from collections.abc import Iterable, Sequence

from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.worth import short_of_hours
from wayhome.engines.timetable.domain import Client

NO_WAY = 10**18  # more than any week costs

type Table = dict[int, int]
"""The least cost of so many quarters."""


type Loadable = tuple[int, frozenset[int]]
"""The quarters of a visit, and the days on which it can be."""


def cheapest(costs: Iterable[tuple[int, int]]) -> Table:
    """Map each length to its least cost."""
    found: Table = {}
    for quarters, cost in costs:
        found[quarters] = min(cost, found.get(quarters, NO_WAY))
    return found


def from_each_on(tables: Sequence[Table]) -> list[Table]:
    """Give for each table the least costs of choosing from it and from all that come after it.

    What is chosen from one is taken to exclude nothing in another. The last is of nothing.
    """
    found: list[Table] = [{0: 0}]
    for table in reversed(tables):
        pairs = (
            (quarters + more, cost + costs)
            for quarters, cost in table.items()
            for more, costs in found[-1].items()
        )
        found.append(cheapest(pairs))
    return found[::-1]


class Hours:
    """The hours level of one client, visits that aren't given left out, at so much a point."""

    def __init__(self, ground: Ground, client: Client, weight: int) -> None:
        self.prescription = client.prescription
        self.kinds = {
            kind: quarters
            for kind, quarters in client.prescription.kinds
            if quarters > 0 and kind in ground.kinds
        }
        self._of_kinds = sum(self.kinds.values())
        self._any_mix = client.prescription.any_mix
        self._weight = weight
        self._missing_day = ground.rules.missing_day
        self._share = ground.rules.waiting_share if client.waiting else 1

    def cost(self, groups: int, visits: int, days_short: int = 0) -> int:
        points = short_of_hours(self.prescription, groups + visits)
        points += 0 if self._any_mix else self._of_kinds - groups
        return self._weight * ((points + self._missing_day * days_short) // self._share)

    def least(self, groups: int, visits: int, more: Table, days_short: int = 0) -> int:
        """Give the least that hours and more visits cost, as many as the week may hold."""
        room = self.prescription.ceiling - groups - visits
        return min(
            (
                cost + self.cost(groups, visits + quarters, days_short)
                for quarters, cost in more.items()
                if quarters <= room
            ),
            default=NO_WAY,
        )

    def days_short(self, loads: Sequence[int], more: Sequence[Loadable] = ()) -> int:
        """Count the days that are short at least; ``more``: visits that may be on some days."""
        wanted, least = self.prescription.minimum_days, self.prescription.day_minimum
        if wanted <= 0:
            return 0
        within_reach = 0
        for day, load in enumerate(loads):
            if load >= least:
                wanted -= 1
            elif load + sum(quarters for quarters, days in more if day in days) >= least:
                within_reach += 1
        return max(0, wanted - min(within_reach, len(more)))
