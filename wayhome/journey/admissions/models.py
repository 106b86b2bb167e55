"""Episodes of care: from the waiting list to discharge, every turn with who and when."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from wayhome.journey.admissions.codes import OPEN_STATUSES, DischargeReason, EpisodeStatus
from wayhome.journey.placement.codes import LevelOfCare
from wayhome.shared.core.fields import TenantForeignKey
from wayhome.shared.core.models import Record


class EpisodeOfCare(Record):
    """One stay in one program (FHIR EpisodeOfCare). A return is a new episode; dates are days."""

    patient = TenantForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="+")
    patient_id: UUID
    healthcare_service = TenantForeignKey(
        "tenancy.HealthcareService", on_delete=models.PROTECT, related_name="+"
    )
    healthcare_service_id: UUID
    inquiry = TenantForeignKey(
        "inquiries.Inquiry", on_delete=models.PROTECT, null=True, related_name="+"
    )
    inquiry_id: UUID | None
    care_manager = TenantForeignKey(
        "accounts.Practitioner", on_delete=models.PROTECT, null=True, related_name="+"
    )
    care_manager_id: UUID | None
    transferred_from = TenantForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+"
    )
    transferred_from_id: UUID | None
    status = models.TextField()
    level_of_care = models.TextField(default=LevelOfCare.INTENSIVE_OUTPATIENT)
    weekly_target_minutes = models.PositiveSmallIntegerField(null=True)
    admission_date = models.DateField(null=True)
    discharge_date = models.DateField(null=True)
    discharge_reason = models.TextField(default="", blank=True)
    external_id = models.TextField(default="", blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="episode_status_known", condition=Q(status__in=[*EpisodeStatus])
            ),
            models.CheckConstraint(
                name="episode_level_known", condition=Q(level_of_care__in=[*LevelOfCare])
            ),
            models.CheckConstraint(
                name="episode_admitted_has_a_date",
                condition=~Q(status__in=["active", "onhold", "finished"])
                | Q(admission_date__isnull=False),
            ),
            models.CheckConstraint(
                name="episode_finished_has_date_and_reason",
                condition=~Q(status="finished")
                | (Q(discharge_date__isnull=False) & Q(discharge_reason__in=[*DischargeReason])),
            ),
            models.CheckConstraint(
                name="episode_ends_after_it_starts",
                condition=Q(discharge_date__isnull=True)
                | Q(discharge_date__gte=F("admission_date")),
            ),
            models.UniqueConstraint(
                fields=["organization", "patient", "healthcare_service"],
                condition=Q(status__in=sorted(OPEN_STATUSES)),
                name="episode_open_once_per_program",
            ),
            models.UniqueConstraint(
                fields=["organization", "external_id"],
                condition=~Q(external_id=""),
                name="episode_external_id_once",
            ),
        ]
        indexes = [
            models.Index("organization", "patient", name="episode_patient"),
            models.Index("organization", "healthcare_service", "status", name="episode_census"),
            models.Index("organization", "care_manager", "status", name="episode_caseload"),
            models.Index("organization", "inquiry", name="episode_inquiry"),
        ]


class EpisodeStatusHistory(Record):
    """One stretch of an episode under one status and level (FHIR statusHistory); append-only."""

    episode = TenantForeignKey(EpisodeOfCare, on_delete=models.PROTECT, related_name="+")
    episode_id: UUID
    status = models.TextField()
    level_of_care = models.TextField()
    start_date = models.DateField()
    reason = models.TextField(default="", blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    recorder = TenantForeignKey(
        "accounts.Practitioner", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorder_id: UUID | None

    class Meta(Record.Meta):
        indexes = [models.Index("organization", "episode", "recorded_at", name="episode_history")]
