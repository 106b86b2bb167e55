"""Words for the codes of this room, and for what stands in the way."""

from wayhome.journey.weekplans.labels.breaches import brief, broken
from wayhome.journey.weekplans.labels.fits import days_of, why_not_more
from wayhome.journey.weekplans.labels.openings import opened
from wayhome.journey.weekplans.labels.orders import (
    HOURS_SOURCES,
    ORDER_OBSTACLES,
    SEPARATION_OBSTACLES,
    ItemWords,
    hours_words,
    item_words,
    phase_words,
)
from wayhome.journey.weekplans.labels.proposals import (
    FAILURES,
    OBSTACLES,
    STATUSES,
    TONES,
    hours_lost,
)

__all__ = [
    "FAILURES",
    "HOURS_SOURCES",
    "OBSTACLES",
    "ORDER_OBSTACLES",
    "SEPARATION_OBSTACLES",
    "STATUSES",
    "TONES",
    "ItemWords",
    "brief",
    "broken",
    "days_of",
    "hours_lost",
    "hours_words",
    "item_words",
    "opened",
    "phase_words",
    "why_not_more",
]
