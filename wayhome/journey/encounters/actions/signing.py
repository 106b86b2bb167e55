"""Signing a group's notes: one signature seals a separate note for each attendee."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, cast

from wayhome.journey.encounters import labels, rules
from wayhome.journey.encounters.actions.drafts import save_draft, save_draft_line
from wayhome.journey.encounters.actions.signature import (
    Signature,
    credential_today,
    credential_words,
)
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
from wayhome.journey.scheduling.codes import SessionStatus
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.period import Period
from wayhome.shared.core.refusal import Refusal, refusing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from wayhome.journey.encounters.queries.notes import GroupNote, GroupNoteLine
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
    # Whoever signs or types waits here, so that a text can't change under the signature.
    [*NoteDraft.objects.select_for_update(of=("self",)).filter(group_session=group_session_id)]
    before = queries.get_group_note(by, group_session_id)
    changed = _keep(by, before, shared, lines, now)
    group_note = queries.get_group_note(by, group_session_id)
    credential = credential_today(by, now, group_note.session.healthcare_service_id)
    credential = _check(group_note, credential, changed, now)
    signature = _signature(by, group_note, credential, now)
    notes = [_sealed(group_note, line, signature) for line in group_note.to_sign]
    with refusing(CannotSignNotesError, RACES):
        ProgressNote.objects.bulk_create(notes)
    _finish(group_note)
    return notes


def _keep(
    by: Actor,
    group_note: GroupNote,
    shared: Typed | None,
    lines: Mapping[UUID, Typed],
    now: datetime,
) -> frozenset[UUID | None]:
    """Keep what was typed and not saved yet; return what someone else changed (None: shared)."""
    changed: set[UUID | None] = set()
    stored = group_note.draft.shared_text if group_note.draft else ""
    if shared and _keep_one(shared, group_note.edition, stored):
        save_draft(
            by,
            group_session_id=group_note.session.pk,
            edition=shared.edition,
            shared_text=shared.text,
            now=now,
        )
    elif shared and shared.edition != group_note.edition:
        changed.add(None)
    for line in group_note.to_sign:
        typed = lines.get(line.id)
        if typed and _keep_one(typed, line.edition, line.text):
            save_draft_line(
                by, appointment_id=line.id, edition=typed.edition, text=typed.text, now=now
            )
        elif typed and typed.edition != line.edition:
            changed.add(line.id)
    return frozenset(changed)


def _keep_one(typed: Typed, edition: int, stored: str) -> bool:
    return typed.edition == edition and typed.text != stored


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


def _signature(
    by: Actor, group_note: GroupNote, credential: Credential, now: datetime
) -> Signature:
    return Signature(
        author=accounts.get_practitioner(by, credential.practitioner_id),
        credential=credential_words(credential),
        at=now,
        within=queries.sign_within(by, group_note.session),
    )


def _sealed(group_note: GroupNote, line: GroupNoteLine, signature: Signature) -> ProgressNote:
    # who is to be noted came, and who came has times: the table holds it
    encounter = cast("Encounter", line.encounter)
    note = ProgressNote(
        organization_id=encounter.organization_id,
        encounter_id=encounter.pk,
        group_session_id=encounter.group_session_id,
        patient_id=encounter.patient_id,
        episode_id=encounter.episode_id,
        attendees_count=sum(each.came for each in group_note.lines),
        service_start=cast("datetime", encounter.arrived_at),
        service_end=cast("datetime", encounter.left_at),
        minutes=encounter.minutes,
        signed_at=signature.at,
        author_id=signature.author.pk,
        author_credential=signature.credential,
    )
    _write(note, group_note, line)
    _sign(note, group_note, signature)
    return note


def _write(note: ProgressNote, group_note: GroupNote, line: GroupNoteLine) -> None:
    note.template = group_note.template
    note.shared_text = group_note.draft.shared_text if group_note.draft else ""
    note.individual_text = line.text
    note.confirmed_words = _confirmed(group_note, line)


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


def _confirmed(group_note: GroupNote, line: GroupNoteLine) -> list[str]:
    shared = group_note.draft.confirmed_words if group_note.draft else []
    own = line.draft.confirmed_words if line.draft else []
    return sorted({*shared, *own})


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
