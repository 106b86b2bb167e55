"""Reads of the group note: one screen with a line for each client."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from wayhome.journey.encounters import rules
from wayhome.journey.encounters.codes import (
    PRESENT,
    AttendanceKind,
    NoteStatus,
    NoteTemplate,
)
from wayhome.journey.encounters.models import (
    LIVE,
    Encounter,
    NoteDraft,
    NoteDraftLine,
    ProgressNote,
)
from wayhome.journey.patients import queries as patients
from wayhome.journey.patients.rules import shared_list_name
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling.codes import AppointmentStatus, SessionStatus
from wayhome.shared.audit.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wayhome.journey.encounters.rules import DiffPart, Found, MemberNames, Typed
    from wayhome.journey.patients.models import Patient
    from wayhome.journey.scheduling.models import Appointment, GroupSession
    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class GroupNoteLine:
    """One client in a group note: what was recorded, what is typed, what is sealed.

    `typed` is what the reader's page holds and the draft doesn't yet: a form that was refused.
    """

    appointment: Appointment
    encounter: Encounter | None
    draft: NoteDraftLine | None
    note: ProgressNote | None
    found: tuple[Found, ...]
    typed: Typed | None = None

    @property
    def id(self) -> UUID:
        return self.appointment.pk

    @property
    def name(self) -> str:
        return name_of(self.appointment.patient)

    @property
    def came(self) -> bool:
        return self.encounter is not None and self.encounter.attendance in PRESENT

    @property
    def is_open(self) -> bool:
        return self.came and self.note is None

    @property
    def left_early(self) -> bool:
        left_at = self.encounter.left_at if self.encounter else None
        return left_at is not None and left_at < self.appointment.period_end

    @property
    def stored(self) -> str:
        return self.draft.text if self.draft else ""

    @property
    def text(self) -> str:
        return self.typed.text if self.typed else self.stored

    @property
    def edition(self) -> int:
        return self.draft.edition if self.draft else 0

    @property
    def theirs(self) -> str:
        """What someone else saved since the reader's page was made, when it is another text."""
        return self.stored if rules.is_overtaken(self.typed, self.edition, self.stored) else ""

    @property
    def left_over(self) -> str:
        """What was typed for someone who has no line to write in any more, and stands nowhere."""
        if self.typed is None or self.is_open:
            return ""
        kept = {self.stored, self.note.individual_text if self.note else ""}
        return "" if self.typed.text in kept else self.typed.text

    @property
    def difference(self) -> tuple[DiffPart, ...]:
        """How the text differs from what was copied forward; nothing when none was."""
        copied = self.draft.copied_text if self.draft else ""
        return rules.word_diff(copied, self.text) if copied else ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words that may name someone else and wait for the writer's word, each once."""
        return tuple(dict.fromkeys(name.text for name in self.found))


@dataclass(frozen=True, slots=True)
class GroupNote:
    """A group's notes on one screen."""

    session: GroupSession
    draft: NoteDraft | None
    lines: tuple[GroupNoteLine, ...]
    found: tuple[Found, ...]
    typed: Typed | None = None

    @property
    def edition(self) -> int:
        return self.draft.edition if self.draft else 0

    @property
    def stored(self) -> str:
        return self.draft.shared_text if self.draft else ""

    @property
    def text(self) -> str:
        return self.typed.text if self.typed else self.stored

    @property
    def theirs(self) -> str:
        return self.stored if rules.is_overtaken(self.typed, self.edition, self.stored) else ""

    @property
    def left_over(self) -> str:
        """What was typed into the shared part after all notes were signed, and stands in none."""
        if self.typed is None or self.is_open:
            return ""
        kept = {self.stored, *(line.note.shared_text for line in self.lines if line.note)}
        return "" if self.typed.text in kept else self.typed.text

    @property
    def difference(self) -> tuple[DiffPart, ...]:
        copied = self.draft.copied_text if self.draft else ""
        return rules.word_diff(copied, self.text) if copied else ()

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name.text for name in self.found))

    @property
    def template(self) -> NoteTemplate:
        return NoteTemplate(self.draft.template) if self.draft else NoteTemplate.FREE

    @property
    def is_cancelled(self) -> bool:
        return self.session.status == SessionStatus.CANCELLED

    @property
    def is_open(self) -> bool:
        """Whether anything can still be written: of someone who came, or may have come."""
        return any(not line.note and (line.came or not line.encounter) for line in self.lines)

    @property
    def to_sign(self) -> tuple[GroupNoteLine, ...]:
        return tuple(line for line in self.lines if line.is_open)

    def line(self, appointment_id: UUID) -> GroupNoteLine:
        """Return the line of this place.

        :raises ObjectDoesNotExist: when the session has no such place
        """
        found = (line for line in self.lines if line.id == appointment_id)
        if (line := next(found, None)) is None:
            raise ObjectDoesNotExist
        return line


def name_of(person: Patient) -> str:
    return shared_list_name(person.given_name, person.family_name, person.preferred_name)


def get_group_note(
    by: Actor,
    session_id: UUID,
    *,
    shared: Typed | None = None,
    typed: Mapping[UUID, Typed] | None = None,
) -> GroupNote:
    """Return the session with a line for each client, in a constant number of statements.

    `shared` and `typed` (by place) are what a page holds that wasn't taken: it isn't lost.
    """
    by.require(Permission.NOTE_READ)
    session = schedule.get_session(by, session_id)
    appointments = schedule.roster_of(by, session_id, with_cancelled=True)
    records = _records(session_id)
    shown = [a for a in appointments if _is_shown(a, records.encounters)]
    draft = NoteDraft.objects.filter(group_session=session_id).first()
    members = member_names(by, [a.patient for a in shown])
    given = typed or {}
    lines = tuple(_line(place, records, members, given.get(place.pk)) for place in shown)
    note = GroupNote(session, draft, lines, (), shared)
    confirmed = draft.confirmed_words if draft else []
    named = rules.names_of_others(note.text, members)
    return replace(note, found=rules.unconfirmed_names(named, confirmed))


class _Records(NamedTuple):
    """What is kept of a session: attendance and drafts by place, notes by attendance."""

    encounters: Mapping[UUID, Encounter]
    drafts: Mapping[UUID, NoteDraftLine]
    sealed: Mapping[UUID, ProgressNote]


def _records(session_id: UUID) -> _Records:
    notes = ProgressNote.objects.filter(group_session=session_id)
    standing = notes.exclude(status=NoteStatus.ENTERED_IN_ERROR)
    return _Records(
        {e.appointment_id: e for e in Encounter.objects.filter(LIVE, group_session=session_id)},
        {
            line.appointment_id: line
            for line in NoteDraftLine.objects.filter(draft__group_session=session_id)
        },
        {note.encounter_id: note for note in standing},
    )


def member_names(by: Actor, people: Iterable[Patient]) -> tuple[MemberNames, ...]:
    """Return what each member of a roster is called, with their identifiers."""
    everyone = [*people]
    identifiers = patients.identifiers_by_patient(by, [person.pk for person in everyone])
    return tuple(
        rules.MemberNames(
            person.pk,
            person.given_name,
            person.family_name,
            person.preferred_name,
            (
                person.medical_record_number,
                *(identifier.value for identifier in identifiers.get(person.pk, ())),
            ),
        )
        for person in everyone
    )


def _is_shown(appointment: Appointment, encounters: Mapping[UUID, Encounter]) -> bool:
    return appointment.status != AppointmentStatus.CANCELLED or appointment.pk in encounters


def _line(
    appointment: Appointment,
    records: _Records,
    members: Sequence[MemberNames],
    typed: Typed | None,
) -> GroupNoteLine:
    encounter = records.encounters.get(appointment.pk)
    draft = records.drafts.get(appointment.pk)
    note = records.sealed.get(encounter.pk) if encounter else None
    line = GroupNoteLine(appointment, encounter, draft, note, (), typed)
    named = rules.names_of_others(line.text, members, appointment.patient_id)
    confirmed = draft.confirmed_words if draft else []
    return replace(line, found=rules.unconfirmed_names(named, confirmed))


def as_note_line(
    line: GroupNoteLine, *, is_changed: bool, headings: Sequence[str]
) -> rules.NoteLine:
    """Return the line as the rules see it."""
    encounter, draft = line.encounter, line.draft
    return rules.NoteLine(
        id=line.id,
        kind=AttendanceKind(encounter.attendance) if encounter else None,
        left=encounter.left_at if encounter else None,
        text=rules.without_headings(line.text, headings),
        copied_from=rules.without_headings(draft.copied_text if draft else "", headings),
        names_others=bool(line.found),
        is_changed=is_changed,
        is_sealed=line.note is not None,
    )
