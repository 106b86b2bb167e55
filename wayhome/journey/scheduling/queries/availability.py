"""Reads of when people can come: one person's weeks, and the free time of many."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import models

from wayhome.journey.admissions import queries as admissions
from wayhome.journey.inquiries import queries as inquiries
from wayhome.journey.patients import queries as patients
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.models import Availability
from wayhome.journey.scheduling.queries.dated import Known, edition_of, now_and_later, standing
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.reads import chart_read, record_read
from wayhome.shared.core.period import ONE_DAY, local_day
from wayhome.shared.core.prepared import Prepared, any_of, given_id, given_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Availabilities(Known[Availability]):
    """All that is known of when someone can come; nobody's yet, at an inquiry."""

    patient_id: UUID | None


@chart_read(Permission.AVAILABILITY_VIEW)
def availability_of(
    by: Actor, patient_id: UUID, *, now: datetime, zone: ZoneInfo | None = None
) -> Availabilities:
    """Return when the person can come; what was told at their inquiry is found too.

    :param zone: their program's, where it is known already

    :raises Patient.DoesNotExist: when there is no such record
    """
    zone = zone or zone_of_patient(by, patient_id)
    return _known(told_by(by, patient_id), zone, now, patients.ids_of_person(by, patient_id)[0])


def own_availability(by: Actor, *, now: datetime) -> Availabilities:
    """Return when the client who is signed in can come.

    :raises Patient.DoesNotExist: when the actor is no client
    """
    patient_id = patients.get_own_patient(by).pk
    return _known(told_by_oneself(by), own_zone(by), now, patient_id)


def _whose(known: Availabilities) -> UUID | None:
    return known.patient_id


@record_read(Permission.AVAILABILITY_VIEW, "Inquiry", patient_of=_whose)
def availability_of_inquiry(by: Actor, inquiry_id: UUID, *, now: datetime) -> Availabilities:
    """Return what was told at an inquiry; once there is a patient, all that is known of them."""
    patient_id = inquiries.get_inquiry(by, inquiry_id).patient_id
    if patient_id is not None:
        return availability_of(by, patient_id, now=now)
    told = told_at(by, inquiry_id)
    return _known(told, inquiries.zone_of(by, inquiry_id), now, None)


def get_availability(by: Actor, availability_id: UUID) -> Availability:
    by.require(Permission.AVAILABILITY_VIEW)
    return _told().get(pk=availability_id)


def free_times(by: Actor, patient_id: UUID, monday: date) -> int:
    """Return when someone is free in the week that begins on this Monday (`engines.timetable`)."""
    return free_times_of(by, [patient_id], monday).get(patient_id, 0)


def free_times_of(by: Actor, patient_ids: Iterable[UUID], monday: date) -> dict[UUID, int]:
    """Return when these people are free; of whom nothing is told by then, there is no entry."""
    found = weeks_of(by, patient_ids, until=monday + ONE_DAY * 7)
    return {
        patient_id: rules.times_of(
            rules.week_from([(each.period_start, each.week) for each in told], monday)
        )
        for patient_id, told in found.items()
    }


def weeks_of(
    by: Actor, patient_ids: Iterable[UUID], *, until: date
) -> Mapping[UUID, tuple[Availability, ...]]:
    """Return each person's weeks that begin before a day, in their order: for planning many."""
    by.require(Permission.AVAILABILITY_VIEW)
    whose = patients.records_of_people(by, patient_ids)
    found: dict[UUID, list[Availability]] = {}
    for each in standing(_of_records(whose)):
        record_id = each.patient_id or (each.inquiry and each.inquiry.patient_id)
        if record_id and each.period_start < until:
            found.setdefault(whose[record_id], []).append(each)
    return {patient_id: tuple(told) for patient_id, told in found.items()}


def told_by(by: Actor, patient_id: UUID) -> list[Availability]:
    """Return everything that was told of a person, taken back or not, by day and edition."""
    return _of_records(patients.ids_of_person(by, patient_id))


def told_by_oneself(by: Actor) -> list[Availability]:
    """Return what was told of the client who is signed in, under whichever record of theirs."""
    by.require(Permission.OWN_RECORD_VIEW)
    return _of_records(patients.ids_of_person(by, by.patient_id) if by.patient_id else ())


def told_at(by: Actor, inquiry_id: UUID) -> list[Availability]:
    by.require(Permission.INQUIRY_VIEW)
    return _OF_INQUIRY.rows(inquiry=inquiry_id)


def zone_of_patient(by: Actor, patient_id: UUID) -> ZoneInfo:
    """Return the time zone of the person's program, else the organization's."""
    return _zone(by, admissions.open_episodes_of(by, patient_id))


def own_zone(by: Actor) -> ZoneInfo:
    return _zone(by, admissions.own_open_episodes(by))


def _zone(by: Actor, episodes: Iterable[EpisodeOfCare]) -> ZoneInfo:
    for episode in episodes:
        return ZoneInfo(episode.healthcare_service.time_zone)
    return patients.zone_of(by)


def _known(
    told: list[Availability], zone: ZoneInfo, now: datetime, patient_id: UUID | None
) -> Availabilities:
    today = local_day(now, zone)
    current, later = now_and_later(told, today)
    return Availabilities(
        now=current,
        later=later,
        edition=edition_of(told),
        today=today,
        zone=zone,
        patient_id=patient_id,
    )


def _told() -> models.QuerySet[Availability]:
    rows = Availability.objects.all().fetch_mode(models.FETCH_RAISE)
    return rows.select_related("recorded_by", "inquiry").order_by("period_start", "edition", "pk")


_BY_PATIENT = Prepared(lambda: _told().filter(any_of("patient_id", given_ids("patients"))))
# one statement for both would look at everybody's rows
_BY_INQUIRY = Prepared(lambda: _told().filter(any_of("inquiry__patient_id", given_ids("patients"))))
_OF_INQUIRY = Prepared(lambda: _told().filter(inquiry=given_id("inquiry")))


def _of_records(ids: Iterable[UUID]) -> list[Availability]:
    patient_ids = [*ids]
    found = (read.rows(patients=patient_ids) for read in (_BY_PATIENT, _BY_INQUIRY))
    return sorted(chain(*found), key=lambda each: (each.period_start, each.edition))
