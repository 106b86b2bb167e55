"""How many visits of a service there is time for at most, each number with its proof."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import product
from operator import or_
from typing import NamedTuple

import highspy
import numpy as np

from wayhome.engines.timetable.calendar import NEVER, QUARTERS_A_DAY, day_of, holds_a_run, span
from wayhome.engines.timetable.domain import Cut, Service
from wayhome.engines.timetable.solver.linear import add_columns, add_rows, solver_of
from wayhome.engines.timetable.solver.region import Region
from wayhome.engines.timetable.solver.visits import Weeks

UNIT = 1 << 16


class Row(NamedTuple):
    """What visits share: a client, a member of staff's caseload, their quarter or their day."""

    what: str
    whose: str
    when: int = 0


def cuts_of(region: Region, weeks: Iterable[Weeks]) -> list[Cut]:
    """Prove for each service at each site how many can have it, where that isn't everyone."""
    wanted: dict[tuple[str, str], dict[str, Sequence[int]]] = defaultdict(dict)
    for week in weeks:
        for due in week.due:
            wanted[due.service.id, week.client.site][week.client.id] = due.slots.tolist()
    found = []
    for (service, _), slots in wanted.items():
        packing = Packing(region, region.eligibility.services[service], slots)
        cuts = [packing.proof(part) for part in packing.bottlenecks()]
        found += [cut for cut in cuts if cut.most < len(cut.clients)]
    return found


class Packing:
    """The program that gives as many visits as there is time for, one to each client."""

    def __init__(
        self, region: Region, service: Service, slots: Mapping[str, Sequence[int]]
    ) -> None:
        self.region, self.service, self.slots = region, service, slots
        self.rows: dict[Row, int] = {}
        columns = [self._column(client, slot) for client, found in slots.items() for slot in found]
        self.prices = self._solved(columns)

    def bottlenecks(self) -> list[set[str]]:
        """Part the clients who compete, by the priced staff's time that they compete for."""
        parts: list[tuple[set[str], set[str]]] = []
        scarce = {row.whose for row, price in self.prices.items() if price and row.what != "client"}
        for client, slots in self.slots.items():
            if self.prices[Row("client", client)] >= UNIT:
                continue
            staff = {self.region.slots[slot].staff for slot in slots} & scarce
            clients = {client}
            for part in [part for part in parts if part[1] & staff]:
                parts.remove(part)
                clients |= part[0]
                staff |= part[1]
            parts.append((clients, staff))
        return [clients for clients, _ in parts]

    def proof(self, clients: set[str]) -> Cut:
        """State what the prices prove of some of the clients."""
        slots = [self.region.slots[slot] for client in clients for slot in self.slots[client]]
        staff = {slot.staff for slot in slots}
        own = sorted(
            (row, price)
            for row, price in self.prices.items()
            if price and row.whose in (clients if row.what == "client" else staff)
        )
        by_time = {
            what: tuple((row.whose, row.when, price) for row, price in own if row.what == what)
            for what in ("time", "day")
        }
        by_person = {
            what: tuple((row.whose, price) for row, price in own if row.what == what)
            for what in ("caseload", "client")
        }
        return Cut(
            service=self.service.id,
            clients=tuple(sorted(clients)),
            most=sum(price * self.limit(row) for row, price in own) // UNIT,
            unit=UNIT,
            prices=by_time["time"],
            days=by_time["day"],
            caseloads=by_person["caseload"],
            excused=by_person["client"],
        )

    def _column(self, client: str, slot: int) -> dict[int, int]:
        found = self.region.slots[slot]
        begin = found.day * QUARTERS_A_DAY + found.start
        uses: dict[Row, int] = {Row("client", client): 1}
        for quarter in range(begin, begin + found.quarters, self.region.rules.step):
            uses[Row("time", found.staff, quarter)] = 1
        uses[Row("day", found.staff, found.day)] = 1
        if self.service.own_counselor and self.region.clients[client].counselor is None:
            uses[Row("caseload", found.staff)] = 1
        return {self.rows.setdefault(row, len(self.rows)): used for row, used in uses.items()}

    def limit(self, row: Row) -> int:
        if row.what == "caseload":
            return self.region.eligibility.caseload_left[row.whose]
        if row.what == "day":
            return most_visits(self.region, row.whose, row.when, self.service.quarters)
        return 1

    def _solved(self, columns: Sequence[dict[int, int]]) -> dict[Row, int]:
        """Give each row's price, in parts of ``UNIT``, rounded up: that keeps the proof true."""
        solver = solver_of()
        limits = np.array([self.limit(row) for row in self.rows], np.float64)
        add_rows(solver, np.full(len(limits), -highspy.kHighsInf), limits)
        add_columns(solver, [(-1.0, column) for column in columns])
        solver.run()
        duals = solver.getSolution().row_dual
        return {
            row: math.ceil(max(0.0, -duals[place]) * UNIT - 1e-6)
            for row, place in self.rows.items()
        }


def most_visits(region: Region, staff: str, day: int, quarters: int) -> int:
    """Count the visits of this length that fit into what groups leave of somebody's day."""
    found = region.eligibility.staff[staff]
    leading = region.eligibility.group_times.get(staff, NEVER)
    free = day_of(found.hours & ~leading, day)
    windows = [day_of(window, day) & ~day_of(leading, day) for window in found.breaks]
    pauses = [
        list(stretches(window, region.rules.break_quarters))
        for window in windows
        if holds_a_run(window, region.rules.break_quarters)
    ]
    return max(
        one_after_the_other(free & ~reduce(or_, kept, NEVER), quarters, region.rules.step)
        for kept in product(*pauses)
    )


def stretches(times: int, quarters: int) -> Iterator[int]:
    for start in range(times.bit_length() - quarters + 1):
        stretch = span(0, start, quarters)
        if not stretch & ~times:
            yield stretch


def one_after_the_other(free: int, quarters: int, step: int) -> int:
    """Count visits that each begin as early as they can: no other way fits in more."""
    number, start = 0, 0
    while start < free.bit_length():
        if span(0, start, quarters) & ~free:
            start += step
        else:
            number += 1
            start += -(-quarters // step) * step
    return number
