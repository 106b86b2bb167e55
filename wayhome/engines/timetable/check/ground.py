"""What a plan stands on: the week looked up by id, without what was left out of it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property

from wayhome.engines.timetable.check.moments import Moment, all_in, moments_of, ways_of
from wayhome.engines.timetable.domain import (
    Booking,
    Client,
    GroupKind,
    GroupSeries,
    Room,
    Seat,
    Service,
    Staff,
    Week,
)


class Ground:
    """Answers one question at a time and remembers the answers; nothing in it changes."""

    def __init__(
        self,
        week: Week,
        series_left_out: Collection[str] = (),
        clients_left_out: Collection[str] = (),
    ) -> None:
        self.week = week
        self.rules = week.rules
        self.series_left_out = frozenset(series_left_out)
        self.clients_left_out = frozenset(clients_left_out)
        self._moments: dict[str, tuple[Moment, ...]] = {}
        self._ways: dict[tuple[str, int], tuple[Moment, ...]] = {}
        self._windows: dict[int, tuple[Moment, ...]] = {}
        self._leads: dict[str, Mapping[Moment, str]] = {}
        self._held: dict[str, Mapping[Moment, str]] = {}

    @cached_property
    def clients(self) -> Mapping[str, Client]:
        return {c.id: c for c in self.week.clients if c.id not in self.clients_left_out}

    @cached_property
    def series(self) -> Mapping[str, GroupSeries]:
        return {s.id: s for s in self.week.series if s.id not in self.series_left_out}

    @cached_property
    def everybody(self) -> Mapping[str, Staff]:
        """All staff: those of no known site may lead groups."""
        return {each.id: each for each in self.week.staff}

    @cached_property
    def staff(self) -> Mapping[str, Staff]:
        """Those who can give visits."""
        return {each.id: each for each in self.week.staff if each.site in self.opening}

    @cached_property
    def services(self) -> Mapping[str, Service]:
        return {service.id: service for service in self.rules.services}

    @cached_property
    def kinds(self) -> Mapping[str, GroupKind]:
        return {kind.id: kind for kind in self.rules.kinds}

    @cached_property
    def rooms(self) -> Mapping[str, Room]:
        return {room.id: room for room in self.week.rooms}

    @cached_property
    def regions(self) -> Mapping[str, str]:
        return {site.id: site.region for site in self.week.sites}

    @cached_property
    def opening(self) -> Mapping[str, int]:
        return {site.id: site.open for site in self.week.sites}

    @cached_property
    def _published(self) -> Mapping[str, tuple[Booking, ...]]:
        return dict(self.week.published)

    def published(self, client: str) -> tuple[Booking, ...]:
        return tuple(dict.fromkeys(self._published.get(client, ())))

    def was_in(self, client: str, series: str) -> bool:
        return Seat(series) in self._published.get(client, ())

    def moments(self, series: str) -> tuple[Moment, ...]:
        if series not in self._moments:
            self._moments[series] = moments_of(self.series[series].meetings)
        return self._moments[series]

    def ways(self, series: str, travel: int) -> tuple[Moment, ...]:
        key = series, travel
        if key not in self._ways:
            self._ways[key] = ways_of(self.series[series].meetings, travel)
        return self._ways[key]

    def window(self, calendar: int) -> tuple[Moment, ...]:
        if calendar not in self._windows:
            self._windows[calendar] = all_in(calendar)
        return self._windows[calendar]

    def capacity(self, series: GroupSeries) -> int:
        """Give the most who can sit in it: by itself, by its room, by its kind."""
        kind, room = self.kinds.get(series.kind), self.rooms.get(series.room or "")
        limits = [series.capacity]
        if kind is not None and kind.capacity is not None:
            limits.append(kind.capacity)
        if room is not None and not series.video:
            limits.append(room.capacity)
        return max(0, min(limits))

    @cached_property
    def _led(self) -> Mapping[str, list[GroupSeries]]:
        led = defaultdict(list)
        for series in self.series.values():
            led[series.facilitator or ""].append(series)
        return led

    @cached_property
    def _by_room(self) -> Mapping[str, list[GroupSeries]]:
        held = defaultdict(list)
        for series in self.series.values():
            if not series.video:
                held[series.room or ""].append(series)
        return held

    def leads(self, staff: str) -> Mapping[Moment, str]:
        """Map the moments in which somebody leads a group to that group."""
        if staff not in self._leads:
            led = self._led.get(staff, ())
            self._leads[staff] = {moment: s.id for s in led for moment in self.moments(s.id)}
        return self._leads[staff]

    @cached_property
    def caseloads(self) -> Mapping[str, int]:
        """How many have each member of staff as their counselor, those left out among them."""
        return Counter(c.counselor for c in self.week.clients if c.counselor)

    def held_in(self, room: str) -> Mapping[Moment, str]:
        """Map the moments in which a group is held in a room to that group."""
        if room not in self._held:
            held = self._by_room.get(room, ())
            self._held[room] = {moment: s.id for s in held for moment in self.moments(s.id)}
        return self._held[room]

    def counselor_of(self, client: Client) -> str | None:
        return client.counselor if client.counselor in self.everybody else None

    @cached_property
    def _avoided_by(self) -> Mapping[str, frozenset[str]]:
        by = defaultdict(set)
        for client in self.week.clients:
            for other in client.avoid:
                by[other].add(client.id)
                by[client.id].add(other)
        return {client: frozenset(others - {client}) for client, others in by.items()}

    def kept_apart(self, client: str) -> frozenset[str]:
        """Give those with whom somebody must share no group, whichever of the two says so."""
        return self._avoided_by.get(client, frozenset())
