"""Groups, their sessions, who belongs, and who has a place in which session."""

from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from wayhome.journey.scheduling.codes import (
    HOLDS_SEAT,
    AppointmentOrigin,
    AppointmentStatus,
    Modality,
    ServiceType,
    SessionStatus,
)
from wayhome.shared.core.fields import TenantForeignKey
from wayhome.shared.core.models import Record

HELD = Q(status__in=sorted(HOLDS_SEAT))


class TimeRange(Func):
    """The stretch from start to end, without the end."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


class DateRange(Func):
    function = "daterange"
    output_field = DateRangeField()


class GroupSeries(Record):
    """A group that meets weekly (FHIR Schedule). Local time; the end date is excluded."""

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


class GroupSession(Record):
    """One meeting of a group. An individual session is a group with one seat.

    `occurrence_date` is the day the series planned; `service_date` the local day it is held.
    """

    healthcare_service = TenantForeignKey(
        "tenancy.HealthcareService", on_delete=models.PROTECT, related_name="+"
    )
    healthcare_service_id: UUID
    series = TenantForeignKey(GroupSeries, on_delete=models.PROTECT, null=True, related_name="+")
    series_id: UUID | None
    occurrence_date = models.DateField(null=True)
    is_exception = models.BooleanField(default=False)
    title = models.TextField()
    service_type = models.TextField()
    service_date = models.DateField()
    period_start = models.DateTimeField()
    period_end = models.DateTimeField()
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
    status = models.TextField(default=SessionStatus.PLANNED)
    cancellation_reason = models.TextField(default="", blank=True)
    external_id = models.TextField(default="", blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "series", "occurrence_date"],
                name="group_session_once_per_occurrence",
            ),
            models.CheckConstraint(
                name="group_session_ends_after_it_starts",
                condition=Q(period_end__gt=F("period_start")),
            ),
            models.CheckConstraint(
                name="group_session_status_known", condition=Q(status__in=[*SessionStatus])
            ),
            models.CheckConstraint(
                name="group_session_service_type_known",
                condition=Q(service_type__in=[*ServiceType]),
            ),
            models.CheckConstraint(name="group_session_has_seats", condition=Q(capacity__gt=0)),
            models.CheckConstraint(
                name="group_session_on_site_has_a_room",
                # what came from another system may not say where it was
                condition=Q(modality=Modality.TELEHEALTH)
                | Q(room__isnull=False)
                | ~Q(external_id=""),
            ),
            ExclusionConstraint(
                name="group_session_facilitator_in_one_place",
                expressions=[
                    ("organization", RangeOperators.EQUAL),
                    ("facilitator", RangeOperators.EQUAL),
                    (TimeRange("period_start", "period_end"), RangeOperators.OVERLAPS),
                ],
                condition=Q(status=SessionStatus.PLANNED),
            ),
            ExclusionConstraint(
                name="group_session_room_holds_one",
                expressions=[
                    ("organization", RangeOperators.EQUAL),
                    ("room", RangeOperators.EQUAL),
                    (TimeRange("period_start", "period_end"), RangeOperators.OVERLAPS),
                ],
                condition=Q(status=SessionStatus.PLANNED, room__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["organization", "external_id"],
                condition=~Q(external_id=""),
                name="group_session_external_id_once",
            ),
        ]
        indexes = [
            models.Index("organization", "service_date", name="group_session_day"),
            models.Index("organization", "period_start", name="group_session_start"),
            models.Index(
                "organization", "facilitator", "period_start", name="group_session_facilitator"
            ),
        ]


class Appointment(Record):
    """One client's place in a session (FHIR Appointment).

    It carries its session's period, since an exclusion constraint sees only its own row; its
    seat has a number from 1, and a trigger keeps that within the session's capacity.
    """

    group_session = TenantForeignKey(GroupSession, on_delete=models.PROTECT, related_name="+")
    group_session_id: UUID
    patient = TenantForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="+")
    patient_id: UUID
    episode = TenantForeignKey(
        "admissions.EpisodeOfCare", on_delete=models.PROTECT, related_name="+"
    )
    episode_id: UUID
    status = models.TextField(default=AppointmentStatus.BOOKED)
    origin = models.TextField(default=AppointmentOrigin.ROSTER)
    seat = models.PositiveSmallIntegerField()
    service_date = models.DateField()
    period_start = models.DateTimeField()
    period_end = models.DateTimeField()
    cancellation_reason = models.TextField(default="", blank=True)
    external_id = models.TextField(default="", blank=True)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="appointment_status_known", condition=Q(status__in=[*AppointmentStatus])
            ),
            models.CheckConstraint(
                name="appointment_origin_known", condition=Q(origin__in=[*AppointmentOrigin])
            ),
            models.CheckConstraint(
                name="appointment_ends_after_it_starts",
                condition=Q(period_end__gt=F("period_start")),
            ),
            models.CheckConstraint(name="appointment_seat_from_one", condition=Q(seat__gte=1)),
            models.UniqueConstraint(
                fields=["organization", "group_session", "seat"],
                condition=HELD,
                name="appointment_seat_taken_once",
            ),
            models.UniqueConstraint(
                fields=["organization", "group_session", "patient"],
                condition=HELD,
                name="appointment_once_per_session",
            ),
            ExclusionConstraint(
                name="appointment_person_in_one_place",
                expressions=[
                    ("organization", RangeOperators.EQUAL),
                    ("patient", RangeOperators.EQUAL),
                    (TimeRange("period_start", "period_end"), RangeOperators.OVERLAPS),
                ],
                condition=HELD,
            ),
            models.UniqueConstraint(
                fields=["organization", "external_id"],
                condition=~Q(external_id=""),
                name="appointment_external_id_once",
            ),
        ]
        indexes = [
            models.Index("organization", "group_session", name="appointment_session"),
            models.Index("organization", "episode", "service_date", name="appointment_episode"),
            models.Index("organization", "patient", "period_start", name="appointment_patient"),
            models.Index("organization", "service_date", "status", name="appointment_day"),
        ]
