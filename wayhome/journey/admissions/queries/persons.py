"""Reads of one person: their stays in order, what is still missing, what an inquiry tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from wayhome.journey.admissions import rules
from wayhome.journey.admissions.codes import MOVES, EpisodeStatus, MissingItem, Move
from wayhome.journey.admissions.models import EpisodeOfCare, EpisodeStatusHistory
from wayhome.journey.admissions.queries.episodes import episodes
from wayhome.journey.patients import queries as patients
from wayhome.journey.patients.codes import ContactPointSystem, ContactRole
from wayhome.journey.placement import queries as placement
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.reads import chart_read
from wayhome.shared.core.prepared import Prepared, any_of, given_ids

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from wayhome.journey.patients.models import Patient
    from wayhome.shared.audit.actor import Actor

SUPPLIED_BY: Mapping[MissingItem, Permission] = MappingProxyType(
    {
        MissingItem.EMERGENCY_CONTACT: Permission.PATIENT_MANAGE,
        MissingItem.SAFE_PHONE: Permission.PATIENT_MANAGE,
        MissingItem.BIRTH_DATE: Permission.PATIENT_MANAGE,
        MissingItem.PRIMARY_COUNSELOR: Permission.ADMISSION_MANAGE,
        MissingItem.PLACEMENT_ASSESSMENT: Permission.PLACEMENT_RECORD,
        MissingItem.GROUP_ROSTER: Permission.APPOINTMENT_BOOK,
        MissingItem.HOURS_BELOW_TARGET: Permission.APPOINTMENT_BOOK,
        MissingItem.PREFERRED_LANGUAGE: Permission.PATIENT_MANAGE,
    }
)
PHONES = frozenset({ContactPointSystem.PHONE, ContactPointSystem.SMS})


@dataclass(frozen=True, slots=True)
class Stay:
    """One episode of a person with its history, oldest stretch first."""

    episode: EpisodeOfCare
    history: tuple[EpisodeStatusHistory, ...]

    @property
    def began_on(self) -> date | None:
        """The day of the first turn; a stay that came without any has its admission at most."""
        return self.history[0].start_date if self.history else self.episode.admission_date


@dataclass(frozen=True, slots=True)
class RosterFacts:
    """What later rooms know of a person's week, for what is still missing."""

    rostered_minutes: int
    target_minutes: int


_EPISODES = Prepared(
    lambda: episodes().filter(any_of("patient_id", given_ids("patients"))).order_by("pk")
)
_STRETCHES = Prepared(
    lambda: (
        EpisodeStatusHistory.objects.select_related("recorder")
        .filter(any_of("episode__patient_id", given_ids("patients")))
        .order_by("recorded_at", "start_date", "pk")
    )
)


@chart_read(Permission.ADMISSION_VIEW)
def stays_of(by: Actor, patient_id: UUID) -> tuple[Stay, ...]:
    """Return every stay of the person in the order in which they began, returns included."""
    ids = patients.ids_of_person(by, patient_id)
    found = _EPISODES.rows(patients=[*ids])
    stretches: dict[UUID, list[EpisodeStatusHistory]] = {one.pk: [] for one in found}
    for row in _STRETCHES.rows(patients=[*ids]):
        stretches[row.episode_id].append(row)
    stays = (Stay(one, tuple(stretches[one.pk])) for one in found)
    return tuple(sorted(stays, key=lambda stay: (stay.began_on or date.max, stay.episode.pk)))


def get_person(by: Actor, patient_id: UUID) -> Patient:
    """Return the record that stands for the person, for the head of a page."""
    by.require(Permission.ADMISSION_VIEW)
    standing_id = patients.ids_of_person(by, patient_id)[0]
    return patients.patients_by_id(by, [standing_id])[standing_id]


@chart_read(Permission.ADMISSION_MANAGE)
def open_desk(by: Actor, patient_id: UUID) -> Patient:
    """Return whom the page that admits someone known is about."""
    return get_person(by, patient_id)


def whats_missing(
    by: Actor, episode: EpisodeOfCare, *, extra: RosterFacts | None = None
) -> tuple[MissingItem, ...]:
    """Return what this person's record still lacks, most pressing first.

    `extra` is what later rooms know; without it nothing is said of groups and hours.
    """
    by.require(Permission.ADMISSION_VIEW)
    ids = patients.ids_of_person(by, episode.patient_id)
    points = patients.contact_points_by_patient(by, ids).values()
    related = patients.related_persons_of(by, episode.patient_id)
    emergency = ContactRole.EMERGENCY_CONTACT
    facts = rules.AdmissionFacts(
        has_emergency_contact=any(person.role == emergency for person in related),
        has_safe_phone=any(point.system in PHONES for each in points for point in each),
        has_birth_date=episode.patient.birth_date is not None,
        has_primary_counselor=episode.care_manager_id is not None,
        has_placement_assessment=bool(placement.assessed_among(by, ids)),
        has_preferred_language=bool(episode.patient.language),
        rostered_minutes=extra.rostered_minutes if extra else None,
        target_minutes=extra.target_minutes if extra else 0,
    )
    return rules.whats_missing(facts)


def moves_of(by: Actor, episode: EpisodeOfCare) -> tuple[Move, ...]:
    """Return what this actor may do to the episode as it stands."""
    by.require(Permission.ADMISSION_VIEW)
    return MOVES[EpisodeStatus(episode.status)] if may_manage(by) else ()


def may_manage(by: Actor) -> bool:
    """Return whether pages offer this actor to open and to move stays."""
    by.require(Permission.ADMISSION_VIEW)
    return by.may(Permission.ADMISSION_MANAGE)


def within_reach(by: Actor) -> frozenset[MissingItem]:
    """Return which missing items this actor may supply."""
    by.require(Permission.ADMISSION_VIEW)
    return frozenset(item for item, permission in SUPPLIED_BY.items() if by.may(permission))
