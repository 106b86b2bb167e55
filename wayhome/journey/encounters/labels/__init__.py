"""What a person reads for the codes of encounters."""

from wayhome.journey.encounters.labels.attendance import (
    ATTENDANCE,
    ATTENDANCE_TONE,
    CHECK_IN,
    PART,
    RECORDING,
    UNDOING,
)
from wayhome.journey.encounters.labels.notes import (
    ADDENDUM,
    COSIGNING,
    DRAFT,
    NOTE_SECTION,
    NOTE_STATUS,
    NOTE_TEMPLATE,
    NOTE_TONE,
    SIGNING,
)
from wayhome.journey.encounters.labels.obstacles import words_for

__all__ = [
    "ADDENDUM",
    "ATTENDANCE",
    "ATTENDANCE_TONE",
    "CHECK_IN",
    "COSIGNING",
    "DRAFT",
    "NOTE_SECTION",
    "NOTE_STATUS",
    "NOTE_TEMPLATE",
    "NOTE_TONE",
    "PART",
    "RECORDING",
    "SIGNING",
    "UNDOING",
    "words_for",
]
