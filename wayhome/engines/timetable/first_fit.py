"""What a coordinator does by hand: one client after the other gets the first seats that fit."""

from collections.abc import Callable, Mapping

from wayhome.engines.timetable.calendar import QUARTERS_A_DAY, day_of
from wayhome.engines.timetable.domain import (
    Booking,
    Client,
    GroupSeries,
    Seat,
    Visit,
    Week,
)
from wayhome.engines.timetable.eligibility import daypart_of, misfit, trip_of
from wayhome.engines.timetable.ledger import Ledger

FAR_AWAY = QUARTERS_A_DAY

type Bookings = tuple[tuple[str, tuple[Booking, ...]], ...]


def first_fit(week: Week, *, smart: bool = False) -> Bookings:
    """Book everybody in a week that is sound, in the order of the week, the waiting ones last.

    ``smart``: not the first seat and visit that fit, but those that suit best.
    """
    ledger = Ledger(week)
    coordinator = _Coordinator(week, ledger, smart=smart)
    clients = sorted(week.clients, key=lambda client: client.waiting)
    for client in clients:
        for pin in client.pinned:
            ledger.enter(client, pin)
    for client in clients:
        coordinator.book_groups(client)
        coordinator.book_visits(client)
    return tuple(
        (client, tuple(diary.bookings)) for client, diary in sorted(ledger.diaries.items())
    )


class _Coordinator:
    def __init__(self, week: Week, ledger: Ledger, *, smart: bool) -> None:
        self.ledger = ledger
        self.smart = smart
        self.kinds = [kind.id for kind in week.rules.kinds]
        self.published: Mapping[str, tuple[Booking, ...]] = dict(week.published)
        self.dayparts = {
            series: daypart_of(times) for series, times in ledger.eligibility.times.items()
        }

    def book_groups(self, client: Client) -> None:
        fitting = self.ledger.eligibility.series_for(client)
        for kind in self.kinds:
            candidates = [series for series in fitting if series.kind == kind]
            if self.smart:
                candidates.sort(key=self._unsuited(client))
            for series in candidates:
                if self.ledger.can_sit(client, series):
                    self.ledger.sit(client, series)

    def book_visits(self, client: Client) -> None:
        services = self.ledger.eligibility.services
        for service in client.prescription.services:
            openings = self.ledger.openings(client, services[service])
            if self.smart:
                visit = min(openings, key=self._inconvenience(client), default=None)
            else:
                visit = next(openings, None)
            if visit:
                self.ledger.give(client, visit)

    def _unsuited(self, client: Client) -> Callable[[GroupSeries], tuple[bool, int, int]]:
        """Rank series: those one is in already, then those that suit, then those with few in."""
        kept = frozenset(self.published.get(client.id, ()))
        return lambda series: (
            Seat(series.id) not in kept,
            misfit(client, series, self.dayparts[series.id]),
            len(self.ledger.seated[series.id]),
        )

    def _inconvenience(self, client: Client) -> Callable[[Visit], tuple[bool, int]]:
        """Rank visits: the time one is used to, then those next to a group of that day."""
        kept = frozenset(self.published.get(client.id, ()))
        in_person = self.ledger.diaries[client.id].in_person
        return lambda visit: (visit not in kept, apart(client, visit, in_person))


def apart(client: Client, visit: Visit, in_person: int) -> int:
    """Count the quarters between a visit and the nearest group of its day; a trip at most."""
    groups = day_of(in_person, visit.meeting.day)
    end = visit.meeting.start + visit.meeting.quarters
    later = groups >> end
    until_next = (later & -later).bit_length() - 1 if later else FAR_AWAY
    earlier = groups & ((1 << visit.meeting.start) - 1)
    since_last = visit.meeting.start - earlier.bit_length() if earlier else FAR_AWAY
    return min(until_next, since_last, trip_of(client))
