"""The answer to what is worth opening, each proposal proven by planning again with it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from wayhome.engines.timetable.domain import Effort, Plan, SeatValue, Week
from wayhome.engines.timetable.eligibility import Eligibility
from wayhome.engines.timetable.solver.got import got
from wayhome.engines.timetable.solver.opening.proposals import (
    Proposal,
    groups,
    hours_of_staff,
    seats,
    skills,
)
from wayhome.engines.timetable.solver.opening.shortage import Shortage
from wayhome.engines.timetable.solver.planner import parts_of, plan
from wayhome.engines.timetable.sound import sound

TRIED_FOR_EACH = 2


def what_to_open(
    week: Week, planned: Plan, top: int = 5, *, effort: Effort = Effort.QUICK
) -> tuple[SeatValue, ...]:
    """Name the ``top`` things whose opening wins most hours; nothing that wins none.

    Each is tried by planning its region again, and compared with the better of the plan that was
    given and of one made with the same effort without it. Twice ``top`` are tried.
    """
    shortage = Shortage(sound(week).week, planned)
    values = _Values(shortage, effort)
    found = [values.of(proposal) for proposal in promising(shortage, TRIED_FOR_EACH * top)]
    gains = [value for value in found if value is not None]
    gains.sort(key=lambda value: (-value.quarters, -len(value.helped), value.subject))
    return tuple(gains[:top])


def promising(shortage: Shortage, most: int) -> list[Proposal]:
    """Choose the most promising of each sort in turn."""
    sorts = [
        sorted(proposals, key=lambda p: (-p.hoped, p.value.subject, p.value.other))
        for proposals in (
            groups(shortage),
            seats(shortage),
            hours_of_staff(shortage),
            skills(shortage),
        )
    ]
    turns = zip_longest(*sorts)
    return [proposal for turn in turns for proposal in turn if proposal is not None][:most]


class _Values:
    """Plans regions again, and remembers what each gives without anything opened."""

    def __init__(self, shortage: Shortage, effort: Effort) -> None:
        self.shortage, self.effort = shortage, effort
        self._before: dict[str, dict[str, int]] = {}

    def of(self, proposal: Proposal) -> SeatValue | None:
        region = self.shortage.eligibility.region[proposal.site]
        part = _part(proposal.week, region)
        if part is None:
            return None
        after = self._planned(part)
        before = self._without(region)
        won = sum(after.values()) - sum(before.values())
        if won <= 0:
            return None
        helped = tuple(sorted(client for client in after if after[client] > before[client]))
        return replace(proposal.value, quarters=won, helped=helped)

    def _without(self, region: str) -> dict[str, int]:
        if region not in self._before:
            part = _part(self.shortage.week, region)
            again = self._planned(part) if part else {}
            given = {client: self.shortage.quarters[client] for client in again}
            self._before[region] = max((given, again), key=lambda had: sum(had.values()))
        return self._before[region]

    def _planned(self, part: Week) -> dict[str, int]:
        bookings = dict(plan(part, effort=self.effort).bookings)
        eligibility = Eligibility(part)
        return {c.id: got(eligibility, c, bookings.get(c.id, ())) for c in part.clients}


def _part(week: Week, region: str) -> Week | None:
    parts: Sequence[Week] = list(parts_of(week))
    return next((part for part in parts if part.sites[0].region == region), None)
