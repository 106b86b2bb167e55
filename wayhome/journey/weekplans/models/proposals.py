"""Proposals of a week: who asked, how far the worker is, what it made of it."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from wayhome.engines.timetable.domain import Effort
from wayhome.journey.weekplans.codes import UNDER_WORK, Cause, FailureReason, ProposalStatus
from wayhome.shared.core.fields import TenantForeignKey, TenantKey
from wayhome.shared.core.models import Record

UNDONE_WHOLE = Q(undone_at__isnull=True) | Q(published_at__isnull=False)


class WeekProposal(Record):
    """A week of one program as it could be (FHIR Task), until somebody publishes it.

    `week_start` is a Monday. For an absence: who is away, and on which day.
    """

    healthcare_service = TenantForeignKey(
        "tenancy.HealthcareService", on_delete=models.PROTECT, related_name="+"
    )
    healthcare_service_id: UUID
    week_start = models.DateField()
    cause = models.TextField(default=Cause.WHOLE_WEEK)
    effort = models.TextField(default=Effort.NORMAL.value)
    absentee = TenantForeignKey(
        "accounts.Practitioner", on_delete=models.PROTECT, null=True, related_name="+"
    )
    absentee_id: UUID | None
    absence_date = models.DateField(null=True)
    status = models.TextField(default=ProposalStatus.REQUESTED)
    failure = models.TextField(default="", blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    requested_at = models.DateTimeField()
    requested_by = TenantForeignKey(
        "accounts.Practitioner", on_delete=models.PROTECT, null=True, related_name="+"
    )
    requested_by_id: UUID | None
    finished_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = TenantForeignKey(
        "accounts.Practitioner", on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_by_id: UUID | None
    chosen = models.PositiveSmallIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)
    engine_version = models.TextField(default="", blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="week_proposal_starts_on_a_monday", condition=Q(week_start__iso_week_day=1)
            ),
            models.CheckConstraint(
                name="week_proposal_cause_known", condition=Q(cause__in=[*Cause])
            ),
            models.CheckConstraint(
                name="week_proposal_effort_known",
                condition=Q(effort__in=[effort.value for effort in Effort]),
            ),
            models.CheckConstraint(
                name="week_proposal_status_known", condition=Q(status__in=[*ProposalStatus])
            ),
            models.CheckConstraint(
                name="week_proposal_failed_for_a_reason",
                condition=Q(status=ProposalStatus.FAILED, failure__in=[*FailureReason])
                | (~Q(status=ProposalStatus.FAILED) & Q(failure="")),
            ),
            models.CheckConstraint(
                name="week_proposal_absence_of_somebody",
                condition=Q(cause=Cause.ABSENCE, absentee__isnull=False, absence_date__isnull=False)
                | Q(cause=Cause.WHOLE_WEEK, absentee__isnull=True, absence_date__isnull=True),
            ),
            models.CheckConstraint(
                name="week_proposal_published_when_completed",
                condition=Q(status=ProposalStatus.COMPLETED, published_at__isnull=False)
                | (~Q(status=ProposalStatus.COMPLETED) & Q(published_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="week_proposal_undone_after_publishing", condition=UNDONE_WHOLE
            ),
            models.UniqueConstraint(
                fields=["organization", "healthcare_service", "cause"],
                condition=Q(status__in=sorted(UNDER_WORK)),
                name="week_proposal_one_under_work",
            ),
        ]
        indexes = [
            models.Index(
                "organization", "healthcare_service", "requested_at", name="week_proposal_newest"
            ),
            models.Index("organization", "status", name="week_proposal_status"),
        ]


class ProposalContent(Record):
    """What the worker made, or is making, of a proposal; for an absence up to three of them.

    `week` and `plan` are the week builder's own texts (`engines.timetable.store`), the plan with
    what people changed of it; `made` is the plan as it came, `findings` what is said about it
    (`rules.Findings`), `accepted` whose part of it was published. Outside the row history.
    """

    organization = TenantKey("tenancy.Organization", row_history=False)
    proposal = TenantForeignKey(WeekProposal, on_delete=models.PROTECT, related_name="+")
    proposal_id: UUID
    number = models.PositiveSmallIntegerField(default=0)
    week = models.TextField()
    plan = models.TextField(default="", blank=True)
    made = models.TextField(default="", blank=True)
    findings = models.TextField(default="", blank=True)
    accepted = models.TextField(default="", blank=True)
    steps_done = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=0)
    beat_at = models.DateTimeField()

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "proposal", "number"], name="proposal_content_once"
            ),
        ]
