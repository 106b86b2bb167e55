"""Reads of a client's story: the sessions they came to or missed and the notes, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import FETCH_RAISE

from wayhome.journey.encounters.models import LIVE, Encounter, ProgressNote
from wayhome.journey.patients import queries as patients
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.reads import chart_read

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


@chart_read(Permission.ATTENDANCE_VIEW)
def attendance_of(
    by: Actor, patient_id: UUID, *, before: datetime | None = None, limit: int = 50
) -> tuple[Encounter, ...]:
    """Return what was recorded of sessions that began before a moment, if one is given."""
    own = patients.ids_of_person(by, patient_id)
    found = Encounter.objects.all().fetch_mode(FETCH_RAISE).filter(LIVE, patient__in=own)
    if before is not None:
        found = found.filter(appointment__period_start__lt=before)
    sessions = found.select_related("group_session__facilitator", "appointment")
    return tuple(sessions.order_by("-appointment__period_start", "-pk")[:limit])


@chart_read(Permission.NOTE_READ)
def notes_of(
    by: Actor, patient_id: UUID, *, before: datetime | None = None, limit: int = 50
) -> tuple[ProgressNote, ...]:
    """Return the notes signed before a moment, in error or not, without their texts."""
    own = patients.ids_of_person(by, patient_id)
    found = ProgressNote.objects.all().fetch_mode(FETCH_RAISE).filter(patient__in=own)
    if before is not None:
        found = found.filter(signed_at__lt=before)
    notes = found.select_related("author", "group_session")
    light = notes.defer("shared_text", "individual_text")
    return tuple(light.order_by("-signed_at", "-pk")[:limit])
