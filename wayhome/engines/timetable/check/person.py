"""Rules 1 to 6 and 11: what one client's bookings may be, whatever others have."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from wayhome.engines.timetable.check.breach import Breach, Violation
from wayhome.engines.timetable.check.fitting import violations_of_seat, violations_of_visit
from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.moments import Moment, day_said, is_in
from wayhome.engines.timetable.check.sitting import (
    Sitting,
    kind_of,
    name_of,
    sittings_of,
)
from wayhome.engines.timetable.domain import Booking, Client, Visit


def violations_of_client(
    ground: Ground,
    client: Client,
    bookings: Sequence[Booking],
    impossible: Collection[Booking] = (),
) -> Iterator[Violation]:
    """Find what is wrong with one client's week; ``impossible``: pins that needn't be kept."""
    for booking, times in Counter(bookings).items():
        if times > 1:
            yield Violation(Breach.BOOKED_TWICE, client.id, name_of(booking))
        yield from _violations_of_booking(ground, client, booking)
    sittings = sittings_of(ground, client, bookings)
    yield from _violations_of_hours(client, sittings)
    yield from _violations_of_lengths(ground, client, sittings)
    for pin in dict.fromkeys(client.pinned):
        if pin not in bookings and pin not in impossible:
            yield Violation(Breach.PIN_LOST, client.id, name_of(pin))


def _violations_of_booking(ground: Ground, client: Client, booking: Booking) -> Iterator[Violation]:
    if isinstance(booking, Visit):
        if booking.staff not in ground.staff:
            yield Violation(Breach.UNKNOWN_STAFF, client.id, booking.staff)
        yield from violations_of_visit(ground, client, booking)
    elif booking.series in ground.series:
        yield from violations_of_seat(ground, client, ground.series[booking.series])
    else:
        is_out = booking.series in ground.series_left_out
        breach = Breach.SERIES_LEFT_OUT if is_out else Breach.UNKNOWN_SERIES
        yield Violation(breach, client.id, booking.series)


def _violations_of_hours(client: Client, sittings: Sequence[Sitting]) -> Iterator[Violation]:
    """Rules 4 and 5, each told once a booking, at the first moment."""
    by_video = {m: each.name for each in sittings if each.by_video for m in each.moments}
    taken: dict[Moment, str] = {}
    for sitting in sittings:
        yield from _unfree(client, sitting)
        for moment in sitting.ways:
            if moment in by_video:
                yield Violation(Breach.ON_THE_WAY, client.id, by_video[moment], moment)
                break
        for moment in sitting.moments:
            if moment in taken:
                yield Violation(Breach.TWO_PLACES, client.id, sitting.name, moment)
                break
        taken |= dict.fromkeys(sitting.moments, sitting.name)


def _unfree(client: Client, sitting: Sitting) -> Iterator[Violation]:
    for breach, moments in (
        (Breach.NOT_FREE, sitting.moments),
        (Breach.NO_TIME_FOR_THE_WAY, sitting.ways),
    ):
        for moment in moments:
            if not is_in(client.free, moment):
                yield Violation(breach, client.id, sitting.name, moment)
                break


def _violations_of_lengths(
    ground: Ground, client: Client, sittings: Sequence[Sitting]
) -> Iterator[Violation]:
    """Rule 6: too much on a day, in the week, of a kind; a service more than once."""
    days = Counter(day_said(day) for sitting in sittings for day, _ in sitting.moments)
    longest, ceiling = ground.rules.day_maximum, client.prescription.ceiling
    kinds = Counter(kind_of(ground, sitting) for sitting in sittings for _ in sitting.moments)
    for breach, got, limits in (
        (Breach.DAY_TOO_LONG, days, dict.fromkeys(days, longest)),
        (Breach.WEEK_TOO_LONG, Counter({"": days.total()}), {"": ceiling}),
        (Breach.TOO_MUCH_OF_A_KIND, kinds, _prescribed(client)),
        (Breach.GIVEN_TWICE, _given(sittings), dict.fromkeys(client.prescription.services, 1)),
    ):
        for name, limit in limits.items():
            if got[name] > limit:
                yield Violation(breach, client.id, name, count=got[name], limit=limit)


def _prescribed(client: Client) -> dict[str, int]:
    """Give the kinds that are prescribed at all: a seat in another breaks rule 2."""
    return {kind: quarters for kind, quarters in client.prescription.kinds if quarters > 0}


def _given(sittings: Sequence[Sitting]) -> Counter[str]:
    return Counter(each.booking.service for each in sittings if isinstance(each.booking, Visit))
