"""How much a repair may cost, and what a change of somebody's week counts for in it."""

from dataclasses import dataclass, replace

from wayhome.engines.timetable.domain import Effort, Week
from wayhome.engines.timetable.solver.joint import Limits

CHANGE = 3_000
AN_HOUR = 8
"""An hour that somebody lacks counts two points a quarter on the level of hours."""


@dataclass(frozen=True, slots=True)
class Reach:
    """``options``: weeks that all who are hit may choose from together, and each at most.

    ``slots``: in the same way, times for each visit. ``listed``: weeks looked at for each.
    ``losers``: those whose hours an exchange is for; ``holders``: others in it, at most
    ``for_each`` of the losers; ``theirs``: the weeks that each of these may choose from.
    """

    options: int
    each: int
    listed: int
    slots: int
    limits: Limits
    losers: int
    holders: int
    for_each: int
    theirs: int
    exchange: Limits

    def options_for(self, clients: int) -> int:
        return max(4, min(self.each, self.options // max(1, clients)))

    def limits_for(self, clients: int) -> Limits:
        """Look at fewer times for each visit where many are hit: there are many other ways."""
        slots = max(5, min(self.limits.slots, self.slots // max(1, clients)))
        return replace(self.limits, slots=slots)


REACHES = {
    Effort.QUICK: Reach(
        options=160,
        each=16,
        listed=200,
        slots=240,
        limits=Limits(slots=8, budget=0.05, gap=1e-4),
        losers=12,
        holders=14,
        for_each=6,
        theirs=4,
        exchange=Limits(slots=8, budget=0.1, gap=1e-4),
    ),
    Effort.NORMAL: Reach(
        options=240,
        each=24,
        listed=200,
        slots=300,
        limits=Limits(slots=10, budget=0.1, gap=5e-4),
        losers=16,
        holders=28,
        for_each=8,
        theirs=6,
        exchange=Limits(slots=10, budget=0.2, gap=1e-4),
    ),
    Effort.THOROUGH: Reach(
        options=1000,
        each=40,
        listed=3000,
        slots=2000,
        limits=Limits(slots=16, budget=1.0),
        losers=40,
        holders=40,
        for_each=40,
        theirs=12,
        exchange=Limits(slots=16, budget=2.0),
    ),
}


def costly_to_change(week: Week) -> Week:
    """Let a change count for more than what suits, and for less than an hour."""
    weights = replace(week.rules.weights, continuity=CHANGE)
    return replace(week, rules=replace(week.rules, weights=weights))
