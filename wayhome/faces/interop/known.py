"""Which rows are here already, as the bundle would write them: for export, and to compare."""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING
from uuid import UUID

from wayhome.faces.interop import bundle
from wayhome.journey.admissions.queries.exports import exported_episodes
from wayhome.journey.encounters.queries.exports import live_encounters_of
from wayhome.journey.patients import queries as patients
from wayhome.journey.patients.codes import ContactPointSystem, IdentifierType
from wayhome.journey.scheduling.codes import AppointmentStatus
from wayhome.journey.scheduling.queries.exports import exported_places, exported_sessions
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.core.external import known_as, outside_id
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wayhome.journey.encounters.models import Encounter
    from wayhome.journey.scheduling.models import Appointment
    from wayhome.shared.audit.actor import Actor

SYSTEM = "bundle"  # under which a person's id from a bundle is kept
AT_ONCE = 1_000


def programs(by: Actor, ids: Iterable[str] | None = None) -> Iterator[bundle.Program]:
    found = tenancy.services(by, with_closed=True)
    for service in found if ids is None else found.filter(known_as(ids)):
        yield bundle.Program(
            external_id=outside_id(service),
            name=service.name,
            site=service.location.name,
            level_of_care=service.level_of_care,
            time_zone=service.time_zone,
            week_starts_on=service.week_starts_on,
            weekly_target_minutes=service.weekly_target_minutes,
            group_cap=service.group_cap,
            jurisdiction=service.jurisdiction,
        )


def practitioners(by: Actor, ids: Iterable[str] | None = None) -> Iterator[bundle.Practitioner]:
    """Yield each practitioner with the credential that lasts longest."""
    found = accounts.practitioners(by, with_inactive=True)
    people = [*(found if ids is None else found.filter(known_as(ids)))]
    held = {
        c.practitioner_id: c for c in reversed(accounts.credentials_of(by, [p.pk for p in people]))
    }
    for person in people:
        credential = held.get(person.pk)
        yield bundle.Practitioner(
            external_id=outside_id(person),
            given_name=person.given_name,
            family_name=person.family_name,
            npi=person.npi,
            credential=credential.code if credential else "",
            credential_number=credential.number if credential else "",
            credential_state=credential.state if credential else "",
            credential_issued=credential.issue_date if credential else None,
            credential_expires=credential.expiry_date if credential else None,
        )


def person_ids(by: Actor, ids: Iterable[str]) -> dict[str, UUID]:
    """Return the records of people whom the bundle knows by these ids."""
    wanted = [*ids]
    found = patients.patients_by_identifier(
        by, identifier_type=IdentifierType.EXTERNAL, system=SYSTEM, values=wanted
    )
    known = {value: patient.pk for value, patient in found.items()}
    own = patients.people(by).filter(pk__in=[*_uuids(wanted)])
    return {str(person.pk): person.pk for person in own} | known


def people(by: Actor, ids: Iterable[str] | None = None) -> Iterator[bundle.Person]:
    found = patients.people(by)
    if ids is not None:
        found = found.filter(pk__in=person_ids(by, ids).values())
    for chunk in batched(found.iterator(AT_ONCE), AT_ONCE, strict=False):
        keys = [person.pk for person in chunk]
        numbers = patients.identifiers_by_patient(by, keys)
        points = patients.contact_points_by_patient(by, keys)
        for person in chunk:
            outside = (n.value for n in numbers.get(person.pk, ()) if n.system == SYSTEM)
            reach = {point.system: point.value for point in points.get(person.pk, ())}
            yield bundle.Person(
                external_id=next(outside, str(person.pk)),
                given_name=person.given_name,
                family_name=person.family_name,
                preferred_name=person.preferred_name,
                pronouns=person.pronouns,
                birth_date=person.birth_date,
                gender=person.gender,
                language=person.language,
                phone=reach.get(ContactPointSystem.PHONE, ""),
                email=reach.get(ContactPointSystem.EMAIL, ""),
            )


def episodes(by: Actor, ids: Iterable[str] | None = None) -> Iterator[bundle.Episode]:
    for chunk in batched(exported_episodes(by, ids).iterator(AT_ONCE), AT_ONCE, strict=False):
        known_people = outside_person_ids(by, {episode.patient_id for episode in chunk})
        for episode in chunk:
            manager = episode.care_manager
            yield bundle.Episode(
                external_id=outside_id(episode),
                person=known_people[episode.patient_id],
                program=outside_id(episode.healthcare_service),
                status=episode.status,
                level_of_care=episode.level_of_care,
                admission_date=episode.admission_date,
                discharge_date=episode.discharge_date,
                discharge_reason=episode.discharge_reason,
                care_manager=outside_id(manager) if manager else "",
            )


def sessions(by: Actor, ids: Iterable[str] | None = None) -> Iterator[bundle.Session]:
    for session in exported_sessions(by, ids).iterator(AT_ONCE):
        yield bundle.Session(
            external_id=outside_id(session),
            program=outside_id(session.healthcare_service),
            title=session.title,
            service_type=session.service_type,
            start=session.period_start,
            end=session.period_end,
            capacity=session.capacity,
            facilitator=outside_id(session.facilitator),
            modality=session.modality,
            status=session.status,
        )


def attendance(by: Actor, ids: Iterable[str] | None = None) -> Iterator[bundle.Attendance]:
    for chunk in batched(exported_places(by, ids).iterator(AT_ONCE), AT_ONCE, strict=False):
        encounters = live_encounters_of(by, [place.pk for place in chunk])
        for place in chunk:
            yield _attendance(place, encounters.get(place.pk))


def _attendance(place: Appointment, encounter: Encounter | None) -> bundle.Attendance:
    cancelled = place.status == AppointmentStatus.CANCELLED
    plain = "cancelled" if cancelled else "booked"
    return bundle.Attendance(
        external_id=outside_id(place),
        session=outside_id(place.group_session),
        episode=outside_id(place.episode),
        status=encounter.attendance if encounter else plain,
        arrived=encounter.arrived_at if encounter else None,
        left=encounter.left_at if encounter else None,
        reason=encounter.reason if encounter else "",
    )


def outside_person_ids(by: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    wanted = [*ids]
    numbers = patients.identifiers_by_patient(by, wanted)
    return {
        key: next((n.value for n in numbers.get(key, ()) if n.system == SYSTEM), str(key))
        for key in wanted
    }


def _uuids(texts: Iterable[str]) -> Iterator[UUID]:
    for text in texts:
        try:
            yield UUID(text)
        except ValueError:
            continue
