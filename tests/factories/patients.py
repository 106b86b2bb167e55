"""People, their phones, who stands by them, flags and numbers."""

from datetime import UTC, date, datetime

from tests.factories.base import made, unique
from wayhome.journey.patients import rules
from wayhome.journey.patients.codes import (
    ContactPointSystem,
    FlagCategory,
    IdentifierType,
    Relationship,
)
from wayhome.journey.patients.models import (
    ContactPoint,
    Flag,
    Identifier,
    Patient,
    RelatedPerson,
)

REGISTERED = datetime(2026, 11, 2, 15, tzinfo=UTC)


def make_patient(organization, **given):
    given.setdefault("given_name", "Ana")
    given.setdefault("family_name", "Rios")
    given.setdefault("birth_date", date(1985, 3, 14))
    given.setdefault("medical_record_number", unique("MR"))
    given.setdefault("created_at", REGISTERED)
    return made(Patient, organization, **given)


def make_contact_point(patient, **given):
    given.setdefault("system", ContactPointSystem.PHONE)
    given.setdefault("value", "+15185550123")
    given.setdefault("digits", rules.phone_digits(given["value"]))
    return made(ContactPoint, patient.organization_id, patient_id=patient.pk, **given)


def make_related_person(patient, **given):
    given.setdefault("name", "Luis Rios")
    given.setdefault("relationship", Relationship.SIBLING)
    return made(RelatedPerson, patient.organization_id, patient_id=patient.pk, **given)


def make_flag(patient, **given):
    given.setdefault("category", FlagCategory.SAFETY)
    given.setdefault("text", "Call 911 at once when short of breath")
    given.setdefault("period_start", REGISTERED)
    return made(Flag, patient.organization_id, patient_id=patient.pk, **given)


def make_identifier(patient, **given):
    given.setdefault("type", IdentifierType.EXTERNAL)
    given.setdefault("value", unique("EXT"))
    return made(Identifier, patient.organization_id, patient_id=patient.pk, **given)
