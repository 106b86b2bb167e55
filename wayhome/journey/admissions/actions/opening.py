"""Writes that open an episode: put someone on the waiting list, admit someone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from wayhome.journey.admissions import queries, rules
from wayhome.journey.admissions.actions.episodes import (
    Terms,
    Turn,
    agree,
    is_new,
    require_edition,
    take,
)
from wayhome.journey.admissions.codes import (
    OPEN_STATUSES,
    WAITING_STATUSES,
    EpisodeObstacle,
    EpisodeStatus,
)
from wayhome.journey.admissions.models import EpisodeOfCare
from wayhome.journey.patients import queries as patients
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal, refusing
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.placement.codes import LevelOfCare
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService

OPEN_ONCE = {
    "episode_open_once_per_program": EpisodeObstacle.ALREADY_OPEN_HERE,
    "episode_external_id_once": EpisodeObstacle.EXTERNAL_ID_TAKEN,
}


class CannotPlaceOnWaitlistError(Refusal):
    """A person can't be put on the waiting list."""


class CannotAdmitPatientError(Refusal):
    """A person can't be admitted."""


@action(Permission.ADMISSION_MANAGE)
def place_on_waitlist(
    by: Actor,
    *,
    patient_id: UUID,
    healthcare_service_id: UUID,
    waiting_since: date,
    now: datetime,
    **terms: Unpack[Terms],
) -> EpisodeOfCare:
    """Put someone on a program's waiting list; without a level it is the program's own.

    :raises CannotPlaceOnWaitlistError: with every reason why not
    """
    service = tenancy.get_service(by, healthcare_service_id)
    obstacles = _obstacles_to_waiting(by, patient_id, service, waiting_since, now)
    if obstacles:
        raise CannotPlaceOnWaitlistError(obstacles)
    episode = _new(by, patient_id, service)
    agree(episode, terms)
    with refusing(CannotPlaceOnWaitlistError, OPEN_ONCE):
        return take(by, episode, Turn(EpisodeStatus.WAITLIST, waiting_since, "", now))


@action(Permission.ADMISSION_MANAGE)
def admit_patient(
    by: Actor,
    *,
    patient_id: UUID,
    healthcare_service_id: UUID,
    admission_date: date,
    edition: int | None = None,
    now: datetime,
    **terms: Unpack[Terms],
) -> EpisodeOfCare:
    """Admit someone; whoever waits for this program already is admitted from its list.

    Without a level it is the list's or else the program's; with an edition someone must wait
    under that edition.

    :raises CannotAdmitPatientError: with every reason why not
    """
    service = tenancy.get_service(by, healthcare_service_id)
    episode = open_here(patient_id, healthcare_service_id) or _new(by, patient_id, service)
    require_edition(episode, edition, CannotAdmitPatientError)
    if obstacles := _obstacles(by, episode, terms.get("care_manager_id"), admission_date, now):
        raise CannotAdmitPatientError(obstacles)
    agree(episode, terms)
    episode.admission_date = admission_date
    with refusing(CannotAdmitPatientError, OPEN_ONCE):
        return take(by, episode, Turn(EpisodeStatus.ACTIVE, admission_date, "", now))


@action(Permission.ADMISSION_MANAGE)
def admit_from_waitlist(
    by: Actor,
    *,
    episode_id: UUID,
    admission_date: date,
    care_manager_id: UUID | None = None,
    level_of_care: LevelOfCare | None = None,
    edition: int | None = None,
    now: datetime,
) -> EpisodeOfCare:
    """Admit someone who waits.

    :raises CannotAdmitPatientError: with every reason why not
    """
    episode = queries.get_episode(by, episode_id)
    if episode.status not in WAITING_STATUSES:
        raise CannotAdmitPatientError((EpisodeObstacle.TRANSITION_NOT_ALLOWED,))
    return admit_patient(
        by,
        patient_id=episode.patient_id,
        healthcare_service_id=episode.healthcare_service_id,
        admission_date=admission_date,
        care_manager_id=care_manager_id,
        level_of_care=level_of_care,
        edition=edition or episode.edition,
        now=now,
    )


def open_here(patient_id: UUID, healthcare_service_id: UUID) -> EpisodeOfCare | None:
    """Return the person's open stay in this program, locked."""
    rows = EpisodeOfCare.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    return (
        rows.select_related("healthcare_service")
        .filter(
            patient=patient_id,
            healthcare_service=healthcare_service_id,
            status__in=sorted(OPEN_STATUSES),
        )
        .first()
    )


def _obstacles_to_waiting(
    by: Actor, patient_id: UUID, service: HealthcareService, since: date, now: datetime
) -> tuple[EpisodeObstacle, ...]:
    obstacles = rules.obstacles_to_opening(
        has_open_episode_here=open_here(patient_id, service.pk) is not None,
        program_is_open=service.is_active,
        record_is_replaced=patients.ids_of_person(by, patient_id)[0] != patient_id,
    )
    if since > queries.today_at(service, now):
        return (*obstacles, EpisodeObstacle.DAY_IN_FUTURE)
    return obstacles


def _new(by: Actor, patient_id: UUID, service: HealthcareService) -> EpisodeOfCare:
    return EpisodeOfCare(
        organization_id=by.organization_id,
        patient_id=patient_id,
        healthcare_service=service,
        status=EpisodeStatus.PLANNED,
        level_of_care=service.level_of_care,
    )


def _obstacles(
    by: Actor, episode: EpisodeOfCare, care_manager_id: UUID | None, day: date, now: datetime
) -> tuple[EpisodeObstacle, ...]:
    if episode.status not in WAITING_STATUSES:
        return (EpisodeObstacle.ALREADY_OPEN_HERE,)
    periods = queries.credential_periods(by, care_manager_id) if care_manager_id else None
    patient_id = episode.patient_id
    return rules.obstacles_to_admitting(
        status=EpisodeStatus(episode.status),
        day=day,
        last_change_on=day if is_new(episode) else queries.last_change_on(by, episode.pk),
        today=queries.today_at(episode.healthcare_service, now),
        program_is_open=episode.healthcare_service.is_active,
        record_is_replaced=patients.ids_of_person(by, patient_id)[0] != patient_id,
        counselor_credentials=periods,
    )
