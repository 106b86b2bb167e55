"""Writes of placement assessments: record one, mark one as entered in error, correct one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.patients import queries as patients
from wayhome.journey.placement import queries, rules
from wayhome.journey.placement.codes import PlacementObstacle
from wayhome.journey.placement.models import DimensionRating, PlacementAssessment
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from wayhome.journey.placement.rules import PlacementDraft
    from wayhome.shared.audit.actor import Actor


class CannotRecordPlacementError(Refusal):
    """An assessment can't be recorded so."""


class CannotWithdrawPlacementError(Refusal):
    """An assessment can't be marked as entered in error."""


@action(Permission.PLACEMENT_RECORD)
def record_placement(
    by: Actor, *, patient_id: UUID, draft: PlacementDraft, now: datetime
) -> PlacementAssessment:
    """Record an assessment in the name of whoever acts.

    :raises CannotRecordPlacementError: with every reason why not
    """
    standing_id = patients.ids_of_person(by, patient_id)[0]
    return _record(by, standing_id, draft, now, replaces_id=None)


@action(Permission.PLACEMENT_RECORD)
def mark_placement_entered_in_error(
    by: Actor, *, placement_id: UUID, reason: str
) -> PlacementAssessment:
    """Mark an assessment as entered in error; it stays readable and counts no longer.

    :raises CannotWithdrawPlacementError: with every reason why not
    """
    return _withdraw(by, placement_id, reason)


@action(Permission.PLACEMENT_RECORD)
def correct_placement(
    by: Actor, *, placement_id: UUID, draft: PlacementDraft, reason: str, now: datetime
) -> PlacementAssessment:
    """Mark an assessment as entered in error and record another in its place.

    :raises CannotWithdrawPlacementError: when the old one can't be marked
    :raises CannotRecordPlacementError: when the new one can't be recorded
    """
    wrong = _withdraw(by, placement_id, reason)
    return _record(by, wrong.patient_id, draft, now, replaces_id=wrong.pk)


def _withdraw(_by: Actor, placement_id: UUID, reason: str) -> PlacementAssessment:
    wrong = PlacementAssessment.objects.select_for_update().get(pk=placement_id)
    obstacles = rules.obstacles_to_withdrawing(is_in_error=wrong.entered_in_error, reason=reason)
    if obstacles:
        raise CannotWithdrawPlacementError(obstacles)
    wrong.entered_in_error, wrong.error_reason = True, reason.strip()
    wrong.save(update_fields=["entered_in_error", "error_reason"])
    return wrong


def _record(
    by: Actor, patient_id: UUID, draft: PlacementDraft, now: datetime, *, replaces_id: UUID | None
) -> PlacementAssessment:
    if by.practitioner_id is None:
        raise CannotRecordPlacementError((PlacementObstacle.ASSESSOR_NOT_NAMED,))
    assessor = queries.get_assessor(by, by.practitioner_id)
    obstacles = rules.obstacles_to_recording_placement(
        draft, credentials=assessor.periods, today=queries.today(by, now)
    )
    if obstacles:
        raise CannotRecordPlacementError(obstacles)
    assessment = PlacementAssessment.objects.create(
        organization_id=by.organization_id,
        patient_id=patient_id,
        assessor_id=by.practitioner_id,
        assessor_name=assessor.name,
        assessor_credential=assessor.credential_on(draft.assessed_on),
        asam_edition=draft.edition,
        assessed_on=draft.assessed_on,
        recorded_at=now,
        indicated_level_of_care=draft.indicated,
        actual_level_of_care=draft.actual,
        difference_reason=draft.difference_reason.strip(),
        replaces_id=replaces_id,
    )
    _add_ratings(by, assessment, draft)
    return assessment


def _add_ratings(by: Actor, assessment: PlacementAssessment, draft: PlacementDraft) -> None:
    rows = [
        DimensionRating(
            organization_id=by.organization_id,
            assessment_id=assessment.pk,
            dimension=rating.dimension,
            risk_rating=rating.risk_rating,
            rationale=rating.rationale.strip(),
        )
        for rating in draft.ratings
        if rating.risk_rating is not None
    ]
    DimensionRating.objects.bulk_create(rows)
