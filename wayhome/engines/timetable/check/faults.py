"""What is wrong with a group or a client as they were put in, found anew from the plain values."""

from collections.abc import Iterator, Mapping

from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.moments import (
    DAYS,
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
    Rules,
    Staff,
)

type Faults = Iterator[tuple[Reason, bool]]


def faults_of_series(ground: Ground, series: GroupSeries) -> frozenset[Reason]:
    """Find why the group can't be held, given the groups that are: all reasons there are."""
    tests = (*_of_its_own(ground, series), *_of_staff(ground, series), *_of_room(ground, series))
    return frozenset(reason for reason, is_true in tests if is_true)


def _of_its_own(ground: Ground, series: GroupSeries) -> Faults:
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


def _of_staff(ground: Ground, series: GroupSeries) -> Faults:
    staff = ground.staff.get(series.facilitator or "")
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
    yield Reason.FACILITATOR_WITHOUT_BREAK, lacks_break(ground, staff)


def _is_taken(series: GroupSeries, by: Mapping[tuple[int, int], str]) -> bool:
    """Say whether another group holds one of its moments."""
    return any(by.get(moment, series.id) != series.id for moment in moments_of(series.meetings))


def lacks_break(ground: Ground, staff: Staff) -> bool:
    """Say whether the groups that somebody leads leave too little of a window for a break."""
    leads = ground.leads(staff.id)
    return any(
        longest_run(moment for moment in ground.window(window) if moment not in leads)
        < ground.rules.break_quarters
        for window in staff.breaks
    )


def _of_room(ground: Ground, series: GroupSeries) -> Faults:
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


def faults_of_client(ground: Ground, client: Client) -> frozenset[Reason]:
    """Find why the client, or a part of what is prescribed, can't be planned."""
    prescription = client.prescription
    tests = (
        (Reason.UNKNOWN_SITE, client.site not in ground.opening),
        (Reason.NO_AVAILABILITY, not client.free),
        (Reason.NO_PRESCRIPTION, _is_empty(prescription)),
        (Reason.CONTRADICTORY_PRESCRIPTION, _is_contradictory(prescription, ground.rules)),
        (Reason.UNKNOWN_KIND, any(kind not in ground.kinds for kind, _ in prescription.kinds)),
        (
            Reason.UNKNOWN_SERVICE,
            any(service not in ground.services for service in prescription.services),
        ),
        (Reason.UNKNOWN_COUNSELOR, client.counselor not in (None, *ground.staff)),
    )
    return frozenset(reason for reason, is_true in tests if is_true)


def _is_empty(prescription: Prescription) -> bool:
    quarters = sum(quarters for _, quarters in prescription.kinds)
    return not quarters and not prescription.services


def _is_contradictory(prescription: Prescription, rules: Rules) -> bool:
    """Say whether no week at all could be what is prescribed."""
    days, least = prescription.minimum_days, prescription.day_minimum
    return (
        prescription.weekly > prescription.ceiling
        or days > DAYS
        or days * least > prescription.ceiling
        or (days > 0 and least > rules.day_maximum)
    )
