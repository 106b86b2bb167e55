"""How a roster flows into the sessions to come, and who may join or leave it.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from wayhome.journey.scheduling.codes import (
    HOLDS_SEAT,
    AppointmentOrigin,
    AppointmentStatus,
    BookingObstacle,
    CancellationReason,
    RosterObstacle,
    SessionStatus,
)
from wayhome.journey.scheduling.rules.places import lowest_free_seat, reason_without_seat
from wayhome.journey.scheduling.rules.sessions import Session
from wayhome.shared.core.period import DatePeriod, Period

# Nobody gave such a place up: it comes back with the stay, or with the session.
_CANCELLED_FOR_ALL = frozenset(
    {
        CancellationReason.LEFT_ROSTER,
        CancellationReason.SESSION_CANCELLED,
        CancellationReason.EPISODE_ENDED,  # whoever is on the roster again has a new stay
    }
)
# Whoever is already in the room keeps the place whatever becomes of the roster.
FOLLOWS_ROSTER = frozenset(
    {
        AppointmentStatus.PROPOSED,
        AppointmentStatus.PENDING,
        AppointmentStatus.BOOKED,
        AppointmentStatus.WAITLIST,
    }
)


@dataclass(frozen=True, slots=True)
class RosterMember:
    """Someone's stay in a group; the last day is not part of it."""

    patient: UUID
    period: DatePeriod


@dataclass(frozen=True, slots=True)
class Place:
    """An appointment as it stands; the reason tells who cancelled it, if it is cancelled."""

    id: UUID
    session: UUID
    patient: UUID
    status: AppointmentStatus
    origin: AppointmentOrigin
    seat: int | None
    cancellation_reason: str = ""


class NewPlace(NamedTuple):
    session: UUID
    patient: UUID
    seat: int


class ReopenedPlace(NamedTuple):
    id: UUID
    seat: int
    session: UUID
    patient: UUID


class Unseated(NamedTuple):
    session: UUID
    patient: UUID
    reason: BookingObstacle = BookingObstacle.GROUP_FULL


@dataclass(frozen=True, slots=True)
class RosterChanges:
    """What brings appointments in line with the roster; the unseated found no place, and why."""

    add: tuple[NewPlace, ...]
    reopen: tuple[ReopenedPlace, ...]
    cancel: tuple[UUID, ...]
    unseated: tuple[Unseated, ...]


def obstacles_to_joining(
    *, joins_on: date, stays: Iterable[DatePeriod], is_admitted: bool, group_ends_on: date | None
) -> tuple[RosterObstacle, ...]:
    """Return every reason why this person can't join the group.

    :param stays: others in it; one that ended before its first day stands in nobody's way
    """
    on_roster = any(
        stay.end is None or joins_on < stay.end for stay in stays if stay.start != stay.end
    )
    checks = {
        RosterObstacle.NOT_ADMITTED: not is_admitted,
        RosterObstacle.ALREADY_ON_ROSTER: on_roster,
        RosterObstacle.GROUP_ENDED: group_ends_on is not None and group_ends_on <= joins_on,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def obstacles_to_leaving(stay: DatePeriod, *, leaves_on: date) -> tuple[RosterObstacle, ...]:
    """Return every reason why this stay can't end so; the day of leaving is not part of it."""
    checks = {
        RosterObstacle.LEAVES_BEFORE_JOINING: leaves_on < stay.start,
        RosterObstacle.NOT_ON_ROSTER: stay.end is not None and stay.end < leaves_on,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def roster_changes(
    members: Iterable[RosterMember],
    sessions: Iterable[Session],
    places: Iterable[Place],
    *,
    now: datetime,
    busy: Mapping[UUID, Iterable[Period]] = MappingProxyType({}),
) -> RosterChanges:
    """Return what to add, reopen and cancel so that sessions to come follow the roster.

    What has begun stays as it is. A place that somebody cancelled stays cancelled; one that went
    with the roster or the session is reopened on return. Walk-ins, make-ups and single places stay.
    Seats are given in the order of `members`; `busy` are the periods of their other places.
    """
    roster = tuple(members)
    taken_times = {patient: tuple(periods) for patient, periods in busy.items()}
    by_session: dict[UUID, list[Place]] = {}
    for place in places:
        by_session.setdefault(place.session, []).append(place)
    parts = [
        _session_changes(session, roster, by_session.get(session.id, []), taken_times)
        for session in sorted(sessions, key=lambda session: session.period.start)
        if session.period.start > now
    ]
    return RosterChanges(
        add=tuple(place for part in parts for place in part.add),
        reopen=tuple(place for part in parts for place in part.reopen),
        cancel=tuple(place for part in parts for place in part.cancel),
        unseated=tuple(place for part in parts for place in part.unseated),
    )


def _session_changes(
    session: Session,
    roster: tuple[RosterMember, ...],
    places: list[Place],
    busy: Mapping[UUID, tuple[Period, ...]],
) -> RosterChanges:
    live = [place for place in places if place.status is not AppointmentStatus.ENTERED_IN_ERROR]
    is_held = session.status is SessionStatus.PLANNED
    expected = [
        member.patient for member in roster if is_held and member.period.contains(session.day)
    ]
    cancelled = [place.id for place in live if _follows(place) and place.patient not in expected]
    taken = {
        place.seat
        for place in live
        if place.status in HOLDS_SEAT and place.id not in cancelled and place.seat is not None
    }
    # Someone with two places counts as having the better one.
    ranked = sorted(live, key=lambda place: place.status is not AppointmentStatus.CANCELLED)
    known = {place.patient: place for place in ranked}
    seats = _Seats(session, taken)
    for patient in dict.fromkeys(expected):
        place = known.get(patient)
        if place is None or _returns(place):
            is_busy = any(session.period.overlaps(period) for period in busy.get(patient, ()))
            seats.give(patient, place, is_busy=is_busy)
    return RosterChanges(
        tuple(seats.added), tuple(seats.reopened), tuple(cancelled), tuple(seats.unseated)
    )


class _Seats:
    """Hands out a session's free seats, lowest first."""

    def __init__(self, session: Session, taken: set[int]) -> None:
        self.session = session
        self.taken = taken
        self.added: list[NewPlace] = []
        self.reopened: list[ReopenedPlace] = []
        self.unseated: list[Unseated] = []

    def give(self, patient: UUID, place: Place | None, *, is_busy: bool) -> None:
        without_seat = reason_without_seat(self.session, self.taken)
        reason = BookingObstacle.PERSON_BUSY if is_busy else without_seat
        seat = lowest_free_seat(self.taken, self.session.capacity)
        if reason or seat is None:
            reason = reason or BookingObstacle.GROUP_FULL
            self.unseated.append(Unseated(self.session.id, patient, reason))
            return
        self.taken.add(seat)
        if place:
            self.reopened.append(ReopenedPlace(place.id, seat, self.session.id, patient))
        else:
            self.added.append(NewPlace(self.session.id, patient, seat))


def _follows(place: Place) -> bool:
    return place.origin is AppointmentOrigin.ROSTER and place.status in FOLLOWS_ROSTER


def _returns(place: Place) -> bool:
    return (
        place.status is AppointmentStatus.CANCELLED
        and place.cancellation_reason in _CANCELLED_FOR_ALL
    )
