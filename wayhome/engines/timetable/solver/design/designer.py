"""The design of a timetable: made anew, or added to the present one, and proven by planning."""

from collections.abc import Iterator
from dataclasses import replace

from wayhome.engines.timetable.domain import (
    Design,
    Effort,
    GroupSeries,
    Plan,
    Seat,
    TimetableLimits,
    Week,
)
from wayhome.engines.timetable.eligibility import Eligibility
from wayhome.engines.timetable.solver.design.blocks import (
    Block,
    Needs,
    possible_blocks,
    templates_in,
    with_comers,
)
from wayhome.engines.timetable.solver.design.choice import Choice
from wayhome.engines.timetable.solver.design.staffing import Staffing
from wayhome.engines.timetable.solver.opening.shortage import Shortage
from wayhome.engines.timetable.solver.planner import plan
from wayhome.engines.timetable.sound import sound


def design(week: Week, limits: TimetableLimits, *, effort: Effort = Effort.QUICK) -> Design:
    """Look for a timetable of groups that gives more hours than the present one.

    Two are tried: one with other blocks in place of all that may go, and one with blocks added to
    what there is. The better is offered if its plan misses fewer hours than the present one's;
    else the present timetable is given back. Closed groups, those of a contract and those that a
    booking is pinned to stay in both.
    """
    usable = sound(week).week
    present = plan(week, effort=effort)
    best, planned = week.series, present
    for series in _designs(usable, present, limits):
        after = plan(replace(week, series=series), effort=effort)
        if _gains(after, planned):
            best, planned = series, after
    return Design(best, best is not week.series, planned, present)


def _gains(after: Plan, before: Plan) -> bool:
    return after.levels.hours < before.levels.hours


def _designs(
    week: Week, present: Plan, limits: TimetableLimits
) -> Iterator[tuple[GroupSeries, ...]]:
    staying = tuple(_staying(week))
    templates = templates_in((*week.series, *limits.templates))
    blocks = possible_blocks(templates)
    now = len(templates_in(week.series))
    most = now if limits.blocks is None else limits.blocks
    for kept, needs in (
        (staying, prescribed(week)),
        (week.series, lacking(Shortage(week, present))),
    ):
        room = max(0, most - len(templates_in(kept)))
        ground = replace(week, series=kept)
        found = list(with_comers(blocks, Eligibility(ground), needs, limits.fewest))
        if found and room:
            opened = Choice(ground, found, limits, room).solve()
            added = Staffing(ground, _named(opened, kept), limits).solve()
            if added:
                yield (*kept, *added)


def _staying(week: Week) -> Iterator[GroupSeries]:
    pinned = {b.series for c in week.clients for b in c.pinned if isinstance(b, Seat)}
    for series in week.series:
        if not series.admits or series.contract or series.id in pinned:
            yield series


def prescribed(week: Week) -> Needs:
    return {
        client.id: {kind: need for kind, need in client.prescription.kinds if need > 0}
        for client in week.clients
    }


def lacking(shortage: Shortage) -> Needs:
    """Give what each kind lacks for those who are short of hours."""
    short = {client.id for client in shortage.short}
    return {
        client.id: {
            kind: shortage.lacks(client, kind)
            for kind, _ in client.prescription.kinds
            if client.id in short and shortage.lacks(client, kind)
        }
        for client in shortage.week.clients
    }


def _named(blocks: list[Block], kept: tuple[GroupSeries, ...]) -> list[GroupSeries]:
    """Give the groups of the blocks names that no other has."""
    known = {series.id for series in kept} | {series.block for series in kept}
    found = []
    for number, block in enumerate(blocks):
        name = f"new {number}"
        while name in known or any(each.startswith(f"{name}.") for each in known):
            name += "+"
        found += [
            replace(series, id=f"{name}.{nth}", block=name, admits=True, contract="", held=0)
            for nth, series in enumerate(block.series)
        ]
    return found
