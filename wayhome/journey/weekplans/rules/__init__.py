"""Decisions about orders, proposals and what publishing one changes. Pure."""

from wayhome.journey.weekplans.rules.differences import (
    Difference,
    Lengths,
    are_known,
    backwards,
    differences,
    in_part,
    with_bookings,
)
from wayhome.journey.weekplans.rules.findings import Findings, Refusal
from wayhome.journey.weekplans.rules.proposals import (
    MOST_ATTEMPTS,
    UNDO_FOR,
    is_gone,
    monday_of,
    next_monday,
    obstacles_to_asking,
    obstacles_to_changing,
    obstacles_to_publishing,
    obstacles_to_undoing,
)
from wayhome.journey.weekplans.rules.standing import as_it_stands, quarters_held

__all__ = [
    "MOST_ATTEMPTS",
    "UNDO_FOR",
    "Difference",
    "Findings",
    "Lengths",
    "Refusal",
    "are_known",
    "as_it_stands",
    "backwards",
    "differences",
    "in_part",
    "is_gone",
    "monday_of",
    "next_monday",
    "obstacles_to_asking",
    "obstacles_to_changing",
    "obstacles_to_publishing",
    "obstacles_to_undoing",
    "quarters_held",
    "with_bookings",
]
