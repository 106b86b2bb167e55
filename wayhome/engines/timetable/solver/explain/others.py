"""What is left beside everybody else: seats, the staff's time, room in caseloads."""

from collections import defaultdict
from collections.abc import Mapping

from wayhome.engines.timetable.calendar import NEVER, holds_a_run, span
from wayhome.engines.timetable.domain import Booking, Client, GroupSeries, Seat, Staff, Visit
from wayhome.engines.timetable.eligibility import Eligibility, avoided


class Others:
    """The bookings of a plan, of which one client's own can be thought away."""

    def __init__(
        self, eligibility: Eligibility, bookings: Mapping[str, tuple[Booking, ...]]
    ) -> None:
        self.eligibility = eligibility
        self._clients = {client.id: client for client in eligibility.week.clients}
        self._avoids = avoided(eligibility.week.clients)
        self._seated: dict[str, list[Client]] = defaultdict(list)
        self._visits: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._new: dict[str, set[str]] = defaultdict(set)
        for name, own in bookings.items():
            if name in self._clients:
                self._enter(self._clients[name], own)

    def _enter(self, client: Client, bookings: tuple[Booking, ...]) -> None:
        for booking in bookings:
            if isinstance(booking, Seat):
                self._seated[booking.series].append(client)
                continue
            meeting = booking.meeting
            times = span(meeting.day, meeting.start, meeting.quarters)
            self._visits[booking.staff].append((client.id, times))
            if self._becomes_counselor(client, booking):
                self._new[booking.staff].add(client.id)

    def _becomes_counselor(self, client: Client, visit: Visit) -> bool:
        service = self.eligibility.services.get(visit.service)
        return client.counselor is None and service is not None and service.own_counselor

    def have_a_seat_for(self, client: Client, series: GroupSeries, more: int = 0) -> bool:
        """Say whether there is a seat, with so many more of them, next to nobody to be avoided."""
        sitting = [other for other in self._seated.get(series.id, ()) if other.id != client.id]
        left = series.capacity + more - len(sitting)
        if series.held > 0 and client.contract != series.contract:
            of_contract = sum(other.contract == series.contract for other in sitting)
            left = min(left, left - series.held + of_contract)
        return left > 0 and self._avoids[client.id].isdisjoint(other.id for other in sitting)

    def visited(self, staff: str, client: Client) -> int:
        """Give when a member of staff sees somebody else."""
        times = NEVER
        for other, during in self._visits.get(staff, ()):
            if other != client.id:
                times |= during
        return times

    def sees(self, staff: str, client: Client) -> bool:
        return any(other == client.id for other, _ in self._visits.get(staff, ()))

    def leave_room_with(self, staff: str, client: Client) -> bool:
        """Say whether the client could become one of this counselor's."""
        new = self._new.get(staff, set()) - {client.id}
        return len(new) < self.eligibility.caseload_left[staff]

    def windows(self, staff: Staff, visited: int) -> tuple[int, ...]:
        """Give what is free of each break window that groups leave a break in."""
        led = self.eligibility.group_times.get(staff.id, NEVER)
        quarters = self.eligibility.week.rules.break_quarters
        return tuple(
            window & ~led & ~visited
            for window in staff.breaks
            if holds_a_run(window & ~led, quarters)
        )
