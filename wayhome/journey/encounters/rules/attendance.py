"""Rules of attendance: minutes, defaults, what may be recorded and undone.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wayhome.journey.encounters.codes import (
    PRESENT,
    AttendanceKind,
    EncounterStatus,
    NoteStatus,
    RecordingObstacle,
    UndoingObstacle,
)
from wayhome.journey.scheduling.codes import AppointmentStatus
from wayhome.shared.core.period import ONE_MINUTE, Period

RECORDABLE = frozenset(
    {AppointmentStatus.BOOKED, AppointmentStatus.ARRIVED, AppointmentStatus.CHECKED_IN}
)
# What earlier attendance made of a place; a correction may start from it.
CORRECTABLE = RECORDABLE | {
    AppointmentStatus.FULFILLED,
    AppointmentStatus.NOSHOW,
    AppointmentStatus.CANCELLED,
}
# Nobody has missed a session that hasn't begun; an excuse or a cancellation comes beforehand.
ONLY_AFTER_START = frozenset({AttendanceKind.ABSENT_NOT_EXCUSED, AttendanceKind.ABSENT_UNKNOWN})


@dataclass(frozen=True, slots=True)
class AttendanceDraft:
    """Attendance as it is to be recorded; `left` may be open while the client is there."""

    kind: AttendanceKind
    arrived: datetime | None = None
    left: datetime | None = None


def service_minutes(session: Period, arrived: datetime, left: datetime) -> int:
    """Return the whole minutes of the stay that fall within the session; a begun one is none."""
    within = min(session.end, left) - max(session.start, arrived)
    return max(within // ONE_MINUTE, 0)


def default_stay(session: Period, arrived_at: datetime) -> Period:
    """Return the stay to assume: from arrival, or the session's start, to its end.

    Someone put down only after the session is taken to have been there all along.
    """
    if arrived_at >= session.end:
        return session
    return Period(max(session.start, arrived_at), session.end)


def obstacles_to_recording(
    draft: AttendanceDraft,
    *,
    session: Period,
    session_is_cancelled: bool,
    status: AppointmentStatus,
    has_encounter: bool,
    note_is_sealed: bool,
    corrects: bool,
    opens_before: timedelta,
    now: datetime,
) -> tuple[RecordingObstacle, ...]:
    """Return every reason why this attendance can't be recorded; none means it can.

    `corrects` when it replaces what was recorded before; `opens_before` is how long before the
    session people may check in.
    """
    checks = {
        RecordingObstacle.ALREADY_RECORDED: has_encounter and not corrects,
        RecordingObstacle.APPOINTMENT_CLOSED: status
        not in (CORRECTABLE if corrects else RECORDABLE),
        RecordingObstacle.SESSION_CANCELLED: session_is_cancelled,
        RecordingObstacle.NOTE_SIGNED: note_is_sealed,
    }
    on_place = tuple(obstacle for obstacle, applies in checks.items() if applies)
    if draft.kind in PRESENT:
        return on_place + _obstacles_to_stay(draft, session, opens_before, now)
    return on_place + _obstacles_to_absence(draft, session, now)


def obstacles_to_undoing(
    *, status: EncounterStatus, note_status: NoteStatus | None
) -> tuple[UndoingObstacle, ...]:
    """Return every reason why this attendance can't be undone; a sealed note stands on it."""
    checks = {
        UndoingObstacle.ALREADY_UNDONE: status is EncounterStatus.ENTERED_IN_ERROR,
        UndoingObstacle.NOTE_SIGNED: note_status not in {None, NoteStatus.ENTERED_IN_ERROR},
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def appointment_status_after(kind: AttendanceKind, *, is_over: bool) -> AppointmentStatus:
    """Return what attendance makes of the place; `is_over` when the client left or the session did.

    A late cancellation frees the seat; any other absence keeps it.
    """
    if kind in PRESENT:
        return AppointmentStatus.FULFILLED if is_over else AppointmentStatus.CHECKED_IN
    if kind is AttendanceKind.LATE_CANCEL:
        return AppointmentStatus.CANCELLED
    return AppointmentStatus.NOSHOW


def encounter_status_after(kind: AttendanceKind, *, is_over: bool) -> EncounterStatus:
    """Return the status that the encounter itself takes; an absence is an encounter cancelled."""
    if kind not in PRESENT:
        return EncounterStatus.CANCELLED
    return EncounterStatus.FINISHED if is_over else EncounterStatus.IN_PROGRESS


def _obstacles_to_stay(
    draft: AttendanceDraft, session: Period, opens_before: timedelta, now: datetime
) -> tuple[RecordingObstacle, ...]:
    if draft.arrived is None:
        return (RecordingObstacle.ARRIVAL_MISSING,)
    leaves = draft.left or session.end
    # The end of the session is what one expects; any other leaving has to have happened.
    is_expected = leaves == session.end
    is_reversed = draft.left is not None and draft.left <= draft.arrived
    checks = {
        RecordingObstacle.TOO_EARLY: now < session.start - opens_before,
        RecordingObstacle.LEFT_BEFORE_ARRIVING: is_reversed,
        RecordingObstacle.OUTSIDE_SESSION: not is_reversed
        and service_minutes(session, draft.arrived, leaves) == 0,
        RecordingObstacle.NOT_YET_HELD: draft.arrived > now or (leaves > now and not is_expected),
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def _obstacles_to_absence(
    draft: AttendanceDraft, session: Period, now: datetime
) -> tuple[RecordingObstacle, ...]:
    checks = {
        RecordingObstacle.TIMES_OF_AN_ABSENCE: bool(draft.arrived or draft.left),
        RecordingObstacle.NOT_YET_HELD: draft.kind in ONLY_AFTER_START and now < session.start,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)
