"""What one client may choose from, as they are or if one thing were otherwise."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

from wayhome.engines.timetable.calendar import NEVER, span
from wayhome.engines.timetable.domain import ANYONE, Client, GroupSeries, Seat, Service, Visit
from wayhome.engines.timetable.eligibility import Eligibility, length_of
from wayhome.engines.timetable.solver.explain.openings import Opening, Openings
from wayhome.engines.timetable.solver.explain.others import Others
from wayhome.engines.timetable.solver.region import packed_loads


@dataclass(frozen=True, slots=True)
class Otherwise:
    """One thing that is otherwise: the client, or a language, a seat or an hour there is for them.

    ``overtime``: the service for which, and the member of staff by whom, an hour is worked before
    or after their own.
    """

    client: Client
    language: str = ""
    seat: str = ""
    overtime: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Offer:
    """A series the client could attend; ``way``: its times and those of the way there."""

    series: GroupSeries
    quarters: int
    times: int
    way: int
    loads: int
    pinned: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A service that is due, and who could give it when; a pinned one can't be left out."""

    service: Service
    openings: tuple[Opening, ...]
    pinned: bool


@dataclass(frozen=True, slots=True)
class Possible:
    offers: tuple[Offer, ...]
    due: tuple[Due, ...]

    def adds_nothing_to(self, other: Self) -> bool:
        mine = {offer.series.id for offer in self.offers}
        theirs = {offer.series.id for offer in other.offers}
        return mine <= theirs and all(
            not own.starts & ~_starts_with(own.staff, also.openings)
            for due, also in zip(self.due, other.due, strict=True)
            for own in due.openings
        )


def _starts_with(staff: str, openings: tuple[Opening, ...]) -> int:
    return next((opening.starts for opening in openings if opening.staff == staff), NEVER)


class Prospects:
    """One client's candidates, looked through again for each thing that could be otherwise."""

    def __init__(self, eligibility: Eligibility, client: Client) -> None:
        self.eligibility, self.client = eligibility, client
        self.pinned = {b.series for b in client.pinned if isinstance(b, Seat)}
        self.pinned_visits = {b.service: b for b in client.pinned if isinstance(b, Visit)}

    @cached_property
    def _candidates(self) -> list[GroupSeries]:
        return [
            series
            for series in self.eligibility.candidates(self.client)
            if series.gender in (ANYONE, self.client.gender)
            and is_admitted(self.eligibility, self.client, series)
        ]

    def offered(self, otherwise: Otherwise) -> list[Offer]:
        """List the series that fit, whoever sits in them."""
        client, found = otherwise.client, []
        languages = (client.language, otherwise.language)
        closed_to = {"in_person": True, "video": False, "either": None}[client.attends]
        for series in self._candidates:
            if series.language not in languages or series.video is closed_to:
                continue
            times = self.eligibility.times[series.id]
            way = times if series.video else self.eligibility.way(times, client.travel)
            if not way & ~client.free:
                pinned = series.id in self.pinned
                offer = Offer(series, length_of(series), times, way, packed_loads(series), pinned)
                found.append(offer)
        return found

    def possible(self, otherwise: Otherwise, others: Others, openings: Openings) -> Possible:
        """Give what fits, and that the others leave."""
        return Possible(
            offers=tuple(
                offer
                for offer in self.offered(otherwise)
                if offer.pinned
                or others.have_a_seat_for(
                    self.client, offer.series, more=offer.series.id == otherwise.seat
                )
            ),
            due=tuple(
                self._due(self.eligibility.services[name], otherwise, openings)
                for name in (() if self.client.waiting else self.client.prescription.services)
            ),
        )

    def _due(self, service: Service, otherwise: Otherwise, openings: Openings) -> Due:
        pin = self.pinned_visits.get(service.id)
        if pin:
            only = Opening(pin.staff, span(pin.meeting.day, pin.meeting.start, 1), ())
            return Due(service, (only,), pinned=True)
        name, staff = otherwise.overtime
        longer = staff if name == service.id else ""
        found = openings.for_client(otherwise.client, service, longer)
        return Due(service, found, pinned=False)


def is_admitted(eligibility: Eligibility, client: Client, series: GroupSeries) -> bool:
    """Say whether the group is open to people of the client's contract, and to new people."""
    own = not series.contract or series.held > 0 or series.contract == client.contract
    return own and eligibility.admits(series, client)
