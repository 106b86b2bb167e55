"""How many quarters of an hour somebody's bookings hold."""

from collections.abc import Iterable

from wayhome.engines.timetable.domain import Booking, Client, Visit
from wayhome.engines.timetable.eligibility import Eligibility, length_of


def got(eligibility: Eligibility, client: Client, bookings: Iterable[Booking]) -> int:
    """Count up to the client's weekly hours; a seat in a series that isn't known holds nothing."""
    quarters = 0
    for booking in bookings:
        if isinstance(booking, Visit):
            quarters += booking.meeting.quarters
        elif booking.series in eligibility.series:
            quarters += length_of(eligibility.series[booking.series])
    return min(quarters, client.prescription.weekly)
