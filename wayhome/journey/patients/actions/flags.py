"""What everyone who meets the client must know first: raised, and ended when it no longer holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.patients.actions.points import locked
from wayhome.journey.patients.codes import FlagObstacle
from wayhome.journey.patients.models import Flag, Patient
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from wayhome.journey.patients.codes import FlagCategory
    from wayhome.shared.audit.actor import Actor


class CannotRaiseFlagError(Refusal):
    """The flag can't be raised."""


class CannotEndFlagError(Refusal):
    """The flag can't be ended."""


@action(Permission.PATIENT_MANAGE)
def raise_flag(
    by: Actor, *, patient_id: UUID, category: FlagCategory, text: str, now: datetime
) -> Flag:
    """Show this to everyone who opens the chart or a roster, from now on.

    :raises CannotRaiseFlagError: with every reason why not
    """
    patient = locked(by, Patient, patient_id)
    checks = {
        FlagObstacle.TEXT_MISSING: not text.strip(),
        FlagObstacle.RECORD_REPLACED: patient.replaced_by_id is not None,
    }
    obstacles = tuple(obstacle for obstacle, applies in checks.items() if applies)
    if obstacles:
        raise CannotRaiseFlagError(obstacles)
    return Flag.objects.create(
        organization_id=by.organization_id,
        patient=patient,
        category=category,
        text=text.strip(),
        period_start=now,
    )


@action(Permission.PATIENT_MANAGE)
def end_flag(by: Actor, *, flag_id: UUID, now: datetime) -> Flag:
    """Stop showing a flag; it stays on record with its dates. Also one of a replaced record.

    :raises CannotEndFlagError: when it has ended already
    """
    flag = locked(by, Flag, flag_id)
    if flag.period_end is not None:
        raise CannotEndFlagError((FlagObstacle.ALREADY_ENDED,))
    flag.period_end = now
    flag.save(update_fields=["period_end"])
    return flag
