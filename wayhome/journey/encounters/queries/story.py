"""Reads of a client's story: the sessions they came to or missed and the notes, newest first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db.models import FETCH_RAISE

from wayhome.journey.encounters.models import LIVE, Encounter, ProgressNote
from wayhome.journey.patients import queries as patients
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.reads import chart_read
from wayhome.shared.core.prepared import Prepared, any_of, given_ids, given_moment

if TYPE_CHECKING:
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


ON_A_PAGE = 30
ALWAYS = datetime.max.replace(tzinfo=UTC)
_THEIRS = any_of("patient_id", given_ids("patients"))
_SHOWN = (
    "group_session__title",
    "group_session__facilitator__given_name",
    "group_session__facilitator__family_name",
)
_AUTHOR = ("author__given_name", "author__family_name")
_ATTENDANCE = Prepared(
    lambda: (
        Encounter.objects.all()
        .fetch_mode(FETCH_RAISE)
        .filter(LIVE, _THEIRS, appointment__period_start__lt=given_moment("before"))
        .select_related("group_session__facilitator", "appointment")
        .only(*_SHOWN, "appointment__period_start", "attendance", "minutes", "reason")
        .order_by("-appointment__period_start", "-pk")[: ON_A_PAGE + 1]
    )
)
_NOTES = Prepared(
    lambda: (
        ProgressNote.objects.all()
        .fetch_mode(FETCH_RAISE)
        .filter(_THEIRS, signed_at__lt=given_moment("before"))
        .select_related("author", "group_session")
        .only(*_AUTHOR, "group_session__title", "patient", "signed_at", "status")
        .order_by("-signed_at", "-pk")[: ON_A_PAGE + 1]
    )
)


@chart_read(Permission.ATTENDANCE_VIEW)
def attendance_of(
    by: Actor, patient_id: UUID, *, before: datetime | None = None
) -> tuple[Encounter, ...]:
    """Return what was recorded of sessions that began before a moment, if one is given.

    A page of them, and one more that tells whether there is another.
    """
    own = patients.ids_of_person(by, patient_id)
    return tuple(_ATTENDANCE.rows(patients=[*own], before=before or ALWAYS))


@chart_read(Permission.NOTE_READ)
def notes_of(
    by: Actor, patient_id: UUID, *, before: datetime | None = None
) -> tuple[ProgressNote, ...]:
    """Return as many notes signed before a moment, in error or not, without their texts."""
    own = patients.ids_of_person(by, patient_id)
    return tuple(_NOTES.rows(patients=[*own], before=before or ALWAYS))
