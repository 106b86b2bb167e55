"""What a proposal changes for whom, and what a part of it would be."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from wayhome.engines.timetable.domain import Booking, GroupSeries, Plan, Seat, Visit, Week


@dataclass(frozen=True, slots=True)
class Difference:
    """One client's bookings before and after; what stays is in neither `lost` nor `gained`."""

    client: str
    before: tuple[Booking, ...]
    after: tuple[Booking, ...]

    @property
    def lost(self) -> tuple[Booking, ...]:
        return tuple(each for each in self.before if each not in self.after)

    @property
    def gained(self) -> tuple[Booking, ...]:
        return tuple(each for each in self.after if each not in self.before)

    @property
    def left(self) -> tuple[str, ...]:
        """Return the groups that are left."""
        return tuple(each.series for each in self.lost if isinstance(each, Seat))

    @property
    def joined(self) -> tuple[str, ...]:
        return tuple(each.series for each in self.gained if isinstance(each, Seat))

    @property
    def visits_lost(self) -> tuple[Visit, ...]:
        return tuple(each for each in self.lost if isinstance(each, Visit))

    @property
    def visits_gained(self) -> tuple[Visit, ...]:
        return tuple(each for each in self.gained if isinstance(each, Visit))


def differences(week: Week, plan: Plan) -> tuple[Difference, ...]:
    """Return whose bookings a plan changes; nobody on the waiting list has any to change.

    Who was left out of the plan, or what was, stays as it is: nothing was decided about it.
    """
    before, after = decided(week, plan), dict(plan.bookings)
    found = (
        Difference(each.id, before.get(each.id, ()), after[each.id])
        for each in week.clients
        if not each.waiting and each.id in after
    )
    return tuple(each for each in found if {*each.before} != {*each.after})


def decided(week: Week, plan: Plan) -> Mapping[str, tuple[Booking, ...]]:
    """Return what is published, without seats in groups that were left out of the plan."""
    out = {each.subject for each in plan.problems if each.left_out}
    return {
        client: tuple(each for each in own if not (isinstance(each, Seat) and each.series in out))
        for client, own in week.published
    }


def in_part(week: Week, plan: Plan, accepted: Collection[str]) -> Plan:
    """Return the plan in which only these people's bookings change; all others keep theirs.

    Whoever waits has nothing, so that they stand in nobody's way.
    """
    before = decided(week, plan)
    return replace(
        plan,
        bookings=tuple(
            (client, own if client in accepted else before.get(client, ()))
            for client, own in plan.bookings
        ),
    )


def with_bookings(plan: Plan, client: str, bookings: tuple[Booking, ...]) -> Plan:
    """Return the plan in which somebody has these bookings, and everybody else what they had."""
    return replace(
        plan,
        bookings=tuple((name, bookings if name == client else own) for name, own in plan.bookings),
    )


def are_known(
    bookings: Collection[Booking], series: Collection[str], *own: Collection[Booking]
) -> bool:
    """Say whether these are seats in groups of the week, or visits that somebody has already."""
    return all(
        each.series in series if isinstance(each, Seat) else any(each in had for had in own)
        for each in bookings
    )


def backwards(found: Collection[Difference]) -> tuple[Difference, ...]:
    """Return what takes the changes back."""
    return tuple(Difference(each.client, each.after, each.before) for each in found)


class Lengths:
    """How long bookings of a week last, in quarters of an hour."""

    def __init__(self, week: Week) -> None:
        self._series: Mapping[str, GroupSeries] = {each.id: each for each in week.series}

    def of(self, booking: Booking) -> int:
        """Return the quarters; none for a group that isn't held this week."""
        if isinstance(booking, Visit):
            return booking.meeting.quarters
        series = self._series.get(booking.series)
        return sum(each.quarters for each in series.meetings) if series else 0

    def together(self, bookings: Collection[Booking]) -> int:
        return sum(map(self.of, bookings))

    def counted(self, week: Week, bookings: Mapping[str, tuple[Booking, ...]]) -> Iterator[int]:
        """Give what each client in care has, counted up to the weekly hours."""
        for client in week.clients:
            if not client.waiting:
                had = self.together(bookings.get(client.id, ()))
                yield min(had, client.prescription.weekly)
