"""How a person may be reached, who stands by them, by which numbers others know them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from wayhome.journey.patients import rules
from wayhome.journey.patients.actions.points import (
    CannotKeepContactError,
    contact_points,
    kept_value,
    locked,
)
from wayhome.journey.patients.codes import ContactObstacle, ContactPointSystem, ContactRole
from wayhome.journey.patients.models import ContactPoint, Identifier, Patient, RelatedPerson
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import refusing

if TYPE_CHECKING:
    from uuid import UUID

    from wayhome.journey.patients.codes import ContactPointUse, IdentifierType, Relationship
    from wayhome.journey.patients.rules import RelatedPersonFacts
    from wayhome.shared.audit.actor import Actor

LISTED = {"contact_point_once": ContactObstacle.ALREADY_LISTED}
TAKEN = {"identifier_once": ContactObstacle.TAKEN}


@action(Permission.PATIENT_MANAGE)
def add_contact_point(
    by: Actor,
    *,
    patient_id: UUID,
    system: ContactPointSystem,
    value: str,
    use: ContactPointUse,
    may_leave_message: bool = False,
    may_say_who_we_are: bool = False,
) -> ContactPoint:
    """Write down a phone or an address, and what may be said there.

    :raises CannotKeepContactError: with the reason why not
    """
    patient = _standing_patient(by, patient_id)
    new = rules.NewContactPoint(system, value, use, may_leave_message, may_say_who_we_are)
    (point,) = contact_points(patient, [new])
    with refusing(CannotKeepContactError, LISTED):
        point.save(force_insert=True)
    return point


@action(Permission.PATIENT_MANAGE)
def change_contact_point(
    by: Actor,
    *,
    contact_point_id: UUID,
    value: str,
    use: ContactPointUse,
    may_leave_message: bool,
    may_say_who_we_are: bool,
) -> ContactPoint:
    """Correct a phone or an address, or what may be said there.

    :raises CannotKeepContactError: with the reason why not
    """
    point = _locked_contact_point(by, contact_point_id)
    _standing_patient(by, point.patient_id)
    point.value = kept_value(point.system, value)
    point.digits = rules.phone_digits(point.value)
    point.use = use
    point.may_leave_message = may_leave_message
    point.may_say_who_we_are = may_say_who_we_are
    with refusing(CannotKeepContactError, LISTED):
        point.save()
    return point


@action(Permission.PATIENT_MANAGE)
def end_contact_point(by: Actor, *, contact_point_id: UUID) -> ContactPoint:
    """Stop using a phone or an address; it stays on record, and the search still knows it.

    :raises CannotKeepContactError: when it isn't in use any more
    """
    point = _locked_contact_point(by, contact_point_id)
    point.is_active = False
    point.save(update_fields=["is_active"])
    return point


@action(Permission.PATIENT_MANAGE)
def restore_contact_point(by: Actor, *, contact_point_id: UUID) -> ContactPoint:
    """Use a phone or an address again, with what may be said there, as it was.

    :raises CannotKeepContactError: when it is in use already, or was written down again
    """
    point = locked(by, ContactPoint, contact_point_id)
    if point.is_active:
        raise CannotKeepContactError((ContactObstacle.ALREADY_LISTED,))
    point.is_active = True
    with refusing(CannotKeepContactError, LISTED):
        point.save(update_fields=["is_active"])
    return point


@action(Permission.PATIENT_MANAGE)
def add_related_person(
    by: Actor,
    *,
    patient_id: UUID,
    name: str,
    relationship: Relationship,
    role: ContactRole = ContactRole.OTHER,
    phone: str = "",
    email: str = "",
) -> RelatedPerson:
    """Write down someone who stands by the client. Being listed permits nothing.

    :raises CannotKeepContactError: with the reason why not
    """
    patient = _standing_patient(by, patient_id)
    facts = rules.RelatedPersonFacts(
        name=name, relationship=relationship, role=role, phone=phone, email=email
    )
    return RelatedPerson.objects.create(
        organization_id=by.organization_id, patient=patient, **_checked(facts)
    )


@action(Permission.PATIENT_MANAGE)
def change_related_person(
    by: Actor, *, related_person_id: UUID, **facts: Unpack[RelatedPersonFacts]
) -> RelatedPerson:
    """Correct what is known of someone who stands by the client.

    :raises CannotKeepContactError: with the reason why not
    """
    related = _locked_related_person(by, related_person_id)
    _standing_patient(by, related.patient_id)
    for name, value in _checked(facts).items():
        setattr(related, name, value)
    related.save()
    return related


@action(Permission.PATIENT_MANAGE)
def end_related_person(by: Actor, *, related_person_id: UUID) -> RelatedPerson:
    """Take someone off the list of those who stand by the client; the row stays on record.

    :raises CannotKeepContactError: when they aren't listed any more
    """
    related = _locked_related_person(by, related_person_id)
    related.is_active = False
    related.save(update_fields=["is_active"])
    return related


@action(Permission.PATIENT_MANAGE)
def restore_related_person(by: Actor, *, related_person_id: UUID) -> RelatedPerson:
    """Put someone back on the list of those who stand by the client.

    :raises CannotKeepContactError: when they are on it
    """
    related = locked(by, RelatedPerson, related_person_id)
    if related.is_active:
        raise CannotKeepContactError((ContactObstacle.ALREADY_LISTED,))
    related.is_active = True
    related.save(update_fields=["is_active"])
    return related


@action(Permission.PATIENT_MANAGE)
def add_identifier(
    by: Actor,
    *,
    patient_id: UUID,
    identifier_type: IdentifierType,
    value: str,
    system: str = "",
) -> Identifier:
    """Write down a number by which others know the person.

    :raises CannotKeepContactError: with the reason why not
    """
    patient = _standing_patient(by, patient_id)
    if not value.strip():
        raise CannotKeepContactError((ContactObstacle.VALUE_MISSING,))
    with refusing(CannotKeepContactError, TAKEN):
        return Identifier.objects.create(
            organization_id=by.organization_id,
            patient=patient,
            type=identifier_type,
            system=system.strip(),
            value=value.strip(),
        )


def _standing_patient(by: Actor, patient_id: UUID) -> Patient:
    patient = locked(by, Patient, patient_id)
    if patient.replaced_by_id is not None:
        raise CannotKeepContactError((ContactObstacle.RECORD_REPLACED,))
    return patient


def _locked_contact_point(by: Actor, contact_point_id: UUID) -> ContactPoint:
    point = locked(by, ContactPoint, contact_point_id)
    if not point.is_active:
        raise CannotKeepContactError((ContactObstacle.ALREADY_ENDED,))
    return point


def _locked_related_person(by: Actor, related_person_id: UUID) -> RelatedPerson:
    related = locked(by, RelatedPerson, related_person_id)
    if not related.is_active:
        raise CannotKeepContactError((ContactObstacle.ALREADY_ENDED,))
    return related


def _checked(facts: RelatedPersonFacts) -> RelatedPersonFacts:
    if "name" in facts and not facts["name"].strip():
        raise CannotKeepContactError((ContactObstacle.NAME_MISSING,))
    checked = facts.copy()
    if facts.get("phone"):
        checked["phone"] = kept_value(ContactPointSystem.PHONE, facts["phone"])
    if facts.get("email"):
        checked["email"] = kept_value(ContactPointSystem.EMAIL, facts["email"])
    return checked
