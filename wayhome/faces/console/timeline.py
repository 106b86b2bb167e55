"""The story of one person as one timeline: sessions, notes, turns of their stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wayhome.journey.admissions import labels as admission_labels
from wayhome.journey.admissions.codes import EpisodeStatus
from wayhome.journey.encounters.codes import AttendanceKind, NoteStatus
from wayhome.journey.encounters.labels import ATTENDANCE, ATTENDANCE_TONE, NOTE_STATUS, NOTE_TONE
from wayhome.journey.encounters.queries import notes, story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

    from django.utils.functional import Promise

    from wayhome.journey.admissions.queries import Stay
    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, as components/timeline_entry.html shows it."""

    at: datetime
    kind: str | Promise
    title: str | Promise
    text: str | Promise = ""
    url: str = ""
    by: str = ""
    tone: str = ""
    tag: str | Promise = ""


def of_sessions(by: Actor, patient_id: UUID) -> Iterator[Entry]:
    for encounter in story.attendance_of(by, patient_id):
        kind = AttendanceKind(encounter.attendance)
        session = encounter.group_session
        yield Entry(
            at=encounter.arrived_at or encounter.appointment.period_start,
            kind=_("Session"),
            title=session.title,
            by=f"{session.facilitator.given_name} {session.facilitator.family_name}",
            tone=ATTENDANCE_TONE[kind],
            tag=ATTENDANCE[kind],
        )


def of_notes(by: Actor, patient_id: UUID) -> Iterator[Entry]:
    for sealed in notes.notes_of(by, patient_id):
        note, status = sealed.note, NoteStatus(sealed.note.status)
        yield Entry(
            at=note.signed_at,
            kind=_("Note"),
            title=note.group_session.title,
            url=reverse("encounters:note", args=[note.patient_id, note.pk]),
            by=f"{note.author.given_name} {note.author.family_name}",
            tone=NOTE_TONE[status],
            tag=NOTE_STATUS[status],
        )


def of_stays(stays: tuple[Stay, ...]) -> Iterator[Entry]:
    for stay in stays:
        for stretch in stay.history:
            yield Entry(
                at=stretch.recorded_at,
                kind=_("Stay"),
                title=admission_labels.STATUSES[EpisodeStatus(stretch.status)],
                tone=admission_labels.TONES[EpisodeStatus(stretch.status)],
                tag=stay.episode.level_of_care,
                text=stay.episode.healthcare_service.name,
            )
