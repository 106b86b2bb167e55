"""Writes of an open episode: pause and resume, take off the list, change, call it a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.admissions import queries, rules
from wayhome.journey.admissions.actions.episodes import Turn, locked, save, take
from wayhome.journey.admissions.codes import EpisodeStatus
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.shared.audit.actor import Actor


class CannotPutOnHoldError(Refusal):
    """A stay can't be paused."""


class CannotResumeError(Refusal):
    """A stay can't go on."""


class CannotCancelWaitError(Refusal):
    """A person can't be taken off the waiting list."""


class CannotMarkEnteredInErrorError(Refusal):
    """A stay can't be called a mistake."""


class CannotChangeEpisodeError(Refusal):
    """A stay's counselor or target can't be changed so."""


@action(Permission.ADMISSION_MANAGE)
def put_on_hold(
    by: Actor,
    *,
    episode_id: UUID,
    day: date,
    reason: str,
    edition: int | None = None,
    now: datetime,
) -> EpisodeOfCare:
    """Pause a stay: no hours are asked of the person meanwhile.

    :raises CannotPutOnHoldError: with every reason why not
    """
    episode = locked(episode_id, edition, CannotPutOnHoldError)
    turn = Turn(EpisodeStatus.ONHOLD, day, reason, now)
    _require(by, episode, turn, CannotPutOnHoldError)
    return take(by, episode, turn)


@action(Permission.ADMISSION_MANAGE)
def resume(
    by: Actor,
    *,
    episode_id: UUID,
    day: date,
    reason: str = "",
    edition: int | None = None,
    now: datetime,
) -> EpisodeOfCare:
    """Let a paused stay go on.

    :raises CannotResumeError: with every reason why not
    """
    episode = locked(episode_id, edition, CannotResumeError)
    obstacles = rules.obstacles_to_resuming(
        status=EpisodeStatus(episode.status),
        day=day,
        last_change_on=queries.last_change_on(by, episode.pk),
        today=queries.today_at(episode.healthcare_service, now),
    )
    if obstacles:
        raise CannotResumeError(obstacles)
    return take(by, episode, Turn(EpisodeStatus.ACTIVE, day, reason, now))


@action(Permission.ADMISSION_MANAGE)
def cancel_wait(
    by: Actor,
    *,
    episode_id: UUID,
    day: date,
    reason: str,
    edition: int | None = None,
    now: datetime,
) -> EpisodeOfCare:
    """Take someone off the waiting list.

    :raises CannotCancelWaitError: with every reason why not
    """
    episode = locked(episode_id, edition, CannotCancelWaitError)
    turn = Turn(EpisodeStatus.CANCELLED, day, reason, now)
    _require(by, episode, turn, CannotCancelWaitError)
    return take(by, episode, turn)


@action(Permission.ADMISSION_MANAGE)
def mark_entered_in_error(
    by: Actor,
    *,
    episode_id: UUID,
    reason: str,
    edition: int | None = None,
    now: datetime,
) -> EpisodeOfCare:
    """Call a stay a mistake: it stays readable and counts no longer.

    :raises CannotMarkEnteredInErrorError: with every reason why not
    """
    episode = locked(episode_id, edition, CannotMarkEnteredInErrorError)
    today = queries.today_at(episode.healthcare_service, now)
    turn = Turn(EpisodeStatus.ENTERED_IN_ERROR, today, reason, now)
    _require(by, episode, turn, CannotMarkEnteredInErrorError)
    return take(by, episode, turn)


@action(Permission.ADMISSION_MANAGE)
def change_episode(
    by: Actor,
    *,
    episode_id: UUID,
    care_manager_id: UUID | None,
    weekly_target_minutes: int | None = None,
    edition: int | None = None,
    now: datetime,
) -> EpisodeOfCare:
    """Give an open stay another primary counselor or a weekly target of its own.

    :raises CannotChangeEpisodeError: with the reason why not
    """
    episode = locked(episode_id, edition, CannotChangeEpisodeError)
    periods = queries.credential_periods(by, care_manager_id) if care_manager_id else None
    obstacles = rules.obstacles_to_changing(
        status=EpisodeStatus(episode.status),
        today=queries.today_at(episode.healthcare_service, now),
        counselor_credentials=periods,
    )
    if obstacles:
        raise CannotChangeEpisodeError(obstacles)
    episode.care_manager_id = care_manager_id
    episode.weekly_target_minutes = weekly_target_minutes
    save(episode)
    return episode


def _require(by: Actor, episode: EpisodeOfCare, turn: Turn, error: type[Refusal]) -> None:
    obstacles = rules.obstacles_to_changing_status(
        status=EpisodeStatus(episode.status),
        to=turn.to,
        day=turn.day,
        last_change_on=queries.last_change_on(by, episode.pk),
        today=queries.today_at(episode.healthcare_service, turn.now),
        reason=turn.reason,
    )
    if obstacles:
        raise error(obstacles)
