"""Reads of who must not share a group."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from wayhome.journey.patients import queries as patients
from wayhome.journey.patients.rules import display_name
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling.codes import HOLDS_SEAT
from wayhome.journey.weekplans import rules
from wayhome.journey.weekplans.codes import RecordStatus
from wayhome.journey.weekplans.models import Separation
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.reads import record_read
from wayhome.shared.core.period import Period, local_day
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from django.db.models import QuerySet

    from wayhome.journey.patients.models import Patient
    from wayhome.shared.audit.actor import Actor

MOST_FOUND = 8
LOOKS_AHEAD = timedelta(weeks=4)  # farther than anything is offered to a client
# A client looks for a session without those whom they must not meet, and never sees who they are.
FOR_ONESELF = frozenset({Permission.PATIENT_SEARCH, Permission.SCHEDULE_VIEW})


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as they are told apart from others of the name."""

    patient_id: UUID
    name: str
    birth_date: date | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who are kept apart, since when, and who said so."""

    separation: Separation
    people: tuple[Somebody, Somebody]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Everyone who is kept apart from somebody, and the clocks by which it is told."""

    pairs: tuple[Pair, ...]
    today: date
    zone: ZoneInfo


def apart_from(by: Actor, patient_ids: Iterable[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """Return, of these people, whom each must not share a group with; others have no entry.

    Any record of a person may be asked for: merging moves no row.
    """
    by.require(Permission.WEEK_BUILD)
    return whom_to_avoid(by, patient_ids)


def whom_to_avoid(by: Actor, patient_ids: Iterable[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """Return the same for this room's own reckoning: no page tells it, nor that it is so."""
    by.require(Permission.AVAILABILITY_VIEW)
    ids = [*patient_ids]
    standing = patients.people_of_records(by, ids)
    whose = patients.records_of_people(by, set(standing.values()))
    kept = _standing().filter(first__in=whose, second__in=whose)
    pairs = kept.order_by("pk").values_list("first_id", "second_id")
    return rules.apart(pairs, whose, ids)


def own_sessions_kept_out(by: Actor, *, now: datetime) -> frozenset[UUID]:
    """Return the sessions to come in which somebody sits whom the client must not meet.

    Their ids alone, and only so that none of them is offered: nobody is told.
    """
    by.require(Permission.OWN_RECORD_VIEW)
    if by.patient_id is None:
        return frozenset()
    own = patients.ids_of_person(by, by.patient_id)
    pairs = _standing().filter(Q(first__in=own) | Q(second__in=own)).order_by("pk")
    others = {id_ for row in pairs for id_ in _ids(row)} - {*own}
    if not others:
        return frozenset()
    able = replace(by, permissions=by.permissions | FOR_ONESELF)
    people = set(patients.people_of_records(able, others).values())
    places = schedule.appointments_of(
        able, patients.records_of_people(able, people), Period(now, now + LOOKS_AHEAD)
    ).filter(status__in=sorted(HOLDS_SEAT))
    return frozenset(places.order_by("pk").values_list("group_session_id", flat=True))


def _nobodys(_found: Pairs) -> None:
    """Say that the read is in nobody's own record: there it would tell what they aren't told."""


@record_read(Permission.SEPARATION_MANAGE, "Organization", patient_of=_nobodys)
def open_pairs(by: Actor, organization_id: UUID, *, now: datetime) -> Pairs:  # noqa: ARG001
    """Return everyone who is kept apart, the latest pair first; two records count as one person."""
    rows = [*_standing().select_related("recorded_by").order_by("-recorded_at", "-pk")]
    people = patients.people_of_records(by, {id_ for row in rows for id_ in _ids(row)})
    known = patients.patients_by_id(by, set(people.values()))
    pairs: dict[tuple[UUID, UUID], Pair] = {}
    for row in rows:
        one, other = (people[each] for each in _ids(row))
        if one != other:
            both = _somebody(known[one]), _somebody(known[other])
            pairs.setdefault(rules.pair_of(one, other), Pair(row, both))
    zone = tenancy.zone_of(by)
    return Pairs(tuple(pairs.values()), local_day(now, zone), zone)


def people_who_may_be_meant(by: Actor, text: str) -> tuple[Somebody, ...]:
    """Return who may be meant, best first: for saying whom to keep apart."""
    by.require(Permission.SEPARATION_MANAGE)
    found = patients.search_patients(by, text, limit=MOST_FOUND)
    return tuple(_somebody(each.patient) for each in found)


def pairs_of(by: Actor, first_id: UUID, second_id: UUID) -> list[Separation]:
    """Return what keeps two people apart, whichever of their records it was told of."""
    by.require(Permission.SEPARATION_MANAGE)
    whose = patients.records_of_people(by, {first_id, second_id})
    rows = _standing().filter(first__in=whose, second__in=whose).order_by("pk")
    return [each for each in rows if whose[each.first_id] != whose[each.second_id]]


def _standing() -> QuerySet[Separation]:
    return Separation.objects.filter(status=RecordStatus.ACTIVE, ended_at__isnull=True)


def _ids(row: Separation) -> tuple[UUID, UUID]:
    return row.first_id, row.second_id


def _somebody(patient: Patient) -> Somebody:
    name = display_name(patient.given_name, patient.family_name, patient.preferred_name)
    return Somebody(patient.pk, name, patient.birth_date)
