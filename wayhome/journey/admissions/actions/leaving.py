"""Writes that end an episode: transfer to another program or level, discharge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.admissions import queries, rules
from wayhome.journey.admissions.actions.episodes import Terms, Turn, locked, take
from wayhome.journey.admissions.actions.opening import (
    CannotAdmitPatientError,
    admit_patient,
    open_here,
)
from wayhome.journey.admissions.codes import (
    ADMITTED_STATUSES,
    DischargeReason,
    EpisodeStatus,
)
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.admissions.codes import EpisodeObstacle
    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.placement.codes import LevelOfCare
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService


_FINISHED = EpisodeStatus.FINISHED


class CannotTransferLevelError(Refusal):
    """A person can't go on in that program or level."""


class CannotDischargePatientError(Refusal):
    """A person can't be discharged so."""


@action(Permission.ADMISSION_MANAGE)
def transfer_level(
    by: Actor,
    *,
    episode_id: UUID,
    healthcare_service_id: UUID,
    level_of_care: LevelOfCare | None = None,
    care_manager_id: UUID | None = None,
    day: date,
    reason: str = "",
    last_attended_on: date | None = None,
    edition: int | None = None,
    now: datetime,
) -> EpisodeOfCare:
    """Let the person go on at another level (the same stay) or in another program (the next one).

    :raises CannotTransferLevelError: with every reason why not
    """
    episode = locked(episode_id, edition, CannotTransferLevelError)
    target = tenancy.get_service(by, healthcare_service_id)
    turn, level = Turn(_FINISHED, day, reason, now), level_of_care or target.level_of_care
    if obstacles := _obstacles(by, episode, target, level=level, turn=turn, last=last_attended_on):
        raise CannotTransferLevelError(obstacles)
    if target.pk == episode.healthcare_service_id:
        episode.level_of_care = level
        return take(by, episode, Turn(EpisodeStatus(episode.status), day, reason, now))
    ended = _finish(by, episode, DischargeReason.TRANSFERRED, turn)
    terms = Terms(care_manager_id=care_manager_id, level_of_care=level_of_care)
    return _go_on(by, ended, target, turn, terms)


@action(Permission.ADMISSION_MANAGE)
def discharge_patient(
    by: Actor,
    *,
    episode_id: UUID,
    discharge_date: date,
    reason: DischargeReason | None,
    note: str = "",
    last_attended_on: date | None = None,
    edition: int | None = None,
    now: datetime,
) -> EpisodeOfCare:
    """End a stay; the reason is TEDS-D's. `last_attended_on` is what a later room knows.

    :raises CannotDischargePatientError: with every reason why not
    """
    episode = locked(episode_id, edition, CannotDischargePatientError)
    obstacles = rules.obstacles_to_discharging(
        status=EpisodeStatus(episode.status),
        day=discharge_date,
        last_change_on=queries.last_change_on(by, episode.pk),
        today=queries.today_at(episode.healthcare_service, now),
        reason=reason,
        last_attended_on=last_attended_on,
    )
    if obstacles or reason is None:
        raise CannotDischargePatientError(obstacles)
    return _finish(by, episode, reason, Turn(_FINISHED, discharge_date, note, now))


def _obstacles(
    by: Actor,
    episode: EpisodeOfCare,
    target: HealthcareService,
    *,
    level: str,
    turn: Turn,
    last: date | None,
) -> tuple[EpisodeObstacle, ...]:
    is_here = target.pk == episode.healthcare_service_id
    there = None if is_here else open_here(episode.patient_id, target.pk)
    return rules.obstacles_to_transferring(
        status=EpisodeStatus(episode.status),
        day=turn.day,
        last_change_on=queries.last_change_on(by, episode.pk),
        today=queries.today_at(episode.healthcare_service, turn.now),
        same_program=is_here and level == episode.level_of_care,
        has_open_episode_there=there is not None and there.status in ADMITTED_STATUSES,
        target_is_open=target.is_active,
        last_attended_on=None if is_here else last,
    )


def _go_on(
    by: Actor, ended: EpisodeOfCare, target: HealthcareService, turn: Turn, terms: Terms
) -> EpisodeOfCare:
    """Open the stay that follows one that ended as transferred (TEDS-D), on the same day.

    :raises CannotTransferLevelError: with every reason why not
    """
    terms["transferred_from_id"] = ended.pk
    try:
        return admit_patient(
            by,
            patient_id=ended.patient_id,
            healthcare_service_id=target.pk,
            admission_date=turn.day,
            now=turn.now,
            **terms,
        )
    except CannotAdmitPatientError as refusal:
        raise CannotTransferLevelError(refusal.obstacles) from refusal


def _finish(
    by: Actor, episode: EpisodeOfCare, reason: DischargeReason, turn: Turn
) -> EpisodeOfCare:
    episode.discharge_date, episode.discharge_reason = turn.day, reason
    return take(by, episode, turn)
