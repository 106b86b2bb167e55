"""Why somebody is short of hours, and what would give them more."""

from dataclasses import dataclass
from enum import StrEnum

from wayhome.engines.timetable.domain.week import Booking, Daypart


class Limit(StrEnum):
    """What keeps somebody from their hours.

    ``OWN_LIFE``: even with every seat free there is too little that fits them. ``CAPACITY``: the
    seats and the staff's time that others leave. ``PRIORITIES``: they could have their hours
    beside the others, but in this plan something else came first.
    """

    OWN_LIFE = "own-life"
    CAPACITY = "capacity"
    PRIORITIES = "priorities"


class Sieve(StrEnum):
    """What a group must pass before somebody can attend it, in this order."""

    KIND = "kind"
    LANGUAGE = "language"
    GENDER = "gender"
    ADMISSION = "admission"
    WAY = "way"
    HOURS = "hours"
    TRAVEL = "travel"


@dataclass(frozen=True, slots=True)
class Passed:
    """The groups that are left after a sieve, and how many quarters a week they hold."""

    sieve: Sieve
    groups: int
    quarters: int


class Relief(StrEnum):
    """A single thing that could be otherwise, the one that asks least of people first."""

    SEAT = "seat"
    STAFF_HOUR = "staff-hour"
    INTERPRETER = "interpreter"
    VIDEO = "video"
    IN_PERSON = "in-person"
    TRAVEL = "travel"
    FREED = "freed"


@dataclass(frozen=True, slots=True)
class Fix:
    """What somebody could have, everybody else left as they are, if one thing were otherwise.

    ``quarters``: what they would have in all, counted up to their weekly hours; ``bookings``: a
    week in which they do. ``subject``: the series, the member of staff or the language. ``day``
    and ``part``: the part of a day that is freed; ``start``: when the hour of staff begins.
    ``burden``: the quarters that somebody has to free for it.
    """

    relief: Relief
    quarters: int
    bookings: tuple[Booking, ...]
    subject: str = ""
    day: int | None = None
    part: Daypart | None = None
    start: int | None = None
    burden: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """Quarters of a week, each counted up to what is prescribed.

    ``alone``: the most with every seat and all of the staff's time free. ``with_seats``: the most
    while everybody else stays as they are. ``limit``: None for somebody who has their hours.
    """

    client: str
    prescribed: int
    got: int
    alone: int
    with_seats: int
    limit: Limit | None
    funnel: tuple[Passed, ...]
    fixes: tuple[Fix, ...]
