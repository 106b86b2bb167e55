"""The outbox: what is to be sent, and whether it was."""

from django.db import models
from django.db.models import Q

from wayhome.shared.core.models import Record


class Message(Record):
    """A message to one person (FHIR Communication). Its words come from its template's code."""

    recipient = models.EmailField()
    template = models.TextField()
    language = models.TextField(default="en")
    status = models.TextField(default="preparation")
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="message_status_known",
                condition=Q(status__in=["preparation", "completed", "not-done"]),
            ),
            models.CheckConstraint(
                name="message_completed_when_sent",
                condition=~Q(status="completed") | Q(sent_at__isnull=False),
            ),
        ]
        indexes = [models.Index("organization", "status", "queued_at", name="message_waiting")]
