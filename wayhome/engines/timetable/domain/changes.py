"""What can happen to a week after it was published."""

from dataclasses import dataclass

from wayhome.engines.timetable.domain.week import Client


@dataclass(frozen=True, slots=True)
class StaffAway:
    staff: str
    times: int


@dataclass(frozen=True, slots=True)
class ClientChanged:
    """Somebody has new hours, or any other new facts: all of them are in ``client``."""

    client: Client


@dataclass(frozen=True, slots=True)
class ClientAdmitted:
    client: Client


@dataclass(frozen=True, slots=True)
class ClientDischarged:
    client_id: str


@dataclass(frozen=True, slots=True)
class RoomClosed:
    room: str
    times: int


@dataclass(frozen=True, slots=True)
class SiteClosed:
    site: str
    times: int


@dataclass(frozen=True, slots=True)
class SeriesCancelled:
    """A group isn't held at all this week."""

    series: str


@dataclass(frozen=True, slots=True)
class MeetingsCancelled:
    """A group isn't held at these times; its other meetings are, with the same people."""

    series: str
    times: int


@dataclass(frozen=True, slots=True)
class MeetingsCovered:
    """Another member of staff leads a group at these times, or it is in another room.

    The group keeps the facilitator and the room that it is named with: whoever stands in isn't
    free for anything else then.
    """

    series: str
    times: int
    staff: str | None = None
    room: str | None = None


type Change = (
    StaffAway
    | ClientChanged
    | ClientAdmitted
    | ClientDischarged
    | RoomClosed
    | SiteClosed
    | SeriesCancelled
    | MeetingsCancelled
    | MeetingsCovered
)
