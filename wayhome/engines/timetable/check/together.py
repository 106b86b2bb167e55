"""Rules 7 to 10: what a group and a member of staff can take from all clients together."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from wayhome.engines.timetable.check.breach import Breach, Violation
from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.moments import (
    Moment,
    is_in,
    is_on_one_day,
    longest_run,
    moments_of,
)
from wayhome.engines.timetable.domain import Booking, GroupSeries, Staff, Visit

type Given = tuple[str, Visit]


def violations_of_series(
    ground: Ground, series: GroupSeries, seated: Collection[str]
) -> Iterator[Violation]:
    """Find who can't be in the group with one another, and whether too many are."""
    for client in seated:
        for other in sorted(ground.kept_apart(client).intersection(seated)):
            if client < other:
                yield Violation(Breach.NOT_APART, client, other)
    capacity = ground.capacity(series)
    if len(seated) > capacity:
        yield Violation(Breach.TOO_MANY, series.id, count=len(seated), limit=capacity)
    elif series.held > 0:
        others = sum(ground.clients[each].contract != series.contract for each in seated)
        left = max(0, capacity - series.held)
        if others > left:
            yield Violation(Breach.SEATS_HELD, series.id, count=others, limit=left)


def violations_of_staff(
    ground: Ground, staff: Staff, given: Sequence[Given]
) -> Iterator[Violation]:
    """Find which of the visits can't be given, and whether breaks and the caseload are kept."""
    yield from violations_of_times(ground, staff, given)
    yield from violations_of_caseload(ground, staff, given)


def violations_of_times(
    ground: Ground, staff: Staff, given: Sequence[Given]
) -> Iterator[Violation]:
    """Find which of the visits can't be given at their hour, whoever comes.

    Of two at one time the client with the greater id is named, in whatever order they are given.
    """
    taken: dict[Moment, str] = {}
    for client, visit in sorted(given, key=lambda row: (row[0], row[1].meeting.day)):
        if is_on_one_day(visit.meeting):
            yield from _violations_of_hour(ground, staff, client, visit, taken)
            taken |= dict.fromkeys(moments_of((visit.meeting,)), client)
    yield from _violations_of_breaks(ground, staff, taken)


def _violations_of_hour(
    ground: Ground, staff: Staff, client: str, visit: Visit, taken: Collection[Moment]
) -> Iterator[Violation]:
    opening, leads = ground.opening.get(staff.site, 0), ground.leads(staff.id)
    told: set[Breach] = set()
    for moment in moments_of((visit.meeting,)):
        for breach, is_broken in (
            (Breach.OFF_DUTY, not is_in(staff.hours, moment)),
            (Breach.SITE_CLOSED, not is_in(opening, moment)),
            (Breach.LEADS_A_GROUP, moment in leads),
            (Breach.TWO_VISITS, moment in taken),
        ):
            if is_broken and breach not in told:
                told.add(breach)
                yield Violation(breach, staff.id, client, moment)


def _violations_of_breaks(
    ground: Ground, staff: Staff, taken: Collection[Moment]
) -> Iterator[Violation]:
    for window in staff.breaks if taken else ():
        if not keeps_break(ground, staff, window, taken):
            yield Violation(Breach.NO_BREAK, staff.id, moment=ground.window(window)[0])


def keeps_break(ground: Ground, staff: Staff, window: int, taken: Collection[Moment]) -> bool:
    """Say whether visits leave a break in the window, or the groups alone left none."""
    leads, least = ground.leads(staff.id), ground.rules.break_quarters
    without_groups = [moment for moment in ground.window(window) if moment not in leads]
    if longest_run(without_groups) < least:
        return True
    return longest_run(m for m in without_groups if m not in taken) >= least


def violations_of_caseload(
    ground: Ground, staff: Staff, given: Sequence[Given]
) -> Iterator[Violation]:
    new = new_clients(ground, given)
    own = ground.caseloads.get(staff.id, 0)
    limit = max(staff.caseload, own)
    if new and own + len(new) > limit:
        yield Violation(Breach.CASELOAD, staff.id, count=own + len(new), limit=limit)


def new_clients(ground: Ground, given: Sequence[Given]) -> set[str]:
    """Give those who have no counselor, and get a visit of one's own counselor here."""
    return {
        client
        for client, visit in given
        if (service := ground.services.get(visit.service))
        and service.own_counselor
        and ground.counselor_of(ground.clients[client]) is None
    }


class Turned(NamedTuple):
    """Bookings by client, turned around: who sits in each series, whom each of the staff sees."""

    seated: dict[str, list[str]]
    given: dict[str, list[Given]]


def turned(bookings: Iterable[tuple[str, Iterable[Booking]]]) -> Turned:
    found = Turned(defaultdict(list), defaultdict(list))
    for client, own in bookings:
        for booking in dict.fromkeys(own):
            if isinstance(booking, Visit):
                found.given[booking.staff].append((client, booking))
            else:
                found.seated[booking.series].append(client)
    return found


def violations_together(ground: Ground, together: Turned) -> Iterator[Violation]:
    for name, seated in together.seated.items():
        if name in ground.series:
            yield from violations_of_series(ground, ground.series[name], seated)
    for name, given in together.given.items():
        if name in ground.staff:
            yield from violations_of_staff(ground, ground.staff[name], given)
