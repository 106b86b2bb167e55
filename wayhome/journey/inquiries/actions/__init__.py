"""Writes of first contacts. Each names the edition it saw, so that nobody overwrites another."""

from wayhome.journey.inquiries.actions.following import (
    CannotPlanNextStepError,
    CannotRecordContactAttemptError,
    plan_next_step,
    record_contact_attempt,
)
from wayhome.journey.inquiries.actions.moving import (
    CannotCloseInquiryError,
    CannotMarkAdmittedError,
    CannotMoveInquiryError,
    CannotReopenInquiryError,
    close_inquiry,
    mark_admitted,
    move_inquiry,
    reopen_inquiry,
)
from wayhome.journey.inquiries.actions.telling import (
    CannotChangeInquiryError,
    CannotRecordInquiryError,
    change_inquiry,
    record_inquiry,
)
from wayhome.journey.inquiries.rules import InquiryFacts

__all__ = [
    "CannotChangeInquiryError",
    "CannotCloseInquiryError",
    "CannotMarkAdmittedError",
    "CannotMoveInquiryError",
    "CannotPlanNextStepError",
    "CannotRecordContactAttemptError",
    "CannotRecordInquiryError",
    "CannotReopenInquiryError",
    "InquiryFacts",
    "change_inquiry",
    "close_inquiry",
    "mark_admitted",
    "move_inquiry",
    "plan_next_step",
    "record_contact_attempt",
    "record_inquiry",
    "reopen_inquiry",
]
