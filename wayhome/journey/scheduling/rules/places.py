"""Who may have a place in a session, and which seat.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from wayhome.journey.scheduling.codes import AppointmentOrigin, BookingObstacle, SessionStatus
from wayhome.journey.scheduling.rules.sessions import Session
from wayhome.shared.core.period import Period


def lowest_free_seat(taken: Collection[int], capacity: int) -> int | None:
    """Return the first seat from 1 that nobody holds, or None in a full group."""
    return next((seat for seat in range(1, capacity + 1) if seat not in taken), None)


def reason_without_seat(session: Session, taken: Collection[int]) -> BookingObstacle | None:
    """Return why nobody else can sit in this session, or None when somebody can."""
    if lowest_free_seat(taken, session.capacity) is None:
        return BookingObstacle.GROUP_FULL
    if session.cap is not None and len(taken) >= session.cap:
        return BookingObstacle.OVER_CAP
    return None


def obstacles_to_booking(
    *,
    session: Session,
    origin: AppointmentOrigin,
    taken_seats: Collection[int],
    own: Iterable[Period],
    already_booked: bool,
    is_admitted: bool,
    now: datetime,
) -> tuple[BookingObstacle, ...]:
    """Return every reason why this person can't have a place in this session.

    `own` are the periods of the person's other places. A walk-in may be put down afterwards, since
    the note is written afterwards.
    """
    checks = {
        BookingObstacle.NOT_ADMITTED: not is_admitted,
        BookingObstacle.ALREADY_BOOKED: already_booked,
        BookingObstacle.SESSION_CANCELLED: session.status is SessionStatus.CANCELLED,
        BookingObstacle.SESSION_OVER: origin is not AppointmentOrigin.WALK_IN
        and session.period.end <= now,
        BookingObstacle.PERSON_BUSY: any(session.period.overlaps(period) for period in own),
    }
    found = tuple(obstacle for obstacle, applies in checks.items() if applies)
    without_seat = reason_without_seat(session, taken_seats)
    return (*found, without_seat) if without_seat else found


def reseated(seats: Mapping[UUID, int], capacity: int) -> dict[UUID, int]:
    """Return the new seats of those who sit beyond the capacity, as far as there are free ones."""
    free = iter(seat for seat in range(1, capacity + 1) if seat not in set(seats.values()))
    beyond = sorted((seat, place) for place, seat in seats.items() if seat > capacity)
    return dict(zip((place for _, place in beyond), free, strict=False))
