"""Reads of first contacts: one with its story, the board, the list, what is overdue."""

from wayhome.journey.inquiries.queries.lists import (
    COLUMNS,
    Board,
    Column,
    Counts,
    Line,
    board,
    counts,
    inquiries,
    line,
    name_on_lists,
    overdue,
)
from wayhome.journey.inquiries.queries.pages import (
    Desk,
    InquiryPage,
    attempts_of,
    get_inquiry,
    may_manage,
    open_desk,
    open_inquiry,
    same_number,
)

__all__ = [
    "COLUMNS",
    "Board",
    "Column",
    "Counts",
    "Desk",
    "InquiryPage",
    "Line",
    "attempts_of",
    "board",
    "counts",
    "get_inquiry",
    "inquiries",
    "line",
    "may_manage",
    "name_on_lists",
    "open_desk",
    "open_inquiry",
    "overdue",
    "same_number",
]
