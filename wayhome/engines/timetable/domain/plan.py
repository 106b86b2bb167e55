"""What a plan says: who is booked where, what that is worth, and the proof of how good it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum

from wayhome.engines.timetable.domain.week import Booking, Weights

VERSION = "1"


class Effort(Enum):
    """How much work a plan may cost, in steps and not in time, so that it can be repeated."""

    QUICK = "quick"
    NORMAL = "normal"
    THOROUGH = "thorough"


@dataclass(frozen=True, slots=True)
class Levels:
    """The five levels of a plan, the first before all others; less is better."""

    hours: int = 0
    fit: int = 0
    continuity: int = 0
    idle: int = 0
    balance: int = 0

    def total(self, weights: Weights) -> int:
        return (
            self.hours * weights.hours
            + self.fit * weights.fit
            + self.continuity * weights.continuity
            + self.idle * weights.idle
            + self.balance * weights.balance
        )

    def __add__(self, other: Levels) -> Levels:
        return Levels(
            self.hours + other.hours,
            self.fit + other.fit,
            self.continuity + other.continuity,
            self.idle + other.idle,
            self.balance + other.balance,
        )


class Reason(StrEnum):
    """Why something that was put in could not be used, or only in part."""

    NO_MEETINGS = "no-meetings"
    OVERLAPPING_MEETINGS = "overlapping-meetings"
    OUTSIDE_THE_WEEK = "outside-the-week"
    UNKNOWN_KIND = "unknown-kind"
    UNKNOWN_SITE = "unknown-site"
    NO_SEATS = "no-seats"
    SITE_CLOSED = "site-closed"
    NO_FACILITATOR = "no-facilitator"
    FACILITATOR_LACKS_CREDENTIAL = "facilitator-lacks-credential"
    FACILITATOR_LACKS_LANGUAGE = "facilitator-lacks-language"
    FACILITATOR_OFF = "facilitator-off"
    FACILITATOR_ELSEWHERE = "facilitator-elsewhere"
    FACILITATOR_WITHOUT_BREAK = "facilitator-without-break"
    NO_ROOM = "no-room"
    ROOM_CLOSED = "room-closed"
    ROOM_TAKEN = "room-taken"
    ROOM_LACKS_FEATURE = "room-lacks-feature"
    ROOM_TOO_SMALL = "room-too-small"
    NO_AVAILABILITY = "no-availability"
    NO_PRESCRIPTION = "no-prescription"
    CONTRADICTORY_PRESCRIPTION = "contradictory-prescription"
    UNKNOWN_SERVICE = "unknown-service"
    UNKNOWN_COUNSELOR = "unknown-counselor"
    PIN_IMPOSSIBLE = "pin-impossible"


@dataclass(frozen=True, slots=True)
class Problem:
    """``left_out``: the group or client isn't in the plan at all; else the rest of it was used."""

    subject: str
    reason: Reason
    left_out: bool
    other: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """Proof that at most ``most`` of these clients can have this service this week.

    Each appointment that any of them could have costs, at ``prices`` per quarter of a member of
    staff's week, at least ``unit``; all of those quarters together cost less than
    ``unit * (most + 1)``. ``days``: (staff, day, price) for each visit on that day besides; so
    many count as fit into what groups leave of that day, one after the other and on the step,
    with the breaks kept. ``caseloads``: (staff, price) for each visit by which they become
    somebody's counselor; as many count as they may take on. ``excused``: clients whose
    appointments needn't cost that much; each counts for the difference.
    """

    service: str
    clients: tuple[str, ...]
    most: int
    unit: int
    prices: tuple[tuple[str, int, int], ...]
    days: tuple[tuple[str, int, int], ...] = ()
    caseloads: tuple[tuple[str, int], ...] = ()
    excused: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Certificate:
    """Prices, from which anyone can compute a bound that no plan of the week can beat.

    ``weights``: what the bound is of. ``seats``: the price of a seat in a series (above its
    target, what a client over it costs is taken off). ``held``: the price of a seat that isn't
    kept for a contract. ``pairs``: (client, client, series) who may not both sit in it.
    ``cuts``: a proof and the price of one appointment of it.
    """

    weights: Weights
    seats: tuple[tuple[str, int], ...] = ()
    held: tuple[tuple[str, int], ...] = ()
    pairs: tuple[tuple[str, str, str, int], ...] = ()
    cuts: tuple[tuple[Cut, int], ...] = ()
    bound: int = 0


@dataclass(frozen=True, slots=True)
class Bound:
    """No plan has fewer ``hours`` points, none a smaller weighted ``total``."""

    hours: int
    total: int


@dataclass(frozen=True, slots=True)
class Stats:
    """What it took. Left out of comparisons: it differs from run to run."""

    cpu_seconds: float = 0.0
    parts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The bookings of each client, in the order of clients' ids, and what they are worth."""

    bookings: tuple[tuple[str, tuple[Booking, ...]], ...]
    levels: Levels
    bound: Bound
    certificates: tuple[Certificate, ...] = ()
    problems: tuple[Problem, ...] = ()
    version: str = VERSION
    complete: bool = True
    stats: Stats = field(default_factory=Stats, compare=False)

    def of(self, client: str) -> tuple[Booking, ...]:
        return dict(self.bookings).get(client, ())
