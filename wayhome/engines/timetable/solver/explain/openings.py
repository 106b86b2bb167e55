"""When each member of staff could still begin a visit, and which breaks it must leave them."""

from dataclasses import dataclass
from functools import cache

from wayhome.engines.timetable.calendar import (
    DAYS,
    NEVER,
    QUARTERS_A_DAY,
    QUARTERS_AN_HOUR,
    WEEK,
    first,
    holds_a_run,
    span,
    widen,
)
from wayhome.engines.timetable.domain import Client, Service, Staff
from wayhome.engines.timetable.solver.explain.others import Others


@dataclass(frozen=True, slots=True)
class Opening:
    """``starts``: the quarters at which a visit with them could begin."""

    staff: str
    starts: int
    windows: tuple[int, ...]


class Openings:
    """The openings that a plan leaves; those of staff a client doesn't see are found once."""

    def __init__(self, others: Others) -> None:
        self.others, self.eligibility = others, others.eligibility
        self.rules = self.eligibility.week.rules
        self._site_open = {site.id: site.open for site in self.eligibility.week.sites}
        self._known: dict[tuple[str, int, bool], Opening] = {}

    def for_client(
        self, client: Client, service: Service, overtime: str = ""
    ) -> tuple[Opening, ...]:
        """List when a client could be given a service, if staff of this id worked longer."""
        fit = starts_in(visits_fit(client), service.quarters)
        found = []
        for staff in self.eligibility.staff_for(client, service):
            new = service.own_counselor and client.counselor is None
            if new and not self.others.leave_room_with(staff.id, client):
                continue
            opening = self._of(staff, client, service.quarters, longer=staff.id == overtime)
            if opening.starts & fit:
                found.append(Opening(staff.id, opening.starts & fit, opening.windows))
        return tuple(found)

    def _of(self, staff: Staff, client: Client, quarters: int, *, longer: bool) -> Opening:
        if self.others.sees(staff.id, client):
            return self._found(staff, client, quarters, longer=longer)
        key = (staff.id, quarters, longer)
        if key not in self._known:
            self._known[key] = self._found(staff, client, quarters, longer=longer)
        return self._known[key]

    def _found(self, staff: Staff, client: Client, quarters: int, *, longer: bool) -> Opening:
        visited = self.others.visited(staff.id, client)
        led = self.eligibility.group_times.get(staff.id, NEVER)
        hours = widen(staff.hours, QUARTERS_AN_HOUR) if longer else staff.hours
        free = hours & self._site_open[staff.site] & ~led & ~visited
        starts = starts_in(free, quarters) & grid(self.rules.step, quarters)
        windows = self.others.windows(staff, visited)
        return Opening(staff.id, self._with_breaks(starts, quarters, windows), windows)

    def _with_breaks(self, starts: int, quarters: int, windows: tuple[int, ...]) -> int:
        """Leave out the starts of visits that would take somebody's break."""
        for window in windows:
            near = starts & smeared(window, quarters)
            while near:
                start = near & -near
                near ^= start
                times = ((1 << quarters) - 1) * start
                if not holds_a_run(window & ~times, self.rules.break_quarters):
                    starts ^= start
        return starts


def visits_fit(client: Client) -> int:
    """Give when the client could be on a visit, the way there and back thought of."""
    travel = client.travel if client.attends == "in_person" else 0
    return WEEK & ~widen(WEEK & ~client.free, travel)


def starts_in(free: int, quarters: int) -> int:
    """Give the quarters at which so long an unbroken stretch of these times begins."""
    for _ in range(quarters - 1):
        free &= free >> 1
    return free


def smeared(times: int, quarters: int) -> int:
    """Give the quarters at which a visit that would touch these times begins."""
    begins = times
    for _ in range(quarters - 1):
        begins |= begins >> 1
    return begins


def beginning(starts: int, quarters: int) -> tuple[int, int, int]:
    """Give the day, the quarter and the times of the first visit that can begin so."""
    day, start = divmod(first(starts), QUARTERS_A_DAY)
    return day, start, span(day, start, quarters)


@cache
def grid(step: int, quarters: int) -> int:
    """Give the quarters at which so long a visit may begin, so that it ends on the same day."""
    starts = NEVER
    for day in range(DAYS):
        for start in range(0, QUARTERS_A_DAY - quarters + 1, step):
            starts |= span(day, start, 1)
    return starts
