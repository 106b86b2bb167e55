"""Which groups can be held, taken in the order of ids: the earlier one keeps staff and room."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from wayhome.engines.timetable.calendar import (
    DAYS,
    NEVER,
    QUARTERS_A_DAY,
    count,
    holds_a_run,
)
from wayhome.engines.timetable.domain import GroupSeries, Meeting, Problem, Reason, Staff, Week
from wayhome.engines.timetable.eligibility import length_of, times_of

type Faults = Iterator[tuple[Reason, str]]


def usable_series(week: Week) -> tuple[tuple[GroupSeries, ...], list[Problem]]:
    """Give the groups that can be held, none with more seats than its room or its kind has.

    Each problem's ``other`` is what its sentence is about: the facilitator, the room, the site,
    the kind, or the other group that is held at the same time.
    """
    timetable = _Timetable(week)
    problems: list[Problem] = []
    for series in sorted(week.series, key=lambda each: each.id):
        faults = list(timetable.faults(series)) or list(timetable.collisions(series))
        problems += [
            Problem(series.id, reason, left_out=True, other=other) for reason, other in faults
        ]
        if not faults:
            problems += timetable.hold(series)
    held = timetable.held
    return tuple(held[each.id] for each in week.series if each.id in held), problems


class _Timetable:
    """The groups that are held so far, and whether another one can be."""

    def __init__(self, week: Week) -> None:
        self.held: dict[str, GroupSeries] = {}
        self.kinds = {kind.id: kind for kind in week.rules.kinds}
        self.sites = {site.id: site for site in week.sites}
        self.staff = {staff.id: staff for staff in week.staff}
        self.rooms = {room.id: room for room in week.rooms}
        self.break_quarters = week.rules.break_quarters
        self._led: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        self._housed: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)

    def faults(self, series: GroupSeries) -> Faults:
        """Find what is wrong with a group whichever others are held."""
        if series.kind not in self.kinds:
            yield Reason.UNKNOWN_KIND, series.kind
        if series.site not in self.sites:
            yield Reason.UNKNOWN_SITE, series.site
        if self._seats(series) <= 0:
            yield Reason.NO_SEATS, ""
        if not series.meetings:
            yield Reason.NO_MEETINGS, ""
        if not all(_is_on_one_day(meeting) for meeting in series.meetings):
            yield Reason.OUTSIDE_THE_WEEK, ""
            return
        times = times_of(series.meetings)
        if count(times) < length_of(series):
            yield Reason.OVERLAPPING_MEETINGS, ""
        yield from self._faults_of_staff(series, times)
        if not series.video:
            yield from self._faults_of_place(series, times)

    def _faults_of_staff(self, series: GroupSeries, times: int) -> Faults:
        facilitator = self.staff.get(series.facilitator or "")
        if facilitator is None:
            yield Reason.NO_FACILITATOR, series.facilitator or ""
            return
        kind = self.kinds.get(series.kind)
        if kind and kind.credentials and not kind.credentials & facilitator.credentials:
            yield Reason.FACILITATOR_LACKS_CREDENTIAL, facilitator.id
        if series.language not in facilitator.languages:
            yield Reason.FACILITATOR_LACKS_LANGUAGE, facilitator.id
        if times & ~facilitator.hours:
            yield Reason.FACILITATOR_OFF, facilitator.id

    def _faults_of_place(self, series: GroupSeries, times: int) -> Faults:
        site, room = self.sites.get(series.site), self.rooms.get(series.room or "")
        if site and times & ~site.open:
            yield Reason.SITE_CLOSED, site.id
        if room is None:
            yield Reason.NO_ROOM, series.room or ""
            return
        if times & ~room.open:
            yield Reason.ROOM_CLOSED, room.id
        if not series.needs <= room.features:
            yield Reason.ROOM_LACKS_FEATURE, room.id

    def collisions(self, series: GroupSeries) -> Faults:
        """Find which of the groups that are held already makes this one impossible."""
        times = times_of(series.meetings)
        facilitator = self.staff[series.facilitator or ""]
        others = self._led[facilitator.id]
        yield from _at_once(Reason.FACILITATOR_ELSEWHERE, times, others)
        if not self._leaves_breaks(facilitator, times):
            yield Reason.FACILITATOR_WITHOUT_BREAK, facilitator.id
        if not series.video:
            yield from _at_once(Reason.ROOM_TAKEN, times, self._housed[series.room or ""])

    def _leaves_breaks(self, facilitator: Staff, times: int) -> bool:
        led = times
        for other_times, _ in self._led[facilitator.id]:
            led |= other_times
        return all(holds_a_run(window & ~led, self.break_quarters) for window in facilitator.breaks)

    def hold(self, series: GroupSeries) -> list[Problem]:
        """Enter a group, with the seats that there are."""
        times = times_of(series.meetings)
        seats = self._seats(series)
        self.held[series.id] = replace(
            series,
            capacity=seats,
            target=min(series.target, seats),
            held=min(series.held, seats),
        )
        self._led[series.facilitator or ""].append((times, series.id))
        if series.video or not series.room:
            return []
        self._housed[series.room].append((times, series.id))
        if self.rooms[series.room].capacity >= series.capacity:
            return []
        return [Problem(series.id, Reason.ROOM_TOO_SMALL, left_out=False, other=series.room)]

    def _seats(self, series: GroupSeries) -> int:
        seats = series.capacity
        kind, room = self.kinds.get(series.kind), self.rooms.get(series.room or "")
        if kind and kind.capacity is not None:
            seats = min(seats, kind.capacity)
        if room and not series.video:
            seats = min(seats, room.capacity)
        return seats


def _is_on_one_day(meeting: Meeting) -> bool:
    return (
        0 <= meeting.day < DAYS
        and meeting.start >= 0
        and meeting.quarters > 0
        and meeting.start + meeting.quarters <= QUARTERS_A_DAY
    )


def _at_once(reason: Reason, times: int, others: list[tuple[int, str]]) -> Faults:
    for other_times, other in others:
        if times & other_times != NEVER:
            yield reason, other
            return
