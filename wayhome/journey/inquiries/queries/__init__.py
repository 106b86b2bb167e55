"""Reads of first contacts: one with its story, the board, the list, what is overdue."""

from wayhome.journey.inquiries.queries.lists import (
    Board,
    Column,
    Counts,
    Line,
    board,
    counts,
    inquiries,
    line,
    moves_from,
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
    open_facts,
    open_inquiry,
    same_number,
)

__all__ = [
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
    "moves_from",
    "name_on_lists",
    "open_desk",
    "open_facts",
    "open_inquiry",
    "overdue",
    "same_number",
]
