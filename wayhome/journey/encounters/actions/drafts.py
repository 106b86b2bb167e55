"""Writes of drafts: what is typed is kept every few seconds, and never over someone else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.encounters import labels, rules
from wayhome.journey.encounters.codes import SECTIONS, DraftObstacle, NoteStatus, NoteTemplate
from wayhome.journey.encounters.models import (
    CAME,
    LIVE,
    Encounter,
    NoteDraft,
    NoteDraftLine,
    ProgressNote,
)
from wayhome.journey.scheduling import queries as schedule
from wayhome.shared.audit import trail
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal, refusing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from wayhome.journey.scheduling.models import Appointment
    from wayhome.shared.audit.actor import Actor

RACES = {
    "note_draft_once_per_session": DraftObstacle.EDITION_CHANGED,
    "note_draft_line_once": DraftObstacle.EDITION_CHANGED,
}


class CannotSaveDraftError(Refusal):
    """What was typed isn't taken; the page shows what is saved and keeps what was typed."""


@action(Permission.NOTE_WRITE, records_itself=True)
def save_draft(
    by: Actor,
    *,
    group_session_id: UUID,
    edition: int,
    shared_text: str | None = None,
    template: NoteTemplate | None = None,
    now: datetime,
) -> NoteDraft:
    """Keep the shared part, as based on an edition; what isn't given stays.

    :raises CannotSaveDraftError: when the edition is no longer the newest
    """
    draft = _draft_of(by, group_session_id, now)
    if draft.edition != edition:
        raise CannotSaveDraftError((DraftObstacle.EDITION_CHANGED,))
    _record_sitting(by, draft, now)
    draft.shared_text = draft.shared_text if shared_text is None else shared_text
    draft.template = draft.template if template is None else template
    _put(by, draft, now)
    return draft


@action(Permission.NOTE_WRITE, records_itself=True)
def save_draft_line(
    by: Actor, *, appointment_id: UUID, edition: int, text: str, now: datetime
) -> NoteDraftLine:
    """Keep one client's part, as based on an edition.

    :raises CannotSaveDraftError: when the edition is no longer the newest, or the note is sealed
    """
    line = _line_of(by, appointment_id, now)
    if line.edition != edition:
        raise CannotSaveDraftError((DraftObstacle.EDITION_CHANGED,))
    _record_sitting(by, line, now)
    line.text = text
    _put_line(line, now)
    return line


@action(Permission.NOTE_WRITE)
def apply_template(
    by: Actor, *, group_session_id: UUID, template: NoteTemplate, now: datetime
) -> NoteDraft:
    """Choose a template, and put its headings into every line of those who are to be noted."""
    draft = _draft_of(by, group_session_id, now)
    draft.template = template
    _put(by, draft, now)
    headings = _headings(template)
    if template is NoteTemplate.FREE:
        return draft
    for encounter in _attended(group_session_id):
        line = _line_of(by, encounter.appointment_id, now)
        line.text = rules.with_headings(line.text, headings)
        _put_line(line, now)
    return draft


@action(Permission.NOTE_WRITE)
def copy_last_note(by: Actor, *, appointment_id: UUID, now: datetime) -> NoteDraftLine:
    """Carry a client's last note of this kind of group forward, to be changed before signing.

    :raises CannotSaveDraftError: when there is none
    """
    appointment = schedule.get_appointment(by, appointment_id)
    last = _last_note(appointment)
    if last is None:
        raise CannotSaveDraftError((DraftObstacle.NOTHING_BEFORE,))
    line = _line_of(by, appointment_id, now)
    headings = _headings(NoteTemplate(line.draft.template))
    line.text = rules.carried_forward(line.text, last.individual_text, headings)
    line.copied_text = last.individual_text
    _put_line(line, now)
    return line


@action(Permission.NOTE_WRITE)
def copy_last_shared_text(by: Actor, *, group_session_id: UUID, now: datetime) -> NoteDraft:
    """Carry the shared part of the group's last session forward.

    :raises CannotSaveDraftError: when there is none
    """
    session = schedule.get_session(by, group_session_id)
    last = (
        ProgressNote.objects.filter(
            group_session__series=session.series_id, service_start__lt=session.period_start
        )
        .exclude(status=NoteStatus.ENTERED_IN_ERROR)
        .exclude(shared_text="")
        .order_by("-service_start", "pk")
        .first()
    )
    if last is None or session.series_id is None:
        raise CannotSaveDraftError((DraftObstacle.NOTHING_BEFORE,))
    draft = _draft_of(by, group_session_id, now)
    draft.shared_text = rules.carried_forward(draft.shared_text, last.shared_text, ())
    draft.copied_text = last.shared_text
    _put(by, draft, now)
    return draft


@action(Permission.NOTE_WRITE)
def confirm_words(
    by: Actor, *, appointment_id: UUID, words: Iterable[str], now: datetime
) -> NoteDraftLine:
    """Put on record that these words of a client's note mean nobody of the group."""
    line = _line_of(by, appointment_id, now)
    line.confirmed_words = _with(words, line.confirmed_words)
    _put_line(line, now)
    return line


@action(Permission.NOTE_WRITE)
def confirm_shared_words(
    by: Actor, *, group_session_id: UUID, words: Iterable[str], now: datetime
) -> NoteDraft:
    """Put on record that these words of the shared part mean nobody of the group."""
    draft = _draft_of(by, group_session_id, now)
    draft.confirmed_words = _with(words, draft.confirmed_words)
    _put(by, draft, now)
    return draft


def _with(words: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return all words, but for what can be no one's name: PostgreSQL takes no text with a NUL."""
    return sorted({*known, *(word for word in words if "\0" not in word)})


def _headings(template: NoteTemplate) -> list[str]:
    return [str(labels.NOTE_SECTION[section]) for section in SECTIONS[template]]


def _draft_of(by: Actor, group_session_id: UUID, now: datetime) -> NoteDraft:
    """Return the session's draft, locked; a new one when there is none."""
    drafts = NoteDraft.objects.select_for_update(of=("self",))
    draft = drafts.filter(group_session=group_session_id).first()
    if draft is not None:
        return draft
    if by.practitioner_id is None:
        raise CannotSaveDraftError((DraftObstacle.NO_PRACTITIONER,))
    session = schedule.get_session(by, group_session_id)
    draft = NoteDraft(
        organization_id=by.organization_id,
        group_session_id=session.pk,
        author_id=by.practitioner_id,
        saved_at=now,
    )
    with refusing(CannotSaveDraftError, RACES):
        draft.save(force_insert=True)
    _record_sitting(by, draft, now, is_new=True)
    return draft


def _line_of(by: Actor, appointment_id: UUID, now: datetime) -> NoteDraftLine:
    """Return the client's line, locked; a new one when there is none and nothing is sealed."""
    lines = NoteDraftLine.objects.select_for_update(of=("self",)).select_related("draft")
    line = lines.filter(appointment=appointment_id).first()
    if line is not None:
        return line
    appointment = schedule.get_appointment(by, appointment_id)
    sealed = ProgressNote.objects.filter(encounter__appointment=appointment_id)
    if sealed.exclude(status=NoteStatus.ENTERED_IN_ERROR).exists():
        raise CannotSaveDraftError((DraftObstacle.ALREADY_SIGNED,))
    draft = _draft_of(by, appointment.group_session_id, now)
    line = NoteDraftLine(
        organization_id=by.organization_id,
        draft=draft,
        appointment_id=appointment_id,
        saved_at=now,
    )
    with refusing(CannotSaveDraftError, RACES):
        line.save(force_insert=True)
    return line


def _put(by: Actor, draft: NoteDraft, now: datetime) -> None:
    draft.author_id = by.practitioner_id or draft.author_id
    draft.edition += 1
    draft.saved_at = now
    draft.save()


def _put_line(line: NoteDraftLine, now: datetime) -> None:
    line.edition += 1
    line.saved_at = now
    line.save()


def _record_sitting(
    by: Actor, written: NoteDraft | NoteDraftLine, now: datetime, *, is_new: bool = False
) -> None:
    if is_new or rules.begins_a_sitting(written.saved_at, now):
        trail.record_success(by, "encounters.write_draft", entity=written)


def _attended(group_session_id: UUID) -> Iterable[Encounter]:
    return Encounter.objects.filter(LIVE, CAME, group_session=group_session_id).order_by("pk")


def _last_note(appointment: Appointment) -> ProgressNote | None:
    return (
        ProgressNote.objects.filter(
            patient=appointment.patient_id,
            group_session__service_type=appointment.group_session.service_type,
            service_start__lt=appointment.period_start,
        )
        .exclude(status=NoteStatus.ENTERED_IN_ERROR)
        .order_by("-service_start", "pk")
        .first()
    )
