"""Pages of first contacts: the board, the list, one inquiry and what is done with it."""

from wayhome.journey.inquiries.views.boards import board, inquiries, move_inquiry
from wayhome.journey.inquiries.views.inquiry import (
    close_inquiry,
    inquiry,
    plan_next_step,
    record_contact_attempt,
    reopen_inquiry,
)
from wayhome.journey.inquiries.views.telling import change_inquiry, record_inquiry

__all__ = [
    "board",
    "change_inquiry",
    "close_inquiry",
    "inquiries",
    "inquiry",
    "move_inquiry",
    "plan_next_step",
    "record_contact_attempt",
    "record_inquiry",
    "reopen_inquiry",
]
