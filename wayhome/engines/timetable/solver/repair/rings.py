"""Those who were hit are solved anew, then others with them if that wins an hour for each."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from wayhome.engines.timetable.domain import Booking, Client, Effort, Service, Visit, Week
from wayhome.engines.timetable.eligibility import Eligibility, times_of
from wayhome.engines.timetable.solver.bookings import booked_of
from wayhome.engines.timetable.solver.joint import Joint, Limits, Series
from wayhome.engines.timetable.solver.patterns import Lister, Scale
from wayhome.engines.timetable.solver.planner import plan
from wayhome.engines.timetable.solver.region import Region
from wayhome.engines.timetable.solver.repair.past import Past, begins
from wayhome.engines.timetable.solver.repair.reach import AN_HOUR, Reach, costly_to_change
from wayhome.engines.timetable.solver.visits import Weeks, possible_slots
from wayhome.engines.timetable.solver.worth import Booked, Plans, Worth


class Ahead(Worth):
    """Worth of a week of which a part is past: no visit is given there, what has begun stays.

    ``safe``: services that somebody has now, and that nobody may take away from them.
    """

    def __init__(self, region: Region, client: Client, held: int) -> None:
        super().__init__(region, client)
        self.held = held
        self.safe: frozenset[str] = frozenset()

    @cached_property
    def slots(self) -> dict[str, list[int]]:
        return {service.id: self._possible(service) for service in self.due}

    def _possible(self, service: Service) -> list[int]:
        found = possible_slots(self.region, self.client, service)
        if service.id in super().pinned:
            return found
        return [slot for slot in found if begins(self.region.slots[slot].meeting) >= self.held]

    @property
    def pinned(self) -> frozenset[str]:
        return super().pinned | self.safe


@dataclass(frozen=True, slots=True)
class Listed:
    """A client's best weeks of groups, and the least that the level of hours could be."""

    series: list[Series]
    least: int


class Rings:
    """One region's plan with what fell taken out; ``kept`` is what everyone still has."""

    def __init__(
        self,
        region: Region,
        kept: Mapping[str, tuple[Booking, ...]],
        hit: Collection[str],
        past: Past,
        reach: Reach,
    ) -> None:
        self.past, self.reach, self.hit = past, reach, sorted(hit)
        self.scale = Scale(region.rules.weights.hours, 1)
        fixed = self._with_fixed(region.week, kept)
        self.open = otherwise(region, fixed)
        self.plans: Plans = {c: booked_of(region, own) for c, own in kept.items()}
        self.worth: dict[str, Ahead] = {}
        self.taken = Counter(place for booked in self.plans.values() for place in booked.series)

    def _with_fixed(self, week: Week, kept: Mapping[str, tuple[Booking, ...]]) -> Week:
        """Fix what has begun, close groups that have begun, and let every change cost much."""
        past, clients, series = self.past, week.clients, week.series
        if past.held:
            clients = tuple(self._with_begun_pinned(client, kept) for client in clients)
            series = tuple(
                replace(each, admits=each.admits and not past.is_begun(each)) for each in series
            )
        published = tuple((client, own) for client, own in sorted(kept.items()) if own)
        return replace(costly_to_change(week), clients=clients, series=series, published=published)

    def _with_begun_pinned(self, client: Client, kept: Mapping[str, tuple[Booking, ...]]) -> Client:
        own = kept.get(client.id, ())
        begun = (booking for booking in self.past.begun_of(client.id) if booking in own)
        return replace(client, pinned=tuple(dict.fromkeys((*begun, *client.pinned))))

    def judge(self, client: str) -> Ahead:
        if client not in self.worth:
            self.worth[client] = Ahead(self.open, self.open.clients[client], self.past.held)
        return self.worth[client]

    def hours(self, client: str, plans: Plans) -> int:
        judge, booked = self.judge(client), plans[client]
        return judge.hours(judge.groups(booked.series), booked.visits)

    def _with_seats_left(self, moving: Collection[str]) -> Region:
        """Give the region with groups closed that the others fill."""
        taken = self.taken - Counter(p for c in moving for p in self.plans[c].series)
        series = tuple(
            replace(each, admits=each.admits and taken[place] < each.capacity)
            for place, each in enumerate(self.open.series)
        )
        return otherwise(self.open, replace(self.open.week, series=series))

    def _listed(self, region: Region, client: str, number: int) -> Listed:
        lister = Lister(region, region.clients[client], self.reach.listed)
        weeks = Weeks(region, lister.list(self.scale))
        cost = (self.scale.hours * weeks.hours + weeks.rest).min(1)
        best = np.argsort(cost, kind="stable")[:number]
        return Listed([weeks.patterns.series(int(row)) for row in best], int(weeks.hours.min()))

    def _with_own(self, client: str, found: list[Series]) -> list[Series]:
        return list(dict.fromkeys((*found, self.plans[client].series)))

    def solve_hit(self) -> None:
        """Solve those who were hit, with the others as they are."""
        region = self._with_seats_left(self.hit)
        number = self.reach.options_for(len(self.hit))
        options = {
            client: self._with_own(client, self._listed(region, client, number).series)
            for client in self.hit
        }
        plans = self._solved(options, self.reach.limits_for(len(self.hit)))
        if plans is not None:
            self._take(plans)

    def anew(self) -> Plans:
        """Plan everybody anew, what has begun left as it is."""
        week, past = self.open.week, self.past
        staff = week.staff
        if past.held:
            begun = [b for c in self.plans for b in past.begun_of(c) if isinstance(b, Visit)]
            staff = tuple(
                replace(
                    each,
                    hours=each.hours & ~past.times
                    | times_of([b.meeting for b in begun if b.staff == each.id]),
                )
                for each in staff
            )
        found = plan(replace(week, staff=staff), effort=Effort.QUICK)
        return {client: booked_of(self.open, own) for client, own in found.bookings}

    def _solved(self, options: Mapping[str, list[Series]], limits: Limits) -> Plans | None:
        worth = {client: self.judge(client) for client in options}
        return Joint(worth, self.plans, options, self.scale, limits).solve()

    def _take(self, plans: Plans) -> None:
        self.plans = dict(plans)
        self.taken = Counter(place for booked in plans.values() for place in booked.series)

    def exchange(self, *, an_hour_each: bool) -> bool:
        """Let others make room where that wins an hour; say whether it was tried.

        ``an_hour_each``: it must win an hour for each of those who weren't hit and move.
        """
        losers = self._losers()
        ring = self._holders(losers)
        if not ring:
            return False
        region = self._with_seats_left([])
        options = {c: self._with_own(c, found.series) for c, found in losers.items()}
        for client in ring:
            options[client] = self._no_worse(
                client, self._listed(region, client, self.reach.theirs)
            )
        for client in ring:
            self.judge(client).safe = frozenset(dict(self.plans[client].visits))
        plans = self._solved(options, self.reach.exchange)
        if plans is not None and self._wins(plans, options, ring, an_hour_each=an_hour_each):
            self._take(plans)
        return True

    def _no_worse(self, client: str, listed: Listed) -> list[Series]:
        """Give the weeks in which somebody has no less than now, with as many visits."""
        judge, mine = self.judge(client), self.plans[client]
        now = self.hours(client, self.plans)
        return [
            series
            for series in self._with_own(client, listed.series)
            if series == mine.series or judge.hours(judge.groups(series), mine.visits) <= now
        ]

    def _losers(self) -> dict[str, Listed]:
        """Find those who might have more hours if every seat and all the time were free."""
        hours = {client: self.hours(client, self.plans) for client in self.hit}
        short = sorted((c for c in self.hit if hours[c]), key=lambda c: (-hours[c], c))
        number = self.reach.options_for(len(short))
        listed = {c: self._listed(self.open, c, number) for c in short[: self.reach.losers]}
        return {client: found for client, found in listed.items() if found.least < hours[client]}

    def _holders(self, losers: Mapping[str, Listed]) -> list[str]:
        """Choose others who have what the losers want, those with most of it first."""
        seats = {
            place
            for listed in losers.values()
            for series in listed.series[: self.reach.theirs * 2]
            for place in series
            if self.taken[place] >= self.open.series[place].capacity
        }
        staff = {name for client in losers for name in self._staff_wanted(client)}
        wanted = {
            client: 2 * len(seats.intersection(booked.series))
            + sum(self.open.slots[slot].staff in staff for _, slot in booked.visits)
            for client, booked in self.plans.items()
            if client not in losers
        }
        most = min(self.reach.holders, self.reach.for_each * len(losers))
        holders = [client for client, number in wanted.items() if number]
        return sorted(holders, key=lambda c: (-wanted[c], c))[:most]

    def _staff_wanted(self, client: str) -> Iterator[str]:
        """Give the staff who could give what is due and isn't given."""
        judge, given = self.judge(client), dict(self.plans[client].visits)
        for service in judge.due:
            if service.id not in given:
                for slot in judge.slots[service.id]:
                    yield self.open.slots[slot].staff

    def _wins(
        self,
        plans: Plans,
        options: Collection[str],
        ring: Collection[str],
        *,
        an_hour_each: bool,
    ) -> bool:
        won = sum(self.hours(c, self.plans) - self.hours(c, plans) for c in options)
        moved = sum(
            not same(self.plans[client], plans[client]) for client in ring if client not in self.hit
        )
        return won > 0 if not moved else won >= AN_HOUR * (moved if an_hour_each else 1)


def same(one: Booked, other: Booked) -> bool:
    return set(one.series) == set(other.series) and set(one.visits) == set(other.visits)


def otherwise(region: Region, week: Week) -> Region:
    """Give the region with other facts of its clients and groups; their times are the same."""
    other = copy(region)
    other.week, other.rules, other.series = week, week.rules, week.series
    other.eligibility = Eligibility(week)
    other.clients = {client.id: client for client in week.clients}
    other.published = dict(week.published)
    return other
