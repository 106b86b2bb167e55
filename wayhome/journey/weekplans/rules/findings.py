"""What is said about a plan beside its bookings: found once by the worker, and kept with it."""

from dataclasses import dataclass

from wayhome.engines.timetable.domain import (
    Explanation,
    Missed,
    Move,
    NotHeld,
    Ring,
    SeatValue,
    Substitute,
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What it would cost to let somebody keep what they would lose; lengths are quarters.

    `own`: what they would have less, in hours counted up to their weekly ones; `all`: what
    everybody together would. `others`: who else would have other bookings than proposed.
    `is_possible` is false where what they have can't be kept at all.
    """

    client: str
    own: int = 0
    all: int = 0
    others: tuple[str, ...] = ()
    is_possible: bool = True


@dataclass(frozen=True, slots=True)
class Findings:
    """Why people are short, what refusals cost, what opening something would give.

    Of a repair: what stands in, and who moves why; `lost` are the quarters that it takes from
    everybody together, of what is due for each.
    """

    explanations: tuple[Explanation, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    openings: tuple[SeatValue, ...] = ()
    moves: tuple[Move, ...] = ()
    substitutes: tuple[Substitute, ...] = ()
    not_held: tuple[NotHeld, ...] = ()
    missed: tuple[Missed, ...] = ()
    hit: tuple[str, ...] = ()
    rings: tuple[Ring, ...] = ()
    lost: int = 0
