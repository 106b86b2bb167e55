"""What was done, by whom, to what (FHIR AuditEvent), and every row's history."""

from django.db import models
from django.db.models.functions import Now

from wayhome.shared.core.fields import TenantId
from wayhome.shared.core.uuid7 import uuid7


class AuditEvent(models.Model):
    """An attempt to read or write. Has no foreign keys: it outlives what it describes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization_id = TenantId()
    agent_id = models.UUIDField()
    recorded_at = models.DateTimeField(db_default=Now())
    action = models.TextField()
    outcome = models.TextField(default="success")
    entity_type = models.TextField(default="")
    entity_id = models.UUIDField(null=True)
    patient_id = models.UUIDField(null=True)
    count = models.PositiveIntegerField(default=1)
    detail = models.TextField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="audit_event_outcome_known",
                condition=models.Q(outcome__in=["success", "refused", "denied"]),
            )
        ]
        indexes = [
            models.Index("organization_id", "recorded_at", name="audit_event_recorded"),
            models.Index(
                "organization_id", "patient_id", "recorded_at", name="audit_event_patient"
            ),
        ]


class RowHistory(models.Model):
    """A row as it was and as it became. Written by a trigger; nobody can change or add one."""

    id = models.UUIDField(primary_key=True, editable=False)
    organization_id = TenantId()
    agent_id = models.UUIDField()
    recorded_at = models.DateTimeField()
    table_name = models.TextField()
    row_id = models.UUIDField()
    operation = models.TextField()
    old_row = models.JSONField(null=True)
    new_row = models.JSONField(null=True)

    class Meta:
        indexes = [
            models.Index(
                "organization_id", "table_name", "row_id", "recorded_at", name="row_history_row"
            )
        ]
