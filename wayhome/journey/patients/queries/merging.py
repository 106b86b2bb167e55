"""Reads for merging: which records may be one person's, and two of them side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wayhome.journey.patients import rules
from wayhome.journey.patients.codes import ContactPointSystem
from wayhome.journey.patients.queries.charts import Chart, open_chart
from wayhome.journey.patients.queries.search import duplicates_of, search_patients
from wayhome.shared.audit.permissions import Permission

if TYPE_CHECKING:
    from uuid import UUID

    from wayhome.journey.patients.models import Patient
    from wayhome.journey.patients.queries.search import LikelyDuplicate, SearchResult
    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class MergeDesk:
    """A record, those that may be the same person's, and those that were searched for."""

    patient: Patient
    alike: tuple[LikelyDuplicate, ...]
    found: tuple[SearchResult, ...]


def open_merge_desk(by: Actor, patient_id: UUID, *, wanted: str = "") -> MergeDesk:
    by.require(Permission.PATIENT_MERGE)
    chart = open_chart(by, patient_id)
    patient = chart.patient
    phones = [each for each in chart.contact_points if each.system != ContactPointSystem.EMAIL]
    facts = rules.PersonFacts(
        patient.given_name,
        patient.family_name,
        patient.preferred_name,
        patient.birth_date,
        tuple(each.value for each in phones),
    )
    return MergeDesk(
        patient,
        alike=tuple(each for each in duplicates_of(facts) if each.patient != patient),
        found=tuple(each for each in search_patients(by, wanted) if each.patient != patient),
    )


def compare_records(by: Actor, patient_id: UUID, other_id: UUID) -> tuple[Chart, Chart]:
    by.require(Permission.PATIENT_MERGE)
    return open_chart(by, patient_id), open_chart(by, other_id)
