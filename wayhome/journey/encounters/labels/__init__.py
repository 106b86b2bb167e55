"""What a person reads for the codes of encounters."""

from wayhome.journey.encounters.labels.notes import (
    ADDENDUM,
    COSIGNING,
    DRAFT,
    NOTE_SECTION,
    NOTE_STATUS,
    NOTE_TEMPLATE,
    NOTE_TONE,
    SIGNING,
    words_for,
)

__all__ = [
    "ADDENDUM",
    "COSIGNING",
    "DRAFT",
    "NOTE_SECTION",
    "NOTE_STATUS",
    "NOTE_TEMPLATE",
    "NOTE_TONE",
    "SIGNING",
    "words_for",
]
