"""Sessions, and who has a place in which."""

from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from wayhome.journey.scheduling.codes import (
    HOLDS_SEAT,
    AppointmentOrigin,
    AppointmentStatus,
    Modality,
    ServiceType,
    SessionStatus,
)
from wayhome.journey.scheduling.models.groups import GroupSeries
from wayhome.journey.scheduling.models.ranges import TimeRange
from wayhome.shared.core.fields import TenantForeignKey
from wayhome.shared.core.models import Record

HELD = Q(status__in=sorted(HOLDS_SEAT))


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
    seat has a number from 1, and a trigger keeps that within the session's capacity. A make-up
    names the missed place that it makes up for, if there is one; of the same person, by a trigger.
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
    makes_up_for = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    makes_up_for_id: UUID | None
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
            models.CheckConstraint(
                name="appointment_make_up_says_so",
                condition=Q(makes_up_for__isnull=True) | Q(origin=AppointmentOrigin.MAKE_UP),
            ),
            models.UniqueConstraint(
                fields=["organization", "makes_up_for"],
                condition=HELD & Q(makes_up_for__isnull=False),
                name="appointment_made_up_once",
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
