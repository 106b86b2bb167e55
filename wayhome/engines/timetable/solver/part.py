"""One region's plan, from its clients' possible weeks to bookings and their proof."""

import math
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from wayhome.engines.timetable.domain import Booking, Certificate, Levels, Week, Weights
from wayhome.engines.timetable.first_fit import first_fit
from wayhome.engines.timetable.solver.bookings import booked_of, bookings_of
from wayhome.engines.timetable.solver.bound import Priced, Proof, certificate
from wayhome.engines.timetable.solver.choose import choose
from wayhome.engines.timetable.solver.columns import Column, Columns
from wayhome.engines.timetable.solver.cuts import cuts_of
from wayhome.engines.timetable.solver.effort import Budget
from wayhome.engines.timetable.solver.patterns import Lister, Scale
from wayhome.engines.timetable.solver.polish import Polish, options_of
from wayhome.engines.timetable.solver.region import Region
from wayhome.engines.timetable.solver.rows import Rows
from wayhome.engines.timetable.solver.start import place_visits
from wayhome.engines.timetable.solver.visits import Weeks
from wayhome.engines.timetable.solver.worth import Booked, Plans, Worth

STEPS = ("first fit", "patterns", "cuts", "prices", "choice", "visits", "polish", "hours")
PART_OF_AN_HOUR = 1000
NEAR_ENOUGH = 1e-3  # the gap of the choice in whole numbers: polishing goes on from there
ABOVE_ALL = 100

type Bookings = tuple[tuple[str, tuple[Booking, ...]], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A region's bookings, their levels, and the certificates of hours and of the total."""

    bookings: Bookings
    levels: Levels
    certificates: tuple[Certificate, Certificate]
    complete: bool
    parts: tuple[tuple[str, float], ...]


@dataclass(slots=True)
class Clock:
    """CPU seconds by step: for statistics alone, nothing is decided by them."""

    done: Callable[[int], None]
    spent: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        start = time.process_time()
        yield
        self.spent[name] = self.spent.get(name, 0.0) + time.process_time() - start
        self.done(len(self.spent))


class Part:
    """Plans one region; ``stopped`` is asked between steps, and what is best so far is kept.

    ``done`` is told how many of the ``STEPS`` are done.
    """

    def __init__(
        self,
        week: Week,
        budget: Budget,
        stopped: Callable[[], bool],
        done: Callable[[int], None] = lambda _steps: None,
    ) -> None:
        self.week, self.budget, self.stopped = week, budget, stopped
        self.weights = week.rules.weights
        self.scale = Scale(self.weights.hours, 1)
        self.clock = Clock(done)
        self.region = Region(week)
        self.worth = {client.id: Worth(self.region, client) for client in week.clients}

    def outcome(self) -> Outcome:
        with self.clock.step("first fit"):
            polish = Polish(self.region, self.worth, self._by_hand(), self.scale)
        nothing = Priced(self.scale, np.zeros(1, np.int64), 0)
        rows, total, hours = self._rows(()), nothing, nothing
        if self.week.clients and not self.stopped():
            columns = self._columns()
            rows = columns.rows
            with self.clock.step("prices"):
                total = self._proof(columns, self.scale)
            self._choose(columns, total, polish)
            hours = self._hours(columns, total, polish)
        return Outcome(
            bookings=bookings_of(self.region, polish.plans),
            levels=polish.levels,
            certificates=(
                certificate(rows, hours, Weights(PART_OF_AN_HOUR, 0, 0, 0, 0)),
                certificate(rows, total, self.weights),
            ),
            complete=not self.stopped(),
            parts=tuple(self.clock.spent.items()),
        )

    def _by_hand(self) -> Plans:
        found = dict(first_fit(self.week, smart=True))
        return {c.id: booked_of(self.region, found.get(c.id, ())) for c in self.week.clients}

    def _rows(self, weeks: tuple[Weeks, ...]) -> Rows:
        return Rows(self.region, weeks, cuts_of(self.region, weeks))

    def _columns(self) -> Columns:
        with self.clock.step("patterns"):
            self.listers = [
                Lister(self.region, client, self.budget.listed) for client in self.week.clients
            ]
            weeks = tuple(Weeks(self.region, lister.list(self.scale)) for lister in self.listers)
        with self.clock.step("cuts"):
            return Columns(self._rows(weeks), weeks)

    def _proof(self, columns: Columns, scale: Scale) -> Priced:
        return Proof(columns, self.listers, scale).run(self.budget.patience)

    def _choose(self, columns: Columns, total: Priced, polish: Polish) -> None:
        """Give each client one of the columns; if hours can be had so, add visits, and polish."""
        if self.stopped():
            return
        with self.clock.step("choice"):
            columns.enrich(self.scale, total.prices, self.budget.enriched)
            chosen = choose(columns, polish.scale, self.budget.choosing, NEAR_ENOUGH)
        again = polish.scale != self.scale
        if chosen is None or (again and hours_in(chosen) >= polish.levels.hours):
            return
        ids = [client.id for client in self.week.clients]
        groups = {ids[nth]: Booked(tuple(sorted(c.series))) for nth, c in chosen.items()}
        with self.clock.step("visits"):
            polish.take(place_visits(self.region, self.worth, groups))
            polish.visits(self.budget.visits)
        with self.clock.step("polish"):
            hoped = {ids[nth]: column.hours for nth, column in chosen.items()}
            options = options_of(columns, self.scale, total.prices, self.budget.rounds.options)
            polish.run(options, hoped, self.budget.rounds, self._enough(polish, total))
            polish.visits(self.budget.visits)

    def _enough(self, polish: Polish, total: Priced) -> Callable[[], bool]:
        def enough() -> bool:
            value = polish.levels.total(self.weights)
            return self.stopped() or value - total.bound <= self.budget.enough * value

        return enough

    def _hours(self, columns: Columns, total: Priced, polish: Polish) -> Priced:
        """Bound hours alone; if that leaves hope of more, plan again with hours above all."""
        weeks = tuple(columns.weeks)
        with self.clock.step("hours"):
            alone = Columns(Rows(self.region, weeks, [cut for cut, _ in columns.rows.cuts]), weeks)
            center = total.prices * PART_OF_AN_HOUR // self.weights.hours
            proof = Proof(alone, self.listers, Scale(PART_OF_AN_HOUR, 0))
            hours = proof.run(self.budget.patience, center)
        if self.budget.hours_again and polish.levels.hours > hours_of(hours.bound):
            columns.borrow(alone)
            polish.scale = Scale(self.weights.hours * ABOVE_ALL, 1)
            self._choose(columns, total, polish)
        return hours


def hours_in(chosen: Mapping[int, Column]) -> int:
    """Give the hours level of what was chosen, if every visit of it could be had."""
    return sum(column.hours for column in chosen.values())


def hours_of(bound: int) -> int:
    """Round a bound on hours up: plans have whole points."""
    return math.ceil(bound / PART_OF_AN_HOUR)
