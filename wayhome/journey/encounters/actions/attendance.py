"""Writes of attendance: one encounter is the source of minutes, status, note stub and hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.encounters import rules
from wayhome.journey.encounters.codes import (
    PRESENT,
    AttendanceKind,
    EncounterStatus,
    NoteStatus,
    RecordingObstacle,
)
from wayhome.journey.encounters.models import LIVE, Encounter, ProgressNote
from wayhome.journey.encounters.queries.opening import opens_before
from wayhome.journey.encounters.rules import AttendanceDraft
from wayhome.journey.scheduling import actions as scheduling
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling.codes import (
    AppointmentObstacle,
    AppointmentStatus,
    CancellationReason,
    SessionStatus,
)
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.period import Period
from wayhome.shared.core.refusal import Refusal, refusing

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from wayhome.journey.scheduling.models import Appointment
    from wayhome.shared.audit.actor import Actor

RACES = {"encounter_once_per_appointment": RecordingObstacle.ALREADY_RECORDED}


class CannotRecordAttendanceError(Refusal):
    """Attendance can't be recorded, or corrected, so."""


class CannotUndoAttendanceError(Refusal):
    """Attendance can't be undone."""


@action(Permission.ATTENDANCE_RECORD)
def record_attendance(
    by: Actor,
    *,
    appointment_id: UUID,
    kind: AttendanceKind,
    arrived_at: datetime | None = None,
    left_at: datetime | None = None,
    reason: str = "",
    now: datetime,
) -> Encounter:
    """Record that someone came, or didn't. Without times: came now, stays to the end.

    Two people may do this at once for one client; the second is refused and sees the first's.

    :raises CannotRecordAttendanceError: with every reason why not
    """
    appointment = schedule.get_place(by, appointment_id)
    draft = _draft(appointment, kind, arrived_at, left_at, now)
    _check(by, appointment, draft, has_encounter=_is_recorded(appointment), now=now)
    encounter = _new(by, appointment)
    _put(by, encounter, appointment, draft, reason=reason, now=now)
    _set_status(by, appointment, draft, now)  # locks the place: who changes it waits, or did so
    with refusing(CannotRecordAttendanceError, RACES):
        encounter.save(force_insert=True)
    return encounter


@action(Permission.ATTENDANCE_RECORD)
def correct_attendance(
    by: Actor,
    *,
    encounter_id: UUID,
    kind: AttendanceKind,
    arrived_at: datetime | None = None,
    left_at: datetime | None = None,
    reason: str = "",
    seen_at: datetime,
    now: datetime,
) -> Encounter:
    """Change what was recorded, on the same encounter; its history keeps what it was.

    `seen_at` is when what the actor looked at had been recorded.

    :raises CannotRecordAttendanceError: with every reason why not
    """
    encounter = _locked(encounter_id)
    if encounter.recorded_at != seen_at or encounter.status == EncounterStatus.ENTERED_IN_ERROR:
        raise CannotRecordAttendanceError((RecordingObstacle.CHANGED_MEANWHILE,))
    appointment = schedule.get_place(by, encounter.appointment_id)
    draft = _draft(appointment, kind, arrived_at, left_at, now)
    return _change(by, encounter, appointment, draft, reason=reason, now=now)


@action(Permission.ATTENDANCE_RECORD)
def record_leaving(by: Actor, *, encounter_id: UUID, now: datetime) -> Encounter:
    """Record that someone who is here leaves now, before the session's end.

    :raises CannotRecordAttendanceError: with every reason why not
    """
    encounter = _locked(encounter_id)
    if encounter.status != EncounterStatus.IN_PROGRESS:
        raise CannotRecordAttendanceError((RecordingObstacle.CHANGED_MEANWHILE,))
    appointment = schedule.get_place(by, encounter.appointment_id)
    kind = AttendanceKind(encounter.attendance)
    draft = AttendanceDraft(kind, encounter.arrived_at, _minute(now))
    return _change(by, encounter, appointment, draft, reason=encounter.reason, now=now)


@action(Permission.ATTENDANCE_RECORD)
def undo_attendance(by: Actor, *, encounter_id: UUID, now: datetime) -> Encounter:
    """Take back what was recorded: minutes, status, note stub and hours go with it.

    :raises CannotUndoAttendanceError: with every reason why not
    """
    encounter = _locked(encounter_id)
    obstacles = rules.obstacles_to_undoing(
        status=EncounterStatus(encounter.status), note_status=_note_status(encounter)
    )
    if obstacles:
        raise CannotUndoAttendanceError(obstacles)
    encounter.status = EncounterStatus.ENTERED_IN_ERROR
    encounter.save(update_fields=["status"])
    place = encounter.appointment = schedule.get_place(by, encounter.appointment_id)
    if place.group_session.status != SessionStatus.CANCELLED:  # with it every place is gone
        _move(by, place, AppointmentStatus.BOOKED, now)
    return encounter


def _locked(encounter_id: UUID) -> Encounter:
    return Encounter.objects.select_for_update(of=("self",)).get(pk=encounter_id)


def _change(
    by: Actor,
    encounter: Encounter,
    appointment: Appointment,
    draft: AttendanceDraft,
    *,
    reason: str,
    now: datetime,
) -> Encounter:
    """Write what is different on the encounter, which is locked.

    :raises CannotRecordAttendanceError: with every reason why not
    """
    encounter.appointment = appointment
    is_sealed = _note_status(encounter) is not None
    _check(by, appointment, draft, has_encounter=True, is_sealed=is_sealed, corrects=True, now=now)
    _put(by, encounter, appointment, draft, reason=reason, now=now)
    encounter.save()
    _set_status(by, appointment, draft, now)
    return encounter


def _new(by: Actor, appointment: Appointment) -> Encounter:
    return Encounter(
        organization_id=by.organization_id,
        appointment=appointment,
        group_session_id=appointment.group_session_id,
        patient_id=appointment.patient_id,
        episode_id=appointment.episode_id,
        service_date=appointment.service_date,
    )


def _is_recorded(appointment: Appointment) -> bool:
    """Return whether attendance was recorded; a place that is just booked has none."""
    if appointment.status == AppointmentStatus.BOOKED:
        return False
    return Encounter.objects.filter(LIVE, appointment=appointment.pk).exists()


def _note_status(encounter: Encounter) -> NoteStatus | None:
    notes = ProgressNote.objects.filter(encounter=encounter.pk)
    standing = notes.exclude(status=NoteStatus.ENTERED_IN_ERROR).values_list("status", flat=True)
    status = standing.first()
    return NoteStatus(status) if status else None


def _session(appointment: Appointment) -> Period:
    return Period(appointment.period_start, appointment.period_end)


def _draft(
    appointment: Appointment,
    kind: AttendanceKind,
    arrived_at: datetime | None,
    left_at: datetime | None,
    now: datetime,
) -> AttendanceDraft:
    if kind not in PRESENT:
        return AttendanceDraft(kind, arrived_at, left_at)
    session = _session(appointment)
    if arrived_at is None:
        # Who comes early has come already; the minutes begin with the session.
        arrived_at = min(rules.default_stay(session, _minute(now)).start, _minute(now))
    return AttendanceDraft(kind, arrived_at, left_at or session.end)


def _check(
    by: Actor,
    appointment: Appointment,
    draft: AttendanceDraft,
    *,
    has_encounter: bool,
    is_sealed: bool = False,
    corrects: bool = False,
    now: datetime,
) -> None:
    """Ask the rules.

    :raises CannotRecordAttendanceError: with every reason why not
    """
    obstacles = rules.obstacles_to_recording(
        draft,
        session=_session(appointment),
        session_is_cancelled=appointment.group_session.status == SessionStatus.CANCELLED,
        status=AppointmentStatus(appointment.status),
        has_encounter=has_encounter,
        note_is_sealed=is_sealed,
        corrects=corrects,
        opens_before=opens_before(by, appointment.group_session, now=now),
        now=now,
    )
    if obstacles:
        raise CannotRecordAttendanceError(obstacles)


def _put(
    by: Actor,
    encounter: Encounter,
    appointment: Appointment,
    draft: AttendanceDraft,
    *,
    reason: str,
    now: datetime,
) -> None:
    encounter.attendance = draft.kind
    encounter.status = rules.encounter_status_after(
        draft.kind, is_over=_is_over(appointment, draft, now)
    )
    encounter.arrived_at, encounter.left_at = draft.arrived, draft.left
    encounter.minutes = (
        rules.service_minutes(_session(appointment), draft.arrived, draft.left)
        if draft.arrived and draft.left
        else 0
    )
    encounter.reason = reason.strip()
    encounter.recorded_at, encounter.recorded_by = now, by.agent_id


def _set_status(by: Actor, appointment: Appointment, draft: AttendanceDraft, now: datetime) -> None:
    status = rules.appointment_status_after(draft.kind, is_over=_is_over(appointment, draft, now))
    if status == appointment.status:
        return
    if appointment.status == AppointmentStatus.CANCELLED:
        # A freed place has to be taken again before anything else can become of it.
        _move(by, appointment, AppointmentStatus.BOOKED, now)
    _move(by, appointment, status, now)


def _move(by: Actor, appointment: Appointment, status: AppointmentStatus, now: datetime) -> None:
    """Mark the place, unless it is no longer as it was seen.

    :raises CannotRecordAttendanceError: then
    """
    is_late_cancel = status is AppointmentStatus.CANCELLED
    try:
        scheduling.set_appointment_status(
            by,
            appointment_id=appointment.pk,
            status=status,
            reason=CancellationReason.LATE_CANCEL if is_late_cancel else "",
            seen=appointment,
            now=now,
        )
    except scheduling.CannotSetAppointmentStatusError as refusal:
        if AppointmentObstacle.TRANSITION_NOT_ALLOWED not in refusal.obstacles:
            raise
        raise CannotRecordAttendanceError((RecordingObstacle.CHANGED_MEANWHILE,)) from refusal
    appointment.status = status


def _minute(now: datetime) -> datetime:
    """Return the time as people write it down: nobody loses a minute to the seconds of a tap."""
    return now.replace(second=0, microsecond=0)


def _is_over(appointment: Appointment, draft: AttendanceDraft, now: datetime) -> bool:
    return appointment.period_end <= now or (draft.left is not None and draft.left <= now)
