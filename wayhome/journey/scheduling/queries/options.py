"""What a form offers to choose from, and who may be added to a session or a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Q

from wayhome.journey.admissions import queries as admissions
from wayhome.journey.patients import queries as patients
from wayhome.journey.patients.rules import display_name
from wayhome.journey.scheduling.queries import facts
from wayhome.journey.scheduling.rules import uncovered_days
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import local_day
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.shared.accounts.models import Practitioner
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService, Location


@dataclass(frozen=True, slots=True)
class Options:
    """The programs, rooms and practitioners, and whose credential isn't valid today."""

    services: Sequence[HealthcareService]
    practitioners: Sequence[Practitioner]
    rooms: Sequence[Location]
    uncovered: frozenset[UUID]
    today: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone in care who may be given a place."""

    episode: EpisodeOfCare
    name: str

    @property
    def birth_date(self) -> date | None:
        return self.episode.patient.birth_date


def options(by: Actor, *, now: datetime) -> Options:
    by.require(Permission.SCHEDULE_VIEW)
    services = tuple(tenancy.services(by))
    today = local_day(now, ZoneInfo(services[0].time_zone)) if services else now.date()
    practitioners = tuple(accounts.treating(by))
    held = facts.credential_periods(by, [each.pk for each in practitioners])
    uncovered = (
        each.pk for each in practitioners if uncovered_days(held.get(each.pk, ()), [today])
    )
    return Options(services, practitioners, tuple(tenancy.rooms(by)), frozenset(uncovered), today)


def candidates(by: Actor, text: str, *, limit: int = 10) -> tuple[Candidate, ...]:
    """Return the people in care who may be meant, best first; merged records count as one."""
    by.require(Permission.APPOINTMENT_BOOK)
    found = [result.patient.pk for result in patients.search_patients(by, text, limit=limit)]
    if not found:
        return ()
    theirs = Q(patient__in=found) | Q(patient__replaced_by__in=found)
    episodes = admissions.census(by).filter(theirs)
    ranked = sorted(episodes, key=lambda each: found.index(_standing(each)))
    return tuple(Candidate(each, _name(each)) for each in ranked)


def candidate(by: Actor, episode_id: UUID) -> Candidate:
    """Return someone who was chosen already."""
    by.require(Permission.APPOINTMENT_BOOK)
    episode = admissions.get_episode(by, episode_id)
    return Candidate(episode, _name(episode))


def _standing(episode: EpisodeOfCare) -> UUID:
    return episode.patient.replaced_by_id or episode.patient_id


def _name(episode: EpisodeOfCare) -> str:
    person = episode.patient
    return display_name(person.given_name, person.family_name, person.preferred_name)
