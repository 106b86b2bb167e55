"""The most hours that one client's week can hold, by a search of all weeks that might beat it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from wayhome.engines.timetable.calendar import DAYS, NEVER, QUARTERS_A_DAY, holds_a_run, span
from wayhome.engines.timetable.domain import Booking, Client, Meeting, Rules, Seat, Visit
from wayhome.engines.timetable.solver.explain.openings import beginning, smeared
from wayhome.engines.timetable.solver.explain.possible import Due, Offer, Possible
from wayhome.engines.timetable.solver.region import LOAD_BITS

FIELD = (1 << LOAD_BITS) - 1
TOPS = sum(1 << LOAD_BITS * day + LOAD_BITS - 1 for day in range(DAYS))
ONES = sum(1 << LOAD_BITS * day for day in range(DAYS))


@dataclass(frozen=True, slots=True)
class Best:
    """``quarters`` are counted up to the weekly hours."""

    quarters: int
    bookings: tuple[Booking, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A part of a week; ``left``: what may still be added of kind ``kind``."""

    quarters: int = 0
    times: int = NEVER
    out: int = NEVER
    by_video: int = NEVER
    loads: int = 0
    kind: int = -1
    left: int = 0
    chosen: tuple[Offer, ...] = ()
    visits: tuple[Visit, ...] = ()


class Search:
    """Goes through the groups kind by kind, with visits put in wherever they might be enough."""

    def __init__(self, client: Client, rules: Rules, possible: Possible) -> None:
        self.rules, self.rx = rules, client.prescription
        self.due = sorted(possible.due, key=lambda due: (not due.pinned, -due.service.quarters))
        self.spare = (1 << LOAD_BITS - 1) - 1 - rules.day_maximum
        self.start = Held()
        needs = {kind: quarters for kind, quarters in self.rx.kinds if quarters > 0}
        for offer in possible.offers:
            if offer.pinned:
                self.start = self._joined(self.start, offer)
                needs[offer.series.kind] -= offer.quarters
        kinds = sorted(needs)
        self.offers = sorted(
            (o for o in possible.offers if not o.pinned),
            key=lambda offer: (offer.series.kind, -offer.quarters, offer.series.id),
        )
        self.kind = [kinds.index(offer.series.kind) for offer in self.offers]
        self.needs = [max(0, needs[kind]) for kind in kinds]
        self.visits_hoped = sum(due.service.quarters for due in self.due if due.openings)
        self._hope()

    def _hope(self) -> None:
        """Sum what can be hoped for from each offer on: in its own kind, and in later ones."""
        in_kind = [0] * len(self.needs)
        self.here = [0] * len(self.offers)
        for nth in range(len(self.offers) - 1, -1, -1):
            in_kind[self.kind[nth]] += self.offers[nth].quarters
            self.here[nth] = in_kind[self.kind[nth]]
        most = [min(need, own) for need, own in zip(self.needs, in_kind, strict=True)]
        self.later = [*list(accumulate(reversed(most)))[::-1][1:], 0]

    def beyond(self, least: int) -> Best | None:
        """Find the week with the most quarters; None if it holds no more than ``least``."""
        self.best = least
        self.found: Best | None = None
        self._extend(0, self.start)
        return self.found

    def _extend(self, nth: int, held: Held) -> None:
        if held.quarters + self.visits_hoped > self.best:
            self._visit(0, held)
        for place in range(nth, len(self.offers)):
            if self._hoped(place, held) <= self.best or self.best >= self.rx.weekly:
                return
            offer, kind = self.offers[place], self.kind[place]
            left = held.left if kind == held.kind else self.needs[kind]
            if offer.quarters <= left and self._can_join(held, offer):
                self._extend(place + 1, self._joined(held, offer, kind, left))

    def _hoped(self, place: int, held: Held) -> int:
        kind = self.kind[place]
        left = held.left if kind == held.kind else self.needs[kind]
        groups = held.quarters + min(left, self.here[place]) + self.later[kind]
        return groups + self.visits_hoped

    def _can_join(self, held: Held, offer: Offer) -> bool:
        if offer.times & held.times or held.quarters + offer.quarters > self.rx.ceiling:
            return False
        disturbed = held.out & offer.times if offer.series.video else held.by_video & offer.way
        return not disturbed and not (held.loads + offer.loads + self.spare * ONES) & TOPS

    def _joined(self, held: Held, offer: Offer, kind: int = -1, left: int = 0) -> Held:
        video = offer.series.video
        return Held(
            quarters=held.quarters + offer.quarters,
            times=held.times | offer.times,
            out=held.out if video else held.out | offer.way,
            by_video=held.by_video | offer.times if video else held.by_video,
            loads=held.loads + offer.loads,
            kind=kind,
            left=left - offer.quarters,
            chosen=(*held.chosen, offer),
        )

    def _visit(self, nth: int, held: Held) -> None:
        """Give the due services from the ``nth`` on, each at every time until it is enough."""
        rest = sum(due.service.quarters for due in self.due[nth:] if due.openings)
        hoped = min(self.rx.weekly, held.quarters + rest)
        if hoped <= self.best:
            return
        if nth == len(self.due):
            self._keep(held)
            return
        due = self.due[nth]
        if held.quarters + due.service.quarters <= self.rx.ceiling:
            for visit in self._times_for(due, held):
                self._visit(nth + 1, _with_visit(held, visit))
                if hoped <= self.best:
                    return
        if not due.pinned:
            self._visit(nth + 1, held)

    def _keep(self, held: Held) -> None:
        seats = (Seat(offer.series.id) for offer in held.chosen)
        self.best = min(self.rx.weekly, held.quarters)
        self.found = Best(self.best, (*seats, *held.visits))

    def _times_for(self, due: Due, held: Held) -> Iterator[Visit]:
        long = due.service.quarters
        blocked = smeared(held.times, long)
        for day in range(DAYS):
            if (held.loads >> LOAD_BITS * day & FIELD) + long > self.rules.day_maximum:
                blocked |= span(day, 0, QUARTERS_A_DAY)
        for opening in due.openings:
            starts = opening.starts & ~blocked
            also = [visit.meeting for visit in held.visits if visit.staff == opening.staff]
            while starts:
                day, start, during = beginning(starts, long)
                starts &= starts - 1
                if not also or self._keeps_breaks(opening.windows, during, also):
                    yield Visit(due.service.id, opening.staff, Meeting(day, start, long))

    def _keeps_breaks(self, windows: tuple[int, ...], during: int, also: list[Meeting]) -> bool:
        """Say whether two visits with one member of staff leave them their breaks together."""
        for meeting in also:
            during |= span(meeting.day, meeting.start, meeting.quarters)
        return all(holds_a_run(window & ~during, self.rules.break_quarters) for window in windows)


def _with_visit(held: Held, visit: Visit) -> Held:
    meeting = visit.meeting
    return replace(
        held,
        quarters=held.quarters + meeting.quarters,
        times=held.times | span(meeting.day, meeting.start, meeting.quarters),
        loads=held.loads + (meeting.quarters << LOAD_BITS * meeting.day),
        visits=(*held.visits, visit),
    )
