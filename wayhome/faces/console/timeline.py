"""The story of one person as one timeline: sessions, notes, turns of their stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayhome.journey.admissions import labels as admission_labels
from wayhome.journey.admissions.codes import EpisodeStatus
from wayhome.journey.encounters.codes import PRESENT, AttendanceKind, NoteStatus
from wayhome.journey.encounters.labels import ATTENDANCE, ATTENDANCE_TONE, NOTE_STATUS, NOTE_TONE
from wayhome.journey.encounters.queries import story
from wayhome.journey.placement import labels as placement_labels
from wayhome.journey.placement.codes import LevelOfCare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from uuid import UUID

    from django.utils.functional import Promise

    from wayhome.journey.admissions.queries import Stay
    from wayhome.journey.placement.queries import Placement
    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of the story is read: what happened before a moment, or all up to now."""

    before: datetime | None = None


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

    @property
    def detail(self) -> str:
        """What is to say of it, and by whom."""
        return " · ".join(str(part) for part in (self.text, self.by) if part)


def of_sessions(by: Actor, patient_id: UUID, window: Window) -> Iterator[Entry]:
    found = story.attendance_of(by, patient_id, before=window.before)
    for encounter in found:
        kind = AttendanceKind(encounter.attendance)
        session = encounter.group_session
        yield Entry(
            at=encounter.appointment.period_start,
            kind=_("Session"),
            title=session.title,
            text=_minutes(encounter.minutes) if kind in PRESENT else encounter.reason,
            url=reverse("encounters:roster", args=[session.pk]),
            by=f"{session.facilitator.given_name} {session.facilitator.family_name}",
            tone=ATTENDANCE_TONE[kind],
            tag=ATTENDANCE[kind],
        )


def of_notes(by: Actor, patient_id: UUID, window: Window) -> Iterator[Entry]:
    for note in story.notes_of(by, patient_id, before=window.before):
        status = NoteStatus(note.status)
        yield Entry(
            at=note.signed_at,
            kind=_("Note"),
            title=note.group_session.title,
            url=reverse("encounters:note", args=[note.patient_id, note.pk]),
            by=f"{note.author.given_name} {note.author.family_name}",
            tone=NOTE_TONE[status],
            tag=NOTE_STATUS[status],
        )


def of_stays(stays: Iterable[Stay]) -> Iterator[Entry]:
    for stay in stays:
        for stretch in stay.history:
            status = EpisodeStatus(stretch.status)
            yield Entry(
                at=stretch.recorded_at,
                kind=_("Stay"),
                title=stay.episode.healthcare_service.name,
                text=_("Level {level}").format(level=stretch.level_of_care),
                url=reverse("admissions:episode", args=[stay.episode.pk]),
                tone=admission_labels.TONES[status],
                tag=admission_labels.STATUSES[status],
            )


def of_placements(placements: Iterable[Placement]) -> Iterator[Entry]:
    for placement in placements:
        assessment = placement.assessment
        in_error = assessment.entered_in_error
        level = LevelOfCare(assessment.actual_level_of_care)
        yield Entry(
            at=assessment.recorded_at,
            kind=_("Placement"),
            title=placement_labels.LEVELS[level],
            url=reverse("placement:placement", args=[assessment.pk]),
            by=assessment.assessor_name,
            tone="danger" if in_error else "",
            tag=_("Entered in error") if in_error else "",
        )


def page_of(entries: Iterable[Entry], window: Window) -> tuple[tuple[Entry, ...], datetime | None]:
    """Return the newest entries of the window, and the moment before which the older ones are.

    What happened at one moment stays on one page.
    """
    known = (e for e in entries if window.before is None or e.at < window.before)
    ordered = sorted(known, key=lambda entry: entry.at, reverse=True)
    if len(ordered) <= story.ON_A_PAGE:
        return tuple(ordered), None
    last = ordered[story.ON_A_PAGE - 1].at
    page = tuple(entry for entry in ordered if entry.at >= last)
    return page, last if len(page) < len(ordered) else None


def _minutes(minutes: int) -> str:
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
