"""An inquiry on its way: from stage to stage, closed, taken up again, become an admission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.inquiries import rules
from wayhome.journey.inquiries.actions.records import (
    locked,
    obstacles_to_plan,
    plan,
    refuse,
    refuse_unless_open,
    saved,
)
from wayhome.journey.inquiries.codes import (
    OPEN_STAGES,
    ClosingReason,
    InquiryObstacle,
    InquiryStage,
    NextStep,
)
from wayhome.journey.inquiries.models import Inquiry
from wayhome.journey.patients import queries as patients
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


class CannotMoveInquiryError(Refusal):
    """The inquiry can't go to that stage."""


class CannotCloseInquiryError(Refusal):
    """The inquiry can't be closed."""


class CannotReopenInquiryError(Refusal):
    """The inquiry can't be opened again."""


class CannotMarkAdmittedError(Refusal):
    """The inquiry can't become an admission."""


@action(Permission.INQUIRY_MANAGE)
def move_inquiry(by: Actor, *, inquiry_id: UUID, edition: int, to: InquiryStage) -> Inquiry:
    """Take an open inquiry to another open stage; its next step stays as planned.

    :raises CannotMoveInquiryError: with every reason why not
    """
    inquiry = locked(by, inquiry_id, edition, CannotMoveInquiryError)
    refuse_unless_open(inquiry, CannotMoveInquiryError)
    if to not in OPEN_STAGES:  # it ends by closing or by an admission
        raise CannotMoveInquiryError((InquiryObstacle.TRANSITION_NOT_ALLOWED,))
    obstacles = rules.obstacles_to_moving(
        stage=InquiryStage(inquiry.stage), to=to, move=next_move(inquiry)
    )
    refuse(CannotMoveInquiryError, obstacles)
    inquiry.stage = to
    return saved(inquiry)


@action(Permission.INQUIRY_MANAGE)
def close_inquiry(
    by: Actor,
    *,
    inquiry_id: UUID,
    edition: int,
    reason: ClosingReason | None,
    note: str = "",
    now: datetime,
) -> Inquiry:
    """End an inquiry that doesn't become an admission here; nothing is left to do.

    :raises CannotCloseInquiryError: with every reason why not
    """
    inquiry = locked(by, inquiry_id, edition, CannotCloseInquiryError)
    stage = InquiryStage(inquiry.stage)
    refuse(CannotCloseInquiryError, rules.obstacles_to_closing(stage=stage, reason=reason))
    inquiry.stage, inquiry.closing_reason = InquiryStage.CLOSED, reason or ""
    inquiry.closing_note, inquiry.closed_at = note.strip(), now
    inquiry.next_step, inquiry.next_step_due_at = "", None
    return saved(inquiry)


@action(Permission.INQUIRY_MANAGE)
def reopen_inquiry(
    by: Actor,
    *,
    inquiry_id: UUID,
    edition: int,
    next_step: NextStep,
    next_step_due_at: datetime,
    owner_id: UUID,
) -> Inquiry:
    """Take up a closed inquiry again, with a next step.

    :raises CannotReopenInquiryError: with every reason why not
    """
    inquiry = locked(by, inquiry_id, edition, CannotReopenInquiryError)
    plan(by, inquiry, step=next_step, due_at=next_step_due_at, owner_id=owner_id)
    moving = rules.obstacles_to_moving(
        stage=InquiryStage(inquiry.stage), to=InquiryStage.CONTACTED, move=next_move(inquiry)
    )
    is_closed = inquiry.stage == InquiryStage.CLOSED
    not_closed = () if is_closed else (InquiryObstacle.TRANSITION_NOT_ALLOWED,)
    refuse(CannotReopenInquiryError, moving or not_closed or obstacles_to_plan(inquiry))
    inquiry.stage = InquiryStage.CONTACTED
    inquiry.closing_reason, inquiry.closing_note, inquiry.closed_at = "", "", None
    return saved(inquiry)


@action(Permission.INQUIRY_MANAGE)
def mark_admitted(by: Actor, *, inquiry_id: UUID, patient_id: UUID, now: datetime) -> Inquiry:
    """End an inquiry because the person was admitted, and say who it was. For admissions.

    :raises CannotMarkAdmittedError: with every reason why not
    """
    inquiry = locked(by, inquiry_id, None, CannotMarkAdmittedError)
    patient = patients.get_patient(by, patient_id)
    obstacles = rules.obstacles_to_admitting(
        stage=InquiryStage(inquiry.stage),
        given=patient.given_name,
        family=patient.family_name,
    )
    refuse(CannotMarkAdmittedError, obstacles)
    inquiry.stage, inquiry.patient, inquiry.closed_at = InquiryStage.ADMITTED, patient, now
    inquiry.next_step, inquiry.next_step_due_at = "", None
    return saved(inquiry)


def next_move(inquiry: Inquiry) -> rules.NextMove:
    return rules.NextMove(
        step=NextStep(inquiry.next_step) if inquiry.next_step else None,
        due_at=inquiry.next_step_due_at,
        has_owner=inquiry.owner_id is not None,
    )
