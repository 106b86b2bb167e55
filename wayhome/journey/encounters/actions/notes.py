"""Writes of sealed notes: a supervisor's signature, and corrections as addenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.encounters import rules
from wayhome.journey.encounters.codes import AddendumObstacle, CosigningObstacle, NoteStatus
from wayhome.journey.encounters.models import NoteAddendum, ProgressNote
from wayhome.journey.encounters.queries import notes as queries
from wayhome.journey.encounters.queries import sealed
from wayhome.journey.encounters.queries.signers import credential_today, credential_words
from wayhome.journey.scheduling import queries as schedule
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


class CannotCosignNoteError(Refusal):
    """A note can't be co-signed."""


class CannotAddAddendumError(Refusal):
    """An addendum can't be added."""


@action(Permission.NOTE_COSIGN)
def cosign_note(by: Actor, *, note_id: UUID, now: datetime) -> ProgressNote:
    """Put a supervisor's signature under someone's note.

    :raises CannotCosignNoteError: with every reason why not
    """
    notes = ProgressNote.objects.select_for_update(of=("self",)).select_related("group_session")
    note = notes.get(pk=note_id)
    credential = credential_today(by, now, note.group_session.healthcare_service_id)
    obstacles = rules.obstacles_to_cosigning(
        status=NoteStatus(note.status),
        signed_by=note.author_id,
        cosigner=by.practitioner_id or by.agent_id,
        credential_is_valid=credential is not None,
    )
    if obstacles or credential is None:
        raise CannotCosignNoteError(obstacles or (CosigningObstacle.CREDENTIAL_NOT_VALID,))
    note.status = NoteStatus.COSIGNED
    note.cosigner_id = by.practitioner_id
    note.cosigner_credential = credential_words(credential)
    note.cosigned_at = now
    note.save(update_fields=["status", "cosigner", "cosigner_credential", "cosigned_at"])
    return note


@action(Permission.NOTE_WRITE)
def add_addendum(by: Actor, *, note_id: UUID, text: str, now: datetime) -> NoteAddendum:
    """Add a signed correction beside a sealed note.

    :raises CannotAddAddendumError: with every reason why not
    """
    note = sealed.get_note(by, note_id)
    roster = [place.patient for place in schedule.roster_of(by, note.group_session_id)]
    found = rules.names_of_others(text, queries.member_names(by, roster), note.patient_id)
    obstacles = rules.obstacles_to_adding_addendum(
        text=text, status=NoteStatus(note.status), names_others=bool(found)
    )
    credential = credential_today(by, now, note.group_session.healthcare_service_id)
    if credential is None:
        obstacles = (*obstacles, AddendumObstacle.CREDENTIAL_NOT_VALID)
    if obstacles or credential is None or by.practitioner_id is None:
        raise CannotAddAddendumError(obstacles)
    return NoteAddendum.objects.create(
        organization_id=by.organization_id,
        note_id=note.pk,
        text=text.strip(),
        author_id=by.practitioner_id,
        author_credential=credential_words(credential),
        signed_at=now,
    )
