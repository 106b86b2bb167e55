"""Words for the codes of this room, and for what stands in the way."""

from wayhome.journey.weekplans.labels.breaches import brief, broken
from wayhome.journey.weekplans.labels.proposals import (
    FAILURES,
    OBSTACLES,
    STATUSES,
    TONES,
    hours_lost,
)

__all__ = ["FAILURES", "OBSTACLES", "STATUSES", "TONES", "brief", "broken", "hours_lost"]
