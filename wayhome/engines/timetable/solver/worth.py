"""What one client's bookings are worth, level by level, and what is left of everyone's time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from wayhome.engines.timetable.calendar import DAYS, NEVER
from wayhome.engines.timetable.domain import Client, Levels, Seat, Service, Visit
from wayhome.engines.timetable.eligibility import trip_of
from wayhome.engines.timetable.solver.patterns import fit
from wayhome.engines.timetable.solver.region import LOAD_BITS, Region, packed_loads
from wayhome.engines.timetable.solver.visits import possible_slots, visit_at

type Given = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Booked:
    """A client's week: the places of the series, and each service given with its slot's place."""

    series: tuple[int, ...] = ()
    visits: tuple[Given, ...] = ()


type Plans = dict[str, Booked]


@dataclass(frozen=True, slots=True)
class Groups:
    """What a set of series means for a client, without visits."""

    series: tuple[int, ...]
    times: int
    quarters: int
    short: int
    fit: int
    kept: int
    idle: int
    loads: tuple[int, ...]


class Worth:
    """Judges one client's bookings."""

    def __init__(self, region: Region, client: Client) -> None:
        self.region, self.client = region, client
        self.rx = client.prescription
        self.trip = trip_of(client)
        published = region.published.get(client.id, ())
        self.kept_series = {
            region.index[b.series]
            for b in published
            if isinstance(b, Seat) and b.series in region.index
        }
        known = region.eligibility.staff
        self.kept_visits = {b for b in published if isinstance(b, Visit) and b.staff in known}
        self._groups: dict[tuple[int, ...], Groups] = {}
        self._apart: dict[tuple[int, ...], list[int]] = {}

    @cached_property
    def due(self) -> list[Service]:
        services = () if self.client.waiting else self.rx.services
        return [self.region.eligibility.services[name] for name in services]

    @cached_property
    def slots(self) -> dict[str, list[int]]:
        return {s.id: possible_slots(self.region, self.client, s) for s in self.due}

    @cached_property
    def pinned(self) -> frozenset[str]:
        """The services whose visit somebody has fixed."""
        return frozenset(b.service for b in self.client.pinned if isinstance(b, Visit))

    def groups(self, series: tuple[int, ...]) -> Groups:
        if series not in self._groups:
            self._groups[series] = self._judged(series)
        return self._groups[series]

    def _judged(self, series: tuple[int, ...]) -> Groups:
        region = self.region
        held: dict[str, int] = defaultdict(int)
        times, loads = NEVER, 0
        for place in series:
            held[region.series[place].kind] += int(region.quarters[place])
            times |= region.times[place]
            loads += packed_loads(region.series[place])
        blocks = {region.block[place] for place in series} - {-1}
        return Groups(
            series=series,
            times=times,
            quarters=sum(held.values()),
            short=self._lacking(held),
            fit=sum(fit(region, self.client, p) for p in series) + max(0, len(blocks) - 1),
            kept=2 * len(self.kept_series.intersection(series)),
            idle=self._idle(series),
            loads=tuple(loads >> LOAD_BITS * day & 0xFF for day in range(DAYS)),
        )

    def _lacking(self, held: Mapping[str, int]) -> int:
        if self.rx.any_mix:
            return 0
        return sum(max(0, need - held.get(kind, 0)) for kind, need in self.rx.kinds)

    def _idle(self, series: tuple[int, ...]) -> int:
        idle = 0
        for begin, end, quarters in self._days(series):
            idle += end - begin - quarters + 2 * self.client.travel
        return idle

    def _days(self, series: tuple[int, ...]) -> list[tuple[int, int, int]]:
        days: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for place in series:
            found = self.region.series[place]
            for meeting in () if found.video else found.meetings:
                days[meeting.day].append((meeting.start, meeting.start + meeting.quarters))
        return [
            (min(b for b, _ in day), max(e for _, e in day), sum(e - b for b, e in day))
            for day in days.values()
        ]

    def apart(self, series: tuple[int, ...], slot: int) -> int:
        """Give what a visit counts for idle; -1 if it falls into one of the groups."""
        if series not in self._apart:
            # for all slots at once: it is asked for most of them
            near = self.region.near[[*series, len(self.region.series)]].min(0)
            self._apart[series] = np.minimum(near, self.trip).tolist()
        return self._apart[series][slot]

    def room_for(self, groups: Groups, slot: int) -> bool:
        found = self.region.slots[slot]
        load = groups.loads[found.day] + found.quarters
        return load <= self.region.rules.day_maximum and not found.times & groups.times

    def hours(self, groups: Groups, visits: Iterable[Given]) -> int:
        services, rx = self.region.eligibility.services, self.rx
        given = {name for name, _ in visits}
        got = groups.quarters + sum(services[name].quarters for name in given)
        short = 2 * max(0, rx.weekly - got) + 2 * max(0, min(rx.weekly, rx.floor) - got)
        short += groups.short + sum(s.missing for s in self.due if s.id not in given)
        if rx.minimum_days:
            short += self.region.rules.missing_day * self._missing_days(groups, visits)
        return short // (self.region.rules.waiting_share if self.client.waiting else 1)

    def _missing_days(self, groups: Groups, visits: Iterable[Given]) -> int:
        loads = list(groups.loads)
        for _, slot in visits:
            loads[self.region.slots[slot].day] += self.region.slots[slot].quarters
        enough = sum(load >= self.rx.day_minimum for load in loads)
        return max(0, self.rx.minimum_days - enough)

    def levels(self, booked: Booked) -> Levels:
        """Judge all levels but balance, which isn't one client's."""
        groups = self.groups(booked.series)
        services = self.region.eligibility.services
        visits = {visit_at(self.region, services[name], slot) for name, slot in booked.visits}
        kept = groups.kept + len(self.kept_visits & visits)
        return Levels(
            hours=self.hours(groups, booked.visits),
            fit=groups.fit,
            continuity=2 * len(self.kept_series) + len(self.kept_visits) - kept,
            idle=groups.idle + sum(self.apart(booked.series, slot) for _, slot in booked.visits),
        )


class Taken:
    """The seats and the staff's time that some clients' bookings take."""

    def __init__(self, region: Region, plans: Mapping[str, Booked]) -> None:
        self.region = region
        self.seats: dict[int, list[str]] = defaultdict(list)
        self.times: dict[str, int] = defaultdict(int)
        self.new: dict[str, int] = defaultdict(int)
        for client in sorted(plans):
            self.add(client, plans[client])

    def add(self, client: str, booked: Booked) -> None:
        for place in booked.series:
            self.seats[place].append(client)
        for name, slot in booked.visits:
            self.add_visit(client, name, slot)

    def add_visit(self, client: str, service: str, slot: int) -> None:
        found = self.region.slots[slot]
        self.times[found.staff] |= found.times
        self.new[found.staff] += is_new(self.region, client, service)

    def strangers(self, place: int) -> int:
        """Count those who don't have the contract that some seats are held for."""
        contract = self.region.series[place].contract
        return sum(self.region.clients[c].contract != contract for c in self.seats[place])


def is_new(region: Region, client: str, service: str) -> bool:
    """Say whether this visit would make somebody the client's counselor."""
    own = region.eligibility.services[service].own_counselor
    return own and region.clients[client].counselor is None


def levels_of(region: Region, worth: Mapping[str, Worth], plans: Plans) -> Levels:
    """Judge a whole plan."""
    total = Levels(balance=balance_of(region, plans.values()))
    for client, booked in plans.items():
        total += worth[client].levels(booked)
    return total


def balance_of(region: Region, plans: Iterable[Booked]) -> int:
    counted = Counter(place for booked in plans for place in booked.series)
    return sum(max(0, number - region.series[place].target) for place, number in counted.items())
