"""Decisions about orders, proposals and what publishing one changes. Pure."""

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
from wayhome.journey.weekplans.rules.separations import (
    apart,
    obstacles_to_ending,
    obstacles_to_keeping_apart,
    pair_of,
)

__all__ = [
    "LONGEST_SESSION",
    "MOST_WEEKS",
    "WHOLE_WEEK",
    "Order",
    "Ordered",
    "apart",
    "due_in",
    "monday_of",
    "most_of",
    "obstacles_to_ending",
    "obstacles_to_item",
    "obstacles_to_keeping_apart",
    "obstacles_to_recording",
    "obstacles_to_taking_back",
    "pair_of",
]
