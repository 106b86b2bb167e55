"""Writes at the door: someone without a place comes in, or is taken off the list again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.encounters.actions.attendance import (
    CannotRecordAttendanceError,
    record_attendance,
    undo_attendance,
)
from wayhome.journey.encounters.codes import AttendanceKind, RecordingObstacle
from wayhome.journey.encounters.models import LIVE, Encounter
from wayhome.journey.scheduling import actions as scheduling
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling.codes import AppointmentOrigin, AppointmentStatus
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from wayhome.journey.scheduling.models import Appointment
    from wayhome.shared.audit.actor import Actor


@action(Permission.ATTENDANCE_RECORD)
def add_walk_in(by: Actor, *, group_session_id: UUID, episode_id: UUID, now: datetime) -> Encounter:
    """Give someone who walked in a place, within the group's cap, and check them in.

    :raises CannotRecordAttendanceError: when the session is too far off
    :raises Refusal: scheduling's own, when there is no place
    """
    appointment = scheduling.book_appointment(
        by,
        group_session_id=group_session_id,
        episode_id=episode_id,
        origin=AppointmentOrigin.WALK_IN,
        now=now,
    )
    return record_attendance(
        by, appointment_id=appointment.pk, kind=AttendanceKind.ATTENDED, now=now
    )


@action(Permission.ATTENDANCE_RECORD)
def drop_walk_in(by: Actor, *, appointment_id: UUID, now: datetime) -> Appointment:
    """Take a walk-in off the list again, with the attendance that was recorded.

    :raises CannotUndoAttendanceError: when a note about it is signed
    :raises CannotRecordAttendanceError: when the place is no walk-in's
    """
    appointment = schedule.get_place(by, appointment_id)
    if appointment.origin != AppointmentOrigin.WALK_IN:
        raise CannotRecordAttendanceError((RecordingObstacle.APPOINTMENT_CLOSED,))
    encounter = Encounter.objects.filter(LIVE, appointment=appointment_id).first()
    if encounter:
        undo_attendance(by, encounter_id=encounter.pk, now=now)
    return scheduling.set_appointment_status(
        by, appointment_id=appointment_id, status=AppointmentStatus.ENTERED_IN_ERROR, now=now
    )
