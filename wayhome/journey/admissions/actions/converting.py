"""Writes that turn an inquiry into a stay: one action registers the person and opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from wayhome.journey.admissions import queries
from wayhome.journey.admissions.actions.opening import admit_patient, place_on_waitlist
from wayhome.journey.inquiries import actions as inquiries
from wayhome.journey.inquiries import queries as inquiry_queries
from wayhome.journey.inquiries.codes import ForWhom
from wayhome.journey.patients import actions as patients
from wayhome.journey.patients import queries as patient_queries
from wayhome.journey.patients.actions import NewContactPoint
from wayhome.journey.patients.codes import ContactPointSystem, ContactPointUse, Relationship
from wayhome.journey.patients.rules import normalized_phone
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.admissions.rules import Newcomer
    from wayhome.journey.inquiries.models import Inquiry
    from wayhome.journey.placement.codes import LevelOfCare
    from wayhome.shared.audit.actor import Actor


class Whom(TypedDict, total=False):
    """Whose the inquiry is: someone known, or a newcomer; without either, as it tells."""

    patient_id: UUID | None
    newcomer: Newcomer | None
    confirmed_new: bool


class Conversion(Whom, total=False):
    """Whose the inquiry is, and what is agreed on for the stay."""

    care_manager_id: UUID | None
    level_of_care: LevelOfCare | None


@action(Permission.ADMISSION_MANAGE)
def admit_inquiry(
    by: Actor,
    *,
    inquiry_id: UUID,
    healthcare_service_id: UUID,
    admission_date: date,
    now: datetime,
    **given: Unpack[Conversion],
) -> EpisodeOfCare:
    """Admit whoever an inquiry is about: someone known, or a newcomer who is registered.

    :raises Refusal: of the room that can't: patients, inquiries, or CannotAdmitPatientError
    """
    return admit_patient(
        by,
        patient_id=_settle(by, inquiry_id, given, now),
        healthcare_service_id=healthcare_service_id,
        admission_date=admission_date,
        care_manager_id=given.get("care_manager_id"),
        level_of_care=given.get("level_of_care"),
        inquiry_id=inquiry_id,
        now=now,
    )


@action(Permission.ADMISSION_MANAGE)
def place_inquiry_on_waitlist(
    by: Actor,
    *,
    inquiry_id: UUID,
    healthcare_service_id: UUID,
    waiting_since: date,
    now: datetime,
    **given: Unpack[Conversion],
) -> EpisodeOfCare:
    """Put whoever an inquiry is about on a waiting list; see `admit_inquiry`.

    :raises Refusal: of the room that can't: patients, inquiries, or CannotPlaceOnWaitlistError
    """
    return place_on_waitlist(
        by,
        patient_id=_settle(by, inquiry_id, given, now),
        healthcare_service_id=healthcare_service_id,
        waiting_since=waiting_since,
        care_manager_id=given.get("care_manager_id"),
        level_of_care=given.get("level_of_care"),
        inquiry_id=inquiry_id,
        now=now,
    )


def _settle(by: Actor, inquiry_id: UUID, whom: Whom, now: datetime) -> UUID:
    """Return whose the inquiry is, registered if need be, and end the inquiry.

    The inquiry is locked before a stay points to it: two who convert it at once would otherwise
    each hold what the other waits for.
    """
    inquiry = inquiry_queries.get_inquiry(by, inquiry_id)
    person = whom.get("newcomer") or queries.newcomer_of(by, inquiry)
    patient_id = whom.get("patient_id")
    if patient_id is None:
        is_new = whom.get("confirmed_new", False)
        patient_id = _register(by, person, now, confirmed_new=is_new)
    else:
        _add_phone(by, patient_id, person)
    inquiries.mark_admitted(by, inquiry_id=inquiry_id, patient_id=patient_id, now=now)
    if inquiry.for_whom == ForWhom.LOVED_ONE and inquiry.caller_name:
        _add_caller(by, patient_id, inquiry)
    return patient_id


def _register(by: Actor, person: Newcomer, now: datetime, *, confirmed_new: bool) -> UUID:
    registered = patients.register_patient(
        by,
        now=now,
        confirmed_new=confirmed_new,
        contacts=_contacts(person),
        given_name=person.given_name,
        family_name=person.family_name,
        preferred_name=person.preferred_name,
        pronouns=person.pronouns,
        birth_date=person.birth_date,
        language=person.language,
    )
    return registered.pk


def _contacts(person: Newcomer) -> list[NewContactPoint]:
    given = [
        (ContactPointSystem.PHONE, person.phone, ContactPointUse.MOBILE),
        (ContactPointSystem.EMAIL, person.email, ContactPointUse.HOME),
    ]
    return [
        NewContactPoint(system, value, use, person.may_leave_message, person.may_say_who_we_are)
        for system, value, use in given
        if value
    ]


def _add_phone(by: Actor, patient_id: UUID, person: Newcomer) -> None:
    """Add the phone to someone known, unless it is listed: then its own answers stand."""
    points = patient_queries.contact_points_of(by, patient_id)
    listed = {normalized_phone(point.value) for point in points} - {None}
    if person.phone and normalized_phone(person.phone) not in listed:
        patients.add_contact_point(
            by,
            patient_id=patient_id,
            system=ContactPointSystem.PHONE,
            value=person.phone,
            use=ContactPointUse.MOBILE,
            may_leave_message=person.may_leave_message,
            may_say_who_we_are=person.may_say_who_we_are,
        )


def _add_caller(by: Actor, patient_id: UUID, inquiry: Inquiry) -> None:
    """List who called for the client; the number only where a call may say who is calling.

    A related person's number carries no answers of its own, so one that had to be called with
    care stays with the inquiry.
    """
    known = {person.name for person in patient_queries.related_persons_of(by, patient_id)}
    if inquiry.caller_name in known:
        return
    told, is_open = inquiry.caller_relationship, inquiry.may_call and inquiry.may_say_who_we_are
    patients.add_related_person(
        by,
        patient_id=patient_id,
        name=inquiry.caller_name,
        relationship=Relationship(told) if told in {*Relationship} else Relationship.OTHER,
        phone=inquiry.phone if is_open else "",
        email=inquiry.email if is_open else "",
    )
