"""First contacts and the calls that followed."""

from datetime import UTC, datetime

from tests.factories.base import made
from wayhome.journey.inquiries.codes import (
    OPEN_STAGES,
    Channel,
    ClosingReason,
    InquiryStage,
    NextStep,
)
from wayhome.journey.inquiries.models import ContactAttempt, Inquiry

RECEIVED = datetime(2026, 11, 23, 15, tzinfo=UTC)
DUE = datetime(2026, 11, 24, 15, tzinfo=UTC)


def make_inquiry(organization, **given):
    stage = given.setdefault("stage", InquiryStage.NEW)
    given.setdefault("received_at", RECEIVED)
    given.setdefault("given_name", "Ben")
    given.setdefault("family_name", "Taylor")
    given.setdefault("phone", "+15185550147")
    if stage in OPEN_STAGES:
        given.setdefault("next_step", NextStep.CALL_BACK)
        given.setdefault("next_step_due_at", DUE)
    if stage == InquiryStage.CLOSED:
        given.setdefault("closing_reason", ClosingReason.NOT_REACHED)
        given.setdefault("closed_at", DUE)
    return made(Inquiry, organization, **given)


def make_contact_attempt(inquiry, **given):
    given.setdefault("made_at", RECEIVED)
    given.setdefault("channel", Channel.PHONE)
    given.setdefault("was_reached", False)
    return made(ContactAttempt, inquiry.organization_id, inquiry_id=inquiry.pk, **given)
