"""What a person reads for a service, a wish, how it fits, and what became of a row."""

from wayhome.journey.finder.labels.rows import ROW_NOTES, ROW_REFUSALS
from wayhome.journey.finder.labels.services import SERVICE_WORDS
from wayhome.journey.finder.labels.wishes import PRECISIONS, VERDICTS, WISHES

__all__ = ["PRECISIONS", "ROW_NOTES", "ROW_REFUSALS", "SERVICE_WORDS", "VERDICTS", "WISHES"]
