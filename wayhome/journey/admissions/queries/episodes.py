"""Reads of episodes of care: who is in care, who waits, one person's stays, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import FETCH_RAISE, OuterRef, Subquery

from wayhome.journey.admissions import rules
from wayhome.journey.admissions.codes import (
    ADMITTED_STATUSES,
    MOVES,
    OPEN_STATUSES,
    WAITING_STATUSES,
    EpisodeStatus,
    MissingItem,
    Move,
)
from wayhome.journey.admissions.models import EpisodeOfCare, EpisodeStatusHistory
from wayhome.journey.inquiries.codes import ForWhom
from wayhome.journey.patients import queries as patients
from wayhome.journey.patients.codes import ContactPointSystem, ContactRole
from wayhome.journey.placement import queries as placement
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.reads import chart_read
from wayhome.shared.core.period import ONE_DAY, DatePeriod, local_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from wayhome.journey.inquiries.models import Inquiry
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService


PHONES = frozenset({ContactPointSystem.PHONE, ContactPointSystem.SMS})


@dataclass(frozen=True, slots=True)
class Stay:
    """One episode of a person with its history, oldest stretch first."""

    episode: EpisodeOfCare
    history: tuple[EpisodeStatusHistory, ...]


@dataclass(frozen=True, slots=True)
class RosterFacts:
    """What later rooms know of a person's week, for what is still missing."""

    rostered_minutes: int
    target_minutes: int


def get_episode(by: Actor, episode_id: UUID) -> EpisodeOfCare:
    by.require(Permission.ADMISSION_VIEW)
    return _episodes().get(pk=episode_id)


def episodes_by_id(by: Actor, episode_ids: Iterable[UUID]) -> dict[UUID, EpisodeOfCare]:
    by.require(Permission.ADMISSION_VIEW)
    return _episodes().in_bulk([*episode_ids])


def open_episodes_of(by: Actor, patient_id: UUID) -> QuerySet[EpisodeOfCare]:
    """Return the person's stays that aren't over, the admitted ones first."""
    by.require(Permission.ADMISSION_VIEW)
    ids = patients.ids_of_person(by, patient_id)
    found = _episodes().filter(patient__in=ids, status__in=sorted(OPEN_STATUSES))
    return found.order_by("status", "pk")


def own_open_episodes(by: Actor) -> QuerySet[EpisodeOfCare]:
    """Return the open stays of the client who is signed in."""
    by.require(Permission.OWN_RECORD_VIEW)
    ids = patients.ids_of_person(by, by.patient_id) if by.patient_id else ()
    found = _episodes().filter(patient__in=ids, status__in=sorted(OPEN_STATUSES))
    return found.order_by("status", "pk")


@chart_read(Permission.ADMISSION_VIEW)
def stays_of(by: Actor, patient_id: UUID) -> tuple[Stay, ...]:
    """Return every stay of the person in the order in which they began, returns included."""
    ids = patients.ids_of_person(by, patient_id)
    episodes = tuple(_episodes().filter(patient__in=ids).order_by("pk"))
    stretches: dict[UUID, list[EpisodeStatusHistory]] = {one.pk: [] for one in episodes}
    rows = EpisodeStatusHistory.objects.select_related("recorder")
    for row in rows.filter(episode__in=episodes).order_by("recorded_at", "pk"):
        stretches[row.episode_id].append(row)
    stays = (Stay(one, tuple(stretches[one.pk])) for one in episodes)
    return tuple(sorted(stays, key=lambda stay: stay.history[0].start_date))


def census(by: Actor, *, service_id: UUID | None = None) -> QuerySet[EpisodeOfCare]:
    """Return everyone in care, on hold included, by family name."""
    by.require(Permission.ADMISSION_VIEW)
    found = _episodes().filter(status__in=sorted(ADMITTED_STATUSES))
    return _by_name(_at(found, service_id))


def waitlist(by: Actor, *, service_id: UUID | None = None) -> QuerySet[EpisodeOfCare]:
    """Return everyone who waits, each with `waiting_since`, the longest first."""
    by.require(Permission.ADMISSION_VIEW)
    first = EpisodeStatusHistory.objects.filter(episode=OuterRef("pk")).order_by("recorded_at")
    found = _episodes().filter(status__in=sorted(WAITING_STATUSES))
    since = Subquery(first.values("start_date")[:1])
    return _at(found, service_id).annotate(waiting_since=since).order_by("waiting_since", "pk")


def caseload(by: Actor, practitioner_id: UUID) -> QuerySet[EpisodeOfCare]:
    """Return those in care whose primary counselor this is, by family name."""
    return _by_name(census(by).filter(care_manager=practitioner_id))


def newcomer_of(by: Actor, inquiry: Inquiry) -> rules.Newcomer:
    """Return the person whom an inquiry is about, so that nobody types it again.

    Phone and address are the caller's: they are the person's own only in an inquiry for oneself,
    and no number is taken over at which the caller asked not to be called.
    """
    by.require(Permission.INQUIRY_VIEW)
    is_own = inquiry.for_whom == ForWhom.SELF
    phone = inquiry.phone if is_own and inquiry.may_call else ""
    return rules.Newcomer(
        given_name=inquiry.given_name,
        family_name=inquiry.family_name,
        preferred_name=inquiry.preferred_name,
        pronouns=inquiry.pronouns,
        birth_date=inquiry.birth_date,
        language=inquiry.language,
        phone=phone,
        may_leave_message=bool(phone) and inquiry.may_leave_message,
        may_say_who_we_are=bool(phone) and inquiry.may_say_who_we_are,
        email=inquiry.email if is_own else "",
    )


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
    may = by.may(Permission.ADMISSION_MANAGE)
    return MOVES[EpisodeStatus(episode.status)] if may else ()


def last_change_on(by: Actor, episode_id: UUID) -> date:
    """Return the day since which the episode stands as it does."""
    by.require(Permission.ADMISSION_VIEW)
    rows = EpisodeStatusHistory.objects.filter(episode=episode_id)
    days = rows.order_by("-start_date").values_list("start_date", flat=True)
    return days[:1].get()


def credential_periods(by: Actor, practitioner_id: UUID) -> tuple[DatePeriod, ...]:
    """Return when the counselor's credentials are valid, ends excluded."""
    return tuple(
        DatePeriod(held.issue_date, held.expiry_date + ONE_DAY)
        for held in accounts.credentials_of(by, [practitioner_id])
    )


def today_at(service: HealthcareService, now: datetime) -> date:
    return local_day(now, ZoneInfo(service.time_zone))


def _episodes() -> QuerySet[EpisodeOfCare]:
    rows = EpisodeOfCare.objects.all().fetch_mode(FETCH_RAISE)
    return rows.select_related("patient", "healthcare_service", "care_manager")


def _at(found: QuerySet[EpisodeOfCare], service_id: UUID | None) -> QuerySet[EpisodeOfCare]:
    return found if service_id is None else found.filter(healthcare_service=service_id)


def _by_name(found: QuerySet[EpisodeOfCare]) -> QuerySet[EpisodeOfCare]:
    return found.order_by("patient__family_name", "patient__given_name", "pk")
