"""Which sentence belongs to an obstacle, of whichever enumeration it is."""

from enum import StrEnum

from wayhome.journey.encounters.labels.attendance import (
    BOOKING,
    CHECK_IN,
    PLACE,
    RECORDING,
    UNDOING,
    Words,
)
from wayhome.journey.encounters.labels.notes import ADDENDUM, COSIGNING, DRAFT, SIGNING
from wayhome.journey.scheduling import labels as scheduling
from wayhome.shared.core.refusal import SentencesByKind

_WORDS = SentencesByKind(
    RECORDING, UNDOING, CHECK_IN, SIGNING, COSIGNING, ADDENDUM, DRAFT, BOOKING, PLACE
)


def words_for(obstacle: StrEnum) -> Words:
    """Return the sentence for an obstacle of this room, or for one that scheduling names."""
    return _WORDS.get(obstacle) or scheduling.sentence(obstacle)
