"""When people can come: a picture of their week, from a day on."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact, Regex

from wayhome.engines.timetable.calendar import QUARTERS_A_WEEK
from wayhome.engines.timetable.domain import Daypart
from wayhome.journey.scheduling.codes import (
    LONGEST_TRAVEL_MINUTES,
    Attends,
    AvailabilityStatus,
    Reporter,
)
from wayhome.shared.core.fields import TenantForeignKey
from wayhome.shared.core.models import Record

ACTIVE = Q(status=AvailabilityStatus.ACTIVE)


class Availability(Record):
    """Someone's usual week from a day on, until the next one begins (FHIR availableTime).

    `week` has one letter for each quarter of an hour, Monday first (`codes.LETTERS`), so that no
    time can mean two things. The person is a patient, or an inquiry of whom there is none yet.
    `edition` counts the changes of all that is known of the person.
    """

    patient = TenantForeignKey(
        "patients.Patient", on_delete=models.PROTECT, null=True, related_name="+"
    )
    patient_id: UUID | None
    inquiry = TenantForeignKey(
        "inquiries.Inquiry", on_delete=models.PROTECT, null=True, related_name="+"
    )
    inquiry_id: UUID | None
    period_start = models.DateField()
    week = models.TextField()
    travel_minutes = models.PositiveSmallIntegerField(default=0)
    attends = models.TextField(default=Attends.IN_PERSON)
    prefers = models.TextField(default=Daypart.ANY)
    status = models.TextField(default=AvailabilityStatus.ACTIVE)
    reported_by = models.TextField(default=Reporter.STAFF)
    recorded_at = models.DateTimeField()
    recorded_by = TenantForeignKey(
        "accounts.Practitioner", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_by_id: UUID | None
    edition = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="availability_of_a_patient_or_an_inquiry",
                condition=Q(patient__isnull=True) ^ Q(inquiry__isnull=True),
            ),
            models.CheckConstraint(
                name="availability_says_every_quarter",
                condition=Exact(Length("week"), QUARTERS_A_WEEK),
            ),
            models.CheckConstraint(
                name="availability_in_known_letters",
                condition=Regex(models.F("week"), "^[-fwscjo]+$"),
            ),
            models.CheckConstraint(
                name="availability_travel_within_reason",
                condition=Q(travel_minutes__lte=LONGEST_TRAVEL_MINUTES),
            ),
            models.CheckConstraint(
                name="availability_attends_known", condition=Q(attends__in=[*Attends])
            ),
            models.CheckConstraint(
                name="availability_prefers_known", condition=Q(prefers__in=[*Daypart])
            ),
            models.CheckConstraint(
                name="availability_status_known", condition=Q(status__in=[*AvailabilityStatus])
            ),
            models.CheckConstraint(
                name="availability_reporter_known", condition=Q(reported_by__in=[*Reporter])
            ),
            models.UniqueConstraint(
                fields=["organization", "patient", "period_start"],
                condition=ACTIVE,
                name="availability_one_a_day_of_a_patient",
            ),
            models.UniqueConstraint(
                fields=["organization", "inquiry", "period_start"],
                condition=ACTIVE,
                name="availability_one_a_day_of_an_inquiry",
            ),
        ]
        indexes = [
            models.Index("organization", "patient", "period_start", name="availability_patient"),
            models.Index("organization", "inquiry", name="availability_inquiry"),
        ]
