"""A booking as it is lived: when somebody sits in it, and when they are on the way for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.moments import (
    Moment,
    is_on_one_day,
    moments_of,
    ways_of,
)
from wayhome.engines.timetable.domain import Booking, Client, Seat


@dataclass(frozen=True, slots=True)
class Sitting:
    """``by_video``: being on the way during it isn't possible, neither is it in person."""

    booking: Booking
    moments: tuple[Moment, ...]
    ways: tuple[Moment, ...]
    by_video: bool

    @property
    def name(self) -> str:
        """Give what a sentence calls it: the group, or the member of staff."""
        return name_of(self.booking)


def name_of(booking: Booking) -> str:
    return booking.series if isinstance(booking, Seat) else booking.staff


def kind_of(ground: Ground, sitting: Sitting) -> str | None:
    """Give the kind of group; None for a visit."""
    booking = sitting.booking
    return ground.series[booking.series].kind if isinstance(booking, Seat) else None


def sitting_of(ground: Ground, client: Client, booking: Booking) -> Sitting | None:
    """Place a booking in the week; None if it is in no group of the week, or on no day of it."""
    if isinstance(booking, Seat):
        series = ground.series.get(booking.series)
        if series is None:
            return None
        ways = () if series.video else ground.ways(series.id, client.travel)
        return Sitting(booking, ground.moments(series.id), ways, series.video)
    if not is_on_one_day(booking.meeting):
        return None
    meetings = (booking.meeting,)
    ways = ways_of(meetings, client.travel) if client.attends == "in_person" else ()
    return Sitting(booking, moments_of(meetings), ways, client.attends == "video")


def sittings_of(ground: Ground, client: Client, bookings: Iterable[Booking]) -> list[Sitting]:
    return list(_placed(ground, client, bookings))


def _placed(ground: Ground, client: Client, bookings: Iterable[Booking]) -> Iterator[Sitting]:
    for booking in dict.fromkeys(bookings):
        sitting = sitting_of(ground, client, booking)
        if sitting is not None:
            yield sitting
