"""Decisions about orders, pairs kept apart, proposals and what publishing one changes. Pure."""

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
from wayhome.journey.weekplans.rules.orders import (
    LONGEST_SESSION,
    MOST_WEEKS,
    WHOLE_WEEK,
    Order,
    Ordered,
    due_in,
    monday_of,
    most_of,
    obstacles_to_item,
    obstacles_to_recording,
    obstacles_to_taking_back,
)
from wayhome.journey.weekplans.rules.proposals import (
    MOST_ATTEMPTS,
    UNDO_FOR,
    is_gone,
    next_monday,
    obstacles_to_asking,
    obstacles_to_changing,
    obstacles_to_publishing,
    obstacles_to_undoing,
)
from wayhome.journey.weekplans.rules.separations import (
    apart,
    obstacles_to_ending,
    obstacles_to_keeping_apart,
    pair_of,
)
from wayhome.journey.weekplans.rules.standing import as_it_stands, quarters_held

__all__ = [
    "LONGEST_SESSION",
    "MOST_ATTEMPTS",
    "MOST_WEEKS",
    "UNDO_FOR",
    "WHOLE_WEEK",
    "Difference",
    "Findings",
    "Lengths",
    "Order",
    "Ordered",
    "Refusal",
    "apart",
    "are_known",
    "as_it_stands",
    "backwards",
    "differences",
    "due_in",
    "in_part",
    "is_gone",
    "monday_of",
    "most_of",
    "next_monday",
    "obstacles_to_asking",
    "obstacles_to_changing",
    "obstacles_to_ending",
    "obstacles_to_item",
    "obstacles_to_keeping_apart",
    "obstacles_to_publishing",
    "obstacles_to_recording",
    "obstacles_to_taking_back",
    "obstacles_to_undoing",
    "pair_of",
    "quarters_held",
    "with_bookings",
]
