"""What a plan is made from: the people, the groups, the staff, the rooms and the rules of one week.

Lengths are quarters of an hour, calendars the whole numbers of ``calendar``. Names of services,
kinds of group, credentials, languages and features are the caller's own.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from wayhome.engines.timetable.calendar import WEEK

Attends = Literal["in_person", "either", "video"]
ANYONE = ""


class Daypart(StrEnum):
    """When somebody would rather come; a group's is that of its first meeting of the week."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    WEEKEND = "weekend"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Meeting:
    """An unbroken stretch of one day; ``day`` 0 is Monday, ``start`` a quarter of that day."""

    day: int
    start: int
    quarters: int


@dataclass(frozen=True, slots=True)
class Site:
    """Where people meet. Sites of one region share their video groups."""

    id: str
    region: str
    open: int = WEEK


@dataclass(frozen=True, slots=True)
class Room:
    id: str
    site: str
    capacity: int
    features: frozenset[str] = frozenset()
    open: int = WEEK


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who leads groups or gives appointments.

    ``hours``: when they work this week, time off left out. ``breaks``: windows, each of which
    must keep ``Rules.break_quarters`` free in one piece. ``caseload``: how many clients may have
    them as their counselor.
    """

    id: str
    site: str
    hours: int
    credentials: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset({"en"})
    breaks: tuple[int, ...] = ()
    caseload: int = 0


@dataclass(frozen=True, slots=True)
class GroupSeries:
    """A group that meets each week at the same times, with the same people.

    ``target``: the clinical size; above it is allowed up to ``capacity`` and counts for balance.
    ``phases``: those it is meant for; none means all. ``block``: series made to be attended
    together. ``admits``: a closed group that has started keeps those who are in it and takes
    nobody else. ``held``: so many seats are kept for people of one ``contract``.
    """

    id: str
    kind: str
    meetings: tuple[Meeting, ...]
    capacity: int
    target: int
    site: str
    facilitator: str | None
    room: str | None = None
    video: bool = False
    language: str = "en"
    gender: str = ANYONE
    phases: frozenset[int] = frozenset()
    block: str = ""
    admits: bool = True
    contract: str = ""
    held: int = 0
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GroupKind:
    """A kind of group: who may lead it, how many may sit in it (None: the rules say nothing)."""

    id: str
    credentials: frozenset[str] = frozenset()
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """An appointment of one client with one member of staff.

    ``credentials``: any one of them will do. ``missing``: what the hours level counts when it is
    due and not given. ``own_counselor``: only the client's own counselor gives it; somebody
    without one gets any with room in their caseload and the client's language.
    """

    id: str
    quarters: int
    missing: int
    credentials: frozenset[str] = frozenset()
    own_counselor: bool = False


@dataclass(frozen=True, slots=True)
class Weights:
    """What one unit of each level counts for in the weighted total."""

    hours: int = 10_000
    fit: int = 400
    continuity: int = 120
    idle: int = 5
    balance: int = 2


@dataclass(frozen=True, slots=True)
class Rules:
    """Numbers that regulators, payers and programs set; all lengths are quarters of an hour.

    ``step``: appointments begin at multiples of it. ``missing_day``: what the hours level counts
    for each day a prescription's ``minimum_days`` lack. ``waiting_share``: the hours level of
    somebody on the waiting list is divided by it, rounded down.
    """

    kinds: tuple[GroupKind, ...]
    services: tuple[Service, ...]
    day_maximum: int = 20
    break_quarters: int = 2
    step: int = 2
    missing_day: int = 8
    waiting_share: int = 4
    weights: Weights = Weights()


@dataclass(frozen=True, slots=True)
class Prescription:
    """What a client should get in a week.

    ``kinds``: the most of each kind of group, in quarters; with ``any_mix`` less of one kind
    counts for nothing, only the weekly hours do. ``services``: the appointments due this week,
    each once. ``floor``: hours below it count twice; ``ceiling``: never more.
    ``minimum_days``: days that must hold ``day_minimum`` or more, groups and appointments
    together (a payer's per-diem rule).
    """

    weekly: int
    kinds: tuple[tuple[str, int], ...]
    services: tuple[str, ...] = ()
    floor: int = 36
    ceiling: int = 76
    minimum_days: int = 0
    day_minimum: int = 1
    any_mix: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a group, in all its meetings of the week."""

    series: str


@dataclass(frozen=True, slots=True)
class Visit:
    """An appointment with one member of staff."""

    service: str
    staff: str
    meeting: Meeting


type Booking = Seat | Visit


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody in the program, or waiting to be.

    ``free``: when they can be in a session. ``travel``: quarters on the way, each way; it must
    fall in their free time too. ``avoid``: clients who must not sit in one group with them.
    ``pinned``: bookings that a person has fixed.
    """

    id: str
    site: str
    free: int
    prescription: Prescription
    travel: int = 0
    attends: Attends = "in_person"
    language: str = "en"
    gender: str = ANYONE
    phase: int = 1
    counselor: str | None = None
    prefers: Daypart = Daypart.ANY
    avoid: frozenset[str] = frozenset()
    waiting: bool = False
    contract: str = ""
    pinned: tuple[Booking, ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """Everything a plan is made from. ``published``: the bookings people know, by client."""

    clients: tuple[Client, ...]
    series: tuple[GroupSeries, ...]
    staff: tuple[Staff, ...]
    rooms: tuple[Room, ...]
    sites: tuple[Site, ...]
    rules: Rules
    published: tuple[tuple[str, tuple[Booking, ...]], ...] = ()
