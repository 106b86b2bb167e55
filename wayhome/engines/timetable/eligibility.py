"""What each client could take part in: the series that fit them, the visits they could be given.

It answers for one client at a time, whatever others hold: seats are the solver's business.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from wayhome.engines.timetable.calendar import DAYS, NEVER, first, holds_a_run, quarter, span, widen
from wayhome.engines.timetable.calendar import QUARTERS_A_DAY as A_DAY
from wayhome.engines.timetable.domain import (
    ANYONE,
    Client,
    Daypart,
    GroupKind,
    GroupSeries,
    Meeting,
    Seat,
    Service,
    Staff,
    Week,
)

NOON = quarter(12)
EVENING = quarter(16, 30)
SATURDAY = 5


def times_of(meetings: Sequence[Meeting]) -> int:
    """Give all quarters in which the meetings are held."""
    times = NEVER
    for meeting in meetings:
        times |= span(meeting.day, meeting.start, meeting.quarters)
    return times


def length_of(series: GroupSeries) -> int:
    return sum(meeting.quarters for meeting in series.meetings)


def daypart_of(times: int) -> Daypart:
    """Give the part of the day in which the first of these times is."""
    day, start = divmod(first(times), A_DAY)
    if day >= SATURDAY:
        return Daypart.WEEKEND
    if start < NOON:
        return Daypart.MORNING
    return Daypart.AFTERNOON if start < EVENING else Daypart.EVENING


def misfit(client: Client, series: GroupSeries, daypart: Daypart) -> int:
    """Give what a seat counts on the fit level; ``daypart`` is the series' own."""
    other_part = client.prefers not in (Daypart.ANY, daypart)
    other_phase = bool(series.phases) and client.phase not in series.phases
    could_come = series.video and client.attends == "either"
    return other_part + 2 * other_phase + could_come


def trip_of(client: Client) -> int:
    """Give the most that one visit can cost on the idle level."""
    return {"video": 0, "either": 2, "in_person": 4 + 2 * client.travel}[client.attends]


def avoided(clients: Iterable[Client]) -> dict[str, set[str]]:
    """Give for each client whom they must not meet in a group, whoever of the two said so."""
    found: dict[str, set[str]] = {client.id: set() for client in clients}
    for client in clients:
        for other in client.avoid:
            if other in found:
                found[client.id].add(other)
                found[other].add(client.id)
    return found


def may_lead(staff: Staff, series: GroupSeries, kind: GroupKind) -> bool:
    """Say whether somebody holds what the kind asks for and speaks the group's language."""
    asked = kind.credentials
    return series.language in staff.languages and (not asked or bool(asked & staff.credentials))


def keeps_breaks(staff: Staff, taken: int, more: int, quarters: int) -> bool:
    """Say whether somebody still has every break if more of their time is taken."""
    return all(
        holds_a_run(window & ~(taken | more), quarters) for window in staff.breaks if window & more
    )


def leaves_break(window: int, led: int, visited: int, quarters: int) -> bool:
    """Say whether a break is left in a window, or groups alone have filled it anyway."""
    beside_groups = window & ~led
    return holds_a_run(beside_groups & ~visited, quarters) or not holds_a_run(
        beside_groups, quarters
    )


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which one member of staff could give one client a service."""

    staff: str
    day: int
    start: int
    quarters: int

    @property
    def meeting(self) -> Meeting:
        return Meeting(self.day, self.start, self.quarters)

    @property
    def times(self) -> int:
        return span(self.day, self.start, self.quarters)


def fits_person(series: GroupSeries, client: Client) -> bool:
    """Say whether the group is in the client's language and open to them, whatever the hour."""
    return (
        series.language == client.language
        and series.gender in (ANYONE, client.gender)
        and (not series.contract or series.held > 0 or series.contract == client.contract)
        and client.attends != ("in_person" if series.video else "video")
    )


def fits_life(times: int, client: Client, *, video: bool) -> bool:
    """Say whether the client is free at these times, and on the way if they come in person."""
    needed = times if video else widen(times, client.travel)
    return needed & ~client.free == NEVER


class Eligibility:
    """The week's series and staff, looked up by client."""

    def __init__(self, week: Week) -> None:
        self.week = week
        self.series = {series.id: series for series in week.series}
        self.staff = {staff.id: staff for staff in week.staff}
        self.services = {service.id: service for service in week.rules.services}
        self.times = {series.id: times_of(series.meetings) for series in week.series}
        self._ways: dict[tuple[int, int], int] = {}

    @cached_property
    def _at_site(self) -> dict[str, list[GroupSeries]]:
        found = defaultdict(list)
        for series in self.week.series:
            if not series.video:
                found[series.site].append(series)
        return found

    @cached_property
    def _in_region(self) -> dict[str, list[GroupSeries]]:
        found = defaultdict(list)
        for series in self.week.series:
            if series.video:
                found[self.region[series.site]].append(series)
        return found

    @cached_property
    def region(self) -> dict[str, str]:
        return {site.id: site.region for site in self.week.sites}

    @cached_property
    def _published(self) -> dict[str, frozenset[str]]:
        return {
            client: frozenset(b.series for b in bookings if isinstance(b, Seat))
            for client, bookings in self.week.published
        }

    @cached_property
    def group_times(self) -> dict[str, int]:
        """When each member of staff leads groups."""
        found: dict[str, int] = defaultdict(int)
        for series in self.week.series:
            if series.facilitator:
                found[series.facilitator] |= self.times[series.id]
        return found

    @cached_property
    def caseload_left(self) -> dict[str, int]:
        """How many more clients each member of staff may become the counselor of."""
        left = {staff.id: staff.caseload for staff in self.week.staff}
        for client in self.week.clients:
            if client.counselor in left:
                left[client.counselor] -= 1
        return {staff: max(0, number) for staff, number in left.items()}

    @cached_property
    def _site_open(self) -> dict[str, int]:
        return {site.id: site.open for site in self.week.sites}

    def way(self, times: int, travel: int) -> int:
        """Give the times with the way there and back, computed once for all clients."""
        key = (times, travel)
        if key not in self._ways:
            self._ways[key] = widen(times, travel)
        return self._ways[key]

    def candidates(self, client: Client) -> list[GroupSeries]:
        """List the series of the prescribed kinds that the client's site or region offers."""
        kinds = {kind for kind, quarters in client.prescription.kinds if quarters > 0}
        near = (
            *self._at_site[client.site],
            *self._in_region[self.region[client.site]],
        )
        return [series for series in near if series.kind in kinds]

    def admits(self, series: GroupSeries, client: Client) -> bool:
        return series.admits or series.id in self._published.get(client.id, ())

    def series_for(self, client: Client) -> list[GroupSeries]:
        """List the series that the client could attend, in the order of the week."""
        busy = ~client.free
        return [
            series
            for series in self.candidates(client)
            if fits_person(series, client)
            and self.admits(series, client)
            and not self._needed(series, client) & busy
        ]

    def _needed(self, series: GroupSeries, client: Client) -> int:
        times = self.times[series.id]
        return times if series.video else self.way(times, client.travel)

    def staff_for(self, client: Client, service: Service) -> list[Staff]:
        """List the staff who could give the client this service, at whatever time."""
        able = self._able[client.site, service.id]
        if not service.own_counselor:
            return able
        if client.counselor is not None:
            return [staff for staff in able if staff.id == client.counselor]
        return [
            staff
            for staff in able
            if client.language in staff.languages and self.caseload_left[staff.id]
        ]

    @cached_property
    def _able(self) -> dict[tuple[str, str], list[Staff]]:
        found = defaultdict(list)
        for staff in self.week.staff:
            for service in self.week.rules.services:
                if not service.credentials or staff.credentials & service.credentials:
                    found[staff.site, service.id].append(staff)
        return found

    def slots_of(self, staff: Staff, quarters: int) -> list[tuple[Slot, int]]:
        """List the times, each with its bits, at which the staff could give so long a visit."""
        key = (staff.id, quarters)
        if key not in self._slots:
            self._slots[key] = list(self._free_slots(staff, quarters))
        return self._slots[key]

    @cached_property
    def _slots(self) -> dict[tuple[str, int], list[tuple[Slot, int]]]:
        return {}

    def _free_slots(self, staff: Staff, quarters: int) -> Iterator[tuple[Slot, int]]:
        free = staff.hours & self._site_open[staff.site] & ~self.group_times.get(staff.id, 0)
        for day in range(DAYS):
            for start in range(0, A_DAY - quarters + 1, self.week.rules.step):
                times = span(day, start, quarters)
                if times & ~free == NEVER:
                    yield Slot(staff.id, day, start, quarters), times

    def slots_for(self, client: Client, service: Service) -> list[Slot]:
        """List the times at which the client could be given the service."""
        if client.waiting:
            return []
        travel = client.travel if client.attends == "in_person" else 0
        busy = ~client.free
        return [
            slot
            for staff in self.staff_for(client, service)
            for slot, times in self.slots_of(staff, service.quarters)
            if not self.way(times, travel) & busy
        ]
