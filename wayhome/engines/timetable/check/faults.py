"""What is wrong with a group or a client as they were put in, found anew from the plain values."""

from collections.abc import Collection, Iterator, Mapping

from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.moments import (
    DAYS,
    Moment,
    is_in,
    is_on_one_day,
    longest_run,
    moments_of,
)
from wayhome.engines.timetable.domain import (
    Client,
    GroupSeries,
    Prescription,
    Reason,
    Staff,
)

type Tests = Iterator[tuple[Reason, bool]]
type Faults = frozenset[tuple[Reason, bool]]
"""Reasons why something can't be used, and whether it can't be used at all."""


def faults_of_series(ground: Ground, series: GroupSeries) -> Faults:
    """Find why the group can't be held beside those that are: all the reasons there are."""
    tests = (*_of_its_own(ground, series), *_of_staff(ground, series), *_of_room(ground, series))
    return frozenset(
        (reason, reason is not Reason.ROOM_TOO_SMALL) for reason, is_true in tests if is_true
    )


def faults_of_staff(ground: Ground, staff: Staff) -> Faults:
    is_known = staff.site in ground.opening
    return frozenset(() if is_known else ((Reason.UNKNOWN_SITE, False),))


def _of_its_own(ground: Ground, series: GroupSeries) -> Tests:
    moments = moments_of(series.meetings)
    kind = ground.kinds.get(series.kind)
    opening = ground.opening.get(series.site)
    yield Reason.NO_MEETINGS, not series.meetings
    yield Reason.OVERLAPPING_MEETINGS, len(set(moments)) < len(moments)
    yield Reason.OUTSIDE_THE_WEEK, not all(map(is_on_one_day, series.meetings))
    yield Reason.UNKNOWN_KIND, kind is None
    yield Reason.UNKNOWN_SITE, opening is None
    yield Reason.NO_SEATS, ground.capacity(series) <= 0
    if opening is not None and not series.video:
        yield Reason.SITE_CLOSED, not all(is_in(opening, moment) for moment in moments)


def _of_staff(ground: Ground, series: GroupSeries) -> Tests:
    staff = ground.everybody.get(series.facilitator or "")
    yield Reason.NO_FACILITATOR, staff is None
    if staff is None:
        return
    kind = ground.kinds.get(series.kind)
    asked = kind.credentials if kind else frozenset()
    moments = moments_of(series.meetings)
    leads = ground.leads(staff.id)
    yield Reason.FACILITATOR_LACKS_CREDENTIAL, bool(asked) and asked.isdisjoint(staff.credentials)
    yield Reason.FACILITATOR_LACKS_LANGUAGE, series.language not in staff.languages
    yield Reason.FACILITATOR_OFF, not all(is_in(staff.hours, moment) for moment in moments)
    yield Reason.FACILITATOR_ELSEWHERE, _is_taken(series, leads)
    yield Reason.FACILITATOR_WITHOUT_BREAK, _lacks_break(ground, staff, {*leads, *moments})


def _is_taken(series: GroupSeries, by: Mapping[Moment, str]) -> bool:
    """Say whether another group holds one of its moments."""
    return any(by.get(moment, series.id) != series.id for moment in moments_of(series.meetings))


def _lacks_break(ground: Ground, staff: Staff, leads: Collection[Moment]) -> bool:
    """Say whether the groups that somebody leads leave too little of a window for a break."""
    return any(
        longest_run(moment for moment in ground.window(window) if moment not in leads)
        < ground.rules.break_quarters
        for window in staff.breaks
    )


def _of_room(ground: Ground, series: GroupSeries) -> Tests:
    if series.video:
        return
    room = ground.rooms.get(series.room or "")
    yield Reason.NO_ROOM, room is None
    if room is None:
        return
    moments = moments_of(series.meetings)
    yield Reason.ROOM_CLOSED, not all(is_in(room.open, moment) for moment in moments)
    yield Reason.ROOM_TAKEN, _is_taken(series, ground.held_in(room.id))
    yield Reason.ROOM_LACKS_FEATURE, not series.needs <= room.features
    yield Reason.ROOM_TOO_SMALL, room.capacity < series.capacity


def faults_of_client(ground: Ground, client: Client) -> Faults:
    """Find why the client, or a part of what is known of them, can't be planned for."""
    prescription = client.prescription
    kinds = [kind for kind, _ in prescription.kinds]
    tests = (
        (Reason.UNKNOWN_SITE, True, client.site not in ground.opening),
        (Reason.NO_AVAILABILITY, True, not client.free),
        (Reason.NO_PRESCRIPTION, True, _is_empty(prescription)),
        (Reason.CONTRADICTORY_PRESCRIPTION, True, _cannot_be_meant(prescription)),
        (Reason.CONTRADICTORY_PRESCRIPTION, False, _cannot_be_reached(ground, prescription)),
        (Reason.UNKNOWN_KIND, False, not ground.kinds.keys() >= set(kinds)),
        (Reason.UNKNOWN_SERVICE, False, not ground.services.keys() >= set(prescription.services)),
        (Reason.UNKNOWN_COUNSELOR, False, client.counselor not in (None, *ground.everybody)),
    )
    return frozenset((reason, leaves_out) for reason, leaves_out, is_true in tests if is_true)


def _is_empty(prescription: Prescription) -> bool:
    return not prescription.services and not any(length for _, length in prescription.kinds)


def _cannot_be_meant(prescription: Prescription) -> bool:
    lengths = [length for _, length in prescription.kinds]
    lengths += [prescription.weekly, prescription.floor, prescription.day_minimum]
    return (
        any(length < 0 for length in lengths)
        or not 0 <= prescription.minimum_days <= DAYS
        or prescription.weekly > prescription.ceiling
    )


def _cannot_be_reached(ground: Ground, prescription: Prescription) -> bool:
    """Say whether all of it together is less than the weekly quarters, or than the days ask for."""
    days, least = prescription.minimum_days, prescription.day_minimum
    visits = (ground.services[each] for each in prescription.services if each in ground.services)
    all_of_it = sum(visit.quarters for visit in visits) + sum(
        length for kind, length in prescription.kinds if kind in ground.kinds
    )
    return (
        all_of_it < prescription.weekly
        or days * least > prescription.ceiling
        or (days > 0 and least > ground.rules.day_maximum)
    )
