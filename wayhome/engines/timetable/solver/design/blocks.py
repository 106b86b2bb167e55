"""The blocks of groups that could be held: those there are, at other times and in other ways."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from wayhome.engines.timetable.calendar import NEVER, QUARTERS_A_DAY
from wayhome.engines.timetable.domain import Client, GroupSeries, Meeting
from wayhome.engines.timetable.eligibility import (
    Eligibility,
    fits_life,
    fits_person,
    length_of,
    times_of,
)
from wayhome.engines.timetable.solver.leading import Leading

type Needs = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Block:
    """Groups without a facilitator and a room yet; ``gains``: quarters for each who could come."""

    series: tuple[GroupSeries, ...]
    gains: tuple[tuple[str, int], ...]

    @property
    def video(self) -> bool:
        return self.series[0].video


def templates_in(series: Iterable[GroupSeries]) -> list[tuple[GroupSeries, ...]]:
    """Put series that are meant to be attended together into one template."""
    found: dict[str, list[GroupSeries]] = defaultdict(list)
    for each in series:
        found[each.block or f"alone {each.id}"].append(each)
    return [tuple(block) for _, block in sorted(found.items())]


def possible_blocks(templates: list[tuple[GroupSeries, ...]]) -> list[tuple[GroupSeries, ...]]:
    """Give each template at each start, and in each way, that any of them has; none twice."""
    starts = sorted({_start(template) for template in templates})
    ways = sorted({(t[0].video, t[0].language, t[0].gender) for t in templates})
    found: dict[object, tuple[GroupSeries, ...]] = {}
    for template in templates:
        for start in starts:
            moved = _moved(template, start - _start(template))
            for video, language, gender in ways if moved else ():
                block = tuple(
                    replace(each, video=video, language=language, gender=gender) for each in moved
                )
                found.setdefault(_shape(block), block)
    return list(found.values())


def _start(template: tuple[GroupSeries, ...]) -> int:
    return min(meeting.start for series in template for meeting in series.meetings)


def _moved(template: tuple[GroupSeries, ...], by: int) -> tuple[GroupSeries, ...]:
    """Give the groups so much later, without facilitator and room; none if a day is too short."""
    moved = tuple(
        replace(
            series,
            meetings=tuple(Meeting(m.day, m.start + by, m.quarters) for m in series.meetings),
            facilitator=None,
            room=None,
            phases=frozenset(),
        )
        for series in template
    )
    ends = (m.start + m.quarters for series in moved for m in series.meetings)
    return moved if max(ends) <= QUARTERS_A_DAY else ()


def _shape(block: tuple[GroupSeries, ...]) -> object:
    first = block[0]
    sessions = sorted((each.kind, sorted(map(_key, each.meetings))) for each in block)
    return (first.site, first.video, first.language, first.gender, repr(sessions))


def _key(meeting: Meeting) -> tuple[int, int, int]:
    return meeting.day, meeting.start, meeting.quarters


def with_comers(
    blocks: Iterable[tuple[GroupSeries, ...]],
    eligibility: Eligibility,
    needs: Needs,
    fewest: int,
) -> Iterator[Block]:
    """Give the blocks that somebody can lead and that enough people could come to."""
    leading = Leading(eligibility.week)
    for series in blocks:
        led = all(leading.facilitators(each) and leading.rooms_for(each) for each in series)
        gains = tuple(_gains(series, eligibility, needs)) if led else ()
        if len(gains) >= fewest:
            yield Block(series, gains)


def _gains(
    block: tuple[GroupSeries, ...], eligibility: Eligibility, needs: Needs
) -> Iterator[tuple[str, int]]:
    for client in eligibility.week.clients:
        lacking = needs[client.id]
        held: dict[str, int] = defaultdict(int)
        for series in block:
            if lacking.get(series.kind, 0) and _could_come(series, client, eligibility):
                held[series.kind] += length_of(series)
        gain = sum(min(quarters, lacking[kind]) for kind, quarters in held.items())
        if gain and 2 * gain >= sum(lacking.values()):
            yield client.id, gain


def _could_come(series: GroupSeries, client: Client, eligibility: Eligibility) -> bool:
    region = eligibility.region
    near = (
        region[series.site] == region[client.site] if series.video else series.site == client.site
    )
    times = times_of(series.meetings)
    return (
        near
        and times != NEVER
        and fits_person(series, client)
        and fits_life(times, client, video=series.video)
    )
