"""What every write of an episode does: lock the row, save it with a new edition, add history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from wayhome.journey.admissions.codes import EpisodeObstacle
from wayhome.journey.admissions.models import EpisodeOfCare, EpisodeStatusHistory

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.admissions.codes import EpisodeStatus
    from wayhome.journey.placement.codes import LevelOfCare
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.core.refusal import Refusal


class Terms(TypedDict, total=False):
    """What may be agreed on when a stay opens; what is left out or empty stays as it is."""

    care_manager_id: UUID | None
    level_of_care: LevelOfCare | None
    weekly_target_minutes: int | None
    inquiry_id: UUID | None
    transferred_from_id: UUID | None
    external_id: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of a stay: to which status, from which day on, why; and the time it is recorded."""

    to: EpisodeStatus
    day: date
    reason: str
    now: datetime


def locked(episode_id: UUID, edition: int | None, error: type[Refusal]) -> EpisodeOfCare:
    """Return the episode, locked; an edition of None takes it as it stands.

    :raises Refusal: the given one, when somebody changed the episode since that edition
    """
    # without its key: whoever books a place for this stay needn't wait, nor wait in a ring
    rows = EpisodeOfCare.objects.select_for_update(of=("self",), no_key=True)
    episode = rows.select_related("healthcare_service").get(pk=episode_id)
    require_edition(episode, edition, error)
    return episode


def require_edition(episode: EpisodeOfCare, edition: int | None, error: type[Refusal]) -> None:
    known = None if is_new(episode) else episode.edition
    if edition is not None and edition != known:
        raise error((EpisodeObstacle.CHANGED_MEANWHILE,))


def agree(episode: EpisodeOfCare, terms: Terms) -> None:
    """Put what is agreed on into the episode.

    :raises TypeError: for a term that there isn't
    """
    if strange := terms.keys() - Terms.__optional_keys__:
        message = f"no such terms: {sorted(strange)}"
        raise TypeError(message)
    for name, value in terms.items():
        if value:
            setattr(episode, name, value)


def save(episode: EpisodeOfCare) -> None:
    """Save under the next edition; a new one is inserted with edition 1."""
    if is_new(episode):
        episode.save(force_insert=True)
    else:
        episode.edition += 1
        episode.save(force_update=True)


def take(by: Actor, episode: EpisodeOfCare, turn: Turn) -> EpisodeOfCare:
    """Save the episode under its new status, with a stretch more in its history."""
    episode.status = turn.to
    save(episode)
    EpisodeStatusHistory.objects.create(
        organization_id=by.organization_id,
        episode_id=episode.pk,
        status=episode.status,
        level_of_care=episode.level_of_care,
        start_date=turn.day,
        reason=turn.reason.strip(),
        recorded_at=turn.now,
        recorded_by=by.agent_id,
        recorder_id=by.practitioner_id,
    )
    return episode


def is_new(episode: EpisodeOfCare) -> bool:
    return episode._state.adding  # noqa: SLF001
