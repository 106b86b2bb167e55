"""What a program could open, and what that would be worth."""

from dataclasses import dataclass
from enum import StrEnum

from wayhome.engines.timetable.domain.week import GroupSeries


class Opened(StrEnum):
    """One more of something that there is too little of."""

    SEAT = "seat"
    GROUP = "group"
    STAFF_HOUR = "staff-hour"
    CREDENTIAL = "credential"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class SeatValue:
    """What opening one thing wins, found by planning again with it.

    ``subject``: the series, or the member of staff. ``other``: the service whose hour it is, the
    credential or the language. ``series``: the group that is opened, with its facilitator and
    room. ``day``, ``start``: when the hour of staff begins. ``price``: the hours points that one
    of it is worth by the plan's certificate, or by what is missing. ``quarters``: what all
    clients have more, each counted up to their weekly hours; ``helped``: who has more.
    """

    opened: Opened
    subject: str
    other: str = ""
    series: GroupSeries | None = None
    day: int | None = None
    start: int | None = None
    price: float = 0.0
    quarters: int = 0
    helped: tuple[str, ...] = ()
