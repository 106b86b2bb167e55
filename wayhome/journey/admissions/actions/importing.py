"""Bulk writes of stays that another system kept: the same rules on each, one event a batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wayhome.journey.admissions.codes import (
    ADMITTED_STATUSES,
    DischargeReason,
    EpisodeObstacle,
    EpisodeStatus,
)
from wayhome.journey.admissions.models import EpisodeOfCare, EpisodeStatusHistory
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal, refusing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.placement.codes import LevelOfCare
    from wayhome.shared.audit.actor import Actor

RACES = {
    "episode_open_once_per_program": EpisodeObstacle.ALREADY_OPEN_HERE,
    "episode_external_id_once": EpisodeObstacle.ALREADY_OPEN_HERE,
}
DATED = ADMITTED_STATUSES | {EpisodeStatus.FINISHED}


class CannotImportEpisodesError(Refusal):
    """A batch of stays can't be taken over so."""


@dataclass(frozen=True, slots=True)
class NewEpisode:
    """A stay as another system kept it."""

    external_id: str
    patient_id: UUID
    healthcare_service_id: UUID
    status: EpisodeStatus
    level_of_care: LevelOfCare
    admission_date: date | None
    discharge_date: date | None
    discharge_reason: DischargeReason | None
    care_manager_id: UUID | None


def obstacles_to(episode: NewEpisode, today: date) -> tuple[EpisodeObstacle, ...]:
    """Return every reason why the stay can't be taken over."""
    ended = episode.status is EpisodeStatus.FINISHED
    admitted, left = episode.admission_date, episode.discharge_date
    checks = {
        EpisodeObstacle.DAY_MISSING: episode.status in DATED and admitted is None,
        EpisodeObstacle.REASON_MISSING: ended and (left is None or not episode.discharge_reason),
        EpisodeObstacle.DAY_IN_FUTURE: (admitted is not None and admitted > today)
        or (left is not None and left > today),
        EpisodeObstacle.DAY_BEFORE_LAST_CHANGE: admitted is not None
        and left is not None
        and left < admitted,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


@action(Permission.DATA_IMPORT)
def import_episodes(
    by: Actor, *, episodes: Sequence[NewEpisode], today: date, now: datetime
) -> list[EpisodeOfCare]:
    """Make a batch of stays, whole or not at all.

    :raises CannotImportEpisodesError: with every reason why one of them can't be
    """
    found = {obstacle for episode in episodes for obstacle in obstacles_to(episode, today)}
    if found:
        raise CannotImportEpisodesError(tuple(sorted(found)))
    made = [_made(by, episode) for episode in episodes]
    with refusing(CannotImportEpisodesError, RACES):
        EpisodeOfCare.objects.bulk_create(made)
    EpisodeStatusHistory.objects.bulk_create(
        stretch for episode in made for stretch in _history(by, episode, today, now)
    )
    return made


def _made(by: Actor, new: NewEpisode) -> EpisodeOfCare:
    ended = new.status is EpisodeStatus.FINISHED
    return EpisodeOfCare(
        organization_id=by.organization_id,
        external_id=new.external_id,
        patient_id=new.patient_id,
        healthcare_service_id=new.healthcare_service_id,
        status=new.status,
        level_of_care=new.level_of_care,
        admission_date=new.admission_date,
        discharge_date=new.discharge_date if ended else None,
        discharge_reason=(new.discharge_reason or "") if ended else "",
        care_manager_id=new.care_manager_id,
    )


def _history(
    by: Actor, episode: EpisodeOfCare, today: date, now: datetime
) -> list[EpisodeStatusHistory]:
    """Return the turns that the dates tell of: admitted on one, left on another."""
    turns = [(episode.status, episode.admission_date or today)]
    if episode.status == EpisodeStatus.FINISHED and episode.admission_date:
        turns = [
            (EpisodeStatus.ACTIVE, episode.admission_date),
            (EpisodeStatus.FINISHED, episode.discharge_date or episode.admission_date),
        ]
    return [
        EpisodeStatusHistory(
            organization_id=by.organization_id,
            episode_id=episode.pk,
            status=status,
            level_of_care=episode.level_of_care,
            start_date=day,
            recorded_at=now,
            recorded_by=by.agent_id,
        )
        for status, day in turns
    ]
