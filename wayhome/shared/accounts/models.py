"""People who sign in (global), and the practitioners of an organization."""

from typing import Any, ClassVar, Self, override
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from wayhome.shared.core import gate
from wayhome.shared.core.fields import TenantForeignKey
from wayhome.shared.core.models import Gated, GatedQuerySet, GlobalRecord, Record
from wayhome.shared.core.uuid7 import uuid7


class User(AbstractBaseUser, Gated):
    """A sign-in. Says nothing of what it may do: that is its membership's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager.from_queryset(GatedQuerySet)()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    # the active memberships, when the user was loaded for a request
    memberships: "tuple[Membership, ...]"

    @override
    def save(self, *args: Any, **kwargs: Any) -> None:
        if set(kwargs.get("update_fields") or ()) == {"last_login"}:
            with gate.opened("accounts.sign_in"):  # Django notes when someone signs in
                super().save(*args, **kwargs)
        else:
            super().save(*args, **kwargs)

    @override
    def check_password(self, raw_password: str | None) -> bool:
        with gate.opened("accounts.sign_in"):  # Django saves a stronger hash when it has one
            return super().check_password(raw_password)


class Membership(GlobalRecord):
    """What a user is in an organization. Global, since it is read before one is acted for.

    A client's name isn't kept here: it stays in the organization's own tables.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    user_id: UUID
    organization = models.ForeignKey(
        "tenancy.Organization", on_delete=models.PROTECT, related_name="+"
    )
    organization_id: UUID
    roles = ArrayField(models.TextField())
    display_name = models.TextField(default="", blank=True)
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
    supervisor_id: UUID | None
    needs_cosignature = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    external_id = models.TextField(default="", blank=True)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "external_id"],
                condition=~Q(external_id=""),
                name="practitioner_external_id_once",
            ),
            models.CheckConstraint(
                name="practitioner_is_not_their_own_supervisor",
                condition=Q(supervisor__isnull=True) | ~Q(supervisor=F("id")),
            ),
        ]


class Credential(Record):
    """A license or certificate (FHIR Practitioner.qualification); the last day is included.

    A renewal is a row of its own under the same number, so that a gap between two shows.
    """

    practitioner = TenantForeignKey(Practitioner, on_delete=models.PROTECT, related_name="+")
    practitioner_id: UUID
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
                fields=["organization", "code", "state", "number", "issue_date"],
                name="credential_renewed_once_a_day",
            ),
            ExclusionConstraint(
                name="credential_number_is_one_persons",
                expressions=[
                    ("organization", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    ("state", RangeOperators.EQUAL),
                    ("number", RangeOperators.EQUAL),
                    ("practitioner", RangeOperators.NOT_EQUAL),
                ],
            ),
        ]
        indexes = [
            models.Index("organization", "practitioner", name="credential_practitioner"),
        ]
