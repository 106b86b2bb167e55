"""Reads of episodes: one, many, who is in care, who waits. They open nobody's chart."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import FETCH_RAISE, Func, OuterRef, Subquery

from wayhome.journey.admissions.codes import ADMITTED_STATUSES, OPEN_STATUSES, WAITING_STATUSES
from wayhome.journey.admissions.models import EpisodeOfCare, EpisodeStatusHistory
from wayhome.journey.patients import queries as patients
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.reads import record_read
from wayhome.shared.core.period import ONE_DAY, DatePeriod, local_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService

SHOWN = ("patient", "healthcare_service", "care_manager")


def get_episode(by: Actor, episode_id: UUID) -> EpisodeOfCare:
    by.require(Permission.ADMISSION_VIEW)
    return episodes().get(pk=episode_id)


def _whose(episode: EpisodeOfCare) -> UUID:
    return episode.patient_id


@record_read(Permission.ADMISSION_VIEW, "EpisodeOfCare", patient_of=_whose)
def open_episode(by: Actor, episode_id: UUID) -> EpisodeOfCare:
    """Return a stay for a page of its own."""
    return get_episode(by, episode_id)


def episodes_by_id(by: Actor, episode_ids: Iterable[UUID]) -> dict[UUID, EpisodeOfCare]:
    by.require(Permission.ADMISSION_VIEW)
    return episodes().in_bulk([*episode_ids])


def open_episodes_of(by: Actor, patient_id: UUID) -> QuerySet[EpisodeOfCare]:
    """Return the person's stays that aren't over, the admitted ones first."""
    by.require(Permission.ADMISSION_VIEW)
    return _open_of(patients.ids_of_person(by, patient_id))


def own_open_episodes(by: Actor) -> QuerySet[EpisodeOfCare]:
    """Return the open stays of the client who is signed in."""
    by.require(Permission.OWN_RECORD_VIEW)
    return _open_of(patients.ids_of_person(by, by.patient_id) if by.patient_id else ())


def census(by: Actor, *, service_id: UUID | None = None) -> QuerySet[EpisodeOfCare]:
    """Return everyone in care, on hold included, by family name."""
    by.require(Permission.ADMISSION_VIEW)
    found = episodes().filter(status__in=sorted(ADMITTED_STATUSES))
    return _by_name(_at(found, service_id))


def caseload(by: Actor, practitioner_id: UUID) -> QuerySet[EpisodeOfCare]:
    """Return those in care whose primary counselor this is, by family name."""
    return census(by).filter(care_manager=practitioner_id)


def waitlist(by: Actor, *, service_id: UUID | None = None) -> QuerySet[EpisodeOfCare]:
    """Return everyone who waits, each with `waiting_since`, the longest first.

    Names are looked up once the page is known: sorting needs none of them.
    """
    by.require(Permission.ADMISSION_VIEW)
    first = EpisodeStatusHistory.objects.filter(episode=OuterRef("pk")).order_by("recorded_at")
    rows = EpisodeOfCare.objects.all().fetch_mode(FETCH_RAISE).prefetch_related(*SHOWN)
    found = _at(rows.filter(status__in=sorted(WAITING_STATUSES)), service_id)
    since = Subquery(first.values("start_date")[:1])
    return found.annotate(waiting_since=since).order_by("waiting_since", "pk")


def last_change_on(by: Actor, episode_id: UUID) -> date:
    """Return the day before which no turn of the episode can be; any can, where it has none."""
    return stands_since(by, episode_id) or date.min


def stands_since(by: Actor, episode_id: UUID) -> date | None:
    """Return the day since which the episode stands as it does.

    The actions write a stretch with every turn; a stay that came by SQL may have none.
    """
    by.require(Permission.ADMISSION_VIEW)
    rows = EpisodeStatusHistory.objects.filter(episode=episode_id)
    days = rows.order_by("-start_date").values_list("start_date", flat=True)
    return days.first() or _admission_date(episode_id)


def credential_periods(by: Actor, practitioner_id: UUID) -> tuple[DatePeriod, ...]:
    """Return when the counselor's credentials are valid, ends excluded."""
    return tuple(
        DatePeriod(held.issue_date, held.expiry_date + ONE_DAY)
        for held in accounts.credentials_of(by, [practitioner_id])
    )


def today_at(service: HealthcareService, now: datetime) -> date:
    return local_day(now, ZoneInfo(service.time_zone))


def episodes() -> QuerySet[EpisodeOfCare]:
    """Return all episodes, with what every page says of one; for this room's queries."""
    rows = EpisodeOfCare.objects.all().fetch_mode(FETCH_RAISE)
    return rows.select_related(*SHOWN)


def _admission_date(episode_id: UUID) -> date | None:
    return EpisodeOfCare.objects.values_list("admission_date", flat=True).get(pk=episode_id)


def _open_of(ids: Iterable[UUID]) -> QuerySet[EpisodeOfCare]:
    found = episodes().filter(patient__in=[*ids], status__in=sorted(OPEN_STATUSES))
    return found.order_by("status", "pk")


def _at(found: QuerySet[EpisodeOfCare], service_id: UUID | None) -> QuerySet[EpisodeOfCare]:
    return found if service_id is None else found.filter(healthcare_service=service_id)


def _by_name(found: QuerySet[EpisodeOfCare]) -> QuerySet[EpisodeOfCare]:
    """Order as the index of people's names does, so that a page of a long list reads a page."""
    family, given = (
        Func(name, function="core_sort_key")
        for name in ("patient__family_name", "patient__given_name")
    )
    return found.order_by(family, given, "patient_id", "pk")
