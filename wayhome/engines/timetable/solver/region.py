"""The series and the visit times of one region as arrays, computed once for all its clients."""

import numpy as np
from numpy.typing import NDArray

from wayhome.engines.timetable.calendar import DAYS, NEVER, QUARTERS_A_DAY
from wayhome.engines.timetable.domain import Client, GroupSeries, Service, Week
from wayhome.engines.timetable.eligibility import Eligibility, Slot, avoided, daypart_of, length_of

NOWHERE = np.int16(999)
LOAD_BITS = 8
Ints = NDArray[np.int64]


def packed_loads(series: GroupSeries) -> int:
    """Give the quarters on each day, eight bits a day."""
    return sum(meeting.quarters << LOAD_BITS * meeting.day for meeting in series.meetings)


class Region:
    """A week prepared for the solver; series and slots are known by their places in the lists."""

    def __init__(self, week: Week, eligibility: Eligibility | None = None) -> None:
        self.week = week
        self.rules = week.rules
        self.eligibility = eligibility or Eligibility(week)
        self.series = week.series
        self.clients = {client.id: client for client in week.clients}
        self.index = {series.id: place for place, series in enumerate(self.series)}
        self.times = [self.eligibility.times[series.id] for series in self.series]
        self.published = dict(week.published)
        self.avoids = avoided(week.clients)
        self._clashes: dict[int, NDArray[np.bool_]] = {}
        self._describe_series()
        self._describe_slots()

    def _describe_series(self) -> None:
        self.quarters = np.array([length_of(series) for series in self.series], np.int64)
        self.loads = np.array([packed_loads(series) for series in self.series], np.uint64)
        self.daypart = [daypart_of(times) for times in self.times]
        blocks = sorted({series.block for series in self.series if series.block})
        self.block = [blocks.index(s.block) if s.block else -1 for s in self.series]
        self.starts = np.full((len(self.series), DAYS), 127, np.int8)
        self.ends = np.zeros((len(self.series), DAYS), np.int8)
        for place, series in enumerate(self.series):
            for meeting in () if series.video else series.meetings:
                day, end = meeting.day, meeting.start + meeting.quarters
                self.starts[place, day] = min(self.starts[place, day], meeting.start)
                self.ends[place, day] = max(self.ends[place, day], end)
        days = np.packbits(self.ends > 0, axis=1, bitorder="little")
        self.trips = days.reshape(len(self.series))

    def _describe_slots(self) -> None:
        self.slots: list[Slot] = []
        lengths = sorted({service.quarters for service in self.rules.services})
        for staff in self.week.staff:
            for quarters in lengths:
                self.slots.extend(slot for slot, _ in self.eligibility.slots_of(staff, quarters))
        self.slot_place = {slot: place for place, slot in enumerate(self.slots)}
        self.slot_day = np.array([slot.day for slot in self.slots], np.int64)
        self.slot_start = np.array([slot.start for slot in self.slots], np.int64)
        self.slot_quarters = np.array([slot.quarters for slot in self.slots], np.int64)
        self.near = self._distances()

    def _distances(self) -> NDArray[np.int16]:
        """Give the quarters between each series and each slot: -1 if they overlap.

        ``NOWHERE`` for another day, for a group by video that doesn't overlap, and in the last
        row, which stands for no series.
        """
        near = np.full((len(self.series) + 1, len(self.slots)), NOWHERE, np.int16)
        start = self.slot_day * QUARTERS_A_DAY + self.slot_start
        end = start + self.slot_quarters
        for place, series in enumerate(self.series):
            for meeting in series.meetings:
                begin = meeting.day * QUARTERS_A_DAY + meeting.start
                apart = np.maximum(begin - end, start - begin - meeting.quarters)
                apart[apart < 0] = -1
                apart[(self.slot_day != meeting.day) & (apart >= 0)] = NOWHERE
                if series.video:
                    apart[apart >= 0] = NOWHERE
                np.minimum(near[place], apart, out=near[place], casting="unsafe")
        return near

    def clashes(self, travel: int) -> NDArray[np.bool_]:
        """Say which series one client can't both attend, for this long a way."""
        if travel not in self._clashes:
            self._clashes[travel] = self._clashing(travel)
        return self._clashes[travel]

    def _clashing(self, travel: int) -> NDArray[np.bool_]:
        clash = np.zeros((len(self.series), len(self.series)), bool)
        ways = [
            times if series.video else self.eligibility.way(times, travel)
            for series, times in zip(self.series, self.times, strict=True)
        ]
        for one, times in enumerate(self.times):
            for other in range(one + 1, len(self.series)):
                if times & self.times[other] or self._on_the_way(one, other, ways):
                    clash[one, other] = clash[other, one] = True
        return clash

    def _on_the_way(self, one: int, other: int, ways: list[int]) -> bool:
        """Say whether the way to one of them falls into the other, which is by video."""
        if self.series[one].video == self.series[other].video:
            return False
        return ways[one] & ways[other] != NEVER

    def slots_for(self, client: Client, service: Service) -> Ints:
        return np.array(
            [self.slot_place[s] for s in self.eligibility.slots_for(client, service)], np.int64
        )
