"""What each pattern of groups costs with the visits that are due: a bound at first, then exact.

A subset of the due services is a number, bit ``n`` for the ``n``-th of them that has slots.
Other clients' visits don't count here: that staff give one visit at a time is for ``cuts`` to bound
and for ``joint`` to keep.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from wayhome.engines.timetable.calendar import DAYS
from wayhome.engines.timetable.domain import Client, Service, Visit
from wayhome.engines.timetable.eligibility import trip_of
from wayhome.engines.timetable.solver.patterns import Patterns
from wayhome.engines.timetable.solver.region import LOAD_BITS, Ints, Region

IMPOSSIBLE = 1 << 40
TOO_MUCH = IMPOSSIBLE // 2  # an impossible cost, less what else it may be made of
MOST_STEPS = 3000  # of one search for times apart; past it a bound has to do


@dataclass(slots=True)
class Due:
    """A service that is due and has slots that fit the client; ``kept`` is what each earns.

    One that is pinned has that slot alone, and is always given.
    """

    service: Service
    slots: Ints
    kept: Ints
    pinned: bool


def due_of(region: Region, client: Client) -> tuple[list[Due], int]:
    """List the services that could be given, and what missing those that can't be costs."""
    found, missing = [], 0
    published = region.published.get(client.id, ())
    worth = region.rules.weights.continuity
    for name in () if client.waiting else client.prescription.services:
        service = region.eligibility.services[name]
        slots = possible_slots(region, client, service)
        if slots:
            kept = [worth * (visit_at(region, service, slot) in published) for slot in slots]
            pinned = any(isinstance(b, Visit) and b.service == name for b in client.pinned)
            due = Due(service, np.array(slots, np.int64), np.array(kept, np.int64), pinned)
            found.append(due)
        else:
            missing += service.missing
    return found, missing


def possible_slots(region: Region, client: Client, service: Service) -> list[int]:
    """List the slots at which a client could have a service: the pinned one, if one is."""
    pinned = [b for b in client.pinned if isinstance(b, Visit) and b.service == service.id]
    slots: list[int] = region.slots_for(client, service).tolist()
    return [s for s in slots if not pinned or visit_at(region, service, s) in pinned]


def visit_at(region: Region, service: Service, slot: int) -> Visit:
    found = region.slots[slot]
    return Visit(service.id, found.staff, found.meeting)


class Weeks:
    """One client's patterns with every subset of the due services.

    ``hours`` and ``rest`` are (patterns, subsets): the hours level, and the weighted sum of the
    levels below it. A row of ``rest`` is a bound from below until ``settle`` makes it exact.
    """

    def __init__(self, region: Region, patterns: Patterns) -> None:
        self.region, self.patterns, self.client = region, patterns, patterns.client
        self.due, missing = due_of(region, self.client)
        self.near: list[list[NDArray[np.int16]]] | None = None
        self.hours = self._hours(missing)
        self.rest = patterns.rest[:, None] + self._cheapest()
        self.rest[self.hours >= TOO_MUCH] = IMPOSSIBLE
        self.exact = np.full(len(patterns), not self.due)

    @property
    def subsets(self) -> int:
        return 1 << len(self.due)

    def _chosen(self, subset: int) -> list[Due]:
        return [due for nth, due in enumerate(self.due) if subset >> nth & 1]

    def _hours(self, missing: int) -> Ints:
        found = np.empty((len(self.patterns), self.subsets), np.int64)
        share = self.region.rules.waiting_share if self.client.waiting else 1
        self.missing = np.zeros(self.subsets, np.int64)
        for subset in range(self.subsets):
            given = self._chosen(subset)
            left = [due for nth, due in enumerate(self.due) if not subset >> nth & 1]
            lacking = missing + sum(due.service.missing for due in left)
            lacking += IMPOSSIBLE * any(due.pinned for due in left)
            self.missing[subset] = lacking // share
            found[:, subset] = self._hours_with(given) + lacking
        return found // share

    def _hours_with(self, given: list[Due]) -> Ints:
        rx, patterns = self.client.prescription, self.patterns
        got = patterns.quarters + sum(due.service.quarters for due in given)
        short = 2 * np.maximum(0, rx.weekly - got)
        short += 2 * np.maximum(0, min(rx.floor, rx.weekly) - got)
        short += patterns.short
        if rx.minimum_days:
            days = rx.minimum_days - patterns.days - self._lifted(given)
            short += self.region.rules.missing_day * np.maximum(0, days)
        return np.where(got > rx.ceiling, IMPOSSIBLE, short)

    def _lifted(self, given: list[Due]) -> Ints:
        """Count the days that visits could fill up at most: those that lack least, one visit each.

        It is a bound from above, since the times of the visits aren't looked at.
        """
        quarters = sum(due.service.quarters for due in given)
        enough = self._lacking[:, : len(given)] <= quarters
        return enough.sum(1, dtype=np.int64)

    @cached_property
    def _lacking(self) -> Ints:
        """Give what the one, two, … days lack together that lack least of being counted."""
        shifts = np.arange(DAYS, dtype=np.uint64) * np.uint64(LOAD_BITS)
        loads = (self.patterns.loads[:, None] >> shifts & np.uint64(0xFF)).astype(np.int64)
        lacking = self.client.prescription.day_minimum - loads
        lacking[lacking <= 0] = IMPOSSIBLE
        return np.sort(lacking, axis=1).cumsum(1)

    def _cheapest(self) -> Ints:
        """Bound what the visits of each subset cost, if the best time of each were to be had."""
        worth = self.region.rules.weights.continuity
        published = set(self.region.published.get(self.client.id, ()))
        known = self.region.eligibility.staff
        unkept = worth * sum(isinstance(b, Visit) and b.staff in known for b in published)
        least = [
            unkept - sum(int(due.kept.max()) for due in self._chosen(subset))
            for subset in range(self.subsets)
        ]
        self.unkept = unkept
        return np.array(least, np.int64)[None, :].repeat(len(self.patterns), 0)

    def _tables(self) -> list[list[NDArray[np.int16]]]:
        """Give for each due service and kind of group how near each choice is to each slot."""
        if self.near is None:
            trip = np.int16(trip_of(self.client))
            self.near = [
                [
                    np.minimum(self.region.near[choice.members[:, :, None], due.slots].min(1), trip)
                    for choice in self.patterns.choices
                ]
                for due in self.due
            ]
        return self.near

    def costs(self, nth: int, rows: Ints) -> Ints:
        """Give what each slot of the ``nth`` due service costs with these patterns."""
        due = self.due[nth]
        trip = trip_of(self.client)
        apart = np.full((len(rows), len(due.slots)), trip, np.int64)
        for kind, table in enumerate(self._tables()[nth]):
            np.minimum(apart, table[self.patterns.selected[rows, kind]], out=apart)
        days = self.region.slot_day[due.slots]
        loads = self.patterns.loads[rows, None] >> (LOAD_BITS * days).astype(np.uint64)[None]
        full = (loads & np.uint64(0xFF)).astype(np.int64) + due.service.quarters
        bad = (apart < 0) | (full > self.region.rules.day_maximum)
        cost = apart * self.region.rules.weights.idle - due.kept
        return np.where(bad, IMPOSSIBLE, cost)

    def settle(self, rows: Ints) -> None:
        """Make these rows exact, overlaps of the client's own visits and full days included."""
        costs = [self.costs(nth, rows) for nth in range(len(self.due))]
        visits, _ = self.together(rows, costs)
        total = self.patterns.rest[rows, None] + self.unkept + visits
        impossible = (visits >= TOO_MUCH) | (self.hours[rows] >= TOO_MUCH)
        self.rest[rows] = np.where(impossible, IMPOSSIBLE, total)
        self.hours[rows] = np.where(impossible, IMPOSSIBLE, self.hours[rows])
        self.exact[rows] = True

    def together(self, rows: Ints, costs: list[Ints]) -> tuple[Ints, Ints]:
        """Give what the visits of each subset cost together, and which slots they take.

        ``costs`` are (rows, slots) for each due service. The slots are (rows, subsets, due), -1
        where none is taken, or where the cost is only a bound.
        """
        cheapest = np.zeros((len(rows), self.subsets), np.int64)
        picks = np.full((len(rows), self.subsets, len(self.due)), -1, np.int64)
        best = [cost.argmin(1) for cost in costs]
        for subset in range(1, self.subsets):
            chosen = [nth for nth in range(len(self.due)) if subset >> nth & 1]
            for nth in chosen:
                cheapest[:, subset] += costs[nth].min(1)
                picks[:, subset, nth] = self.due[nth].slots[best[nth]]
            if len(chosen) > 1:
                bad = self._collide(rows, [picks[:, subset, nth] for nth in chosen])
                for row in np.flatnonzero(bad & (cheapest[:, subset] < TOO_MUCH)):
                    own = [costs[nth][row] for nth in chosen]
                    found, slots = self._apart(int(rows[row]), chosen, own)
                    cheapest[row, subset] = found
                    picks[row, subset, chosen] = slots
        return cheapest, picks

    def _collide(self, rows: Ints, slots: list[Ints]) -> NDArray[np.bool_]:
        region = self.region
        bad = np.zeros(len(rows), bool)
        for one, other in combinations(slots, 2):
            same = region.slot_day[one] == region.slot_day[other]
            begin = np.maximum(region.slot_start[one], region.slot_start[other])
            ends = [region.slot_start[s] + region.slot_quarters[s] for s in (one, other)]
            bad |= same & (begin < np.minimum(*ends))
        for one in slots:
            day = region.slot_day[one]
            load = self.patterns.loads[rows] >> (LOAD_BITS * day).astype(np.uint64)
            full = (load & np.uint64(0xFF)).astype(np.int64)
            for other in slots:
                full += np.where(region.slot_day[other] == day, region.slot_quarters[other], 0)
            bad |= full > region.rules.day_maximum
        return bad

    def _apart(self, row: int, chosen: list[int], costs: list[Ints]) -> tuple[int, list[int]]:
        """Search the cheapest times of several visits that leave room for one another.

        A search that takes too many steps gives a bound from below, and no slots.
        """
        order = [np.argsort(cost, kind="stable") for cost in costs]
        slots = [self.due[n].slots[o].tolist() for n, o in zip(chosen, order, strict=True)]
        sorted_costs = [cost[o].tolist() for cost, o in zip(costs, order, strict=True)]
        least = [cost[0] for cost in sorted_costs]
        best, found, steps = IMPOSSIBLE, [-1] * len(chosen), 0

        def search(nth: int, cost: int, taken: list[int]) -> None:
            nonlocal best, found, steps
            if nth == len(chosen):
                best, found = cost, taken
                return
            for price, slot in zip(sorted_costs[nth], slots[nth], strict=True):
                steps += 1
                if cost + price + sum(least[nth + 1 :]) >= best or steps > MOST_STEPS:
                    return
                if self._leaves_room(row, slot, taken):
                    search(nth + 1, cost + price, [*taken, slot])

        search(0, 0, [])
        if steps > MOST_STEPS:
            return sum(least), [-1] * len(chosen)
        return best, found

    def _leaves_room(self, row: int, slot: int, taken: list[int]) -> bool:
        slots = self.region.slots
        new = slots[slot]
        same = [slots[other] for other in taken if slots[other].day == new.day]
        load = int(self.patterns.loads[row]) >> LOAD_BITS * new.day & 0xFF
        full = load + new.quarters + sum(other.quarters for other in same)
        return full <= self.region.rules.day_maximum and not any(
            new.start < other.start + other.quarters and other.start < new.start + new.quarters
            for other in same
        )
