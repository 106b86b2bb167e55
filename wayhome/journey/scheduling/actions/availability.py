"""Writes of when people can come: by themselves, by staff, at their inquiry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, Unpack, cast

from wayhome.journey.inquiries import queries as inquiries
from wayhome.journey.patients import queries as patients
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.actions import locks
from wayhome.journey.scheduling.actions.refusals import (
    CannotRecordAvailabilityError,
    CannotTakeBackAvailabilityError,
)
from wayhome.journey.scheduling.codes import AvailabilityStatus, Reporter
from wayhome.journey.scheduling.models import Availability
from wayhome.journey.scheduling.queries import availability as known
from wayhome.journey.scheduling.queries.dated import beginning_on, edition_of
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.period import local_day

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from wayhome.journey.scheduling.rules import ToldWeek
    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class _Person:
    """Of whom it is told, all that is known of them so far, and their clocks."""

    told: list[Availability]
    zone: ZoneInfo
    patient_id: UUID | None = None
    inquiry_id: UUID | None = None


class Telling(TypedDict):
    """What is told, from which day on, and the edition of what was known when it was (0: none)."""

    told: ToldWeek
    period_start: date
    edition: int
    now: datetime


@action(Permission.AVAILABILITY_RECORD)
def record_availability(by: Actor, *, patient_id: UUID, **telling: Unpack[Telling]) -> Availability:
    """Write down when a client can come from a day on.

    :raises CannotRecordAvailabilityError: with every reason why not
    """
    return _record(by, _patient(by, patient_id), Reporter.STAFF, telling)


@action(Permission.AVAILABILITY_RECORD)
def record_availability_of_inquiry(
    by: Actor, *, inquiry_id: UUID, **telling: Unpack[Telling]
) -> Availability:
    """Write down when the person of an inquiry could come; once there is a patient, of them.

    :raises CannotRecordAvailabilityError: with every reason why not
    """
    return _record(by, _person_of_inquiry(by, inquiry_id), Reporter.STAFF, telling)


@action(Permission.OWN_AVAILABILITY_RECORD)
def record_own_availability(by: Actor, **telling: Unpack[Telling]) -> Availability:
    """Write down when the client who is signed in can come.

    :raises CannotRecordAvailabilityError: with every reason why not
    :raises Patient.DoesNotExist: when the actor is no client
    """
    return _record(by, _oneself(by), Reporter.CLIENT, telling)


@action(Permission.AVAILABILITY_RECORD)
def take_back_availability(
    by: Actor, *, availability_id: UUID, edition: int, now: datetime
) -> Availability:
    """Take back a week that doesn't count yet.

    :raises CannotTakeBackAvailabilityError: with every reason why not
    """
    found = Availability.objects.get(pk=availability_id)
    if found.inquiry_id is not None:
        person = _person_of_inquiry(by, found.inquiry_id)
    else:
        person = _patient(by, cast("UUID", found.patient_id))  # the table has one of the two
    return _take_back(person, availability_id, edition, now)


@action(Permission.OWN_AVAILABILITY_RECORD)
def take_back_own_availability(
    by: Actor, *, availability_id: UUID, edition: int, now: datetime
) -> Availability:
    """Take back a week of one's own that doesn't count yet.

    :raises CannotTakeBackAvailabilityError: with every reason why not
    :raises Availability.DoesNotExist: also when it is somebody else's
    """
    return _take_back(_oneself(by), availability_id, edition, now)


def _patient(by: Actor, patient_id: UUID) -> _Person:
    person_id = patients.ids_of_person(by, patient_id)[0]
    locks.hold([person_id])
    told = known.told_by(by, person_id)
    return _Person(told, known.zone_of_patient(by, person_id), patient_id=person_id)


def _person_of_inquiry(by: Actor, inquiry_id: UUID) -> _Person:
    locks.hold([inquiry_id])
    patient_id = inquiries.get_inquiry(by, inquiry_id).patient_id
    if patient_id is not None:
        return _patient(by, patient_id)
    told = known.told_at(by, inquiry_id)
    return _Person(told, inquiries.zone_of(by, inquiry_id), inquiry_id=inquiry_id)


def _oneself(by: Actor) -> _Person:
    person_id = patients.get_own_patient(by).pk
    locks.hold([person_id])
    return _Person(known.told_by_oneself(by), known.own_zone(by), patient_id=person_id)


def _record(by: Actor, person: _Person, reporter: Reporter, telling: Telling) -> Availability:
    told, period_start, now = telling["told"], telling["period_start"], telling["now"]
    known_edition = edition_of(person.told)
    if obstacles := rules.obstacles_to_recording(
        told,
        period_start=period_start,
        today=local_day(now, person.zone),
        edition=telling["edition"],
        known_edition=known_edition,
    ):
        raise CannotRecordAvailabilityError(obstacles)
    standing = beginning_on(person.told, period_start)
    row = standing or _new(by, person, period_start)
    row.week, row.travel_minutes = told.week, told.travel_minutes
    row.attends, row.prefers = told.attends, told.prefers
    row.reported_by, row.recorded_by_id, row.recorded_at = reporter, by.practitioner_id, now
    row.edition = known_edition + 1
    row.save(force_insert=standing is None)
    return row


def _new(by: Actor, person: _Person, period_start: date) -> Availability:
    return Availability(
        organization_id=by.organization_id,
        patient_id=person.patient_id,
        inquiry_id=person.inquiry_id,
        period_start=period_start,
    )


def _take_back(person: _Person, availability_id: UUID, edition: int, now: datetime) -> Availability:
    row = next((each for each in person.told if each.pk == availability_id), None)
    if row is None:
        raise Availability.DoesNotExist
    if obstacles := rules.obstacles_to_taking_back(
        period_start=row.period_start,
        today=local_day(now, person.zone),
        is_active=row.status == AvailabilityStatus.ACTIVE,
        edition=edition,
        known_edition=edition_of(person.told),
    ):
        raise CannotTakeBackAvailabilityError(obstacles)
    row.status, row.edition = AvailabilityStatus.ENTERED_IN_ERROR, edition + 1
    row.save()
    return row
