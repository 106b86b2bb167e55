"""What somebody should get in a week, from a day on, and who must not share a group."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from wayhome.journey.scheduling.codes import PHASES, ServiceType
from wayhome.journey.weekplans.codes import RecordStatus
from wayhome.journey.weekplans.rules.orders import MOST_WEEKS, WHOLE_WEEK
from wayhome.shared.core.fields import TenantForeignKey
from wayhome.shared.core.models import Record

ACTIVE = Q(status=RecordStatus.ACTIVE)


class WeeklyOrder(Record):
    """What a client should get, or what is usual in a program, from a day on until the next one.

    How many hours a week that makes stands in the stay, the program or the rule pack. `edition`
    counts all changes of what is known of the client's orders, or the program's.
    """

    healthcare_service = TenantForeignKey(
        "tenancy.HealthcareService", on_delete=models.PROTECT, null=True, related_name="+"
    )
    healthcare_service_id: UUID | None
    episode = TenantForeignKey(
        "admissions.EpisodeOfCare", on_delete=models.PROTECT, null=True, related_name="+"
    )
    episode_id: UUID | None
    period_start = models.DateField()
    phase = models.PositiveSmallIntegerField(default=1)
    status = models.TextField(default=RecordStatus.ACTIVE)
    recorded_at = models.DateTimeField()
    recorded_by = TenantForeignKey(
        "accounts.Practitioner", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_by_id: UUID | None
    edition = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="weekly_order_of_a_stay_or_a_program",
                condition=Q(episode__isnull=True) ^ Q(healthcare_service__isnull=True),
            ),
            models.CheckConstraint(
                name="weekly_order_phase_known", condition=Q(phase__in=[*PHASES])
            ),
            models.CheckConstraint(
                name="weekly_order_status_known", condition=Q(status__in=[*RecordStatus])
            ),
            models.UniqueConstraint(
                fields=["organization", "episode", "period_start"],
                condition=ACTIVE,
                name="weekly_order_one_a_day_of_a_stay",
            ),
            models.UniqueConstraint(
                fields=["organization", "healthcare_service", "period_start"],
                condition=ACTIVE,
                name="weekly_order_one_a_day_of_a_program",
            ),
        ]
        indexes = [
            models.Index("organization", "episode", name="weekly_order_episode"),
            models.Index("organization", "healthcare_service", name="weekly_order_service"),
        ]


class WeeklyOrderItem(Record):
    """One service of an order: of a group so much in a week at most; a session of this length.

    Individual sessions are due every so many weeks, counted from the order's first one.
    """

    order = TenantForeignKey(WeeklyOrder, on_delete=models.PROTECT, related_name="+")
    order_id: UUID
    service_type = models.TextField()
    minutes = models.PositiveSmallIntegerField()
    every_weeks = models.PositiveSmallIntegerField(default=1)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "order", "service_type"],
                name="weekly_order_item_once",
            ),
            models.CheckConstraint(
                name="weekly_order_item_service_type_known",
                condition=Q(service_type__in=[*ServiceType]),
            ),
            models.CheckConstraint(
                name="weekly_order_item_within_a_week",
                condition=Q(minutes__gt=0, minutes__lte=WHOLE_WEEK),
            ),
            models.CheckConstraint(
                name="weekly_order_item_every_so_many_weeks",
                condition=Q(every_weeks__gte=1, every_weeks__lte=MOST_WEEKS),
            ),
        ]


class Separation(Record):
    """Two people who must not share a group; why isn't kept, and neither of them is told."""

    first = TenantForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="+")
    first_id: UUID
    second = TenantForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="+")
    second_id: UUID
    status = models.TextField(default=RecordStatus.ACTIVE)
    recorded_at = models.DateTimeField()
    recorded_by = TenantForeignKey(
        "accounts.Practitioner", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_by_id: UUID | None
    ended_at = models.DateTimeField(null=True)

    class Meta(Record.Meta):
        constraints = [
            # in the order of their ids, so that a pair is one row
            models.CheckConstraint(
                name="separation_of_two_in_order", condition=Q(first__lt=F("second"))
            ),
            models.CheckConstraint(
                name="separation_status_known", condition=Q(status__in=[*RecordStatus])
            ),
            models.UniqueConstraint(
                fields=["organization", "first", "second"],
                condition=Q(status=RecordStatus.ACTIVE, ended_at__isnull=True),
                name="separation_once",
            ),
        ]
        indexes = [models.Index("organization", "second", name="separation_second")]
