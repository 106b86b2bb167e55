"""What a note will be once it is signed: drawn up from the draft, for the signer and the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.core.exceptions import ObjectDoesNotExist

from wayhome.journey.encounters.models import ProgressNote
from wayhome.journey.encounters.queries import notes
from wayhome.journey.encounters.queries.signers import credential_today, signature_with
from wayhome.shared.audit.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from wayhome.journey.encounters.models import Encounter
    from wayhome.journey.encounters.queries.notes import GroupNote, GroupNoteLine
    from wayhome.journey.encounters.queries.signers import Signature
    from wayhome.journey.encounters.rules import Typed
    from wayhome.journey.scheduling.models import GroupSession
    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class NotePreview:
    """One client's note as it will stand in their chart, and who would sign it now."""

    session: GroupSession
    line: GroupNoteLine
    note: ProgressNote
    signature: Signature | None


def get_preview(
    by: Actor,
    session_id: UUID,
    appointment_id: UUID,
    *,
    shared: Typed | None = None,
    typed: Mapping[UUID, Typed] | None = None,
    now: datetime,
) -> NotePreview:
    """Return the note that a signature would seal for this place.

    :raises ObjectDoesNotExist: when there is no such place, or no note of it is to be signed
    """
    by.require(Permission.NOTE_WRITE)
    group_note = notes.get_group_note(by, session_id, shared=shared, typed=typed)
    line = group_note.line(appointment_id)
    if not line.is_open:
        raise ObjectDoesNotExist
    session = group_note.session
    credential = credential_today(by, now, session.healthcare_service_id)
    signature = signature_with(by, credential, session, now=now) if credential else None
    return NotePreview(session, line, drawn_up(group_note, line), signature)


def drawn_up(group_note: GroupNote, line: GroupNoteLine) -> ProgressNote:
    """Return the note with all that it will hold but the signature; nothing is saved.

    Only what this one chart may hold goes in: the shared part, the client's own text and times.
    """
    # who is to be noted came, and who came has times: the table holds it
    encounter = cast("Encounter", line.encounter)
    return ProgressNote(
        organization_id=encounter.organization_id,
        encounter_id=encounter.pk,
        group_session_id=encounter.group_session_id,
        patient_id=encounter.patient_id,
        episode_id=encounter.episode_id,
        template=group_note.template,
        shared_text=group_note.text,
        individual_text=line.text,
        attendees_count=sum(each.came for each in group_note.lines),
        service_start=cast("datetime", encounter.arrived_at),
        service_end=cast("datetime", encounter.left_at),
        minutes=encounter.minutes,
        confirmed_words=_confirmed(group_note, line),
    )


def _confirmed(group_note: GroupNote, line: GroupNoteLine) -> list[str]:
    shared = group_note.draft.confirmed_words if group_note.draft else []
    own = line.draft.confirmed_words if line.draft else []
    return sorted({*shared, *own})
