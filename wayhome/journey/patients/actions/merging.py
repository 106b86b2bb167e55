"""Two records of one person become one; undone, each is again what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.patients import rules
from wayhome.journey.patients.actions.points import locked
from wayhome.journey.patients.codes import MergeObstacle
from wayhome.journey.patients.models import Patient
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


class CannotMergePatientsError(Refusal):
    """The records can't be merged."""


class CannotUnmergePatientsError(Refusal):
    """The record can't be taken out again."""


@action(Permission.PATIENT_MERGE)
def merge_patients(
    by: Actor,
    *,
    patient_id: UUID,
    into_id: UUID,
    now: datetime,  # noqa: ARG001  # every action takes it; the row's history keeps it
) -> Patient:
    """Let one record stand for both. No row moves: readers follow the link to both histories.

    :raises Patient.DoesNotExist: when there is no such record
    :raises CannotMergePatientsError: with every reason why not
    """
    ids = {patient_id, into_id}
    rows = Patient.objects.filter(organization_id=by.organization_id, pk__in=ids).order_by("pk")
    locked_rows = rows.select_for_update(of=("self",), no_key=True)
    records = {record.pk: record for record in locked_rows}
    if ids - records.keys():
        raise Patient.DoesNotExist
    replaced, into = records[patient_id], records[into_id]
    obstacles = rules.obstacles_to_merging(
        same_record=patient_id == into_id,
        source_replaced=replaced.replaced_by_id is not None,
        target_replaced=into.replaced_by_id is not None,
    )
    if obstacles:
        raise CannotMergePatientsError(obstacles)
    replaced.replaced_by = into
    replaced.edition += 1
    replaced.save(update_fields=["replaced_by", "edition"])
    return replaced


@action(Permission.PATIENT_MERGE)
def unmerge_patients(by: Actor, *, patient_id: UUID) -> Patient:
    """Let a replaced record stand for itself again.

    :raises Patient.DoesNotExist: when there is no such record
    :raises CannotUnmergePatientsError: when it was never merged
    """
    patient = locked(by, Patient, patient_id)
    if patient.replaced_by_id is None:
        raise CannotUnmergePatientsError((MergeObstacle.NOT_REPLACED,))
    patient.replaced_by = None
    patient.edition += 1
    patient.save(update_fields=["replaced_by", "edition"])
    return patient
