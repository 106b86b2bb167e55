"""What might be worth opening, by prices and shortfalls; whether it is, only planning says."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wayhome.engines.timetable.calendar import QUARTERS_A_DAY, QUARTERS_AN_HOUR, first, widen
from wayhome.engines.timetable.domain import (
    Client,
    GroupSeries,
    Meeting,
    Opened,
    SeatValue,
    Service,
    Staff,
    Week,
)
from wayhome.engines.timetable.eligibility import fits_life, fits_person, length_of, times_of
from wayhome.engines.timetable.solver.explain.openings import grid, starts_in, visits_fit
from wayhome.engines.timetable.solver.explain.reliefs import can_grow
from wayhome.engines.timetable.solver.leading import Leading
from wayhome.engines.timetable.solver.opening.shortage import Shortage

DAY_SHIFTS = (0, 1, -1, 2, -2)
START_SHIFTS = (0, *(sign * 2 * step for step in range(1, 17) for sign in (1, -1)))
LAST_DAY = 5
OPENS, CLOSES = 7 * QUARTERS_AN_HOUR, 21 * QUARTERS_AN_HOUR


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something to open, the week in which it is, and the hours points it may win."""

    value: SeatValue
    week: Week
    site: str
    hoped: float


def seats(shortage: Shortage) -> Iterator[Proposal]:
    """Propose one more seat in each series that has a price and can have it."""
    week = shortage.week
    for series in week.series:
        price = shortage.seat_prices.get(series.id, 0.0)
        if price and can_grow(shortage.eligibility, series.id):
            wider = replace(series, capacity=series.capacity + 1)
            others = tuple(wider if each is series else each for each in week.series)
            value = SeatValue(Opened.SEAT, series.id, series=wider, price=price)
            yield Proposal(value, replace(week, series=others), series.site, price)


def groups(shortage: Shortage) -> Iterator[Proposal]:
    """Propose a second group like each that has a price, when most of the short could come."""
    week = shortage.week
    for series in week.series:
        price = shortage.seat_prices.get(series.id, 0.0)
        second = _second(shortage, series) if price else None
        if second:
            new, comers = second
            value = SeatValue(Opened.GROUP, series.id, series=new, price=price)
            hoped = sum(min(length_of(new), shortage.lacks(c, new.kind)) for c in comers)
            wider = replace(week, series=(*week.series, new))
            yield Proposal(value, wider, series.site, float(hoped))


def _second(shortage: Shortage, series: GroupSeries) -> tuple[GroupSeries, list[Client]] | None:
    leading = Leading(shortage.week)
    name = series.id
    while name in shortage.eligibility.series:
        name += "+"
    best: tuple[GroupSeries, list[Client]] | None = None
    for meetings in _other_times(series.meetings):
        new = replace(series, id=name, meetings=meetings, block="", admits=True)
        comers = _comers(shortage, new)
        if comers and (best is None or len(comers) > len(best[1])):
            held = _held(leading, new)
            best = (held, comers[: held.capacity]) if held else best
    return best


def _other_times(meetings: tuple[Meeting, ...]) -> Iterator[tuple[Meeting, ...]]:
    for days in DAY_SHIFTS:
        for starts in START_SHIFTS:
            moved = tuple(Meeting(m.day + days, m.start + starts, m.quarters) for m in meetings)
            if all(
                0 <= m.day <= LAST_DAY and m.start >= OPENS and m.start + m.quarters <= CLOSES
                for m in moved
            ):
                yield moved


def _comers(shortage: Shortage, new: GroupSeries) -> list[Client]:
    """List the short who lack its kind and could come without giving up anything."""
    times = times_of(new.meetings)
    region = shortage.eligibility.region
    return [
        client
        for client in shortage.short
        if fits_person(new, client)
        and (region[client.site] == region[new.site] if new.video else client.site == new.site)
        and fits_life(times, client, video=new.video)
        and not times & shortage.taken(client)
        and shortage.lacks(client, new.kind) >= length_of(new)
    ]


def _held(leading: Leading, new: GroupSeries) -> GroupSeries | None:
    """Give the group with a facilitator and a room, if there are any."""
    able, rooms = leading.facilitators(new), leading.rooms_for(new)
    if not able or not rooms:
        return None
    room = rooms[0]
    capacity = min(new.capacity, leading.rooms[room].capacity) if room else new.capacity
    target = min(new.target, capacity)
    return replace(new, facilitator=able[0].id, room=room, capacity=capacity, target=target)


def hours_of_staff(shortage: Shortage) -> Iterator[Proposal]:
    """Propose an hour before or after their own to staff whose service is missing."""
    week, eligibility = shortage.week, shortage.eligibility
    for service in week.rules.services:
        missing = shortage.missing(service.id)
        for staff in week.staff if service.quarters <= QUARTERS_AN_HOUR else ():
            wanting = [c for c in missing if staff in eligibility.staff_for(c, service)]
            start = _best_hour(shortage, staff, service, wanting)
            if start is None:
                continue
            hour = ((1 << QUARTERS_AN_HOUR) - 1) << start
            day, quarter = divmod(start, QUARTERS_A_DAY)
            longer = _with_staff(week, replace(staff, hours=staff.hours | hour))
            value = SeatValue(
                Opened.STAFF_HOUR,
                staff.id,
                other=service.id,
                day=day,
                start=quarter,
                price=float(service.missing),
            )
            most = QUARTERS_AN_HOUR // service.quarters
            hoped = float(min(most, len(wanting)) * (service.missing + service.quarters))
            yield Proposal(value, longer, staff.site, hoped)


def _best_hour(
    shortage: Shortage, staff: Staff, service: Service, wanting: list[Client]
) -> int | None:
    """Find the hour at which most of those who miss the service could come."""
    step = shortage.week.rules.step
    more = widen(staff.hours, QUARTERS_AN_HOUR) & ~staff.hours
    starts = starts_in(more, QUARTERS_AN_HOUR) & grid(step, QUARTERS_AN_HOUR)
    fits = [starts_in(visits_fit(c) & ~shortage.taken(c), service.quarters) for c in wanting]
    best, most = None, 0
    while starts:
        start = first(starts)
        starts &= starts - 1
        coming = sum(fit >> start & 1 for fit in fits)
        if coming > most:
            best, most = start, coming
    return best


def skills(shortage: Shortage) -> Iterator[Proposal]:
    """Propose a credential, or a language, to staff who could then give what is missing."""
    week = shortage.week
    for service in week.rules.services:
        missing = shortage.missing(service.id)
        hoped = float(len(missing) * (service.missing + service.quarters))
        for staff in week.staff if missing else ():
            price = float(service.missing)
            if service.credentials and not service.credentials & staff.credentials:
                credential = min(service.credentials)
                able = replace(staff, credentials=staff.credentials | {credential})
                value = SeatValue(Opened.CREDENTIAL, staff.id, credential, price=price)
                if any(c.site == staff.site for c in missing):
                    yield Proposal(value, _with_staff(week, able), staff.site, hoped)
            elif service.own_counselor:
                for language in _languages_missing(staff, missing):
                    able = replace(staff, languages=staff.languages | {language})
                    value = SeatValue(Opened.LANGUAGE, staff.id, language, price=price)
                    yield Proposal(value, _with_staff(week, able), staff.site, hoped)


def _languages_missing(staff: Staff, missing: list[Client]) -> list[str]:
    new = {c.language for c in missing if c.counselor is None and c.site == staff.site}
    return sorted(new - staff.languages)


def _with_staff(week: Week, changed: Staff) -> Week:
    others = tuple(changed if each.id == changed.id else each for each in week.staff)
    return replace(week, staff=others)
