"""Signing a group's notes: one signature seals a separate note for each attendee."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from wayhome.journey.encounters import labels, rules
from wayhome.journey.encounters.actions.typed import keep_typed
from wayhome.journey.encounters.codes import (
    SECTIONS,
    EncounterStatus,
    SigningObstacle,
)
from wayhome.journey.encounters.models import (
    Encounter,
    NoteDraft,
    NoteDraftLine,
    ProgressNote,
)
from wayhome.journey.encounters.queries import notes as queries
from wayhome.journey.encounters.queries import preview
from wayhome.journey.encounters.queries.signers import credential_today, signature_with
from wayhome.journey.scheduling.codes import SessionStatus
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.period import Period
from wayhome.shared.core.refusal import Refusal, refusing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from wayhome.journey.encounters.queries.notes import GroupNote, GroupNoteLine
    from wayhome.journey.encounters.queries.signers import Signature
    from wayhome.journey.encounters.rules import SigningProblem, Typed
    from wayhome.shared.accounts.models import Credential
    from wayhome.shared.audit.actor import Actor

RACES = {"progress_note_once_per_encounter": SigningObstacle.ALREADY_SIGNED}


class CannotSignNotesError(Refusal):
    """These notes can't be signed; `problems` say which line has which obstacle."""

    def __init__(
        self,
        obstacles: tuple[SigningObstacle, ...],
        problems: tuple[SigningProblem, ...] = (),
    ) -> None:
        super().__init__(obstacles)
        self.problems = problems


@action(Permission.NOTE_WRITE)
def sign_notes(
    by: Actor,
    *,
    group_session_id: UUID,
    shared: Typed | None,
    lines: Mapping[UUID, Typed],
    now: datetime,
) -> Sequence[ProgressNote]:
    """Seal a note for each attendee who has none yet, with one signature.

    `shared` and `lines` are what the signer saw or typed: what isn't kept yet is kept first, and
    what someone else changed since isn't signed.

    :raises CannotSignNotesError: with every reason why not
    """
    changed = keep_typed(by, group_session_id, shared=shared, lines=lines, now=now)
    _lock_attendance(group_session_id)
    group_note = queries.get_group_note(by, group_session_id)
    credential = credential_today(by, now, group_note.session.healthcare_service_id)
    credential = _check(group_note, credential, changed, now)
    signature = signature_with(by, credential, group_note.session, now=now)
    notes = [_sealed(group_note, line, signature) for line in group_note.to_sign]
    with refusing(CannotSignNotesError, RACES):
        ProgressNote.objects.bulk_create(notes)
    _finish(group_note)
    return notes


def _lock_attendance(group_session_id: UUID) -> None:
    """Let nobody correct or undo what is about to be signed; whoever is at it is waited for."""
    encounters = Encounter.objects.filter(group_session=group_session_id).order_by("pk")
    list(encounters.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))


def _check(
    group_note: GroupNote,
    credential: Credential | None,
    changed: frozenset[UUID | None],
    now: datetime,
) -> Credential:
    """Return the credential to sign with.

    :raises CannotSignNotesError: with every reason why not
    """
    session = group_note.session
    headings = [str(labels.NOTE_SECTION[part]) for part in SECTIONS[group_note.template]]
    lines = [
        queries.as_note_line(line, is_changed=line.id in changed, headings=headings)
        for line in group_note.lines
    ]
    problems = rules.obstacles_to_signing(
        lines,
        session=Period(session.period_start, session.period_end),
        session_is_cancelled=session.status == SessionStatus.CANCELLED,
        shared_is_changed=None in changed,
        credential_is_valid=credential is not None,
        now=now,
    )
    if group_note.found:
        problems = (rules.SigningProblem(SigningObstacle.NAMES_SOMEONE_ELSE), *problems)
    if problems or credential is None:
        raise CannotSignNotesError(tuple(dict.fromkeys(p.obstacle for p in problems)), problems)
    return credential


def _sealed(group_note: GroupNote, line: GroupNoteLine, signature: Signature) -> ProgressNote:
    note = preview.drawn_up(group_note, line)
    note.author_id, note.author_credential = signature.author.pk, signature.credential
    note.signed_at = signature.at
    _sign(note, group_note, signature)
    return note


def _sign(note: ProgressNote, group_note: GroupNote, signature: Signature) -> None:
    note.is_late = rules.note_is_late(
        session_end=group_note.session.period_end,
        signed_at=signature.at,
        now=signature.at,
        sign_within=signature.within,
    )
    note.status = rules.note_status_after_signing(
        needs_cosignature=signature.author.needs_cosignature
    )
    note.content_sha256 = _digest(note)


def _finish(group_note: GroupNote) -> None:
    """Close the encounters, and remove the drafts that have become notes."""
    sealed = [line.encounter.pk for line in group_note.to_sign if line.encounter]
    Encounter.objects.filter(pk__in=sealed).update(status=EncounterStatus.FINISHED)
    NoteDraftLine.objects.filter(draft__group_session=group_note.session.pk).delete()
    NoteDraft.objects.filter(group_session=group_note.session.pk).delete()


def _digest(note: ProgressNote) -> str:
    """Return what changes when any part of the signed content does."""
    content = {
        "encounter": str(note.encounter_id),
        "shared": note.shared_text,
        "individual": note.individual_text,
        "start": note.service_start.isoformat(),
        "end": note.service_end.isoformat(),
        "author": str(note.author_id),
        "credential": note.author_credential,
        "signed_at": note.signed_at.isoformat(),
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
