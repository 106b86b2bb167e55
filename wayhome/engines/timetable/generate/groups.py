"""The timetable of a made-up site while it is filled: who leads which group, in which room."""

from dataclasses import dataclass, field, replace
from random import Random

from wayhome.engines.timetable.calendar import NEVER, count
from wayhome.engines.timetable.domain import GroupSeries, Meeting, Room
from wayhome.engines.timetable.eligibility import times_of
from wayhome.engines.timetable.generate.calendars import CLOSES
from wayhome.engines.timetable.generate.chance import happens
from wayhome.engines.timetable.generate.staff import Colleague, Team
from wayhome.engines.timetable.generate.templates import Template

VIDEO_CAPACITY = 12
COUNSELOR_LEADS = 48
HOLISTIC_LEADS = 80
SMALLEST_TARGET = 6
FAILS_TO_START = 0.06
EVERY_PHASE: frozenset[int] = frozenset()
EARLY, LATE = frozenset((1, 2)), frozenset((2, 3))


@dataclass(frozen=True, slots=True)
class Track:
    """Groups that the same people are meant to attend."""

    template: Template
    video: bool
    language: str
    gender: str


@dataclass(slots=True)
class Timetable:
    """``first_series``, ``first_block``: the numbers at which this site's begin.

    ``seat_quarters``: the seats of each group times its length.
    """

    site: str
    team: Team
    rooms: list[Room]
    first_series: int
    first_block: int
    blocks: int = 0
    seat_quarters: int = 0
    series: list[GroupSeries] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=dict)

    def open(self, chance: Random, track: Track) -> bool:
        """Add the track's groups as far as somebody can lead them and a room is free."""
        before = len(self.series)
        for kind, meetings in track.template.sessions():
            if not happens(chance, FAILS_TO_START) and _ends_in_time(meetings):
                self._add(chance, track, kind, meetings)
        added = len(self.series) > before
        self.blocks += added
        return added

    def _add(self, chance: Random, track: Track, kind: str, meetings: tuple[Meeting, ...]) -> None:
        times = times_of(meetings)
        able = self._able(track, kind, times)
        rooms = [room for room in self.rooms if not self.taken.get(room.id, NEVER) & times]
        if not able or not (track.video or rooms):
            return
        room = None if track.video else chance.choice(rooms)
        facilitator = min(able, key=lambda each: count(each.leads))
        facilitator.leads |= times
        if room:
            self.taken[room.id] = self.taken.get(room.id, NEVER) | times
        capacity = room.capacity if room else VIDEO_CAPACITY
        self.seat_quarters += capacity * count(times)
        group = GroupSeries(
            f"g{self.first_series + len(self.series)}",
            kind,
            meetings,
            capacity,
            max(SMALLEST_TARGET, capacity - 2),
            self.site,
            facilitator.staff.id,
            room.id if room else None,
        )
        self.series.append(self._in_track(track, group, _phases(chance)))

    def _in_track(self, track: Track, group: GroupSeries, phases: frozenset[int]) -> GroupSeries:
        return replace(
            group,
            video=track.video,
            language=track.language,
            gender=track.gender,
            phases=phases,
            block=f"b{self.first_block + self.blocks}",
        )

    def _able(self, track: Track, kind: str, times: int) -> list[Colleague]:
        """List who could lead a group; a group of women is led by a woman where there is one."""
        holistic = kind == "holistic"
        able = [
            each
            for each in (self.team.holistic if holistic else self.team.counselors)
            if times & ~each.staff.hours == NEVER
            and not times & each.leads
            and track.language in each.staff.languages
            and count(each.leads | times) <= (HOLISTIC_LEADS if holistic else COUNSELOR_LEADS)
            and all(window & ~(each.leads | times) for window in each.staff.breaks)
        ]
        women = [each for each in able if each.is_woman]
        return women if track.gender == "female" and women else able


def _ends_in_time(meetings: tuple[Meeting, ...]) -> bool:
    return all(each.start + each.quarters <= CLOSES for each in meetings)


def _phases(chance: Random) -> frozenset[int]:
    if happens(chance, 0.6):
        return EVERY_PHASE
    return LATE if happens(chance, 0.5) else EARLY
