"""People: who they are, how to reach them, who stands by them, what is dangerous for them."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from wayhome.journey.patients.codes import (
    AdministrativeGender,
    ContactPointSystem,
    ContactRole,
    FlagCategory,
    IdentifierType,
    Relationship,
)
from wayhome.shared.core.fields import TenantForeignKey, TenantKey
from wayhome.shared.core.models import Record


class Patient(Record):
    """A person known to the program (FHIR Patient).

    A record found to be a second one of the same person is `replaced_by` the other and keeps
    its rows; readers follow the link (`queries.ids_of_person`).
    """

    medical_record_number = models.TextField()
    given_name = models.TextField()
    family_name = models.TextField()
    preferred_name = models.TextField(default="", blank=True)
    pronouns = models.TextField(default="", blank=True)
    birth_date = models.DateField(null=True)
    gender = models.TextField(default=AdministrativeGender.UNKNOWN)
    language = models.TextField(default="en")
    needs_interpreter = models.BooleanField(default=False)
    address_line = models.TextField(default="", blank=True)
    address_city = models.TextField(default="", blank=True)
    address_state = models.TextField(default="", blank=True)
    address_postal_code = models.TextField(default="", blank=True)
    replaced_by = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    replaced_by_id: UUID | None
    created_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "medical_record_number"],
                name="patient_medical_record_number_once",
            ),
            models.CheckConstraint(
                name="patient_gender_known", condition=Q(gender__in=[*AdministrativeGender])
            ),
            models.CheckConstraint(
                name="patient_is_not_replaced_by_itself",
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
            ),
            models.CheckConstraint(
                name="patient_has_a_name", condition=~Q(given_name="") | ~Q(family_name="")
            ),
        ]
        indexes = [
            models.Index("organization", "birth_date", name="patient_birth_date"),
            models.Index("organization", "replaced_by", name="patient_replaced_by"),
        ]


class RecordNumber(Record):
    """The last medical record number that the organization gave; its row lock makes them unique."""

    organization = TenantKey("tenancy.Organization", row_history=False)
    last_number = models.PositiveIntegerField(default=0)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization"], name="record_number_once"),
        ]


class Identifier(Record):
    """A number by which others know the person (FHIR Identifier)."""

    patient = TenantForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    patient_id: UUID
    type = models.TextField()
    system = models.TextField(default="", blank=True)
    value = models.TextField()

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "type", "system", "value"], name="identifier_once"
            ),
            models.CheckConstraint(
                name="identifier_type_known", condition=Q(type__in=[*IdentifierType])
            ),
        ]
        indexes = [
            models.Index("organization", "patient", name="identifier_patient"),
            models.Index("organization", "value", name="identifier_value"),
        ]


class ContactPoint(Record):
    """A phone or an address, and what may be said there (FHIR ContactPoint).

    `digits` is the phone without anything else, for the search.
    """

    patient = TenantForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    patient_id: UUID
    system = models.TextField()
    value = models.TextField()
    digits = models.TextField(default="", blank=True)
    use = models.TextField(default="mobile")
    may_leave_message = models.BooleanField(default=False)
    may_say_who_we_are = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="contact_point_system_known", condition=Q(system__in=[*ContactPointSystem])
            ),
            models.UniqueConstraint(
                fields=["organization", "patient", "system", "value"],
                condition=Q(is_active=True),
                name="contact_point_once",
            ),
        ]
        indexes = [
            models.Index("organization", "patient", name="contact_point_patient"),
            models.Index("organization", "digits", name="contact_point_digits"),
        ]


class RelatedPerson(Record):
    """Someone who stands by the client (FHIR RelatedPerson). Being listed permits nothing."""

    patient = TenantForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    patient_id: UUID
    name = models.TextField()
    relationship = models.TextField()
    role = models.TextField(default=ContactRole.OTHER)
    phone = models.TextField(default="", blank=True)
    email = models.EmailField(default="", blank=True)
    is_active = models.BooleanField(default=True)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="related_person_relationship_known",
                condition=Q(relationship__in=[*Relationship]),
            ),
            models.CheckConstraint(
                name="related_person_role_known", condition=Q(role__in=[*ContactRole])
            ),
        ]
        indexes = [models.Index("organization", "patient", name="related_person_patient")]


class Flag(Record):
    """What everyone who meets the client must know first (FHIR Flag); end excluded."""

    patient = TenantForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    patient_id: UUID
    category = models.TextField()
    text = models.TextField()
    period_start = models.DateTimeField()
    period_end = models.DateTimeField(null=True)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="flag_category_known", condition=Q(category__in=[*FlagCategory])
            ),
            models.CheckConstraint(
                name="flag_ends_after_it_starts",
                condition=Q(period_end__isnull=True) | Q(period_end__gte=F("period_start")),
            ),
        ]
        indexes = [models.Index("organization", "patient", name="flag_patient")]
