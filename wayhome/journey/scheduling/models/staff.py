"""When staff work, from a day on, and when they are off."""

from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact, Regex

from wayhome.engines.timetable.calendar import QUARTERS_A_WEEK
from wayhome.journey.scheduling.codes import AvailabilityStatus, ServiceType, TimeOffReason
from wayhome.journey.scheduling.models.ranges import TimeRange
from wayhome.shared.core.fields import TenantForeignKey
from wayhome.shared.core.models import Record

ACTIVE = Q(status=AvailabilityStatus.ACTIVE)


class StaffWeek(Record):
    """How somebody works from a day on, until the next one begins (FHIR PractitionerRole).

    `week` is kept like a client's (`Availability`); in each unbroken stretch of break letters a
    break must stay free. `caseload` is how many clients may have them as their counselor (none:
    any number). `edition` counts the changes of all that is known of how they work.
    """

    practitioner = TenantForeignKey(
        "accounts.Practitioner", on_delete=models.PROTECT, related_name="+"
    )
    practitioner_id: UUID
    period_start = models.DateField()
    week = models.TextField()
    languages = ArrayField(models.TextField(), default=list)
    services = ArrayField(models.TextField(), default=list)
    caseload = models.PositiveSmallIntegerField(null=True)
    status = models.TextField(default=AvailabilityStatus.ACTIVE)
    recorded_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="staff_week_says_every_quarter",
                condition=Exact(Length("week"), QUARTERS_A_WEEK),
            ),
            models.CheckConstraint(
                name="staff_week_in_known_letters", condition=Regex(F("week"), "^[-wb]+$")
            ),
            models.CheckConstraint(
                name="staff_week_services_known",
                condition=Q(services__contained_by=[*ServiceType]),
            ),
            models.CheckConstraint(
                name="staff_week_status_known", condition=Q(status__in=[*AvailabilityStatus])
            ),
            models.UniqueConstraint(
                fields=["organization", "practitioner", "period_start"],
                condition=ACTIVE,
                name="staff_week_one_a_day",
            ),
        ]


class TimeOff(Record):
    """A stretch of time in which somebody doesn't work (FHIR PractitionerRole.notAvailable)."""

    practitioner = TenantForeignKey(
        "accounts.Practitioner", on_delete=models.PROTECT, related_name="+"
    )
    practitioner_id: UUID
    period_start = models.DateTimeField()
    period_end = models.DateTimeField()
    reason = models.TextField(default=TimeOffReason.VACATION)
    status = models.TextField(default=AvailabilityStatus.ACTIVE)
    recorded_at = models.DateTimeField()

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="time_off_ends_after_it_starts",
                condition=Q(period_end__gt=F("period_start")),
            ),
            models.CheckConstraint(
                name="time_off_reason_known", condition=Q(reason__in=[*TimeOffReason])
            ),
            models.CheckConstraint(
                name="time_off_status_known", condition=Q(status__in=[*AvailabilityStatus])
            ),
            ExclusionConstraint(
                name="time_off_once_at_a_time",
                expressions=[
                    ("organization", RangeOperators.EQUAL),
                    ("practitioner", RangeOperators.EQUAL),
                    (TimeRange("period_start", "period_end"), RangeOperators.OVERLAPS),
                ],
                condition=ACTIVE,
            ),
        ]
