"""The visits of one client's week, given the groups: which to give when, at the least cost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.moments import moments_of
from wayhome.engines.timetable.check.proof.bundles import Bundle
from wayhome.engines.timetable.check.proof.choices import Due
from wayhome.engines.timetable.check.proof.hours import (
    NO_WAY,
    Hours,
    cheapest,
    from_each_on,
)
from wayhome.engines.timetable.check.together import violations_of_times
from wayhome.engines.timetable.domain import Visit, Weights

type Priced = tuple[int, Visit]


@dataclass(frozen=True, slots=True)
class _Given:
    """Some visits, what they cost, and the quarters on each day, those of groups among them."""

    cost: int
    quarters: int
    loads: tuple[int, ...]
    visits: tuple[Visit, ...]

    def with_visit(self, cost: int, visit: Visit) -> "_Given":
        day, quarters = visit.meeting.day, visit.meeting.quarters
        loads = (*self.loads[:day], self.loads[day] + quarters, *self.loads[day + 1 :])
        return _Given(self.cost + cost, self.quarters + quarters, loads, (*self.visits, visit))


class Giving:
    """What one client's visits can cost, whichever groups they are beside."""

    def __init__(self, ground: Ground, hours: Hours, weights: Weights, due: Sequence[Due]) -> None:
        self.ground, self.hours, self.due = ground, hours, due
        self.day_maximum = ground.rules.day_maximum
        self._idle = weights.idle
        self._table = from_each_on([cheapest(each.costs()) for each in due])[0]
        self._rests: dict[int, int] = {}

    def rest(self, groups: int) -> int:
        """Give the least that visits and hours cost beside so many quarters of groups.

        No visit is taken to be in the way of a group or of another visit.
        """
        if groups not in self._rests:
            self._rests[groups] = self.hours.least(groups, 0, self._table)
        return self._rests[groups]

    def least(self, groups: Bundle, below: int) -> int:
        """Give the least that hours and visits cost beside these groups, or ``below``."""
        slack = below - self.rest(groups.quarters)
        fitting = [sorted(self._fitting(due, groups, slack), key=itemgetter(0)) for due in self.due]
        return _Beside(self, groups, fitting).least(below)

    def _fitting(self, due: Due, groups: Bundle, slack: int) -> Iterator[Priced]:
        """List the visits that these groups leave room for, if they aren't too dear to help."""
        limit = due.choices[0].cost + slack if due.choices else 0
        longest = self.day_maximum - due.service.quarters
        for choice in due.choices:
            if choice.cost >= limit:
                return
            if choice.clash & groups.seats or groups.loads[choice.visit.meeting.day] > longest:
                continue
            cost = choice.cost + self._idle * choice.idle(groups.seats)
            if cost < limit:
                yield cost, choice.visit


class _Beside:
    """The search for the visits beside some groups, service by service, the cheapest first."""

    def __init__(self, giving: Giving, groups: Bundle, fitting: Sequence[Sequence[Priced]]) -> None:
        self._giving, self._groups, self._fitting = giving, groups, fitting
        self._loadable = [
            (due.service.quarters, frozenset(visit.meeting.day for _, visit in visits))
            for due, visits in zip(giving.due, fitting, strict=True)
        ]
        self._tables = from_each_on(
            [cheapest(self._costs(*each)) for each in zip(giving.due, fitting, strict=True)]
        )
        self._best = NO_WAY

    def least(self, below: int) -> int:
        self._best = below
        self._give(0, _Given(0, 0, self._groups.loads, ()))
        return self._best

    @staticmethod
    def _costs(due: Due, visits: Sequence[Priced]) -> Iterator[tuple[int, int]]:
        if due.missing is not None:
            yield 0, due.missing
        if visits:
            yield due.service.quarters, visits[0][0]

    def _give(self, place: int, given: _Given) -> None:
        days_short = self._giving.hours.days_short(given.loads, self._loadable[place:])
        least = self._bound(place, given, days_short)
        if least >= self._best:
            return
        if place == len(self._fitting):
            self._best = least
            return
        for cost, visit in self._fitting[place]:
            following = given.with_visit(cost, visit)
            if self._bound(place + 1, following, 0) >= self._best:
                break
            if self._is_possible(following):
                self._give(place + 1, following)
        missing = self._giving.due[place].missing
        if missing is not None:
            self._give(place + 1, replace(given, cost=given.cost + missing))

    def _bound(self, place: int, given: _Given, days_short: int) -> int:
        """Give what it costs at least, were the next visits in nobody's way."""
        hours, groups = self._giving.hours, self._groups.quarters
        return given.cost + hours.least(groups, given.quarters, self._tables[place], days_short)

    def _is_possible(self, given: _Given) -> bool:
        """Say whether the last visit is possible with those before it."""
        *before, last = given.visits
        if max(given.loads) > self._giving.day_maximum:
            return False
        moments = set(moments_of((last.meeting,)))
        if any(not moments.isdisjoint(moments_of((visit.meeting,))) for visit in before):
            return False
        of_staff = tuple(("", visit) for visit in given.visits if visit.staff == last.staff)
        if len(of_staff) == 1:
            return True
        ground = self._giving.ground
        return not any(violations_of_times(ground, ground.staff[last.staff], of_staff))
