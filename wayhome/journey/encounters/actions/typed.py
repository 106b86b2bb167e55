"""Writes of a whole page of typed text at once: what a browser holds and the server doesn't yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.encounters import rules
from wayhome.journey.encounters.actions.drafts import (
    CannotSaveDraftError,
    save_draft,
    save_draft_line,
)
from wayhome.journey.encounters.codes import DraftObstacle
from wayhome.journey.encounters.models import NoteDraft
from wayhome.journey.encounters.queries import notes as queries
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from wayhome.journey.encounters.queries.notes import GroupNote, GroupNoteLine
    from wayhome.journey.encounters.rules import Typed
    from wayhome.shared.audit.actor import Actor


@action(Permission.NOTE_WRITE, records_itself=True)
def save_typed(
    by: Actor,
    *,
    group_session_id: UUID,
    shared: Typed | None,
    lines: Mapping[UUID, Typed],
    now: datetime,
) -> int:
    """Keep the shared part and every line as typed, or nothing; return how many lines were sent.

    :raises CannotSaveDraftError: with every reason why not
    """
    keep_typed(by, group_session_id, shared=shared, lines=lines, now=now)
    kept = queries.get_group_note(by, group_session_id, shared=shared, typed=lines)
    if obstacles := _obstacles(kept):
        raise CannotSaveDraftError(obstacles)
    return len(lines)


def keep_typed(
    by: Actor,
    group_session_id: UUID,
    *,
    shared: Typed | None,
    lines: Mapping[UUID, Typed],
    now: datetime,
) -> frozenset[UUID | None]:
    """Keep what isn't kept yet; return what someone else changed (None: the shared part)."""
    # Whoever signs or types waits here, so that a text can't change under the signature.
    [*NoteDraft.objects.select_for_update(of=("self",)).filter(group_session=group_session_id)]
    group_note = queries.get_group_note(by, group_session_id)
    changed: set[UUID | None] = set()
    if shared and group_note.is_open and not _keep_shared(by, group_note, shared, now):
        changed.add(None)
    for line in group_note.to_sign:
        if line.id in lines and not _keep_line(by, line, lines[line.id], now):
            changed.add(line.id)
    return frozenset(changed)


def _keep_shared(by: Actor, group_note: GroupNote, typed: Typed, now: datetime) -> bool:
    """Keep the shared part if it is new; return whether nobody else changed it."""
    if typed.edition == group_note.edition and typed.text != group_note.stored:
        save_draft(
            by,
            group_session_id=group_note.session.pk,
            edition=typed.edition,
            shared_text=typed.text,
            now=now,
        )
    return typed.edition == group_note.edition


def _keep_line(by: Actor, line: GroupNoteLine, typed: Typed, now: datetime) -> bool:
    if typed.edition == line.edition and typed.text != line.stored:
        save_draft_line(by, appointment_id=line.id, edition=typed.edition, text=typed.text, now=now)
    return typed.edition == line.edition


def _obstacles(kept: GroupNote) -> tuple[DraftObstacle, ...]:
    """Return every reason why what was typed couldn't be kept."""
    lost = [line for line in kept.lines if line.left_over]
    is_signed = any(line.note for line in kept.lines)
    checks = {
        DraftObstacle.EDITION_CHANGED: _is_overtaken(kept),
        DraftObstacle.ALREADY_SIGNED: any(line.note for line in lost)
        or (bool(kept.left_over) and is_signed),
        DraftObstacle.NOT_THERE: any(not line.note for line in lost)
        or (bool(kept.left_over) and not is_signed),
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def _is_overtaken(kept: GroupNote) -> bool:
    of_shared = kept.is_open and rules.is_overtaken(kept.typed, kept.edition, kept.stored)
    return of_shared or any(
        rules.is_overtaken(line.typed, line.edition, line.stored) for line in kept.to_sign
    )
