"""Bookings as the domain knows them, to and from the places that the solver counts with."""

from collections.abc import Iterable

from wayhome.engines.timetable.domain import Booking, Seat, Visit
from wayhome.engines.timetable.eligibility import Slot
from wayhome.engines.timetable.solver.region import Region
from wayhome.engines.timetable.solver.visits import visit_at
from wayhome.engines.timetable.solver.worth import Booked, Plans

type Bookings = tuple[tuple[str, tuple[Booking, ...]], ...]


def bookings_of(region: Region, plans: Plans) -> Bookings:
    """List everyone's bookings in the order of their ids: seats first, then visits."""
    services = region.eligibility.services
    return tuple(
        (
            client,
            (
                *(Seat(region.series[place].id) for place in plans[client].series),
                *(visit_at(region, services[s], slot) for s, slot in sorted(plans[client].visits)),
            ),
        )
        for client in sorted(plans)
    )


def booked_of(region: Region, bookings: Iterable[Booking]) -> Booked:
    """Find the places of some bookings; what has none in this week is left out."""
    series, visits = [], []
    for booking in bookings:
        if isinstance(booking, Seat):
            if booking.series in region.index:
                series.append(region.index[booking.series])
            continue
        slot = slot_of(booking)
        if slot in region.slot_place:
            visits.append((booking.service, region.slot_place[slot]))
    return Booked(tuple(sorted(series)), tuple(visits))


def slot_of(visit: Visit) -> Slot:
    meeting = visit.meeting
    return Slot(visit.staff, meeting.day, meeting.start, meeting.quarters)
