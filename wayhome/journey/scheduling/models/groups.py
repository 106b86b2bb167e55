"""Weekly groups and who belongs to them."""

from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from wayhome.journey.scheduling.codes import (
    PHASES,
    Enrollment,
    GroupGender,
    Modality,
    ServiceType,
)
from wayhome.journey.scheduling.models.ranges import DateRange
from wayhome.shared.core.fields import TenantForeignKey
from wayhome.shared.core.models import Record
from wayhome.shared.tenancy.codes import RoomFeature


class GroupSeries(Record):
    """A group that meets weekly (FHIR Schedule). Local time; the end date is excluded.

    `target_size` is the clinical size (none: the seats); no `phases` means all of them;
    `room_features` are what the group needs of a room (`tenancy.codes.RoomFeature`).
    """

    healthcare_service = TenantForeignKey(
        "tenancy.HealthcareService", on_delete=models.PROTECT, related_name="+"
    )
    healthcare_service_id: UUID
    title = models.TextField()
    service_type = models.TextField()
    weekday = models.PositiveSmallIntegerField()
    start_time = models.TimeField()
    duration_minutes = models.PositiveSmallIntegerField()
    facilitator = TenantForeignKey(
        "accounts.Practitioner", on_delete=models.PROTECT, related_name="+"
    )
    facilitator_id: UUID
    modality = models.TextField(default=Modality.ON_SITE)
    room = TenantForeignKey(
        "tenancy.Location", on_delete=models.PROTECT, null=True, related_name="+"
    )
    room_id: UUID | None
    join_url = models.URLField(default="", blank=True)
    capacity = models.PositiveSmallIntegerField()
    target_size = models.PositiveSmallIntegerField(null=True)
    language = models.TextField(default="en", db_default="en")
    gender = models.TextField(default=GroupGender.EVERYONE, blank=True, db_default="")
    phases = ArrayField(models.PositiveSmallIntegerField(), default=list, db_default=[])
    enrollment = models.TextField(default=Enrollment.ROLLING, db_default="rolling")
    room_features = ArrayField(models.TextField(), default=list, db_default=[])
    period_start = models.DateField()
    period_end = models.DateField(null=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="group_series_service_type_known", condition=Q(service_type__in=[*ServiceType])
            ),
            models.CheckConstraint(
                name="group_series_modality_known", condition=Q(modality__in=[*Modality])
            ),
            models.CheckConstraint(name="group_series_on_a_weekday", condition=Q(weekday__lte=6)),
            models.CheckConstraint(
                name="group_series_lasts_within_a_day",
                condition=Q(duration_minutes__gt=0, duration_minutes__lt=1440),
            ),
            models.CheckConstraint(name="group_series_has_seats", condition=Q(capacity__gt=0)),
            models.CheckConstraint(
                name="group_series_target_within_seats",
                condition=Q(target_size__isnull=True)
                | Q(target_size__gt=0, target_size__lte=F("capacity")),
            ),
            models.CheckConstraint(
                name="group_series_gender_known", condition=Q(gender__in=[*GroupGender])
            ),
            models.CheckConstraint(
                name="group_series_enrollment_known", condition=Q(enrollment__in=[*Enrollment])
            ),
            models.CheckConstraint(
                name="group_series_phases_known", condition=Q(phases__contained_by=[*PHASES])
            ),
            models.CheckConstraint(
                name="group_series_room_features_known",
                condition=Q(room_features__contained_by=[*RoomFeature]),
            ),
            models.CheckConstraint(
                name="group_series_on_site_has_a_room",
                condition=Q(modality=Modality.TELEHEALTH) | Q(room__isnull=False),
            ),
            models.CheckConstraint(
                name="group_series_ends_after_it_starts",
                condition=Q(period_end__isnull=True) | Q(period_end__gte=F("period_start")),
            ),
        ]
        indexes = [models.Index("organization", "healthcare_service", name="group_series_service")]


class GroupMember(Record):
    """Someone on a series' roster from one day to another; the end date is excluded."""

    series = TenantForeignKey(GroupSeries, on_delete=models.PROTECT, related_name="+")
    series_id: UUID
    patient = TenantForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="+")
    patient_id: UUID
    episode = TenantForeignKey(
        "admissions.EpisodeOfCare", on_delete=models.PROTECT, related_name="+"
    )
    episode_id: UUID
    period_start = models.DateField()
    period_end = models.DateField(null=True)

    class Meta(Record.Meta):
        constraints = [
            ExclusionConstraint(
                name="group_member_once_at_a_time",
                expressions=[
                    ("organization", RangeOperators.EQUAL),
                    ("series", RangeOperators.EQUAL),
                    ("patient", RangeOperators.EQUAL),
                    (DateRange("period_start", "period_end"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="group_member_leaves_after_joining",
                condition=Q(period_end__isnull=True) | Q(period_end__gte=F("period_start")),
            ),
        ]
        indexes = [
            models.Index("organization", "episode", name="group_member_episode"),
            models.Index("organization", "patient", name="group_member_patient"),
        ]
