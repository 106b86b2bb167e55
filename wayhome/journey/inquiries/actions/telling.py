"""What whoever called has told: written down, corrected, completed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from wayhome.journey.inquiries.actions.records import (
    locked,
    obstacles_to_plan,
    plan,
    refuse,
    saved,
)
from wayhome.journey.inquiries.codes import InquiryObstacle
from wayhome.journey.inquiries.models import Inquiry
from wayhome.journey.patients.rules import phone_value
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from wayhome.journey.inquiries.codes import NextStep
    from wayhome.journey.inquiries.rules import InquiryFacts
    from wayhome.shared.audit.actor import Actor


class CannotRecordInquiryError(Refusal):
    """The inquiry can't be written down so."""


class CannotChangeInquiryError(Refusal):
    """The inquiry can't be changed so."""


@action(Permission.INQUIRY_MANAGE)
def record_inquiry(
    by: Actor,
    *,
    now: datetime,
    next_step: NextStep,
    next_step_due_at: datetime,
    owner_id: UUID | None = None,
    received_at: datetime | None = None,
    **facts: Unpack[InquiryFacts],
) -> Inquiry:
    """Write down who asked for help, for whom, and what happens next.

    :param owner_id: who does the next step; without one, whoever writes it down
    :raises CannotRecordInquiryError: with every reason why not
    """
    inquiry = Inquiry(organization_id=by.organization_id, received_at=received_at or now)
    set_facts(by, inquiry, facts, now, CannotRecordInquiryError)
    plan(
        by,
        inquiry,
        step=next_step,
        due_at=next_step_due_at,
        owner_id=owner_id or by.practitioner_id,
    )
    refuse(CannotRecordInquiryError, obstacles_to_plan(inquiry))
    inquiry.save(force_insert=True)
    return inquiry


@action(Permission.INQUIRY_MANAGE)
def change_inquiry(
    by: Actor, *, inquiry_id: UUID, edition: int, now: datetime, **facts: Unpack[InquiryFacts]
) -> Inquiry:
    """Correct or complete what was told.

    :raises CannotChangeInquiryError: with every reason why not
    """
    inquiry = locked(by, inquiry_id, edition, CannotChangeInquiryError)
    set_facts(by, inquiry, facts, now, CannotChangeInquiryError)
    return saved(inquiry)


def set_facts(
    by: Actor, inquiry: Inquiry, facts: InquiryFacts, now: datetime, error: type[Refusal]
) -> None:
    service_id = facts.get("healthcare_service_id")
    if service_id is not None and service_id != inquiry.healthcare_service_id:
        tenancy.get_service(by, service_id)
    for name, value in facts.items():
        setattr(inquiry, name, value.strip() if type(value) is str else value)
    kept = phone_value(inquiry.phone) if inquiry.phone else ""
    birth_date = inquiry.birth_date
    checks = {
        InquiryObstacle.NOT_A_PHONE_NUMBER: kept is None,
        InquiryObstacle.NOT_AN_EMAIL_ADDRESS: not _is_email(inquiry.email),
        InquiryObstacle.BIRTH_DATE_IN_THE_FUTURE: birth_date is not None
        and birth_date > now.date(),
    }
    refuse(error, tuple(obstacle for obstacle, applies in checks.items() if applies))
    inquiry.phone = kept or ""


def _is_email(text: str) -> bool:
    try:
        if text:
            validate_email(text)
    except ValidationError:
        return False
    return True
