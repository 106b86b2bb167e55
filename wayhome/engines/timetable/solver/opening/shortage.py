"""Who lacks what in a plan, and what its certificate says that seats are worth."""

from collections import defaultdict
from functools import cached_property

from wayhome.engines.timetable.calendar import NEVER, span
from wayhome.engines.timetable.domain import Client, Plan, Seat, Visit, Week
from wayhome.engines.timetable.eligibility import Eligibility, length_of
from wayhome.engines.timetable.solver.got import got


class Shortage:
    """A plan of a sound week, seen from what is missing in it."""

    def __init__(self, week: Week, plan: Plan) -> None:
        self.week, self.plan = week, plan
        self.eligibility = Eligibility(week)
        self.bookings = dict(plan.bookings)
        self.quarters = {
            client.id: got(self.eligibility, client, self.bookings.get(client.id, ()))
            for client in week.clients
        }
        self.short = [
            client
            for client in week.clients
            if self.quarters[client.id] < client.prescription.weekly
        ]

    @cached_property
    def seat_prices(self) -> dict[str, float]:
        """Give the hours points that one more seat in each series is worth at most."""
        if not self.plan.certificates:
            return {}
        certificate = self.plan.certificates[0]
        unit = max(1, certificate.weights.hours)
        prices: dict[str, float] = defaultdict(float)
        for series, price in (*certificate.seats, *certificate.held):
            prices[series] = max(prices[series], price / unit)
        return {series: price for series, price in sorted(prices.items()) if price > 0}

    def lacks(self, client: Client, kind: str) -> int:
        """Give the quarters of a kind of group that a client is prescribed and hasn't got."""
        own = self.bookings.get(client.id, ())
        had = sum(
            length_of(self.eligibility.series[seat.series])
            for seat in own
            if isinstance(seat, Seat)
            and seat.series in self.eligibility.series
            and self.eligibility.series[seat.series].kind == kind
        )
        return max(0, dict(client.prescription.kinds).get(kind, 0) - had)

    def taken(self, client: Client) -> int:
        """Give when a client is in a session."""
        times = NEVER
        for booking in self.bookings.get(client.id, ()):
            if isinstance(booking, Visit):
                meeting = booking.meeting
                times |= span(meeting.day, meeting.start, meeting.quarters)
            else:
                times |= self.eligibility.times.get(booking.series, NEVER)
        return times

    def missing(self, service: str) -> list[Client]:
        """List those who are due a service and don't have it."""
        return [
            client
            for client in self.week.clients
            if not client.waiting
            and service in client.prescription.services
            and not any(
                isinstance(b, Visit) and b.service == service
                for b in self.bookings.get(client.id, ())
            )
        ]
