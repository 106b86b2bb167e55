"""Codes of the directory: services, what somebody may wish for, what became of a row. Pure."""

from wayhome.journey.finder.codes.categories import Category
from wayhome.journey.finder.codes.rows import (
    RowNote,
    RowRefusal,
    Source,
)
from wayhome.journey.finder.codes.services import CATEGORY_OF, SERVICES
from wayhome.journey.finder.codes.wishes import (
    MEANINGS,
    Importance,
    Meaning,
    PlaceKind,
    Precision,
    Verdict,
    Wish,
)

__all__ = [
    "CATEGORY_OF",
    "MEANINGS",
    "SERVICES",
    "Category",
    "Importance",
    "Meaning",
    "PlaceKind",
    "Precision",
    "RowNote",
    "RowRefusal",
    "Source",
    "Verdict",
    "Wish",
]
