"""What an edit asks for, and the sessions that it means, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypedDict
from zoneinfo import ZoneInfo

from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import EditScope
from wayhome.journey.scheduling.queries import facts
from wayhome.shared.core.period import ONE_MINUTE, Period, at_local, week_start_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, time
    from uuid import UUID

    from wayhome.journey.scheduling.codes import Modality
    from wayhome.journey.scheduling.models import GroupSeries, GroupSession

TIMES = frozenset({"service_date", "start_time", "duration_minutes"})
PLAIN = ("title", "facilitator_id", "modality", "room_id", "join_url", "capacity")


class SessionChanges(TypedDict, total=False):
    """What may be changed; times are the program's local ones. What isn't named stays."""

    title: str
    service_date: date
    start_time: time
    duration_minutes: int
    facilitator_id: UUID
    modality: Modality
    room_id: UUID | None
    join_url: str
    capacity: int


@dataclass
class Edit:
    """One edit of a session and, from now on, of its group; all rows are locked."""

    edited: GroupSession
    series: GroupSeries | None
    later: Sequence[GroupSession]
    changes: dict[str, Any]
    now: datetime

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.edited.healthcare_service.time_zone)

    @cached_property
    def asked(self) -> dict[str, Any]:
        """What differs from how the session stands; the rest of a form isn't an edit."""
        day, start, minutes = _timing(self.edited, self.zone)
        stands = {"service_date": day, "start_time": start, "duration_minutes": minutes}
        stands |= {name: getattr(self.edited, name) for name in PLAIN}
        return {name: value for name, value in self.changes.items() if value != stands[name]}

    @property
    def moves(self) -> bool:
        return not TIMES.isdisjoint(self.asked)

    @cached_property
    def touched(self) -> tuple[GroupSession, ...]:
        """The sessions that change, in the order of time; changes made by hand are kept."""
        rows = {row.pk: row for row in (self.edited, *self.later)}
        scope = EditScope.THIS_ONE if self.series is None else EditScope.FROM_NOW_ON
        found = rules.sessions_touched(
            scope,
            facts.as_session(self.edited),
            [facts.as_session(row) for row in rows.values()],
            now=self.now,
        )
        return tuple(rows[session.id] for session in found)

    @property
    def leaves_its_week(self) -> bool:
        """A whole group moves within its week; further off there is another session of it."""
        day = self.asked.get("service_date")
        if self.series is None or day is None:
            return False
        starts_on = self.edited.healthcare_service.week_starts_on
        return week_start_of(day, starts_on) != week_start_of(self.edited.service_date, starts_on)

    def apply(self) -> list[tuple[rules.Session, Period]]:
        """Change the rows, unsaved, and return what moves from where to when."""
        touched, moves = self.touched, []
        asked = self.asked
        day = asked.get("service_date")
        if self.series is not None and day is not None:
            self._move_occurrences(day)
        for row in touched:
            before = facts.as_session(row)
            self._apply_to(row, self._day_of(row, day))
            if self.moves:
                moves.append((before, Period(row.period_start, row.period_end)))
        if self.series is None:
            self.edited.is_exception = self.edited.series_id is not None
        else:
            self._apply_to_series(self.series)
        return moves

    def _day_of(self, row: GroupSession, day: date | None) -> date:
        if day is None or row is self.edited:
            return day or row.service_date
        return self._moved(row.service_date, day)

    def _moved(self, day: date, example: date) -> date:
        starts_on = self.edited.healthcare_service.week_starts_on
        return rules.moved_day(day, weekday=example.weekday(), week_starts_on=starts_on)

    def _move_occurrences(self, day: date) -> None:
        """Keep every week's session the week's own, so that none is generated beside it."""
        for row in (self.edited, *self.later):
            row.occurrence_date = self._moved(row.occurrence_date or row.service_date, day)

    def _apply_to(self, row: GroupSession, day: date) -> None:
        asked = self.asked
        for name in PLAIN:
            if name in asked:
                setattr(row, name, asked[name])
        if self.moves:
            _, start, minutes = _timing(row, self.zone)
            start = asked.get("start_time", start)
            minutes = asked.get("duration_minutes", minutes)
            row.service_date = day
            row.period_start = at_local(day, start, self.zone)
            row.period_end = row.period_start + minutes * ONE_MINUTE
        row.edition += 1

    def _apply_to_series(self, series: GroupSeries) -> None:
        asked = self.asked
        for name in (*PLAIN, "start_time", "duration_minutes"):
            if name in asked:
                setattr(series, name, asked[name])
        if series.target_size is not None:
            series.target_size = min(series.target_size, series.capacity)
        if "service_date" in asked:
            series.weekday = asked["service_date"].weekday()
        series.edition += 1


def _timing(row: GroupSession, zone: ZoneInfo) -> tuple[date, time, int]:
    local = row.period_start.astimezone(zone)
    minutes = (row.period_end - row.period_start) // ONE_MINUTE
    return row.service_date, local.time(), minutes
