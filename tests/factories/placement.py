"""Placement assessments, whole: six ratings and a decision."""

from datetime import UTC, date, datetime

from tests.factories.accounts import make_counselor
from tests.factories.base import made
from tests.factories.patients import make_patient
from wayhome.journey.placement.codes import DIMENSIONS, AsamEdition, LevelOfCare
from wayhome.journey.placement.models import DimensionRating, PlacementAssessment
from wayhome.journey.placement.rules import PlacementDraft, Rating

ASSESSED_ON = date(2026, 3, 2)
RECORDED_AT = datetime(2026, 3, 2, 17, tzinfo=UTC)


def make_draft(edition=AsamEdition.FOURTH, **given) -> PlacementDraft:
    """Return an assessment as someone writes it, complete unless told otherwise."""
    given.setdefault("indicated", LevelOfCare.INTENSIVE_OUTPATIENT)
    given.setdefault("actual", LevelOfCare.INTENSIVE_OUTPATIENT)
    given.setdefault("assessed_on", ASSESSED_ON)
    given.setdefault("ratings", tuple(Rating(d, 2, f"Seen: {d}") for d in DIMENSIONS[edition]))
    return PlacementDraft(edition=edition, **given)


def make_placement(organization, *, patient=None, edition=AsamEdition.FOURTH, rating=2, **given):
    patient = patient or make_patient(organization)
    if "assessor_id" not in given:
        given["assessor_id"] = make_counselor(organization).practitioner_id
    given.setdefault("assessor_name", "Nadia Ortiz")
    given.setdefault("assessor_credential", "LCSW NY LC-1")
    given.setdefault("assessed_on", ASSESSED_ON)
    given.setdefault("recorded_at", RECORDED_AT)
    given.setdefault("indicated_level_of_care", LevelOfCare.INTENSIVE_OUTPATIENT)
    given.setdefault("actual_level_of_care", LevelOfCare.INTENSIVE_OUTPATIENT)
    assessment = made(
        PlacementAssessment, organization, patient_id=patient.pk, asam_edition=edition, **given
    )
    for dimension in DIMENSIONS[edition]:
        made(
            DimensionRating,
            organization,
            assessment_id=assessment.pk,
            dimension=dimension,
            risk_rating=rating,
            rationale=f"Seen: {dimension}",
        )
    return assessment
