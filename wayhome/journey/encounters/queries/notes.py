"""Reads of notes: the group note on one screen, a client's sealed notes, the worklists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import FETCH_RAISE

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
    NoteAddendum,
    NoteDraft,
    NoteDraftLine,
    ProgressNote,
)
from wayhome.journey.patients import queries as patients
from wayhome.journey.patients.rules import shared_list_name
from wayhome.journey.rulepacks import queries as rulepacks
from wayhome.journey.rulepacks.codes import RuleKey
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling.codes import AppointmentStatus
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.reads import chart_read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from wayhome.journey.encounters.rules import DiffPart, Found, MemberNames
    from wayhome.journey.patients.models import Patient
    from wayhome.journey.scheduling.models import Appointment, GroupSession
    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class GroupNoteLine:
    """One client in a group note: what was recorded, what is typed, what is sealed."""

    appointment: Appointment
    encounter: Encounter | None
    draft: NoteDraftLine | None
    note: ProgressNote | None
    found: tuple[Found, ...]

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
    def text(self) -> str:
        return self.draft.text if self.draft else ""

    @property
    def edition(self) -> int:
        return self.draft.edition if self.draft else 0

    @property
    def difference(self) -> tuple[DiffPart, ...]:
        """How the text differs from what was copied forward; nothing when none was."""
        copied = self.draft.copied_text if self.draft else ""
        return rules.word_diff(copied, self.text) if copied else ()


@dataclass(frozen=True, slots=True)
class GroupNote:
    """A group's notes on one screen."""

    session: GroupSession
    draft: NoteDraft | None
    lines: tuple[GroupNoteLine, ...]
    found: tuple[Found, ...]

    @property
    def edition(self) -> int:
        return self.draft.edition if self.draft else 0

    @property
    def template(self) -> NoteTemplate:
        return NoteTemplate(self.draft.template) if self.draft else NoteTemplate.FREE

    @property
    def to_sign(self) -> tuple[GroupNoteLine, ...]:
        return tuple(line for line in self.lines if line.came and line.note is None)

    @property
    def absent(self) -> tuple[GroupNoteLine, ...]:
        return tuple(line for line in self.lines if line.encounter and not line.came)

    @property
    def sealed(self) -> tuple[GroupNoteLine, ...]:
        return tuple(line for line in self.lines if line.note)


def name_of(person: Patient) -> str:
    return shared_list_name(person.given_name, person.family_name, person.preferred_name)


def get_group_note(by: Actor, session_id: UUID) -> GroupNote:
    """Return the session with a line for each client, in a constant number of statements."""
    by.require(Permission.NOTE_READ)
    session = schedule.get_session(by, session_id)
    appointments = [*schedule.roster_of(by, session_id, with_cancelled=True)]
    encounters = {
        e.appointment_id: e for e in Encounter.objects.filter(LIVE, group_session=session_id)
    }
    shown = [a for a in appointments if _is_shown(a, encounters)]
    draft = NoteDraft.objects.filter(group_session=session_id).first()
    typed = {
        line.appointment_id: line
        for line in NoteDraftLine.objects.filter(draft__group_session=session_id)
    }
    sealed = {
        note.encounter_id: note
        for note in ProgressNote.objects.filter(group_session=session_id).exclude(
            status=NoteStatus.ENTERED_IN_ERROR
        )
    }
    members = member_names(by, [a.patient for a in shown])
    lines = tuple(_line(appointment, encounters, typed, sealed, members) for appointment in shown)
    shared = rules.names_of_others(draft.shared_text, members) if draft else ()
    confirmed = draft.confirmed_words if draft else []
    return GroupNote(session, draft, lines, rules.unconfirmed_names(shared, confirmed))


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
    encounters: Mapping[UUID, Encounter],
    typed: Mapping[UUID, NoteDraftLine],
    sealed: Mapping[UUID, ProgressNote],
    members: Sequence[MemberNames],
) -> GroupNoteLine:
    encounter = encounters.get(appointment.pk)
    draft = typed.get(appointment.pk)
    note = sealed.get(encounter.pk) if encounter else None
    found = rules.names_of_others(draft.text, members, appointment.patient_id) if draft else ()
    confirmed = draft.confirmed_words if draft else []
    return GroupNoteLine(
        appointment, encounter, draft, note, rules.unconfirmed_names(found, confirmed)
    )


@dataclass(frozen=True, slots=True)
class SealedNote:
    """A sealed note with its addenda."""

    note: ProgressNote
    addenda: tuple[NoteAddendum, ...]

    @property
    def name(self) -> str:
        return name_of(self.note.patient)


@chart_read(Permission.NOTE_READ)
def notes_of(by: Actor, patient_id: UUID, *, limit: int = 50) -> tuple[SealedNote, ...]:
    """Return a client's newest notes, in error or not, each with its addenda."""
    own = patients.ids_of_person(by, patient_id)
    found = [*_notes().filter(patient__in=own).order_by("-service_start", "-pk")[:limit]]
    return _with_addenda(found)


@chart_read(Permission.NOTE_READ)
def read_note(_by: Actor, patient_id: UUID, note_id: UUID) -> SealedNote:
    (sealed,) = _with_addenda([_notes().get(pk=note_id, patient=patient_id)])
    return sealed


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


def _with_addenda(notes: Sequence[ProgressNote]) -> tuple[SealedNote, ...]:
    addenda: dict[UUID, list[NoteAddendum]] = {}
    found = NoteAddendum.objects.select_related("author").filter(note__in=[n.pk for n in notes])
    for addendum in found.order_by("signed_at", "pk"):
        addenda.setdefault(addendum.note_id, []).append(addendum)
    return tuple(SealedNote(note, tuple(addenda.get(note.pk, ()))) for note in notes)


def sign_within(by: Actor, session: GroupSession) -> timedelta:
    """Return how long after a session its notes may wait, as the program's rules say."""
    hours = rulepacks.number(
        by,
        RuleKey.NOTE_SIGN_HOURS,
        on=session.service_date,
        service=session.healthcare_service,
    )
    return timedelta(hours=float(hours))


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
