"""Round after round of small joint programs, around those who have less than they might have."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from wayhome.engines.timetable.domain import Levels
from wayhome.engines.timetable.solver.columns import Columns
from wayhome.engines.timetable.solver.joint import Joint, Limits, Options, Series
from wayhome.engines.timetable.solver.patterns import Scale
from wayhome.engines.timetable.solver.region import Ints, Region
from wayhome.engines.timetable.solver.worth import Plans, Worth, levels_of


@dataclass(frozen=True, slots=True)
class Rounds:
    """How long to polish: so many rounds a site, of so many clients, each within these limits."""

    most: int
    clients: int
    options: int
    limits: Limits
    patience: int = 4


def options_of(
    columns: Columns, scale: Scale, prices: Ints, number: int
) -> dict[str, list[Series]]:
    """Give each client's weeks of groups among the columns, the best under prices first."""
    best: dict[str, dict[Series, int]] = defaultdict(dict)
    for column in columns.columns:
        cost = scale.hours * column.hours + scale.rest * column.rest
        cost += sum(int(prices[row]) for row in column.rows)
        mine = best[columns.weeks[column.client].client.id]
        mine[column.series] = min(cost, mine.get(column.series, cost))
    return {
        client: [series for _, series in sorted((cost, s) for s, cost in found.items())[:number]]
        for client, found in best.items()
    }


class Polish:
    """A plan that is made better, never worse.

    ``hoped`` is what each client's hours level would be if all visits of their column were had.
    """

    def __init__(
        self, region: Region, worth: Mapping[str, Worth], plans: Plans, scale: Scale
    ) -> None:
        self.region, self.worth, self.scale = region, worth, scale
        self.plans = dict(plans)
        self.levels = levels_of(region, worth, plans)

    @property
    def value(self) -> tuple[int, int]:
        """Give what plans are compared by: hours first."""
        return rank(self.levels, self.region)

    def take(self, plans: Plans) -> bool:
        """Keep a plan if it is better; say whether it was."""
        levels = levels_of(self.region, self.worth, plans)
        if rank(levels, self.region) >= self.value:
            return False
        self.plans, self.levels = dict(plans), levels
        return True

    def improve(self, options: Options, limits: Limits) -> bool:
        """Solve some clients anew, and keep what is better; say whether it was."""
        now = {c: [*options[c]] for c in options}
        for client, found in now.items():
            mine = self.plans[client].series
            if mine not in found:
                found.append(mine)
        plans = Joint(self.worth, self.plans, now, self.scale, limits).solve()
        return plans is not None and self.take(plans)

    def visits(self, limits: Limits) -> None:
        """Improve visits alone, site by site, with everyone's groups as they are."""
        for clients in self.sites().values():
            self.improve({c: [self.plans[c].series] for c in clients}, limits)

    def sites(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for client in self.plans:
            found[self.region.clients[client].site].append(client)
        return found

    def run(
        self, options: Options, hoped: Mapping[str, int], rounds: Rounds, enough: Callable[[], bool]
    ) -> None:
        """Polish around those whose hours fall short of what was hoped."""
        chance = Random("polish")  # noqa: S311 - the same each time
        idle, sites = 0, len(self.sites())
        for _ in range(rounds.most * sites):
            short = self._short(hoped)
            if not short or idle >= rounds.patience * sites or enough():
                return
            clients = self._around(short, rounds.clients, chance)
            chosen = {c: options.get(c, [])[: rounds.options] for c in clients}
            idle = 0 if self.improve(chosen, rounds.limits) else idle + 1

    def _short(self, hoped: Mapping[str, int]) -> list[str]:
        found = []
        for client, booked in self.plans.items():
            judge = self.worth[client]
            lost = judge.hours(judge.groups(booked.series), booked.visits) - hoped[client]
            if lost > 0:
                found.append((-lost, client))
        return [client for _, client in sorted(found)]

    def _around(self, short: Sequence[str], number: int, chance: Random) -> list[str]:
        """Choose some who are short, and those whose visits or seats they could take."""
        first = chance.choice(short[:3])
        site = self.region.clients[first].site
        heads = [c for c in short if self.region.clients[c].site == site and c != first]
        chance.shuffle(heads)
        chosen = [first, *heads[: number // 4]]
        wanted = {
            self.region.slots[slot].staff
            for client in chosen
            for slots in self.worth[client].slots.values()
            for slot in slots
        }
        holders = [
            client
            for client, booked in self.plans.items()
            if client not in chosen
            and any(self.region.slots[slot].staff in wanted for _, slot in booked.visits)
        ]
        chance.shuffle(holders)
        return sorted([*chosen, *holders[: number - len(chosen)]])


def rank(levels: Levels, region: Region) -> tuple[int, int]:
    return levels.hours, levels.total(region.rules.weights)
