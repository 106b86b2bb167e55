"""One client's possible bookings with their costs, and which of them exclude one another."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.moments import DAYS, Moment
from wayhome.engines.timetable.check.proof.offers import Offers
from wayhome.engines.timetable.check.proof.prices import Prices
from wayhome.engines.timetable.check.sitting import sittings_of
from wayhome.engines.timetable.check.worth import apart, lost_of, misfit_of
from wayhome.engines.timetable.domain import Booking, Client, GroupSeries, Seat, Service, Visit


@dataclass(frozen=True, slots=True)
class Times:
    """When a booking is held, when somebody is on the way for it, and what must not be then."""

    moments: frozenset[Moment]
    ways: frozenset[Moment]
    by_video: bool

    def clashes_with(self, other: "Times") -> bool:
        return not (
            self.moments.isdisjoint(other.moments)
            and (not other.by_video or self.ways.isdisjoint(other.moments))
            and (not self.by_video or other.ways.isdisjoint(self.moments))
        )


@dataclass(frozen=True, slots=True)
class SeatChoice:
    """A seat; ``cost``: its price and misfit, less the continuity that it keeps.

    ``bit``: which of the client's seats it is; ``clash``: the bits of those it excludes.
    """

    series: GroupSeries
    times: Times
    cost: int
    quarters: int
    loads: tuple[int, ...]
    bit: int
    clash: int
    is_pinned: bool


@dataclass(frozen=True, slots=True)
class VisitChoice:
    """A visit; ``cost`` as of a seat; ``clash``: the bits of the seats that it excludes.

    ``near``: how far it is from each in-person group of its day, the nearest first, and the
    group's bit; ``far``: what counts as idle without any of them.
    """

    visit: Visit
    cost: int
    clash: int
    near: tuple[tuple[int, int], ...]
    far: int

    def idle(self, seats: int) -> int:
        return next((quarters for quarters, bit in self.near if bit & seats), self.far)


@dataclass(frozen=True, slots=True)
class Due:
    """A service that is due; ``missing``: what it costs not to give it, None if it's pinned."""

    service: Service
    missing: int | None
    choices: Sequence[VisitChoice]

    def costs(self) -> Iterator[tuple[int, int]]:
        if self.missing is not None:
            yield 0, self.missing
        for choice in self.choices:
            yield self.service.quarters, choice.cost


class Catalog:
    """Makes the choices of one client."""

    def __init__(self, ground: Ground, client: Client, offers: Offers, prices: Prices) -> None:
        self._ground, self._client, self._prices = ground, client, prices
        self._pinned = offers.pinned
        self._published = frozenset(ground.published(client.id))
        self._times = [self._times_of(Seat(series.id)) for series in offers.seats]
        self.seats = [self._seat(place, series) for place, series in enumerate(offers.seats)]
        self.due = [
            self._due(ground.services[service], visits) for service, visits in offers.visits.items()
        ]

    def _times_of(self, booking: Booking) -> Times:
        (sitting,) = sittings_of(self._ground, self._client, (booking,))
        return Times(frozenset(sitting.moments), frozenset(sitting.ways), sitting.by_video)

    def _clash(self, times: Times) -> int:
        return sum(
            1 << place for place, other in enumerate(self._times) if times.clashes_with(other)
        )

    def _kept(self, booking: Booking) -> int:
        """Give what counts as lost if a published booking isn't had."""
        lost = lost_of(self._ground, booking) if booking in self._published else 0
        return self._prices.weights.continuity * lost

    def _seat(self, place: int, series: GroupSeries) -> SeatChoice:
        times, booking = self._times[place], Seat(series.id)
        days = Counter(day for day, _ in times.moments)
        misfit = self._prices.weights.fit * misfit_of(self._client, series)
        price = self._prices.of_seat(self._client, series)
        return SeatChoice(
            series=series,
            times=times,
            cost=price + misfit - self._kept(booking),
            quarters=len(times.moments),
            loads=tuple(days[day] for day in range(DAYS)),
            bit=1 << place,
            clash=self._clash(times) & ~(1 << place),
            is_pinned=booking in self._pinned,
        )

    def _due(self, service: Service, visits: Sequence[Visit]) -> Due:
        pinned = [visit for visit in visits if visit in self._pinned]
        choices = [self._visit(visit) for visit in pinned or visits]
        missing = None if pinned else self._prices.weights.hours * service.missing
        return Due(service, missing, sorted(choices, key=lambda choice: choice.cost))

    def _visit(self, visit: Visit) -> VisitChoice:
        return VisitChoice(
            visit=visit,
            cost=self._prices.of_visit(self._client, visit) - self._kept(visit),
            clash=self._clash(self._times_of(visit)),
            near=tuple(sorted(self._near(visit))),
            far=self._idle(visit, ()),
        )

    def _near(self, visit: Visit) -> Iterator[tuple[int, int]]:
        for seat in self.seats:
            if not seat.times.by_video and seat.loads[visit.meeting.day]:
                day = visit.meeting.day
                present = [quarter for on, quarter in seat.times.moments if on == day]
                yield self._idle(visit, present), seat.bit

    def _idle(self, visit: Visit, present: Sequence[int]) -> int:
        """Count idle quarters; nobody who attends by video only has any."""
        return 0 if self._client.attends == "video" else apart(self._client, visit, present)
