"""Making and changing people's records, and the numbers they get."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from wayhome.journey.patients import rules
from wayhome.journey.patients.actions.points import contact_points, locked
from wayhome.journey.patients.codes import PatientObstacle
from wayhome.journey.patients.models import ContactPoint, Identifier, Patient, RecordNumber
from wayhome.journey.patients.queries.search import duplicates_of
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal, refusing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from wayhome.journey.patients.rules import NewContactPoint, NewPerson, Person
    from wayhome.shared.audit.actor import Actor

NUMBER_TAKEN = {
    "patient_medical_record_number_once": PatientObstacle.NUMBER_TAKEN,
    "identifier_once": PatientObstacle.NUMBER_TAKEN,
}


class CannotRegisterPatientError(Refusal):
    """The record can't be made so; LIKELY_DUPLICATE when somebody known may be meant."""


class CannotChangePatientError(Refusal):
    """The record can't be changed so; EDITED_MEANWHILE when another's change came first."""


@action(Permission.PATIENT_MANAGE)
def register_patient(
    by: Actor,
    *,
    now: datetime,
    confirmed_new: bool = False,
    medical_record_number: str = "",
    contacts: Sequence[NewContactPoint] = (),
    **person: Unpack[Person],
) -> Patient:
    """Make the first record of a person, with a number of its own unless it brings one.

    :param confirmed_new: whoever registers has seen the likely duplicates and it is none of them
    :raises CannotRegisterPatientError: with every reason why not
    """
    _check_person(person, now, CannotRegisterPatientError)
    if not confirmed_new:
        _check_duplicates(person, contacts)
    number = medical_record_number or next(_take_numbers(by, 1, frozenset()))
    with refusing(CannotRegisterPatientError, NUMBER_TAKEN):
        patient = Patient.objects.create(
            organization_id=by.organization_id,
            medical_record_number=number,
            created_at=now,
            **person,
        )
    ContactPoint.objects.bulk_create(contact_points(patient, contacts))
    return patient


@action(Permission.PATIENT_MANAGE)
def register_patients(by: Actor, *, people: Sequence[NewPerson], now: datetime) -> list[Patient]:
    """Make a batch of records, whole or not at all; the other system vouches that all are new.

    :raises CannotRegisterPatientError: with every reason why one of them can't be
    """
    for each in people:
        _check_person(each.person, now, CannotRegisterPatientError)
    identifiers: list[Identifier] = []
    points: list[ContactPoint] = []
    brought = {each.medical_record_number for each in people} - {""}
    unnumbered = sum(not each.medical_record_number for each in people)
    numbers = _take_numbers(by, unnumbered, brought)
    patients = [
        Patient(
            organization_id=by.organization_id,
            medical_record_number=each.medical_record_number or next(numbers),
            created_at=now,
            **each.person,
        )
        for each in people
    ]
    with refusing(CannotRegisterPatientError, NUMBER_TAKEN):
        Patient.objects.bulk_create(patients)
        for new, patient in zip(people, patients, strict=True):
            identifiers += _identifiers(patient, new)
            points += contact_points(patient, new.contact_points)
        Identifier.objects.bulk_create(identifiers)
        ContactPoint.objects.bulk_create(points)
    return patients


@action(Permission.PATIENT_MANAGE)
def change_patient(
    by: Actor, *, patient_id: UUID, edition: int, now: datetime, **changes: Unpack[Person]
) -> Patient:
    """Change what is known of a person, unless somebody else did since `edition` was read.

    :raises Patient.DoesNotExist: when there is no such record
    :raises CannotChangePatientError: with every reason why not
    """
    patient = locked(by, Patient, patient_id)
    if patient.replaced_by_id is not None:
        raise CannotChangePatientError((PatientObstacle.RECORD_REPLACED,))
    if patient.edition != edition:
        raise CannotChangePatientError((PatientObstacle.EDITED_MEANWHILE,))
    for name, value in changes.items():
        setattr(patient, name, value)
    _check_person(_person(patient), now, CannotChangePatientError)
    patient.edition += 1
    patient.save()
    return patient


def _identifiers(patient: Patient, new: NewPerson) -> list[Identifier]:
    return [
        Identifier(
            organization_id=patient.organization_id,
            patient=patient,
            type=identifier_type,
            system=system,
            value=value,
        )
        for identifier_type, system, value in new.identifiers
    ]


def _check_person(person: Person, now: datetime, error: type[Refusal]) -> None:
    obstacles = rules.obstacles_to_person(
        given=person.get("given_name", ""),
        family=person.get("family_name", ""),
        birth_date=person.get("birth_date"),
        today=now.date(),
    )
    if obstacles:
        raise error(obstacles)


def _check_duplicates(person: Person, contacts: Sequence[NewContactPoint]) -> None:
    facts = rules.PersonFacts(
        person.get("given_name", ""),
        person.get("family_name", ""),
        person.get("preferred_name", ""),
        person.get("birth_date"),
        tuple(each.value for each in contacts),
    )
    if duplicates_of(facts):
        raise CannotRegisterPatientError((PatientObstacle.LIKELY_DUPLICATE,))


def _person(patient: Patient) -> Person:
    return rules.Person(
        given_name=patient.given_name,
        family_name=patient.family_name,
        birth_date=patient.birth_date,
    )


def _take_numbers(by: Actor, count: int, brought: Collection[str]) -> Iterator[str]:
    """Return free medical record numbers; the counter's row lock keeps others waiting meanwhile."""
    if not count:
        return iter(())
    counter = _locked_counter(by)
    numbers: list[str] = []
    while len(numbers) < count:
        last = counter.last_number + count - len(numbers)
        drawn = [rules.medical_record_number(n) for n in range(counter.last_number + 1, last + 1)]
        known = Patient.objects.filter(medical_record_number__in=drawn).order_by()
        taken = {*brought, *known.values_list("medical_record_number", flat=True)}
        numbers += [number for number in drawn if number not in taken]
        counter.last_number = last
    counter.save(update_fields=["last_number"])
    return iter(numbers)


def _locked_counter(by: Actor) -> RecordNumber:
    counters = RecordNumber.objects.select_for_update(of=("self",))
    if counter := counters.order_by("pk").first():
        return counter
    # two may make the first one at once: the second waits, then locks the first one's row
    RecordNumber.objects.bulk_create(
        [RecordNumber(organization_id=by.organization_id)], ignore_conflicts=True
    )
    return counters.get()
