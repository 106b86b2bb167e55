"""What each effort may cost: budgets of steps, never of time, so that a plan can be repeated."""

from dataclasses import dataclass

from wayhome.engines.timetable.domain import Effort
from wayhome.engines.timetable.solver.bound import Patience
from wayhome.engines.timetable.solver.joint import Limits
from wayhome.engines.timetable.solver.polish import Rounds


@dataclass(frozen=True, slots=True)
class Budget:
    """``listed``: weeks kept for each client; ``enough``: the gap at which polishing ends.

    ``hours_again``: whether to plan again with hours above all where more of them may be had.
    """

    listed: int
    patience: Patience
    enriched: int
    choosing: float
    visits: Limits
    rounds: Rounds
    enough: float
    hours_again: bool


BUDGETS = {
    Effort.QUICK: Budget(
        listed=1500,
        patience=Patience(gap=2e-3, rounds=40, anew=3, glance=1500, look=10_000),
        enriched=10,
        choosing=2.0,
        visits=Limits(slots=10, budget=0.5),
        rounds=Rounds(most=4, clients=40, options=5, limits=Limits(slots=16, budget=0.3)),
        enough=5e-3,
        hours_again=False,
    ),
    Effort.NORMAL: Budget(
        listed=3000,
        patience=Patience(gap=5e-4, rounds=60, anew=5, glance=3000, look=50_000),
        enriched=20,
        choosing=8.0,
        visits=Limits(slots=12, budget=1.0),
        rounds=Rounds(most=20, clients=40, options=8, limits=Limits(slots=24, budget=0.5)),
        enough=5e-4,
        hours_again=True,
    ),
    Effort.THOROUGH: Budget(
        listed=6000,
        patience=Patience(gap=2e-5, rounds=200, anew=20, glance=6000, look=200_000),
        enriched=40,
        choosing=30.0,
        visits=Limits(slots=20, budget=4.0),
        rounds=Rounds(most=80, clients=60, options=12, limits=Limits(slots=40, budget=2.0)),
        enough=1e-5,
        hours_again=True,
    ),
}
