"""Codes of attendance and notes; statuses as FHIR R4 spells them."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class EncounterStatus(StrEnum):
    """FHIR encounter-status, without those that an outpatient group never has."""

    PLANNED = "planned"
    ARRIVED = "arrived"
    IN_PROGRESS = "in-progress"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered-in-error"


# An encounter in one of these is the client's one attendance of that session.
LIVE_STATUSES = frozenset(EncounterStatus) - {EncounterStatus.ENTERED_IN_ERROR}


class AttendanceKind(StrEnum):
    """The six kinds that a program tells apart."""

    ATTENDED = "attended"
    ATTENDED_NOT_BILLABLE = "attended-not-billable"
    ABSENT_EXCUSED = "absent-excused"
    ABSENT_NOT_EXCUSED = "absent-not-excused"
    ABSENT_UNKNOWN = "absent-unknown"
    LATE_CANCEL = "late-cancel"


PRESENT = frozenset({AttendanceKind.ATTENDED, AttendanceKind.ATTENDED_NOT_BILLABLE})


class Part(StrEnum):
    """Which clients a page of hours shows."""

    ALL = "all"
    SHORT = "short"
    OUT_OF_REACH = "out-of-reach"


class NoteTemplate(StrEnum):
    BIRP = "birp"
    DAP = "dap"
    SOAP = "soap"
    FREE = "free"


class NoteSection(StrEnum):
    BEHAVIOR = "behavior"
    INTERVENTION = "intervention"
    RESPONSE = "response"
    PLAN = "plan"
    DATA = "data"
    ASSESSMENT = "assessment"
    SUBJECTIVE = "subjective"
    OBJECTIVE = "objective"
    TEXT = "text"


SECTIONS: Mapping[NoteTemplate, tuple[NoteSection, ...]] = MappingProxyType(
    {
        NoteTemplate.BIRP: (
            NoteSection.BEHAVIOR,
            NoteSection.INTERVENTION,
            NoteSection.RESPONSE,
            NoteSection.PLAN,
        ),
        NoteTemplate.DAP: (NoteSection.DATA, NoteSection.ASSESSMENT, NoteSection.PLAN),
        NoteTemplate.SOAP: (
            NoteSection.SUBJECTIVE,
            NoteSection.OBJECTIVE,
            NoteSection.ASSESSMENT,
            NoteSection.PLAN,
        ),
        NoteTemplate.FREE: (NoteSection.TEXT,),
    }
)


class NoteStatus(StrEnum):
    """Of a sealed note; a draft is not a note yet."""

    SIGNED = "signed"
    AWAITING_COSIGNATURE = "awaiting-cosignature"
    COSIGNED = "cosigned"
    ENTERED_IN_ERROR = "entered-in-error"


NOTE_TRANSITIONS: Mapping[NoteStatus, frozenset[NoteStatus]] = MappingProxyType(
    {
        NoteStatus.SIGNED: frozenset({NoteStatus.ENTERED_IN_ERROR}),
        NoteStatus.AWAITING_COSIGNATURE: frozenset(
            {NoteStatus.COSIGNED, NoteStatus.ENTERED_IN_ERROR}
        ),
        NoteStatus.COSIGNED: frozenset({NoteStatus.ENTERED_IN_ERROR}),
        NoteStatus.ENTERED_IN_ERROR: frozenset(),
    }
)


class DiffKind(StrEnum):
    """What became of a stretch of words, from the note before to this one."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


class RecordingObstacle(StrEnum):
    """Why attendance can't be recorded so."""

    ALREADY_RECORDED = "already-recorded"
    APPOINTMENT_CLOSED = "appointment-closed"
    SESSION_CANCELLED = "session-cancelled"
    TOO_EARLY = "too-early"
    LEFT_BEFORE_ARRIVING = "left-before-arriving"
    OUTSIDE_SESSION = "outside-session"
    NOT_YET_HELD = "not-yet-held"
    TIMES_OF_AN_ABSENCE = "times-of-an-absence"
    ARRIVAL_MISSING = "arrival-missing"
    NOTE_SIGNED = "note-signed"
    CHANGED_MEANWHILE = "changed-meanwhile"


class CheckInObstacle(StrEnum):
    """Why someone can't check in at the kiosk. One for all reasons: the screen is in a hallway."""

    CODE_NOT_VALID = "code-not-valid"


class UndoingObstacle(StrEnum):
    """Why attendance can't be undone."""

    NOTE_SIGNED = "note-signed"
    ALREADY_UNDONE = "already-undone"


class SigningObstacle(StrEnum):
    """Why a group's notes, or one line of them, can't be signed."""

    SESSION_NOT_OVER = "session-not-over"
    SESSION_CANCELLED = "session-cancelled"
    ALREADY_SIGNED = "already-signed"
    EDITION_CHANGED = "edition-changed"
    NOBODY_TO_NOTE = "nobody-to-note"
    CREDENTIAL_NOT_VALID = "credential-not-valid"
    ATTENDANCE_MISSING = "attendance-missing"
    NOTHING_WRITTEN = "nothing-written"
    COPIED_UNCHANGED = "copied-unchanged"
    NAMES_SOMEONE_ELSE = "names-someone-else"


class CosigningObstacle(StrEnum):
    """Why a note can't be co-signed."""

    NOT_AWAITING = "not-awaiting"
    OWN_NOTE = "own-note"
    CREDENTIAL_NOT_VALID = "credential-not-valid"


class AddendumObstacle(StrEnum):
    """Why an addendum can't be added."""

    NOTHING_WRITTEN = "nothing-written"
    NOTE_ENTERED_IN_ERROR = "note-entered-in-error"
    NAMES_SOMEONE_ELSE = "names-someone-else"
    CREDENTIAL_NOT_VALID = "credential-not-valid"


class DraftObstacle(StrEnum):
    """Why what was typed can't be saved so."""

    EDITION_CHANGED = "edition-changed"
    ALREADY_SIGNED = "already-signed"
    NOT_THERE = "not-there"
    NO_PRACTITIONER = "no-practitioner"
    NOTHING_BEFORE = "nothing-before"
