"""What the writes of this room share: a locked inquiry of one edition, a plan that may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.inquiries import rules
from wayhome.journey.inquiries.codes import OPEN_STAGES, InquiryObstacle, NextStep
from wayhome.journey.inquiries.models import Inquiry
from wayhome.shared.accounts import queries as accounts

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.core.refusal import Refusal


def locked(by: Actor, inquiry_id: UUID, edition: int | None, error: type[Refusal]) -> Inquiry:
    """Return the inquiry, locked; an action that takes no edition passes None.

    :raises Inquiry.DoesNotExist: when there is no such inquiry
    :raises Refusal: when another's change came first
    """
    rows = Inquiry.objects.filter(organization_id=by.organization_id)
    inquiry = rows.select_for_update(of=("self",), no_key=True).get(pk=inquiry_id)
    if edition is not None and inquiry.edition != edition:
        raise error((InquiryObstacle.EDITED_MEANWHILE,))
    return inquiry


def saved(inquiry: Inquiry) -> Inquiry:
    inquiry.edition += 1
    inquiry.save()
    return inquiry


def refuse(error: type[Refusal], obstacles: tuple[InquiryObstacle, ...]) -> None:
    """Refuse when there are obstacles.

    :raises Refusal: with all of them
    """
    if obstacles:
        raise error(obstacles)


def refuse_unless_open(inquiry: Inquiry, error: type[Refusal]) -> None:
    """Refuse what only an open inquiry can take.

    :raises Refusal: when it was closed or became an admission
    """
    if inquiry.stage not in OPEN_STAGES:
        raise error((InquiryObstacle.TRANSITION_NOT_ALLOWED,))


def plan(
    by: Actor, inquiry: Inquiry, *, step: NextStep, due_at: datetime, owner_id: UUID | None
) -> None:
    """Set the next step.

    :raises Practitioner.DoesNotExist: when the owner isn't one of the organization
    """
    if owner_id not in {None, inquiry.owner_id, by.practitioner_id}:
        accounts.get_practitioner(by, owner_id)
    inquiry.next_step, inquiry.next_step_due_at = step, due_at
    inquiry.owner_id = owner_id


def obstacles_to_plan(inquiry: Inquiry) -> tuple[InquiryObstacle, ...]:
    return rules.obstacles_to_planning(
        step=NextStep(inquiry.next_step), may_call=inquiry.may_call, phone=inquiry.phone
    )
