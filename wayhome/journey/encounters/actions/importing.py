"""Bulk writes of attendance that another system kept: the place and what came of it, together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wayhome.journey.encounters import rules
from wayhome.journey.encounters.codes import PRESENT, AttendanceKind, RecordingObstacle
from wayhome.journey.encounters.models import Encounter
from wayhome.journey.scheduling import actions as scheduling
from wayhome.journey.scheduling.codes import AppointmentStatus, SessionStatus
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.period import ONE_DAY, Period
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from wayhome.journey.scheduling.models import Appointment, GroupSession
    from wayhome.shared.audit.actor import Actor


# When the other system's doors opened isn't ours to judge; that someone has come by now is.
OPENED_ELSEWHERE = ONE_DAY


class CannotImportAttendanceError(Refusal):
    """A batch of attendance can't be taken over so."""


@dataclass(frozen=True, slots=True)
class NewAttendance:
    """A place and what came of it; `kind` is None while nothing did, or it was cancelled."""

    external_id: str
    session: GroupSession
    patient_id: UUID
    episode_id: UUID
    kind: AttendanceKind | None
    is_cancelled: bool
    arrived: datetime | None
    left: datetime | None
    reason: str


def obstacles_to(new: NewAttendance, now: datetime) -> tuple[RecordingObstacle, ...]:
    """Return every reason why the attendance can't be taken over."""
    if new.kind is None:
        return ()
    session = _period(new)
    draft = rules.AttendanceDraft(new.kind, *_stay(new))
    return rules.obstacles_to_recording(
        draft,
        session=session,
        session_is_cancelled=new.session.status == SessionStatus.CANCELLED,
        status=AppointmentStatus.BOOKED,
        has_encounter=False,
        note_is_sealed=False,
        corrects=False,
        opens_before=OPENED_ELSEWHERE,
        now=now,
    )


@action(Permission.DATA_IMPORT)
def import_attendance(
    by: Actor, *, attendance: Sequence[NewAttendance], now: datetime
) -> list[Appointment]:
    """Make a batch of places with what came of them, whole or not at all.

    :raises CannotImportAttendanceError: with every reason why one of them can't be
    :raises Refusal: scheduling's own, when a place can't be had
    """
    found = {obstacle for new in attendance for obstacle in obstacles_to(new, now)}
    if found:
        raise CannotImportAttendanceError(tuple(sorted(found)))
    places = scheduling.import_appointments(by, places=[_place(new, now) for new in attendance])
    pairs = zip(attendance, places, strict=True)
    Encounter.objects.bulk_create(
        _encounter(by, new, new.kind, place, now) for new, place in pairs if new.kind
    )
    return places


def _period(new: NewAttendance) -> Period:
    return Period(new.session.period_start, new.session.period_end)


def _stay(new: NewAttendance) -> tuple[datetime | None, datetime | None]:
    """Return when the client came and left; someone put down without times was there all along."""
    if new.kind not in PRESENT:
        return new.arrived, new.left
    session = _period(new)
    return new.arrived or session.start, new.left or session.end


def _place(new: NewAttendance, now: datetime) -> scheduling.NewPlace:
    status = AppointmentStatus.CANCELLED if new.is_cancelled else AppointmentStatus.BOOKED
    if new.kind:
        status = rules.appointment_status_after(new.kind, is_over=new.session.period_end <= now)
    return scheduling.NewPlace(new.external_id, new.session, new.patient_id, new.episode_id, status)


def _encounter(
    by: Actor, new: NewAttendance, kind: AttendanceKind, place: Appointment, now: datetime
) -> Encounter:
    arrived, left = _stay(new)
    return Encounter(
        organization_id=by.organization_id,
        appointment_id=place.pk,
        group_session_id=place.group_session_id,
        patient_id=place.patient_id,
        episode_id=place.episode_id,
        status=rules.encounter_status_after(kind, is_over=place.period_end <= now),
        attendance=kind,
        service_date=place.service_date,
        arrived_at=arrived,
        left_at=left,
        minutes=rules.service_minutes(_period(new), arrived, left) if arrived and left else 0,
        reason=new.reason,
        recorded_at=now,
        recorded_by=by.agent_id,
    )
