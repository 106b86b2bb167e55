"""Rules of notes: when one is due, what stands in the way of a signature.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from wayhome.journey.encounters.codes import (
    PRESENT,
    AddendumObstacle,
    AttendanceKind,
    CosigningObstacle,
    NoteStatus,
    SigningObstacle,
)
from wayhome.journey.encounters.rules.copying import is_copy
from wayhome.shared.core.period import Period


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One client's line of a group note; `id` is whatever the caller knows the line by.

    `copied_from` is the client's note before, empty when nothing was carried forward;
    `names_others` tells whether the own or the shared text has a name that nobody has confirmed;
    `is_changed` whether the line was written anew since the signer last saw it.
    """

    id: UUID
    kind: AttendanceKind | None
    left: datetime | None = None
    text: str = ""
    copied_from: str = ""
    names_others: bool = False
    is_changed: bool = False
    is_sealed: bool = False


class SigningProblem(NamedTuple):
    """An obstacle, and the line that it belongs to; None for the note as a whole."""

    obstacle: SigningObstacle
    line: UUID | None = None


def note_due_at(session_end: datetime, sign_within: timedelta) -> datetime:
    return session_end + sign_within


def note_is_late(
    *, session_end: datetime, signed_at: datetime | None, now: datetime, sign_within: timedelta
) -> bool:
    """Return whether the note was signed, or is still unsigned, after it was due."""
    return (signed_at or now) > note_due_at(session_end, sign_within)


def note_age(*, session_end: datetime, signed_at: datetime | None, now: datetime) -> timedelta:
    """Return how long after the session the note was signed, or has been waiting by now."""
    return max((signed_at or now) - session_end, timedelta(0))


def needs_note(line: NoteLine) -> bool:
    """Return whether this line is still to become a note: an absence has none."""
    return line.kind in PRESENT and not line.is_sealed


def obstacles_to_signing(
    lines: Sequence[NoteLine],
    *,
    session: Period,
    session_is_cancelled: bool,
    shared_is_changed: bool,
    credential_is_valid: bool,
    now: datetime,
) -> tuple[SigningProblem, ...]:
    """Return every reason why these notes can't be signed with one signature.

    `shared_is_changed` when the shared part was written anew since the signer last saw it. A line
    that is sealed already is passed over, so a late walk-in can be signed alone.
    """
    attended = [line for line in lines if line.kind in PRESENT]
    to_seal = [line for line in lines if needs_note(line)]
    unknown = any(line.kind is None for line in lines)
    checks = {
        SigningObstacle.SESSION_CANCELLED: session_is_cancelled,
        SigningObstacle.SESSION_NOT_OVER: not _is_over(session, attended, now),
        SigningObstacle.CREDENTIAL_NOT_VALID: not credential_is_valid,
        SigningObstacle.NOBODY_TO_NOTE: not attended and not unknown,
        SigningObstacle.ALREADY_SIGNED: bool(attended) and not to_seal and not unknown,
        SigningObstacle.EDITION_CHANGED: shared_is_changed,
    }
    whole = [SigningProblem(obstacle) for obstacle, applies in checks.items() if applies]
    return (*whole, *(problem for line in lines for problem in _problems_of(line)))


def note_status_after_signing(*, needs_cosignature: bool) -> NoteStatus:
    return NoteStatus.AWAITING_COSIGNATURE if needs_cosignature else NoteStatus.SIGNED


def obstacles_to_cosigning(
    *, status: NoteStatus, signed_by: UUID, cosigner: UUID, credential_is_valid: bool
) -> tuple[CosigningObstacle, ...]:
    """Return every reason why this supervisor can't co-sign the note."""
    checks = {
        CosigningObstacle.NOT_AWAITING: status is not NoteStatus.AWAITING_COSIGNATURE,
        CosigningObstacle.OWN_NOTE: cosigner == signed_by,
        CosigningObstacle.CREDENTIAL_NOT_VALID: not credential_is_valid,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def obstacles_to_adding_addendum(
    *, text: str, status: NoteStatus, names_others: bool
) -> tuple[AddendumObstacle, ...]:
    """Return every reason why this correction can't be added to the sealed note."""
    checks = {
        AddendumObstacle.NOTHING_WRITTEN: not text.strip(),
        AddendumObstacle.NOTE_ENTERED_IN_ERROR: status is NoteStatus.ENTERED_IN_ERROR,
        AddendumObstacle.NAMES_SOMEONE_ELSE: names_others,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def _is_over(session: Period, attended: Sequence[NoteLine], now: datetime) -> bool:
    """Return whether the session has ended, or everyone who came has left before its end."""
    everyone_left = all(line.left is not None and line.left <= now for line in attended)
    return session.end <= now or (bool(attended) and everyone_left)


def _problems_of(line: NoteLine) -> Iterable[SigningProblem]:
    checks = {
        SigningObstacle.ATTENDANCE_MISSING: line.kind is None,
        SigningObstacle.EDITION_CHANGED: needs_note(line) and line.is_changed,
        SigningObstacle.NOTHING_WRITTEN: needs_note(line) and not line.text.strip(),
        SigningObstacle.COPIED_UNCHANGED: needs_note(line) and is_copy(line.copied_from, line.text),
        SigningObstacle.NAMES_SOMEONE_ELSE: needs_note(line) and line.names_others,
    }
    return (SigningProblem(obstacle, line.id) for obstacle, applies in checks.items() if applies)
