"""What is to be done next, and the calls and messages that were made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from wayhome.journey.inquiries.actions.records import (
    locked,
    obstacles_to_plan,
    plan,
    refuse,
    refuse_unless_open,
    saved,
)
from wayhome.journey.inquiries.codes import OPEN_STAGES, InquiryObstacle, InquiryStage
from wayhome.journey.inquiries.models import ContactAttempt, Inquiry
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from wayhome.journey.inquiries.codes import NextStep
    from wayhome.journey.inquiries.rules import Attempt
    from wayhome.shared.audit.actor import Actor


class CannotPlanNextStepError(Refusal):
    """The next step can't be this one."""


class CannotRecordContactAttemptError(Refusal):
    """The call or message can't be written down so."""


@action(Permission.INQUIRY_MANAGE)
def plan_next_step(
    by: Actor,
    *,
    inquiry_id: UUID,
    edition: int,
    next_step: NextStep,
    next_step_due_at: datetime,
    owner_id: UUID,
) -> Inquiry:
    """Say what is to be done next, by when, by whom.

    :raises CannotPlanNextStepError: with every reason why not
    """
    inquiry = locked(by, inquiry_id, edition, CannotPlanNextStepError)
    refuse_unless_open(inquiry, CannotPlanNextStepError)
    plan(by, inquiry, step=next_step, due_at=next_step_due_at, owner_id=owner_id)
    refuse(CannotPlanNextStepError, obstacles_to_plan(inquiry))
    return saved(inquiry)


@action(Permission.INQUIRY_MANAGE)
def record_contact_attempt(
    by: Actor,
    *,
    inquiry_id: UUID,
    edition: int,
    next_step: NextStep | None = None,
    next_step_due_at: datetime | None = None,
    now: datetime,
    **attempt: Unpack[Attempt],
) -> ContactAttempt:
    """Write down a call or message and, if it changes, what is to be done next.

    The first time that somebody is reached takes a new inquiry to "contacted".

    :raises CannotRecordContactAttemptError: with every reason why not
    """
    inquiry = locked(by, inquiry_id, edition, CannotRecordContactAttemptError)
    if attempt["made_at"] > now:
        raise CannotRecordContactAttemptError((InquiryObstacle.MADE_IN_THE_FUTURE,))
    if next_step and next_step_due_at and inquiry.stage in OPEN_STAGES:
        owner_id = inquiry.owner_id or by.practitioner_id
        plan(by, inquiry, step=next_step, due_at=next_step_due_at, owner_id=owner_id)
        refuse(CannotRecordContactAttemptError, obstacles_to_plan(inquiry))
    if attempt["was_reached"] and inquiry.stage == InquiryStage.NEW:
        inquiry.stage = InquiryStage.CONTACTED
    saved(inquiry)
    return _kept(by, inquiry, attempt)


def _kept(by: Actor, inquiry: Inquiry, attempt: Attempt) -> ContactAttempt:
    kept = ContactAttempt(
        organization_id=by.organization_id,
        inquiry=inquiry,
        made_by_id=by.practitioner_id,
        **attempt,
    )
    kept.text = kept.text.strip()
    kept.save(force_insert=True)
    return kept
