"""What a repair says: what stands in, what isn't held, who has other bookings and why."""

from dataclasses import dataclass
from enum import StrEnum

from wayhome.engines.timetable.domain.changes import Change
from wayhome.engines.timetable.domain.plan import Plan
from wayhome.engines.timetable.domain.week import Booking, Meeting, Week


class Cause(StrEnum):
    """Why somebody's booking isn't what it was; what ``subject`` names is said with each.

    The member of staff, the room, the site, the group; for the last ones the client whose
    bookings call for it.
    """

    STAFF_AWAY = "staff-away"
    STAFF_ELSEWHERE = "staff-elsewhere"
    ROOM_CLOSED = "room-closed"
    SITE_CLOSED = "site-closed"
    CANCELLED = "cancelled"
    NOT_HELD = "not-held"
    NEW_FACTS = "new-facts"
    ADMITTED = "admitted"
    DISCHARGED = "discharged"
    MAKES_UP = "makes-up"
    FITS_THE_REST = "fits-the-rest"
    MAKES_ROOM = "makes-room"


class Ring(StrEnum):
    """How far a repair went: nobody's bookings, those of whoever was hit, of others, everyone's."""

    SUBSTITUTES = "substitutes"
    HIT = "hit"
    EXCHANGE = "exchange"
    ANEW = "anew"


@dataclass(frozen=True, slots=True)
class Substitute:
    """Somebody else leads these meetings, or they are in another room; None: as ever."""

    series: str
    meetings: tuple[Meeting, ...]
    staff: str | None = None
    room: str | None = None


@dataclass(frozen=True, slots=True)
class NotHeld:
    """Meetings for which nobody, or no room, could be found."""

    series: str
    meetings: tuple[Meeting, ...]
    cause: Cause
    subject: str


@dataclass(frozen=True, slots=True)
class Missed:
    """A meeting of a group that somebody has begun and keeps this week, but can't come to."""

    client: str
    series: str
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class Move:
    """``before`` None: it was added. ``after`` None: it was lost."""

    client: str
    before: Booking | None
    after: Booking | None
    cause: Cause
    subject: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A week after changes, and its plan.

    ``changes``: what makes that week of the one before: those that happened, those that the
    repair made. ``hit``: whose bookings or facts the changes touched.
    """

    week: Week
    plan: Plan
    changes: tuple[Change, ...] = ()
    moves: tuple[Move, ...] = ()
    substitutes: tuple[Substitute, ...] = ()
    not_held: tuple[NotHeld, ...] = ()
    missed: tuple[Missed, ...] = ()
    hit: tuple[str, ...] = ()
    rings: tuple[Ring, ...] = ()

    @property
    def moved(self) -> tuple[Move, ...]:
        return tuple(move for move in self.moves if move.before and move.after)

    @property
    def added(self) -> tuple[Move, ...]:
        return tuple(move for move in self.moves if move.before is None)

    @property
    def lost(self) -> tuple[Move, ...]:
        return tuple(move for move in self.moves if move.after is None)

    @property
    def touched(self) -> tuple[str, ...]:
        """Everyone who has other bookings than before."""
        return tuple(dict.fromkeys(move.client for move in self.moves))
