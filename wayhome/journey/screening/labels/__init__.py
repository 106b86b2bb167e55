"""Words of the self-check: plain, short, for a tired reader. A test measures how plain."""

from wayhome.journey.screening.labels.choices import choice_label
from wayhome.journey.screening.labels.outcomes import MEANINGS, NOTES, OUTCOMES, PROGRESS, RULES
from wayhome.journey.screening.labels.questions import QUESTIONS, Wording

__all__ = [
    "MEANINGS",
    "NOTES",
    "OUTCOMES",
    "PROGRESS",
    "QUESTIONS",
    "RULES",
    "Wording",
    "choice_label",
]
