"""Reads of a sealed note, with its addenda."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import FETCH_RAISE

from wayhome.journey.encounters.models import NoteAddendum, ProgressNote
from wayhome.journey.encounters.queries.notes import name_of
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.reads import chart_read

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class SealedNote:
    """A sealed note with its addenda."""

    note: ProgressNote
    addenda: tuple[NoteAddendum, ...]

    @property
    def name(self) -> str:
        return name_of(self.note.patient)


@chart_read(Permission.NOTE_READ)
def read_note(_by: Actor, patient_id: UUID, note_id: UUID) -> SealedNote:
    note = _notes().get(pk=note_id, patient=patient_id)
    addenda = NoteAddendum.objects.select_related("author").filter(note=note_id)
    return SealedNote(note, tuple(addenda.order_by("signed_at", "pk")))


def get_note(by: Actor, note_id: UUID) -> ProgressNote:
    """Return a note to act on; to read one, see `read_note`."""
    by.require(Permission.NOTE_READ)
    return _notes().get(pk=note_id)


def _notes() -> QuerySet[ProgressNote]:
    return (
        ProgressNote.objects.all()
        .fetch_mode(FETCH_RAISE)
        .select_related("author", "cosigner", "group_session__healthcare_service", "patient")
    )
