"""What has been held already: changes can't reach it, and bookings that have begun stay."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wayhome.engines.timetable.calendar import NEVER, QUARTERS_A_DAY, WEEK, span, widen
from wayhome.engines.timetable.domain import (
    Booking,
    Change,
    Client,
    ClientChanged,
    GroupSeries,
    Meeting,
    MeetingsCancelled,
    Missed,
    Plan,
    RoomClosed,
    Seat,
    SeriesCancelled,
    SiteClosed,
    StaffAway,
    Visit,
    Week,
)
from wayhome.engines.timetable.eligibility import times_of


def begins(meeting: Meeting) -> int:
    return meeting.day * QUARTERS_A_DAY + meeting.start


def during(meeting: Meeting) -> int:
    return span(meeting.day, meeting.start, meeting.quarters)


@dataclass(slots=True)
class Past:
    """A week and its plan up to the quarter ``held``."""

    week: Week
    plan: Plan
    held: int

    @property
    def times(self) -> int:
        return (1 << self.held) - 1

    def has_begun(self, meeting: Meeting) -> bool:
        return begins(meeting) < self.held

    def is_begun(self, series: GroupSeries) -> bool:
        return any(map(self.has_begun, series.meetings))

    def begun_of(self, client: str) -> tuple[Booking, ...]:
        """Give the bookings that somebody has begun, and keeps."""
        if not self.held:
            return ()
        series = {each.id: each for each in self.week.series}
        return tuple(
            booking
            for booking in self.plan.of(client)
            if (
                self.has_begun(booking.meeting)
                if isinstance(booking, Visit)
                else booking.series in series and self.is_begun(series[booking.series])
            )
        )

    def after_it(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """Give what is left of the changes for the rest of the week."""
        return tuple(self._ahead(change) for change in changes)

    def _ahead(self, change: Change) -> Change:
        match change:
            case StaffAway() | RoomClosed() | SiteClosed():
                gone = self.times | self._running(change)
                return replace(change, times=change.times & ~gone)
            case SeriesCancelled(name) if self.held:
                gone = times_of([m for m in self._meetings(name) if self.has_begun(m)])
                return MeetingsCancelled(name, WEEK & ~gone) if gone else change
            case MeetingsCancelled(name, times):
                gone = times_of([m for m in self._meetings(name) if self.has_begun(m)])
                return replace(change, times=times & ~gone)
            case ClientChanged(client):
                return ClientChanged(self._with_begun_kept(client))
            case _:
                return change

    def _meetings(self, name: str) -> tuple[Meeting, ...]:
        return next((each.meetings for each in self.week.series if each.id == name), ())

    def _running(self, change: StaffAway | RoomClosed | SiteClosed) -> int:
        """Give the times of the sessions that have begun there or with them, to their ends."""
        if not self.held:
            return NEVER
        return times_of([m for m in self._sessions(change) if self.has_begun(m)])

    def _sessions(self, change: StaffAway | RoomClosed | SiteClosed) -> Iterator[Meeting]:
        for series in self.week.series:
            is_there = {
                StaffAway: (series.facilitator,),
                RoomClosed: (None if series.video else series.room,),
                SiteClosed: (None if series.video else series.site,),
            }[type(change)]
            if _place_of(change) in is_there:
                yield from series.meetings
        sites = {staff.id: staff.site for staff in self.week.staff}
        for _, bookings in self.plan.bookings:
            for booking in bookings:
                if isinstance(booking, Visit):
                    where = (booking.staff, sites.get(booking.staff))
                    if _place_of(change) in where and not isinstance(change, RoomClosed):
                        yield booking.meeting

    def _with_begun_kept(self, client: Client) -> Client:
        """Count as free what is past, and what remains of the bookings that have begun."""
        free = client.free | self.times
        for series in self._begun_series(client):
            free |= _needed(series, series.meetings, client)
        for booking in self.begun_of(client.id):
            if isinstance(booking, Visit):
                free |= widen(during(booking.meeting), client.travel)
        return replace(client, free=free if self.held else client.free)

    def missed(self, changes: Sequence[Change]) -> tuple[Missed, ...]:
        """Give the meetings of groups begun that somebody's new hours leave no time for."""
        return tuple(
            Missed(change.client.id, series.id, meeting)
            for change in changes
            if isinstance(change, ClientChanged)
            for series in self._begun_series(change.client)
            for meeting in series.meetings
            if not self.has_begun(meeting)
            and _needed(series, [meeting], change.client) & ~change.client.free & ~self.times
        )

    def _begun_series(self, client: Client) -> Iterator[GroupSeries]:
        seats = {each.series for each in self.begun_of(client.id) if isinstance(each, Seat)}
        return (series for series in self.week.series if series.id in seats)


def _place_of(change: StaffAway | RoomClosed | SiteClosed) -> str:
    match change:
        case StaffAway():
            return change.staff
        case RoomClosed():
            return change.room
        case SiteClosed():
            return change.site


def _needed(series: GroupSeries, meetings: Sequence[Meeting], client: Client) -> int:
    times = times_of(meetings)
    return times if series.video else widen(times, client.travel)
