"""Bulk writes of sessions and places that another system kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import (
    HOLDS_SEAT,
    AppointmentOrigin,
    AppointmentStatus,
    BookingObstacle,
    Modality,
    PlanningObstacle,
    ServiceType,
    SessionStatus,
)
from wayhome.journey.scheduling.models import Appointment, GroupSession
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal, refusing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.core.period import Period

SESSION_CLASHES = {
    "group_session_facilitator_in_one_place": PlanningObstacle.FACILITATOR_BUSY,
    "group_session_room_holds_one": PlanningObstacle.ROOM_BUSY,
    "group_session_ends_after_it_starts": PlanningObstacle.ENDS_BEFORE_IT_STARTS,
    "group_session_has_seats": PlanningObstacle.CAPACITY_BELOW_ONE,
}
PLACE_CLASHES = {
    "appointment_person_in_one_place": BookingObstacle.PERSON_BUSY,
    "appointment_once_per_session": BookingObstacle.ALREADY_BOOKED,
    "appointment_seat_within_capacity": BookingObstacle.GROUP_FULL,
    "appointment_seat_taken_once": BookingObstacle.GROUP_FULL,
}


class CannotImportSessionsError(Refusal):
    """A batch of sessions can't be taken over so."""


class CannotImportAppointmentsError(Refusal):
    """A batch of places can't be taken over so."""


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session as another system kept it; it may not say in which room."""

    external_id: str
    healthcare_service_id: UUID
    title: str
    service_type: ServiceType
    service_date: date
    period: Period
    facilitator_id: UUID
    modality: Modality
    capacity: int
    cap: int
    status: SessionStatus


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A client's place as another system kept it."""

    external_id: str
    session: GroupSession
    patient_id: UUID
    episode_id: UUID
    status: AppointmentStatus


def obstacles_to(session: NewSession) -> tuple[PlanningObstacle, ...]:
    """Return every reason why the session can't be taken over."""
    checks = {
        PlanningObstacle.CAPACITY_BELOW_ONE: session.capacity < 1,
        PlanningObstacle.CAPACITY_OVER_CAP: session.capacity > session.cap,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


@action(Permission.DATA_IMPORT)
def import_sessions(by: Actor, *, sessions: Sequence[NewSession]) -> list[GroupSession]:
    """Make a batch of sessions, whole or not at all.

    :raises CannotImportSessionsError: with every reason why one of them can't be
    """
    found = {obstacle for session in sessions for obstacle in obstacles_to(session)}
    if found:
        raise CannotImportSessionsError(tuple(sorted(found)))
    with refusing(CannotImportSessionsError, SESSION_CLASHES):
        return GroupSession.objects.bulk_create(_made(by, session) for session in sessions)


@action(Permission.DATA_IMPORT)
def import_appointments(by: Actor, *, places: Sequence[NewPlace]) -> list[Appointment]:
    """Make a batch of places, each on the lowest free seat, whole or not at all.

    :raises CannotImportAppointmentsError: with the reason why one of them can't be
    """
    taken = _taken({place.session.pk for place in places})
    made = []
    for place in places:
        seats = taken.setdefault(place.session.pk, set())
        seat = rules.lowest_free_seat(seats, place.session.capacity)
        if seat is None and place.status in HOLDS_SEAT:
            raise CannotImportAppointmentsError((BookingObstacle.GROUP_FULL,))
        if place.status in HOLDS_SEAT and seat is not None:
            seats.add(seat)
        made.append(_placed(by, place, seat or 1))
    with refusing(CannotImportAppointmentsError, PLACE_CLASHES):
        return Appointment.objects.bulk_create(made)


def _taken(session_ids: Iterable[UUID]) -> dict[UUID, set[int]]:
    found: dict[UUID, set[int]] = {}
    held = Appointment.objects.filter(
        group_session__in=[*session_ids], status__in=sorted(HOLDS_SEAT)
    )
    for session_id, seat in held.values_list("group_session_id", "seat"):
        found.setdefault(session_id, set()).add(seat)
    return found


def _made(by: Actor, new: NewSession) -> GroupSession:
    return GroupSession(
        organization_id=by.organization_id,
        external_id=new.external_id,
        healthcare_service_id=new.healthcare_service_id,
        title=new.title,
        service_type=new.service_type,
        service_date=new.service_date,
        period_start=new.period.start,
        period_end=new.period.end,
        facilitator_id=new.facilitator_id,
        modality=new.modality,
        capacity=new.capacity,
        status=new.status,
    )


def _placed(by: Actor, new: NewPlace, seat: int) -> Appointment:
    session = new.session
    return Appointment(
        organization_id=by.organization_id,
        external_id=new.external_id,
        group_session_id=session.pk,
        patient_id=new.patient_id,
        episode_id=new.episode_id,
        status=new.status,
        origin=AppointmentOrigin.ONE_OFF,
        seat=seat,
        service_date=session.service_date,
        period_start=session.period_start,
        period_end=session.period_end,
    )
