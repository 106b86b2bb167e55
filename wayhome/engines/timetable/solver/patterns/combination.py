"""Kinds put together one after the other, with what can't become cheap left out on the way."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayhome.engines.timetable.calendar import DAYS
from wayhome.engines.timetable.solver.patterns.choices import Choices
from wayhome.engines.timetable.solver.patterns.shapes import Choice, Patterns, Scale, Under
from wayhome.engines.timetable.solver.region import LOAD_BITS, Ints

BYTES = sum(1 << LOAD_BITS * day for day in range(DAYS))


@dataclass(frozen=True, slots=True)
class Line:
    """A line below the hours level, and what each choice of each kind costs along it."""

    slope: int
    start: int
    values: list[Ints]


class Combination:
    """Kinds put together one after the other, with what can't become cheap left out on the way."""

    def __init__(self, own: Choices, scale: Scale, most: int, under: Under | None) -> None:
        self.own, self.scale = own, scale
        self.below = None if under is None else under.below
        self.beside = 0 if under is None else under.visits
        self.most = most if under is None else under.most
        self.client, self.choices = own.client, own.kinds
        self.weights = own.weights
        rx, rules = self.client.prescription, own.region.rules
        self.weekly, self.floor = rx.weekly, min(rx.floor, rx.weekly)
        spare = (1 << LOAD_BITS - 1) - 1 - rules.day_maximum
        self.pad = np.uint64(spare * BYTES)
        self.full = np.uint64((1 << LOAD_BITS - 1) * BYTES)
        self.cut: int | None = None
        self.priced = [self._priced(choice, under) for choice in self.choices]
        due = [] if self.client.waiting else rx.services
        self.visits = sum(own.region.eligibility.services[s].quarters for s in due)
        self.share = rules.waiting_share if self.client.waiting else 1
        self._draw_lines()

    def _priced(self, choice: Choice, under: Under | None) -> Ints:
        """Give what each choice costs below hours, with prices."""
        rest = self.scale.rest * choice.rest
        if under is None:
            return rest
        priced: Ints = rest + np.append(under.prices, 0)[choice.members].sum(1)
        return priced

    def _start(self) -> None:
        words = self.choices[0].bits.shape[1] if self.choices else 1
        self.bits = np.zeros((1, words), np.uint64)
        blocks = self.choices[0].blocks.shape[1] if self.choices else 1
        self.blocks = np.zeros((1, blocks), np.uint64)
        self.trips = np.zeros(1, np.uint8)
        self.loads = np.zeros(1, np.uint64)
        self.quarters = np.zeros(1, np.int64)
        self.short = np.full(1, self.own.unserved, np.int64)
        self.cost = np.full(1, self.beside, np.int64)
        self.rest = np.zeros(1, np.int64)
        self.selected = np.zeros((1, 0), np.int16)

    def patterns(self) -> Patterns:
        self._start()
        for nth, choice in enumerate(self.choices):
            self._add(nth, choice)
        return self._finished()

    def of(self, selected: NDArray[np.int16]) -> Patterns:
        """Describe the patterns that choose so."""
        self._start()
        row = np.zeros(len(selected), np.int64)
        for nth, choice in enumerate(self.choices):
            self._take(nth, choice, row, selected[:, nth])
            row = np.arange(len(selected))
        return self._finished()

    def _compatible(self, choice: Choice, row: Ints, pick: Ints) -> tuple[Ints, Ints]:
        """Give the pairs of these rows and choices that one client could attend together."""
        loads = choice.loads[pick] + self.pad
        ok = ((self.loads[row, None] + loads[None]) & self.full) == 0
        for word in range(self.bits.shape[1]):
            clash = choice.clash[pick, word]
            if clash.any():
                ok &= (self.bits[row, word, None] & clash[None]) == 0
        rows, picks = np.nonzero(ok)
        return row[rows], pick[picks]

    def _draw_lines(self) -> None:
        """Bound the hours level by straight lines, so that kinds can be bounded one by one.

        Whatever somebody gets, what lacks of two lengths counts at least as much as on each line:
        nothing; twice what lacks of the longer; and that with twice what lacks of the shorter.
        """
        weekly, floor = self.weekly - self.visits, self.floor - self.visits
        self.lines = [
            Line(slope, start, [self._along(slope, nth) for nth in range(len(self.choices))])
            for slope, start in ((0, 0), (2, 2 * weekly), (4, 2 * (weekly + floor)))
        ]

    def _along(self, slope: int, nth: int) -> Ints:
        choice = self.choices[nth]
        hours = self.scale.hours * (choice.short - slope * choice.quarters)
        return self.priced[nth] + hours // self.share

    def _bases(self, nth: int) -> list[Ints]:
        """Give along each line what each row costs at least with all kinds but this one."""
        found = []
        for line in self.lines:
            hours = self.scale.hours * (line.start + self.short - line.slope * self.quarters)
            later = sum(int(values.min()) for values in line.values[nth + 1 :])
            rounded = 0 if self.share == 1 else len(self.choices) + 1
            found.append(self.cost + hours // self.share + later - rounded)
        return found

    def _promising(self, nth: int, bases: list[Ints]) -> tuple[Ints, Ints]:
        """Give the rows and the choices that may become cheap enough, whatever joins them."""
        along = [line.values[nth] for line in self.lines]
        rows, picks = np.arange(len(bases[0])), np.arange(len(along[0]))
        if self.below is None:
            return rows, picks
        with_row = np.max(
            [base + value.min() for base, value in zip(bases, along, strict=True)], axis=0
        )
        with_pick = np.max(
            [base.min() + value for base, value in zip(bases, along, strict=True)], axis=0
        )
        with_row[0] = with_pick[0] = self.below - 1
        self._leave_out(int(min(with_row.max(), with_pick.max())))
        return rows[with_row < self.below], picks[with_pick < self.below]

    def _add(self, nth: int, choice: Choice) -> None:
        bases = self._bases(nth)
        row, pick = self._compatible(choice, *self._promising(nth, bases))
        if self.below is not None or len(row) > self.most:
            along = [line.values[nth] for line in self.lines]
            least = np.max([b[row] + v[pick] for b, v in zip(bases, along, strict=True)], axis=0)
            keep = self._cheapest(least, row, pick, choice)
            row, pick = row[keep], pick[keep]
        self._take(nth, choice, row, pick)

    def _cheapest(self, least: Ints, row: Ints, pick: Ints, choice: Choice) -> NDArray[np.bool_]:
        if self.below is not None:
            maybe = np.flatnonzero(least < self.below)
            least[maybe] += self._apart(row[maybe], pick[maybe], choice)
        keep = np.ones(len(least), bool)
        if self.below is not None:
            keep &= least < self.below
        if keep.sum() > self.most:
            limit = np.partition(least[keep], self.most)[self.most]
            keep &= least < limit
        if not keep.all():
            self._leave_out(int(least[~keep].min()))
        kept: NDArray[np.bool_] = keep | ((row == 0) & (pick == 0))
        return kept

    def _apart(self, row: Ints, pick: Ints, choice: Choice) -> Ints:
        """Give what blocks and days cost already: more groups can only add to it."""
        blocks = np.bitwise_count(self.blocks[row] | choice.blocks[pick]).sum(1, dtype=np.int64)
        days = np.bitwise_count(self.trips[row] | choice.trips[pick]).astype(np.int64)
        cost = np.maximum(0, blocks - 1) * self.weights.fit
        cost += days * 2 * self.client.travel * self.weights.idle
        return self.scale.rest * cost

    def _leave_out(self, least: int) -> None:
        self.cut = least if self.cut is None else min(self.cut, least)

    def _take(self, nth: int, choice: Choice, row: Ints, pick: NDArray[np.integer]) -> None:
        self.bits = self.bits[row] | choice.bits[pick]
        self.blocks = self.blocks[row] | choice.blocks[pick]
        self.trips = self.trips[row] | choice.trips[pick]
        self.loads = self.loads[row] + choice.loads[pick]
        self.quarters = self.quarters[row] + choice.quarters[pick]
        self.short = self.short[row] + choice.short[pick]
        self.rest = self.rest[row] + choice.rest[pick]
        self.cost = self.cost[row] + self.priced[nth][pick]
        self.selected = np.column_stack([self.selected[row], pick.astype(np.int16)])

    def _finished(self) -> Patterns:
        ceiling = self.quarters <= self.client.prescription.ceiling
        if not ceiling.all():
            self._keep(ceiling)
        several = np.maximum(0, np.bitwise_count(self.blocks).sum(1, dtype=np.int64) - 1)
        idle = self._idle() * self.weights.idle
        unkept = 2 * self.weights.continuity * len(self.own.kept)
        return Patterns(
            client=self.client,
            choices=self.choices,
            selected=self.selected,
            quarters=self.quarters,
            short=self.short,
            rest=self.rest + several * self.weights.fit + idle + unkept,
            loads=self.loads,
            days=self._days(),
            cut=None if self.cut is None else self.cut + self.scale.rest * unkept,
        )

    def _keep(self, keep: NDArray[np.bool_]) -> None:
        for name in (
            "bits",
            "blocks",
            "trips",
            "loads",
            "quarters",
            "short",
            "rest",
            "cost",
            "selected",
        ):
            setattr(self, name, getattr(self, name)[keep])

    def _days(self) -> Ints:
        """Count the days that hold what a payer asks of a day."""
        least = self.client.prescription.day_minimum
        days = np.zeros(len(self.quarters), np.int64)
        for day in range(DAYS):
            days += (self.loads >> np.uint64(LOAD_BITS * day) & np.uint64(0xFF)) >= least
        return days

    def _idle(self) -> Ints:
        region = self.own.region
        starts = np.vstack([region.starts, np.full((1, DAYS), 127, np.int8)])
        ends = np.vstack([region.ends, np.zeros((1, DAYS), np.int8)])
        first = np.full((len(self.quarters), DAYS), 127, np.int8)
        last = np.zeros((len(self.quarters), DAYS), np.int8)
        held = np.zeros(len(self.quarters), np.int64)
        video = np.array([s.video for s in region.series] + [True])
        long = np.where(video, 0, np.append(region.quarters, 0))
        for nth, choice in enumerate(self.choices):
            pick = self.selected[:, nth]
            np.minimum(first, starts[choice.members].min(1)[pick], out=first)
            np.maximum(last, ends[choice.members].max(1)[pick], out=last)
            held += long[choice.members].sum(1)[pick]
        there = last > 0
        spread = np.where(there, last.astype(np.int64) - first, 0).sum(1)
        return spread - held + 2 * self.client.travel * there.sum(1)
