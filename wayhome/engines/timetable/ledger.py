"""What is booked so far, and what can be booked beside it without breaking a rule."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from wayhome.engines.timetable.calendar import (
    DAYS,
    NEVER,
    QUARTERS_A_DAY,
    WEEK,
    count,
    day_of,
    first,
    span,
    widen,
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
    Week,
)
from wayhome.engines.timetable.eligibility import Eligibility, avoided, leaves_break


@dataclass(slots=True)
class Diary:
    """One client's bookings, and the times they take.

    ``out``: in groups in person or on the way to them. ``visits_fit``: when they could be on a
    visit, the way there and back thought of, if nothing were booked.
    """

    visits_fit: int
    bookings: list[Booking] = field(default_factory=list)
    taken: int = NEVER
    in_person: int = NEVER
    out: int = NEVER
    by_video: int = NEVER
    kinds: Counter[str] = field(default_factory=Counter)
    services: set[str] = field(default_factory=set)


class Ledger:
    """The bookings of a week that is sound; each is asked for first, and then entered."""

    def __init__(self, week: Week, eligibility: Eligibility | None = None) -> None:
        self.rules = week.rules
        self.eligibility = eligibility or Eligibility(week)
        self.diaries = {client.id: Diary(_visits_fit(client)) for client in week.clients}
        self.seated: defaultdict[str, list[Client]] = defaultdict(list)
        self._visited: defaultdict[str, int] = defaultdict(int)
        self._new: defaultdict[str, set[str]] = defaultdict(set)
        self._apart = avoided(week.clients)
        self._open = {site.id: site.open for site in week.sites}

    def enter(self, client: Client, booking: Booking) -> bool:
        """Enter a booking if the client can have it; say whether they can."""
        if isinstance(booking, Visit):
            possible = self._can_give(client, booking)
            if possible:
                self.give(client, booking)
            return possible
        fitting = {series.id: series for series in self.eligibility.series_for(client)}
        series = fitting.get(booking.series)
        if series is None or not self.can_sit(client, series):
            return False
        self.sit(client, series)
        return True

    def can_sit(self, client: Client, series: GroupSeries) -> bool:
        """Say whether there is a seat, and room in the diary, in a series that fits the client."""
        diary = self.diaries[client.id]
        times = self.eligibility.times[series.id]
        return (
            not diary.taken & times
            and self._is_reachable(client, series, diary)
            and diary.kinds[series.kind] + count(times) <= _prescribed(client, series.kind)
            and self._has_hours_for(client, times)
            and self._has_a_seat(client, series)
            and self._apart[client.id].isdisjoint(each.id for each in self.seated[series.id])
        )

    def sit(self, client: Client, series: GroupSeries) -> None:
        diary = self.diaries[client.id]
        times = self.eligibility.times[series.id]
        diary.bookings.append(Seat(series.id))
        diary.taken |= times
        diary.kinds[series.kind] += count(times)
        if series.video:
            diary.by_video |= times
        else:
            diary.in_person |= times
            diary.out |= self.eligibility.way(times, client.travel)
        self.seated[series.id].append(client)

    def openings(self, client: Client, service: Service) -> Iterator[Visit]:
        """Give each visit that is still possible, by member of staff, the first of the week first.

        The service must be due.
        """
        if client.waiting or service.id in self.diaries[client.id].services:
            return
        for staff in self.eligibility.staff_for(client, service):
            if self._takes(client, service, staff):
                yield from self._openings_with(client, service, staff)

    def give(self, client: Client, visit: Visit) -> None:
        diary = self.diaries[client.id]
        meeting = visit.meeting
        times = span(meeting.day, meeting.start, meeting.quarters)
        diary.bookings.append(visit)
        diary.taken |= times
        diary.services.add(visit.service)
        self._visited[visit.staff] |= times
        if self.eligibility.services[visit.service].own_counselor and client.counselor is None:
            self._new[visit.staff].add(client.id)

    def _can_give(self, client: Client, visit: Visit) -> bool:
        service = self.eligibility.services.get(visit.service)
        return (
            service is not None
            and service.id in client.prescription.services
            and visit in self.openings(client, service)
        )

    def _is_reachable(self, client: Client, series: GroupSeries, diary: Diary) -> bool:
        """Say whether nobody is on their way during a session by video."""
        times = self.eligibility.times[series.id]
        if series.video:
            return not diary.out & times
        return not diary.by_video & self.eligibility.way(times, client.travel)

    def _has_hours_for(self, client: Client, times: int) -> bool:
        taken = self.diaries[client.id].taken | times
        return count(taken) <= client.prescription.ceiling and all(
            count(day_of(taken, day)) <= self.rules.day_maximum
            for day in range(DAYS)
            if day_of(times, day)
        )

    def _has_a_seat(self, client: Client, series: GroupSeries) -> bool:
        seated = self.seated[series.id]
        if len(seated) >= series.capacity:
            return False
        if series.held <= 0 or client.contract == series.contract:
            return True
        others = sum(each.contract != series.contract for each in seated)
        return others < series.capacity - series.held

    def _takes(self, client: Client, service: Service, staff: Staff) -> bool:
        """Say whether somebody without a counselor could become one of this counselor's."""
        if not service.own_counselor or client.counselor is not None:
            return True
        new = self._new[staff.id]
        return client.id in new or len(new) < self.eligibility.caseload_left[staff.id]

    def _openings_with(self, client: Client, service: Service, staff: Staff) -> Iterator[Visit]:
        diary = self.diaries[client.id]
        led = self.eligibility.group_times.get(staff.id, NEVER)
        free = diary.visits_fit & ~diary.taken & staff.hours & self._open[staff.site]
        free &= ~(led | self._visited[staff.id])
        starts = _starts(free, service.quarters) & _grid(self.rules.step, service.quarters)
        while starts:
            day, start = divmod(first(starts), QUARTERS_A_DAY)
            starts &= starts - 1
            times = span(day, start, service.quarters)
            if self._has_hours_for(client, times) and self._keeps_breaks(staff, led, times):
                yield Visit(service.id, staff.id, Meeting(day, start, service.quarters))

    def _keeps_breaks(self, staff: Staff, led: int, times: int) -> bool:
        visited = self._visited[staff.id] | times
        return all(
            leaves_break(window, led, visited, self.rules.break_quarters)
            for window in staff.breaks
            if window & times
        )


def _visits_fit(client: Client) -> int:
    travel = client.travel if client.attends == "in_person" else 0
    return WEEK & ~widen(WEEK & ~client.free, travel)


def _prescribed(client: Client, kind: str) -> int:
    return dict(client.prescription.kinds).get(kind, 0)


def _starts(free: int, quarters: int) -> int:
    """Give the quarters at which so long an unbroken stretch of free time begins."""
    for _ in range(quarters - 1):
        free &= free >> 1
    return free


@cache
def _grid(step: int, quarters: int) -> int:
    """Give the quarters at which so long a visit may begin, so that it ends on the same day."""
    starts = NEVER
    for day in range(DAYS):
        for start in range(0, QUARTERS_A_DAY - quarters + 1, step):
            starts |= span(day, start, 1)
    return starts
