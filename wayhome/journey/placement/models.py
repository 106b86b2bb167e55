"""Placement: what a qualified person rated and decided, and why. It computes nothing."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from wayhome.journey.placement.codes import (
    HIGHEST_RATING,
    AsamEdition,
    Dimension,
    LevelOfCare,
)
from wayhome.shared.core.fields import TenantForeignKey
from wayhome.shared.core.models import Record


class PlacementAssessment(Record):
    """Six ratings and a decision by a named, credentialed person, under one edition.

    Name and credential are copied: the record shows them as they were when it was made.
    """

    patient = TenantForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="+")
    patient_id: UUID
    assessor = TenantForeignKey("accounts.Practitioner", on_delete=models.PROTECT, related_name="+")
    assessor_id: UUID
    assessor_name = models.TextField()
    assessor_credential = models.TextField()
    asam_edition = models.TextField()
    assessed_on = models.DateField()
    recorded_at = models.DateTimeField()
    indicated_level_of_care = models.TextField()
    actual_level_of_care = models.TextField()
    difference_reason = models.TextField(default="", blank=True)
    entered_in_error = models.BooleanField(default=False)
    error_reason = models.TextField(default="", blank=True)
    replaces = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    replaces_id: UUID | None

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="placement_edition_known", condition=Q(asam_edition__in=[*AsamEdition])
            ),
            models.CheckConstraint(
                name="placement_levels_known",
                condition=Q(indicated_level_of_care__in=[*LevelOfCare])
                & Q(actual_level_of_care__in=[*LevelOfCare]),
            ),
            models.CheckConstraint(
                name="placement_difference_has_a_reason",
                condition=Q(indicated_level_of_care=F("actual_level_of_care"))
                | ~Q(difference_reason=""),
            ),
            models.CheckConstraint(
                name="placement_in_error_has_a_reason",
                condition=Q(entered_in_error=False) | ~Q(error_reason=""),
            ),
            models.UniqueConstraint(
                fields=["organization", "replaces"], name="placement_corrected_once"
            ),
        ]
        indexes = [models.Index("organization", "patient", "assessed_on", name="placement_patient")]


class DimensionRating(Record):
    """One dimension's risk rating, with the rater's own rationale."""

    assessment = TenantForeignKey(PlacementAssessment, on_delete=models.PROTECT, related_name="+")
    assessment_id: UUID
    dimension = models.TextField()
    risk_rating = models.PositiveSmallIntegerField()
    rationale = models.TextField()

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "assessment", "dimension"], name="dimension_rated_once"
            ),
            models.CheckConstraint(name="dimension_known", condition=Q(dimension__in=[*Dimension])),
            models.CheckConstraint(
                name="dimension_rating_in_range",
                condition=Q(risk_rating__gte=0, risk_rating__lte=HIGHEST_RATING),
            ),
        ]
