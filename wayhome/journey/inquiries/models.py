"""First contacts: who asked, for whom, how to reach them safely, what comes next."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from wayhome.journey.inquiries.codes import (
    OPEN_STAGES,
    Channel,
    ClosingReason,
    ForWhom,
    InquiryStage,
    NextStep,
    ReferralSource,
)
from wayhome.shared.core.fields import TenantForeignKey
from wayhome.shared.core.models import Record


class Inquiry(Record):
    """A question for help (FHIR Task). The person becomes a Patient at conversion, not before."""

    received_at = models.DateTimeField()
    channel = models.TextField(default=Channel.PHONE)
    source = models.TextField(default=ReferralSource.SELF_OR_INDIVIDUAL)
    for_whom = models.TextField(default=ForWhom.SELF)
    caller_name = models.TextField(default="", blank=True)
    caller_relationship = models.TextField(default="", blank=True)
    phone = models.TextField(default="", blank=True)
    email = models.EmailField(default="", blank=True)
    best_time = models.TextField(default="", blank=True)
    may_call = models.BooleanField(default=True)
    may_leave_message = models.BooleanField(default=False)
    may_say_who_we_are = models.BooleanField(default=False)
    may_ask_by_name = models.BooleanField(default=False)
    given_name = models.TextField(default="", blank=True)
    family_name = models.TextField(default="", blank=True)
    preferred_name = models.TextField(default="", blank=True)
    pronouns = models.TextField(default="", blank=True)
    birth_date = models.DateField(null=True)
    language = models.TextField(default="en")
    reason = models.TextField(default="", blank=True)
    healthcare_service = TenantForeignKey(
        "tenancy.HealthcareService", on_delete=models.PROTECT, null=True, related_name="+"
    )
    healthcare_service_id: UUID | None
    stage = models.TextField(default=InquiryStage.NEW)
    owner = TenantForeignKey(
        "accounts.Practitioner", on_delete=models.PROTECT, null=True, related_name="+"
    )
    owner_id: UUID | None
    next_step = models.TextField(default="", blank=True)
    next_step_due_at = models.DateTimeField(null=True)
    closing_reason = models.TextField(default="", blank=True)
    closing_note = models.TextField(default="", blank=True)
    closed_at = models.DateTimeField(null=True)
    patient = TenantForeignKey(
        "patients.Patient", on_delete=models.PROTECT, null=True, related_name="+"
    )
    patient_id: UUID | None
    edition = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="inquiry_stage_known", condition=Q(stage__in=[*InquiryStage])
            ),
            models.CheckConstraint(
                name="inquiry_channel_known", condition=Q(channel__in=[*Channel])
            ),
            models.CheckConstraint(
                name="inquiry_source_known", condition=Q(source__in=[*ReferralSource])
            ),
            models.CheckConstraint(
                name="inquiry_for_whom_known", condition=Q(for_whom__in=[*ForWhom])
            ),
            models.CheckConstraint(
                name="inquiry_next_step_known", condition=Q(next_step__in=["", *NextStep])
            ),
            models.CheckConstraint(
                name="inquiry_open_has_a_next_step",
                condition=~Q(stage__in=sorted(OPEN_STAGES))
                | (~Q(next_step="") & Q(next_step_due_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="inquiry_closed_has_a_reason",
                condition=~Q(stage=InquiryStage.CLOSED) | Q(closing_reason__in=[*ClosingReason]),
            ),
            models.CheckConstraint(
                name="inquiry_admitted_has_a_patient",
                condition=~Q(stage=InquiryStage.ADMITTED) | Q(patient__isnull=False),
            ),
        ]
        indexes = [
            models.Index("organization", "stage", "next_step_due_at", name="inquiry_due"),
            models.Index("organization", "patient", name="inquiry_patient"),
        ]


class ContactAttempt(Record):
    """A call or message to whoever asked, and what came of it (FHIR Communication)."""

    inquiry = TenantForeignKey(Inquiry, on_delete=models.PROTECT, related_name="+")
    inquiry_id: UUID
    made_at = models.DateTimeField()
    made_by = TenantForeignKey(
        "accounts.Practitioner", on_delete=models.PROTECT, null=True, related_name="+"
    )
    channel = models.TextField()
    was_reached = models.BooleanField()
    text = models.TextField(default="", blank=True)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="contact_attempt_channel_known", condition=Q(channel__in=[*Channel])
            ),
        ]
        indexes = [models.Index("organization", "inquiry", "made_at", name="attempt_inquiry")]
