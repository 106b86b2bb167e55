"""People who sign in (global), and the practitioners of an organization."""

from typing import ClassVar, Self
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from wayhome.shared.core.fields import TenantForeignKey
from wayhome.shared.core.models import Record
from wayhome.shared.core.uuid7 import uuid7


class User(AbstractBaseUser):
    """A sign-in. Says nothing of what it may do: that is its membership's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"


class Membership(models.Model):
    """What a user is in an organization. Global, since it is read before one is acted for."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        "tenancy.Organization", on_delete=models.PROTECT, related_name="+"
    )
    organization_id: UUID
    roles = ArrayField(models.TextField())
    practitioner_id = models.UUIDField(null=True)
    patient_id = models.UUIDField(null=True)
    must_use_second_factor = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organization"], name="membership_once"),
        ]


class Practitioner(Record):
    """Someone who gives care (FHIR Practitioner)."""

    given_name = models.TextField()
    family_name = models.TextField()
    npi = models.TextField(default="", blank=True)
    supervisor = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    needs_cosignature = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="practitioner_is_not_their_own_supervisor",
                condition=Q(supervisor__isnull=True) | ~Q(supervisor=F("id")),
            ),
        ]


class Credential(Record):
    """A licence or certificate (FHIR Practitioner.qualification); the last day is included."""

    practitioner = TenantForeignKey(Practitioner, on_delete=models.PROTECT, related_name="+")
    code = models.TextField()
    number = models.TextField()
    state = models.TextField()
    issue_date = models.DateField()
    expiry_date = models.DateField()
    verified_date = models.DateField(null=True)
    verification_source = models.TextField(default="", blank=True)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="credential_expires_after_its_issue",
                condition=Q(expiry_date__gte=F("issue_date")),
            ),
            models.UniqueConstraint(
                fields=["organization", "code", "state", "number"], name="credential_number_once"
            ),
        ]
        indexes = [
            models.Index("organization", "practitioner", name="credential_practitioner"),
        ]
