"""Reads of one person's record. Each is an event: who looked, at whom, when, at what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wayhome.journey.patients.codes import FlagCategory
from wayhome.journey.patients.models import (
    ContactPoint,
    Flag,
    Identifier,
    Patient,
    RelatedPerson,
)
from wayhome.journey.patients.queries.people import (
    CONTACT_POINTS,
    FLAGS,
    IDENTIFIERS,
    ids_of_person,
    records,
    standing_at,
)
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.reads import chart_read
from wayhome.shared.core.memo import once_a_page
from wayhome.shared.core.prepared import Prepared, any_of, given_ids

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class Chart:
    """Who a person is, gathered from all records that are theirs; `former` was taken off a list."""

    patient: Patient
    replaced: tuple[Patient, ...]
    contact_points: tuple[ContactPoint, ...]
    related_persons: tuple[RelatedPerson, ...]
    flags: tuple[Flag, ...]
    identifiers: tuple[Identifier, ...]
    former_contact_points: tuple[ContactPoint, ...] = ()
    former_related_persons: tuple[RelatedPerson, ...] = ()

    @property
    def standing_flags(self) -> tuple[Flag, ...]:
        """Safety comes first."""
        standing = (flag for flag in self.flags if flag.period_end is None)
        return tuple(sorted(standing, key=lambda flag: flag.category != FlagCategory.SAFETY))

    @property
    def ended_flags(self) -> tuple[Flag, ...]:
        return tuple(flag for flag in self.flags if flag.period_end is not None)


@chart_read(Permission.CHART_READ)
def open_chart(by: Actor, patient_id: UUID) -> Chart:
    """Return the person's record; of a replaced one, that which replaced it.

    :raises Patient.DoesNotExist: when there is no such record
    """
    ids = ids_of_person(by, patient_id)
    found = records(ids)
    points, related = CONTACT_POINTS.rows(patients=[*ids]), _related(ids)
    return Chart(
        patient=found[ids[0]],
        replaced=tuple(found[each] for each in ids[1:]),
        contact_points=tuple(point for point in points if point.is_active),
        related_persons=tuple(person for person in related if person.is_active),
        flags=_flags(ids),
        identifiers=_identifiers(ids),
        former_contact_points=tuple(point for point in points if not point.is_active),
        former_related_persons=tuple(person for person in related if not person.is_active),
    )


@chart_read(Permission.CHART_READ)
def open_replaced_record(by: Actor, patient_id: UUID) -> Chart:
    """Return a record as it was kept before it was merged into another.

    :raises Patient.DoesNotExist: when there is no such record, or it was never replaced
    """
    by.require(Permission.CHART_READ)
    return Chart(
        patient=Patient.objects.select_related("replaced_by").get(
            pk=patient_id, replaced_by__isnull=False
        ),
        replaced=(),
        contact_points=_contact_points([patient_id]),
        related_persons=_related_persons((patient_id,)),
        flags=_flags([patient_id]),
        identifiers=_identifiers([patient_id]),
    )


@chart_read(Permission.CHART_READ)
def get_patient(by: Actor, patient_id: UUID) -> Patient:
    """Return the record itself, replaced or not.

    :raises Patient.DoesNotExist: when there is no such record
    """
    by.require(Permission.CHART_READ)
    return Patient.objects.get(pk=patient_id)


def get_own_patient(by: Actor) -> Patient:
    """Return the record of the client who is signed in.

    :raises Patient.DoesNotExist: when the actor is no client
    """
    by.require(Permission.OWN_RECORD_VIEW)
    if by.patient_id is None:
        raise Patient.DoesNotExist
    return Patient.objects.get(pk=ids_of_person(by, by.patient_id)[0])


@chart_read(Permission.CHART_READ)
def contact_points_of(by: Actor, patient_id: UUID) -> tuple[ContactPoint, ...]:
    return _contact_points(ids_of_person(by, patient_id))


@chart_read(Permission.CHART_READ)
def related_persons_of(by: Actor, patient_id: UUID) -> tuple[RelatedPerson, ...]:
    return _related_persons(ids_of_person(by, patient_id))


@chart_read(Permission.CHART_READ)
def flags_of(by: Actor, patient_id: UUID, *, now: datetime | None = None) -> tuple[Flag, ...]:
    """Return the person's flags, newest first; with `now`, only those that stand then."""
    ids = ids_of_person(by, patient_id)
    if now is None:
        return _flags(ids)
    return tuple(Flag.objects.filter(standing_at(now), patient__in=ids).order_by("-period_start"))


@chart_read(Permission.CHART_READ)
def identifiers_of(by: Actor, patient_id: UUID) -> tuple[Identifier, ...]:
    return _identifiers(ids_of_person(by, patient_id))


@chart_read(Permission.CHART_READ)
def get_contact_point(by: Actor, patient_id: UUID, contact_point_id: UUID) -> ContactPoint:
    return ContactPoint.objects.get(pk=contact_point_id, patient__in=ids_of_person(by, patient_id))


@chart_read(Permission.CHART_READ)
def get_related_person(by: Actor, patient_id: UUID, related_person_id: UUID) -> RelatedPerson:
    return RelatedPerson.objects.get(
        pk=related_person_id, patient__in=ids_of_person(by, patient_id)
    )


_RELATED_PERSONS = Prepared(
    lambda: RelatedPerson.objects.filter(any_of("patient_id", given_ids("patients"))).order_by("pk")
)


def _contact_points(ids: Collection[UUID]) -> tuple[ContactPoint, ...]:
    return tuple(point for point in CONTACT_POINTS.rows(patients=[*ids]) if point.is_active)


@once_a_page
def _related(ids: tuple[UUID, ...]) -> list[RelatedPerson]:
    return _RELATED_PERSONS.rows(patients=[*ids])


def _related_persons(ids: tuple[UUID, ...]) -> tuple[RelatedPerson, ...]:
    return tuple(person for person in _related(ids) if person.is_active)


def _flags(ids: Collection[UUID]) -> tuple[Flag, ...]:
    return tuple(FLAGS.rows(patients=[*ids]))


def _identifiers(ids: Collection[UUID]) -> tuple[Identifier, ...]:
    return tuple(IDENTIFIERS.rows(patients=[*ids]))
