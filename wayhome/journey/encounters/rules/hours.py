"""Rules of the hours ledger: what a week has earned, still holds and lacks.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from wayhome.journey.encounters.codes import (
    LIVE_STATUSES,
    PRESENT,
    AttendanceKind,
    EncounterStatus,
)
from wayhome.journey.encounters.rules.attendance import RECORDABLE, service_minutes
from wayhome.journey.scheduling.codes import AppointmentStatus
from wayhome.shared.core.period import Period


class LedgerPlace(NamedTuple):
    """One appointment of the week with its live encounter, if it has one: a row of a left join."""

    session: Period
    status: AppointmentStatus
    kind: AttendanceKind | None = None
    encounter_status: EncounterStatus | None = None
    arrived: datetime | None = None
    left: datetime | None = None


@dataclass(frozen=True, slots=True)
class WeekHours:
    """A client's program week in minutes; `unrecorded` is the part of booked that is over."""

    target_minutes: int
    earned: int = 0
    booked: int = 0
    unrecorded: int = 0

    @property
    def to_go(self) -> int:
        """What is still to be earned."""
        return max(self.target_minutes - self.earned, 0)

    @property
    def shortfall(self) -> int:
        """What the week will lack even if every booked session is kept."""
        return max(self.target_minutes - self.earned - self.booked, 0)

    @property
    def surplus(self) -> int:
        return max(self.earned + self.booked - self.target_minutes, 0)

    @property
    def is_met(self) -> bool:
        return self.earned >= self.target_minutes

    def can_still_reach(self, open_minutes: int) -> bool:
        """Return whether the target is in reach with this much more in make-up sessions."""
        return self.shortfall <= open_minutes


class OpenSession(NamedTuple):
    """A session with the number of seats that nobody holds."""

    id: UUID
    period: Period
    free_seats: int


def week_hours(target_minutes: int, places: Iterable[LedgerPlace], now: datetime) -> WeekHours:
    """Return what the places of one client and week add up to.

    Earned are the minutes of attendance that is finished or whose session is over; booked those of
    one still going on and of places without attendance. A session that is over but unrecorded
    counts as booked: nobody loses hours because a check-in is late. Absences count nothing.
    """
    earned = booked = unrecorded = 0
    for place in places:
        is_over = place.session.end <= now
        if place.kind is None or place.encounter_status not in LIVE_STATUSES:
            minutes = place.session.minutes if place.status in RECORDABLE else 0
            booked += minutes
            unrecorded += minutes if is_over else 0
        elif place.kind in PRESENT:
            minutes = _attended_minutes(place)
            if is_over or place.encounter_status is EncounterStatus.FINISHED:
                earned += minutes
            else:
                booked += minutes
    return WeekHours(target_minutes, earned, booked, unrecorded)


def sessions_to_make_up(
    sessions: Iterable[OpenSession], *, own: Iterable[Period], week: Period, now: datetime
) -> tuple[OpenSession, ...]:
    """Return the sessions of the week that this client could still join, in the order of time."""
    taken = tuple(own)
    fitting = (
        session
        for session in sessions
        if session.free_seats > 0
        and session.period.start > now
        and week.contains(session.period.start)
        and not any(session.period.overlaps(period) for period in taken)
    )
    return tuple(sorted(fitting, key=lambda session: (session.period, session.id)))


def open_minutes(sessions: Sequence[OpenSession]) -> int:
    """Return the most minutes that one client can still sit through in these sessions."""
    ordered = _in_order(sessions)
    most = [0] * (len(ordered) + 1)
    for index in range(len(ordered) - 1, -1, -1):
        sat_through = ordered[index].period.minutes + most[_next_after(ordered, index)]
        most[index] = max(most[index + 1], sat_through)
    return most[0]


def make_up_options(
    shortfall: int, sessions: Sequence[OpenSession], *, limit: int = 5
) -> tuple[tuple[OpenSession, ...], ...]:
    """Return sets of sessions that would close the shortfall: the fewest sessions, soonest first.

    None when nothing is lacking, or when all that is open wouldn't do. `sessions` are those that
    the client could join.
    """
    ordered = _in_order(sessions)
    most = _most_minutes(ordered)
    sizes = (size for size in range(1, len(ordered) + 1) if most[0][size] >= shortfall)
    size = next(sizes, None)
    if shortfall <= 0 or size is None:
        return ()
    return tuple(islice(_choices(ordered, most, 0, size, shortfall), limit))


def _attended_minutes(place: LedgerPlace) -> int:
    return service_minutes(
        place.session, place.arrived or place.session.start, place.left or place.session.end
    )


def _in_order(sessions: Sequence[OpenSession]) -> Sequence[OpenSession]:
    return sorted(sessions, key=lambda session: (session.period, session.id))


def _next_after(ordered: Sequence[OpenSession], index: int) -> int:
    end = ordered[index].period.end
    return bisect_left(ordered, end, key=lambda session: session.period.start)


def _most_minutes(ordered: Sequence[OpenSession]) -> list[list[int]]:
    """Return, per first session and number of sessions, the most minutes without an overlap."""
    most = [[0] * (len(ordered) + 1) for _ in range(len(ordered) + 1)]
    for index in range(len(ordered) - 1, -1, -1):
        minutes, later = ordered[index].period.minutes, _next_after(ordered, index)
        for size in range(1, len(ordered) + 1):
            most[index][size] = max(most[index + 1][size], minutes + most[later][size - 1])
    return most


def _choices(
    ordered: Sequence[OpenSession], most: list[list[int]], first: int, size: int, needed: int
) -> Iterator[tuple[OpenSession, ...]]:
    """Yield every choice of so many sessions that gives the minutes, without a blind alley."""
    if size == 0:
        yield ()
        return
    for index in range(first, len(ordered)):
        session, later = ordered[index], _next_after(ordered, index)
        rest = needed - session.period.minutes
        if most[later][size - 1] >= rest:
            for others in _choices(ordered, most, later, size - 1, rest):
                yield (session, *others)
