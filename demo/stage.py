"""The stage: a clock that walks from the first day to now, and what is to happen when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction

from wayhome.shared.core.period import at_local, local_day, week_start_of

if TYPE_CHECKING:
    from uuid import UUID

    from demo.cast import Cast, Client, Group
    from wayhome.shared.audit.actor import Actor

type Scene = Callable[[datetime], object]


@dataclass
class Standing:
    """How a client stands: their records, and the rosters they are on by group."""

    client: Client
    patient_id: UUID
    episode_id: UUID
    track: str
    members: dict[str, UUID] = field(default_factory=dict)


@dataclass
class Stage:
    """What everyone who plays needs. Scenes are played in the order of time, up to now."""

    cast: Cast
    now: datetime
    weeks: int
    ids: dict[str, UUID] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    standing: dict[str, Standing] = field(default_factory=dict)
    people: dict[UUID, str] = field(default_factory=dict)
    noted: set[tuple[str, str]] = field(default_factory=set)  # who has a note of which kind
    _scenes: list[tuple[datetime, int, Scene]] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=count)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.cast.clinic["time_zone"])

    @property
    def today(self) -> date:
        return local_day(self.now, self.zone)

    @property
    def opens(self) -> int:
        """The day on which the first clients are put down, counted from today."""
        return -7 * self.weeks

    @property
    def week_start(self) -> date:
        return week_start_of(self.today, 0)

    def day(self, number: int) -> date:
        return self.today + timedelta(days=number)

    def at(self, day: int | date, hour: int, minute: int = 0) -> datetime:
        whole = self.day(day) if isinstance(day, int) else day
        return at_local(whole, time(hour, minute), self.zone)

    def meeting(self, group: Group, *, back: int = 0, ahead: int = 0) -> date:
        """Return the day of the group's last meeting but so many, or of a meeting to come."""
        ends = timedelta(minutes=group.minutes)
        last = week_start_of(self.today, group.weekday)
        if at_local(last, group.start, self.zone) + ends > self.now:
            last -= timedelta(weeks=1)
        if back:
            return last - timedelta(weeks=back - 1)
        coming = last + timedelta(weeks=1)
        if at_local(coming, group.start, self.zone) <= self.now:
            coming += timedelta(weeks=1)
        return coming + timedelta(weeks=ahead - 1)

    def when(self, moment: datetime, scene: Scene) -> None:
        """Let a scene be played at a moment, unless that is still to come."""
        if moment <= self.now:
            heappush(self._scenes, (moment.astimezone(UTC), next(self._numbers), scene))

    def play(self, at_night: Callable[[int], object]) -> None:
        """Play every scene, each day in one transaction: nobody else is in the house yet."""
        for night in count(1):
            if not self._scenes:
                return
            day = self._scenes[0][0].date()
            with transaction.atomic():
                while self._scenes and self._scenes[0][0].date() == day:
                    moment, _, scene = heappop(self._scenes)
                    scene(moment)
            at_night(night)
