"""Who could lead one more group, and where it could be held."""

from collections import defaultdict

from wayhome.engines.timetable.calendar import NEVER
from wayhome.engines.timetable.domain import GroupSeries, Staff, Week
from wayhome.engines.timetable.eligibility import keeps_breaks, may_lead, times_of


class Leading:
    """When staff lead groups and rooms are taken, while groups are added."""

    def __init__(self, week: Week) -> None:
        self.week = week
        self.kinds = {kind.id: kind for kind in week.rules.kinds}
        self.rooms = {room.id: room for room in week.rooms}
        self._open = {site.id: site.open for site in week.sites}
        self.led: dict[str, int] = defaultdict(int)
        self.taken: dict[str, int] = defaultdict(int)
        for series in week.series:
            self.add(series)

    def add(self, series: GroupSeries) -> None:
        times = times_of(series.meetings)
        if series.facilitator:
            self.led[series.facilitator] |= times
        if series.room and not series.video:
            self.taken[series.room] |= times

    def facilitators(self, series: GroupSeries) -> list[Staff]:
        """List who could lead a group at its times, those who lead least first."""
        times = times_of(series.meetings)
        able = [staff for staff in self.week.staff if self._can_lead(staff, series, times)]
        return sorted(able, key=lambda staff: (self.led[staff.id].bit_count(), staff.id))

    def _can_lead(self, staff: Staff, series: GroupSeries, times: int) -> bool:
        led = self.led[staff.id]
        return (
            staff.site == series.site
            and may_lead(staff, series, self.kinds[series.kind])
            and times & ~staff.hours == NEVER
            and not times & led
            and keeps_breaks(staff, led, times, self.week.rules.break_quarters)
        )

    def rooms_for(self, series: GroupSeries) -> list[str | None]:
        """List the rooms that are free at a group's times, the largest first."""
        times = times_of(series.meetings)
        if times & ~self._open[series.site]:
            return []
        if series.video:
            return [None]
        free = [
            room
            for room in self.week.rooms
            if room.site == series.site
            and series.needs <= room.features
            and not times & (self.taken[room.id] | ~room.open)
        ]
        return [room.id for room in sorted(free, key=lambda room: (-room.capacity, room.id))]
