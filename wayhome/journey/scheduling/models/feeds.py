"""The private address to which somebody's calendar subscribes."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from wayhome.shared.core.fields import TenantForeignKey
from wayhome.shared.core.models import Record

LIVE = Q(revoked_at__isnull=True)
_HEX_DIGITS = 64  # of a SHA-256


class CalendarFeed(Record):
    """A client's or a practitioner's calendar; it is read for as long as the user has access.

    The address itself isn't kept. `last_read_at` is at most a day behind, since a reading a day is
    written down.
    """

    patient = TenantForeignKey(
        "patients.Patient", on_delete=models.PROTECT, null=True, related_name="+"
    )
    patient_id: UUID | None
    practitioner = TenantForeignKey(
        "accounts.Practitioner", on_delete=models.PROTECT, null=True, related_name="+"
    )
    practitioner_id: UUID | None
    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    user_id: UUID
    token_hash = models.TextField()
    created_at = models.DateTimeField()
    last_read_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    # only what an action returns has it, to be shown once
    token: str

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="calendar_feed_of_a_patient_or_a_practitioner",
                condition=Q(patient__isnull=True) ^ Q(practitioner__isnull=True),
            ),
            models.CheckConstraint(
                name="calendar_feed_keeps_a_hash",
                condition=Exact(Length("token_hash"), _HEX_DIGITS),
            ),
            models.UniqueConstraint(
                fields=["organization", "token_hash"], name="calendar_feed_token_once"
            ),
            models.UniqueConstraint(
                fields=["organization", "patient"],
                condition=LIVE,
                name="calendar_feed_one_of_a_patient",
            ),
            models.UniqueConstraint(
                fields=["organization", "practitioner"],
                condition=LIVE,
                name="calendar_feed_one_of_a_practitioner",
            ),
        ]
