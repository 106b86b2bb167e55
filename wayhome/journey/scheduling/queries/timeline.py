"""One day with a row for each room or facilitator: its sessions as bars, and the gaps between."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wayhome.journey.scheduling.queries.lines import person_name, session_line, wall_clock
from wayhome.journey.scheduling.queries.pages import Frame
from wayhome.journey.scheduling.queries.sessions import sessions_between
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.core.period import ONE_DAY, day_bounds
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from wayhome.journey.scheduling.queries.lines import SessionLine
    from wayhome.shared.audit.actor import Actor

STEP = timedelta(minutes=5)  # a column of the drawing; odd minutes count to the step before
STEPS_AN_HOUR = 12
OPENS, CLOSES = 9, 17  # hours that are shown even on a day without sessions


@dataclass(frozen=True, slots=True)
class Span:
    """A session, or the gap before the next one (no line); `width` is in steps."""

    starts: datetime
    ends: datetime
    width: int
    line: SessionLine | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A room or facilitator; what overlaps (by video, nobody is in the way) gets lanes."""

    id: UUID | None
    name: str
    also: str
    lanes: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    frame: Frame
    day: date
    hours: tuple[datetime, ...]
    rows: tuple[Row, ...]
    previous: date
    following: date


@dataclass(frozen=True, slots=True)
class _Bar:
    start: int
    end: int
    line: SessionLine


def timeline_of_rooms(by: Actor, shown: Frame, day: date) -> Timeline:
    lines = _lines(by, shown, day)
    rooms = {room.pk: room for room in tenancy.rooms(by)}
    # a room that was closed since keeps its row as long as something is held in it
    rooms |= {line.session.room.pk: line.session.room for line in lines if line.session.room}
    names: dict[UUID | None, tuple[str, str]] = {
        key: (room.name, room.part_of.name if room.part_of else "") for key, room in rooms.items()
    }
    if any(line.session.room_id is None for line in lines):
        names[None] = (_("By video"), "")
    return _timeline(shown, day, names, [(line.session.room_id, line) for line in lines])


def timeline_of_facilitators(by: Actor, shown: Frame, day: date) -> Timeline:
    lines = _lines(by, shown, day)
    names: dict[UUID | None, tuple[str, str]] = {
        one.pk: (person_name(one), "") for one in accounts.treating(by)
    }
    names |= {line.session.facilitator_id: (line.facilitator, "") for line in lines}
    return _timeline(shown, day, names, [(line.session.facilitator_id, line) for line in lines])


def _lines(by: Actor, shown: Frame, day: date) -> list[SessionLine]:
    found = sessions_between(by, day_bounds(day, shown.zone), service_id=shown.service_id)
    return [session_line(each, now=shown.now) for each in found]


def _timeline(
    shown: Frame,
    day: date,
    names: Mapping[UUID | None, tuple[str, str]],
    lines: Iterable[tuple[UUID | None, SessionLine]],
) -> Timeline:
    bars: defaultdict[UUID | None, list[_Bar]] = defaultdict(list)
    for key, line in lines:
        bars[key].append(_bar(line, shown, day))
    every = [bar for of_row in bars.values() for bar in of_row]
    first = min([OPENS, *(bar.start // STEPS_AN_HOUR for bar in every)])
    last = max([CLOSES, *(-(-bar.end // STEPS_AN_HOUR) for bar in every)])
    midnight = datetime.combine(day, time.min)
    window = range(first * STEPS_AN_HOUR, last * STEPS_AN_HOUR)
    return Timeline(
        frame=shown,
        day=day,
        hours=tuple(midnight + timedelta(hours=hour) for hour in range(first, last)),
        rows=tuple(
            Row(
                key, name, also, tuple(_spans(lane, window, midnight) for lane in _lanes(bars[key]))
            )
            for key, (name, also) in names.items()
        ),
        previous=day - ONE_DAY,
        following=day + ONE_DAY,
    )


def _bar(line: SessionLine, shown: Frame, day: date) -> _Bar:
    """Return where the session is drawn; what lasts past midnight ends at the day's end."""
    midnight = datetime.combine(day, time.min)
    start, end = (
        (wall_clock(moment, shown.zone) - midnight) // STEP
        for moment in (line.session.period_start, line.session.period_end)
    )
    return _Bar(start, min(max(end, start + 1), 24 * STEPS_AN_HOUR), line)


def _lanes(bars: Iterable[_Bar]) -> list[list[_Bar]]:
    """Put each bar into the first lane that is free by then; no bars are one empty lane."""
    lanes: list[list[_Bar]] = [[]]
    for bar in sorted(bars, key=lambda bar: (bar.start, bar.end, bar.line.session.pk)):
        free = (lane for lane in lanes if not lane or lane[-1].end <= bar.start)
        lane = next(free, None)
        if lane is None:
            lanes.append([bar])
        else:
            lane.append(bar)
    return lanes


def _spans(lane: Sequence[_Bar], window: range, midnight: datetime) -> tuple[Span, ...]:
    return tuple(
        Span(midnight + start * STEP, midnight + end * STEP, end - start, line)
        for start, end, line in _parts(lane, window)
    )


def _parts(lane: Sequence[_Bar], window: range) -> list[tuple[int, int, SessionLine | None]]:
    """Give the bars and the gaps before, between and after them."""
    ends = [window.start, *(bar.end for bar in lane)]
    starts = [*(bar.start for bar in lane), window.stop]
    gaps = [(end, start, None) for end, start in zip(ends, starts, strict=True) if start > end]
    bars = [(bar.start, bar.end, bar.line) for bar in lane]
    return sorted([*gaps, *bars], key=lambda part: part[0])
