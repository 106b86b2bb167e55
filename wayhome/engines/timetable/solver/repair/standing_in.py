"""Who could stand in for somebody, and which room for another, with nothing moved for clients."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from wayhome.engines.timetable.calendar import NEVER, count
from wayhome.engines.timetable.domain import (
    Cause,
    Change,
    GroupSeries,
    Meeting,
    MeetingsCancelled,
    MeetingsCovered,
    NotHeld,
    Plan,
    Room,
    Staff,
    Substitute,
    Visit,
    Week,
)
from wayhome.engines.timetable.eligibility import keeps_breaks, may_lead, times_of
from wayhome.engines.timetable.solver.repair.past import Past, during


@dataclass(frozen=True, slots=True)
class Gap:
    """A meeting that can't be held as it was: its facilitator, its room or its site is missing."""

    series: GroupSeries
    meeting: Meeting
    staff: bool
    room: bool
    site: bool

    @property
    def times(self) -> int:
        return during(self.meeting)

    @property
    def cause(self) -> tuple[Cause, str]:
        if self.site:
            return Cause.SITE_CLOSED, self.series.site
        if self.staff:
            return Cause.STAFF_AWAY, self.series.facilitator or ""
        return Cause.ROOM_CLOSED, self.series.room or ""


@dataclass(frozen=True, slots=True)
class Stood:
    """The gaps filled or not, as changes to the week and as what people are told."""

    changes: tuple[Change, ...]
    substitutes: tuple[Substitute, ...]
    not_held: tuple[NotHeld, ...]


class StandIns:
    """Looks for whoever could stand in, in a week to which the changes have happened.

    A gap that fewest could fill goes first; of those who could, whoever has least to do that week.
    """

    def __init__(self, week: Week, plan: Plan, past: Past) -> None:
        self.week, self.rules = week, week.rules
        out = {problem.subject for problem in plan.problems if problem.left_out}
        self.series = [each for each in week.series if each.id not in out]
        self.staff = {each.id: each for each in week.staff}
        self.rooms = {each.id: each for each in week.rooms}
        self.sites = {each.id: each for each in week.sites}
        self.kinds = {each.id: each for each in week.rules.kinds}
        self.busy: dict[str, int] = defaultdict(int)
        self.used: dict[str, int] = defaultdict(int)
        self.gaps = [gap for s in self.series for gap in self._gaps(s, past)]
        self._enter(plan)

    def _gaps(self, series: GroupSeries, past: Past) -> list[Gap]:
        leader = self.staff.get(series.facilitator or "")
        room = None if series.video else self.rooms.get(series.room or "")
        site = None if series.video else self.sites.get(series.site)
        found = [
            Gap(
                series,
                meeting,
                staff=_lacks(leader.hours if leader else None, meeting),
                room=_lacks(room.open if room else None, meeting),
                site=_lacks(site.open if site else None, meeting),
            )
            for meeting in series.meetings
            if not past.has_begun(meeting)
        ]
        return [gap for gap in found if gap.staff or gap.room or gap.site]

    def _enter(self, plan: Plan) -> None:
        """Enter what staff and rooms are taken by, gaps left out."""
        open_ones = {(gap.series.id, gap.meeting) for gap in self.gaps}
        for series in self.series:
            kept = [m for m in series.meetings if (series.id, m) not in open_ones]
            self.busy[series.facilitator or ""] |= times_of(kept)
            self.used["" if series.video else series.room or ""] |= times_of(kept)
        for _, bookings in plan.bookings:
            for booking in bookings:
                if isinstance(booking, Visit):
                    self.busy[booking.staff] |= during(booking.meeting)

    def stand_in(self) -> Stood:
        filled: list[tuple[Gap, str | None, str | None]] = []
        missing: list[Gap] = []
        for gap in sorted(self.gaps, key=self._urgency):
            staff, rooms = self._facilitators(gap), self._rooms(gap)
            if gap.site or (gap.staff and not staff) or (gap.room and not rooms):
                missing.append(gap)
                continue
            new_staff = staff[0].id if gap.staff else None
            new_room = rooms[0].id if gap.room else None
            self.busy[new_staff or gap.series.facilitator or ""] |= gap.times
            self.used[new_room or ("" if gap.series.video else gap.series.room or "")] |= gap.times
            filled.append((gap, new_staff, new_room))
        return _told(filled, missing)

    def _urgency(self, gap: Gap) -> tuple[int, int, str, int]:
        choices = [len(self._facilitators(gap))] if gap.staff else []
        choices += [len(self._rooms(gap))] if gap.room else []
        return min(choices, default=0), gap.meeting.day, gap.series.id, gap.meeting.start

    def _facilitators(self, gap: Gap) -> list[Staff]:
        able = [staff for staff in self.week.staff if self._can_lead(staff, gap)]
        return sorted(able, key=lambda staff: (count(self.busy[staff.id]), staff.id))

    def _can_lead(self, staff: Staff, gap: Gap) -> bool:
        series, times, busy = gap.series, gap.times, self.busy[staff.id]
        return (
            staff.id != series.facilitator
            and self._is_near(staff, series)
            and may_lead(staff, series, self.kinds[series.kind])
            and times & ~staff.hours == NEVER
            and not times & busy
            and keeps_breaks(staff, busy, times, self.rules.break_quarters)
        )

    def _is_near(self, staff: Staff, series: GroupSeries) -> bool:
        if staff.site == series.site:
            return True
        sites = self.sites
        if not series.video or staff.site not in sites or series.site not in sites:
            return False
        return sites[staff.site].region == sites[series.site].region

    def _rooms(self, gap: Gap) -> list[Room]:
        """List the rooms in which as many can meet; the smallest first."""
        if gap.series.video:
            return []
        able = [room for room in self.week.rooms if self._can_house(room, gap)]
        return sorted(able, key=lambda room: (room.capacity, room.id))

    def _can_house(self, room: Room, gap: Gap) -> bool:
        series = gap.series
        own = self.rooms.get(series.room or "")
        limit = self.kinds[series.kind].capacity
        seats = [series.capacity, own.capacity if own else 0]
        seats += [] if limit is None else [limit]
        return (
            room.site == series.site
            and room.id != series.room
            and room.capacity >= min(seats)
            and series.needs <= room.features
            and not gap.times & (self.used[room.id] | ~room.open)
        )


def _lacks(calendar: int | None, meeting: Meeting) -> bool:
    return calendar is not None and bool(during(meeting) & ~calendar)


def _told(filled: Sequence[tuple[Gap, str | None, str | None]], missing: Sequence[Gap]) -> Stood:
    """Put together what the same people, or the same cause, do to one group."""
    covered: dict[tuple[str, str | None, str | None], list[Meeting]] = defaultdict(list)
    cancelled: dict[tuple[str, Cause, str], list[Meeting]] = defaultdict(list)
    for gap, staff, room in filled:
        covered[gap.series.id, staff, room].append(gap.meeting)
    for gap in missing:
        cancelled[gap.series.id, *gap.cause].append(gap.meeting)
    substitutes = [
        Substitute(series, tuple(meetings), staff, room)
        for (series, staff, room), meetings in sorted(covered.items(), key=_first_of)
    ]
    not_held = [
        NotHeld(series, tuple(meetings), cause, subject)
        for (series, cause, subject), meetings in sorted(cancelled.items(), key=_first_of)
    ]
    lost: dict[str, int] = defaultdict(int)
    for each in not_held:
        lost[each.series] |= times_of(each.meetings)
    changes: tuple[Change, ...] = (
        *(MeetingsCovered(s.series, times_of(s.meetings), s.staff, s.room) for s in substitutes),
        *(MeetingsCancelled(series, times) for series, times in lost.items()),
    )
    return Stood(changes, tuple(substitutes), tuple(not_held))


def _first_of(item: tuple[tuple[str, object, object], list[Meeting]]) -> tuple[str, int, int]:
    (series, *_), meetings = item
    return series, meetings[0].day, meetings[0].start
