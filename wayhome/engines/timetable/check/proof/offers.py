"""What one client could have at all: each seat and each visit that breaks no rule by itself."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from wayhome.engines.timetable.check.fitting import violations_of_giver, violations_of_seat
from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.moments import DAYS, QUARTERS_A_DAY
from wayhome.engines.timetable.check.person import violations_of_client
from wayhome.engines.timetable.check.together import (
    turned,
    violations_of_caseload,
    violations_of_series,
    violations_of_times,
)
from wayhome.engines.timetable.domain import (
    Booking,
    Client,
    GroupSeries,
    Meeting,
    Seat,
    Service,
    Staff,
    Visit,
)

type Pins = Mapping[str, tuple[Booking, ...]]


@dataclass(frozen=True, slots=True)
class Offers:
    """``visits``: by service that is due. ``pinned``: what the client has in any case."""

    seats: tuple[GroupSeries, ...]
    visits: Mapping[str, tuple[Visit, ...]]
    pinned: frozenset[Booking]


class Market:
    """All that a week offers to each client, beside what is pinned for the others."""

    def __init__(self, ground: Ground, pins: Pins) -> None:
        self.ground = ground
        self._pins = pins
        self._pinned = turned(pins.items())
        self._offers: dict[str, Offers] = {}
        self._hours: dict[tuple[str, int], tuple[Meeting, ...]] = {}

    def offers(self, client: Client) -> Offers:
        if client.id not in self._offers:
            self._offers[client.id] = self._find(client)
        return self._offers[client.id]

    def _find(self, client: Client) -> Offers:
        due = dict.fromkeys(client.prescription.services if not client.waiting else ())
        return Offers(
            seats=tuple(self._seats(client)),
            visits={
                service: tuple(self._visits(client, self.ground.services[service]))
                for service in due
                if service in self.ground.services
            },
            pinned=frozenset(self._pins.get(client.id, ())),
        )

    @cached_property
    def _near(self) -> Mapping[tuple[bool, str | None], list[GroupSeries]]:
        """Series by whether they are by video, and by region or site."""
        near = defaultdict(list)
        for series in self.ground.series.values():
            place = self.ground.regions.get(series.site) if series.video else series.site
            near[series.video, place].append(series)
        return near

    def _seats(self, client: Client) -> Iterator[GroupSeries]:
        region = self.ground.regions.get(client.site)
        for series in (*self._near[False, client.site], *self._near[True, region]):
            if not any(violations_of_seat(self.ground, client, series)) and self._is_free(
                client, series
            ):
                yield series

    def _is_free(self, client: Client, series: GroupSeries) -> bool:
        """Say whether the client could come, were nobody there but those who are pinned."""
        seated = dict.fromkeys((*self._pinned.seated.get(series.id, ()), client.id))
        return not any(
            violations_of_client(self.ground, client, (Seat(series.id),), client.pinned)
        ) and not any(violations_of_series(self.ground, series, tuple(seated)))

    def _visits(self, client: Client, service: Service) -> Iterator[Visit]:
        for staff in self.ground.staff.values():
            if any(violations_of_giver(self.ground, client, service, staff)):
                continue
            for meeting in self._free_hours(staff, service):
                visit = Visit(service.id, staff.id, meeting)
                if self._is_given(client, visit, staff):
                    yield visit

    def _is_given(self, client: Client, visit: Visit, staff: Staff) -> bool:
        """Say whether the visit could be given, beside those that are pinned."""
        if any(violations_of_client(self.ground, client, (visit,), client.pinned)):
            return False
        pinned = self._pinned.given.get(staff.id, ())
        given = tuple(dict.fromkeys((*pinned, (client.id, visit))))
        if pinned and any(violations_of_times(self.ground, staff, given)):
            return False
        return not any(violations_of_caseload(self.ground, staff, given))

    def _free_hours(self, staff: Staff, service: Service) -> tuple[Meeting, ...]:
        """List the times of a visit that suit the member of staff, whoever comes."""
        key = staff.id, service.quarters
        if key not in self._hours:
            meetings = (
                Meeting(day, start, service.quarters)
                for day in range(DAYS)
                for start in range(0, QUARTERS_A_DAY - service.quarters + 1, self.ground.rules.step)
            )

            def somebody(meeting: Meeting) -> tuple[str, Visit]:
                return "", Visit(service.id, staff.id, meeting)

            self._hours[key] = tuple(
                meeting
                for meeting in meetings
                if not any(violations_of_times(self.ground, staff, (somebody(meeting),)))
            )
        return self._hours[key]
