"""Reads for the desk: which admitted clients may have walked in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from wayhome.journey.admissions import queries as admissions
from wayhome.journey.patients import queries as patients
from wayhome.journey.patients.rules import display_name
from wayhome.journey.scheduling import queries as schedule
from wayhome.shared.audit.permissions import Permission

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.scheduling.models import GroupSession
    from wayhome.shared.audit.actor import Actor

SEARCHED = 50
SHOWN = 8


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Someone in care who has no place in the session."""

    episode_id: UUID
    name: str
    birth_date: date | None
    program: str
    is_of_this_program: bool


def walk_ins(by: Actor, session_id: UUID, text: str) -> tuple[GroupSession, tuple[WalkIn, ...]]:
    """Return the session, and who in care the words may mean, this program's clients first."""
    by.require(Permission.ATTENDANCE_VIEW)
    session = schedule.get_session(by, session_id)
    seated = {place.patient_id for place in schedule.roster_of(by, session_id)}
    found = [person.patient.pk for person in patients.search_patients(by, text, limit=SEARCHED)]
    in_care = admissions.census(by).filter(Q(patient__in=found) | Q(patient__replaced_by__in=found))
    rank = {patient_id: number for number, patient_id in enumerate(found)}
    fitting = [
        _walk_in(episode, session)
        for episode in sorted(in_care, key=lambda each: rank.get(each.patient_id, SEARCHED))
        if episode.patient_id not in seated
    ]
    fitting.sort(key=lambda each: not each.is_of_this_program)
    return session, tuple(fitting[:SHOWN])


def _walk_in(episode: EpisodeOfCare, session: GroupSession) -> WalkIn:
    person = episode.patient
    return WalkIn(
        episode.pk,
        display_name(person.given_name, person.family_name, person.preferred_name),
        person.birth_date,
        episode.healthcare_service.name,
        episode.healthcare_service_id == session.healthcare_service_id,
    )
