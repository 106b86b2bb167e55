"""A week as it is held, whatever the rules for a new one would say of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wayhome.engines.timetable.calendar import NEVER, QUARTERS_A_WEEK, span
from wayhome.engines.timetable.domain import Booking, Client, Meeting, Seat, Visit, Week
from wayhome.engines.timetable.sound import sound

QUARTER = timedelta(minutes=15)


def as_it_stands(week: Week) -> Week:
    """Return the week in which staff work when they have sessions, without what can't be used.

    A repair leaves such groups and people alone: they are as they were before.
    """
    busy = _busy(week)
    staffed = replace(
        week,
        staff=tuple(replace(each, hours=each.hours | busy[each.id]) for each in week.staff),
    )
    usable = sound(staffed).week
    series = {each.id for each in usable.series}
    clients = {each.id for each in usable.clients}
    return replace(
        usable,
        published=tuple(
            (client, tuple(each for each in own if _is_in(each, series)))
            for client, own in week.published
            if client in clients
        ),
    )


def keeps_what_they_have(client: Client, own: Collection[Booking], week: Week) -> bool:
    """Say whether somebody told nothing of when they can come, and so stays where they are."""
    return bool(own) and not client.free & ~times_of_bookings(own, week)


def times_of_bookings(own: Collection[Booking], week: Week) -> int:
    """Return when somebody is in a session."""
    meetings = {each.id: each.meetings for each in week.series}
    times = NEVER
    for each in own:
        held = [each.meeting] if isinstance(each, Visit) else meetings.get(each.series, ())
        for meeting in held:
            times |= _times(meeting)
    return times


def quarters_held(week_start: date, zone: ZoneInfo, now: datetime) -> int:
    """Return up to which quarter of the week everything has been held or has begun."""
    midnight = datetime.combine(week_start, time.min)
    since = now.astimezone(zone).replace(tzinfo=None) - midnight
    return max(0, min(QUARTERS_A_WEEK, -(-since // QUARTER)))


def _busy(week: Week) -> Mapping[str, int]:
    busy: defaultdict[str, int] = defaultdict(int)
    for series in week.series:
        for meeting in series.meetings:
            busy[series.facilitator or ""] |= _times(meeting)
    for _, own in week.published:
        for each in own:
            if isinstance(each, Visit):
                busy[each.staff] |= _times(each.meeting)
    return busy


def _times(meeting: Meeting) -> int:
    return span(meeting.day, meeting.start, meeting.quarters)


def _is_in(booking: Booking, series: set[str]) -> bool:
    return not isinstance(booking, Seat) or booking.series in series
