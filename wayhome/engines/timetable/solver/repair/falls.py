"""Which bookings can't be kept after the changes, each with its cause."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wayhome.engines.timetable.domain import (
    Booking,
    Cause,
    Change,
    Client,
    ClientDischarged,
    NotHeld,
    Seat,
    SeriesCancelled,
    SiteClosed,
    StaffAway,
    Visit,
)
from wayhome.engines.timetable.ledger import Ledger
from wayhome.engines.timetable.solver.bookings import slot_of
from wayhome.engines.timetable.solver.region import Region
from wayhome.engines.timetable.solver.repair.past import Past, during

type Bookings = Mapping[str, tuple[Booking, ...]]
type Why = tuple[Cause, str]


class Causes:
    """Says what became of a booking, from the changes and the meetings that aren't held."""

    def __init__(self, changes: Sequence[Change], not_held: Sequence[NotHeld]) -> None:
        self.away: dict[str, int] = defaultdict(int)
        self.closed: dict[str, int] = defaultdict(int)
        self.series: dict[str, Why] = {}
        for each in not_held:
            self.series.setdefault(each.series, (each.cause, each.subject))
        for change in changes:
            match change:
                case StaffAway(staff, times):
                    self.away[staff] |= times
                case SiteClosed(site, times):
                    self.closed[site] |= times
                case SeriesCancelled(series):
                    self.series[series] = Cause.CANCELLED, series
                case _:
                    pass
        self.discharged = {c.client_id for c in changes if isinstance(c, ClientDischarged)}

    def of(self, booking: Booking, site: str) -> Why:
        if isinstance(booking, Seat):
            return self.series.get(booking.series, (Cause.NOT_HELD, booking.series))
        times = during(booking.meeting)
        if times & self.away[booking.staff]:
            return Cause.STAFF_AWAY, booking.staff
        if times & self.closed[site]:
            return Cause.SITE_CLOSED, site
        return Cause.STAFF_ELSEWHERE, booking.staff


@dataclass(slots=True)
class Fallen:
    """What everyone keeps, and what falls, by client."""

    kept: dict[str, tuple[Booking, ...]] = field(default_factory=dict)
    fallen: dict[str, dict[Booking, Why]] = field(default_factory=dict)


def fallen_of(region: Region, past: Past, changed: Collection[str], causes: Causes) -> Fallen:
    """Look through everyone's bookings; those with new facts come last, beside all others."""
    found, before = Fallen(), dict(past.plan.bookings)
    for client in region.week.clients:
        own = before.get(client.id, ())
        if client.id not in changed:
            lost = {b: causes.of(b, client.site) for b in own if not _is_there(region, b)}
            _sort_out(found, client.id, own, lost)
    for name, booking in tuple(_beyond_caseloads(region, found.kept)):
        lost = found.fallen.get(name, {}) | {booking: (Cause.STAFF_ELSEWHERE, booking.staff)}
        _sort_out(found, name, before[name], lost)
    _look_anew(region, past, [c for c in region.week.clients if c.id in changed], found, causes)
    return found


def _sort_out(
    found: Fallen, client: str, own: tuple[Booking, ...], lost: Mapping[Booking, Why]
) -> None:
    found.kept[client] = tuple(booking for booking in own if booking not in lost)
    if lost:
        found.fallen[client] = dict(lost)


def _is_there(region: Region, booking: Booking) -> bool:
    """Say whether the group is still held, or the staff still have that time for visits."""
    if isinstance(booking, Seat):
        return booking.series in region.index
    return slot_of(booking) in region.slot_place


def _beyond_caseloads(region: Region, kept: Bookings) -> Iterator[tuple[str, Visit]]:
    """Give visits with a counselor whose caseload has no more room for somebody new."""
    services, left = region.eligibility.services, dict(region.eligibility.caseload_left)
    for client in sorted(kept):
        for booking in kept[client]:
            if (
                isinstance(booking, Visit)
                and services[booking.service].own_counselor
                and region.clients[client].counselor is None
            ):
                left[booking.staff] -= 1
                if left[booking.staff] < 0:
                    yield client, booking


def _look_anew(
    region: Region, past: Past, people: Sequence[Client], found: Fallen, causes: Causes
) -> None:
    """Ask for each booking of those with new facts, what has begun or is pinned first."""
    if not people:
        return
    ledger, before = Ledger(region.week), dict(past.plan.bookings)
    for name, own in found.kept.items():
        _enter(ledger, region, region.clients[name], own)
    for client in people:
        own, begun = before.get(client.id, ()), past.begun_of(client.id)
        first = [b for b in own if b in begun] + [b for b in own if b in client.pinned]
        order = dict.fromkeys((*first, *own))
        refused = [booking for booking in order if not ledger.enter(client, booking)]
        lost = {
            booking: (Cause.NEW_FACTS, client.id)
            if _is_there(region, booking)
            else causes.of(booking, client.site)
            for booking in refused
        }
        _sort_out(found, client.id, own, lost)


def _enter(ledger: Ledger, region: Region, client: Client, own: Sequence[Booking]) -> None:
    for booking in own:
        if isinstance(booking, Visit):
            ledger.give(client, booking)
        else:
            ledger.sit(client, region.eligibility.series[booking.series])
