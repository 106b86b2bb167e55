"""Writes of places: book one, give it up, mark who came; always with the session's row locked."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.actions import locks
from wayhome.journey.scheduling.actions.booking import (
    held_in,
    is_member,
    seat_someone,
    someone,
)
from wayhome.journey.scheduling.actions.cancelling import give_up
from wayhome.journey.scheduling.actions.refusals import (
    BOOKING_CLASH,
    CannotBookAppointmentError,
    CannotCancelAppointmentError,
    CannotJoinSeriesError,
    CannotSetAppointmentStatusError,
)
from wayhome.journey.scheduling.actions.roster import join_series, leave_series
from wayhome.journey.scheduling.codes import (
    HAS_ATTENDANCE,
    HOLDS_SEAT,
    TRANSITIONS,
    AppointmentObstacle,
    AppointmentOrigin,
    AppointmentStatus,
    BookingObstacle,
    CancellationReason,
    EditScope,
    SessionStatus,
)
from wayhome.journey.scheduling.models import Appointment, GroupMember, GroupSession
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import refusing

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


@action(Permission.APPOINTMENT_BOOK)
def book_appointment(
    by: Actor,
    *,
    group_session_id: UUID,
    episode_id: UUID,
    origin: AppointmentOrigin = AppointmentOrigin.MAKE_UP,
    scope: EditScope = EditScope.THIS_ONE,
    now: datetime,
) -> Appointment:
    """Give someone the lowest free seat; from now on: put them on the group's roster as well.

    :raises CannotBookAppointmentError: with every reason why not
    """
    if scope is EditScope.FROM_NOW_ON:
        _join(by, group_session_id, episode_id, now=now)
        place = held_in(group_session_id, episode_id)
        if place is not None:
            return place
    session = locks.locked_session(group_session_id)
    if origin is not AppointmentOrigin.WALK_IN and is_member(session, episode_id):
        origin = AppointmentOrigin.ROSTER  # it comes and goes with the roster again
    return seat_someone(by, session, someone(by, episode_id), origin, now=now)


@action(Permission.APPOINTMENT_BOOK)
def cancel_appointment(
    by: Actor,
    *,
    appointment_id: UUID,
    reason: CancellationReason = CancellationReason.CLIENT_ASKED,
    scope: EditScope = EditScope.THIS_ONE,
    now: datetime,
) -> Appointment:
    """Give up a place; from now on: take the person off the group's roster as well.

    An individual session that nobody else has a place in is cancelled with it.

    :raises CannotCancelAppointmentError: with every reason why not
    """
    if scope is EditScope.FROM_NOW_ON:
        _leave(by, appointment_id, now=now)
    place = locks.locked_place(appointment_id)
    checked = {
        AppointmentObstacle.ATTENDANCE_RECORDED: place.status in HAS_ATTENDANCE,
        AppointmentObstacle.ALREADY_CANCELLED: place.status == AppointmentStatus.CANCELLED
        and scope is EditScope.THIS_ONE,
    }
    if obstacles := tuple(obstacle for obstacle, applies in checked.items() if applies):
        raise CannotCancelAppointmentError(obstacles)
    give_up(by, place, reason, now=now)
    return place


@action(Permission.ATTENDANCE_RECORD)
def set_appointment_status(
    _by: Actor,
    *,
    appointment_id: UUID,
    status: AppointmentStatus,
    reason: str = "",
    seen: Appointment | None = None,
    now: datetime,  # noqa: ARG001  # every action takes it
) -> Appointment:
    """Mark a place as attendance says, if it is still as `seen`. Doing so again changes nothing.

    A place that had been given up needs a free seat to be held again.

    :raises CannotSetAppointmentStatusError: when it can't be marked so, or no seat is free
    """
    takes_seat = status is AppointmentStatus.BOOKED  # every other is of someone who has one
    place = (locks.locked_place if takes_seat else locks.locked_place_alone)(appointment_id)
    before = AppointmentStatus(place.status)
    _refuse_unless_as(seen, place)
    if status is before:
        return place
    if status not in TRANSITIONS[before]:
        raise CannotSetAppointmentStatusError((AppointmentObstacle.TRANSITION_NOT_ALLOWED,))
    if takes_seat and before not in HOLDS_SEAT:
        _take_seat_again(place)
    place.status = status
    place.cancellation_reason = reason if status is AppointmentStatus.CANCELLED else ""
    with refusing(CannotSetAppointmentStatusError, BOOKING_CLASH):
        place.save(update_fields=["status", "cancellation_reason", "seat"])
    return place


def _join(by: Actor, session_id: UUID, episode_id: UUID, *, now: datetime) -> None:
    session = GroupSession.objects.get(pk=session_id)
    if session.series_id is None or session.status == SessionStatus.CANCELLED:
        return
    try:
        join_series(
            by,
            series_id=session.series_id,
            episode_id=episode_id,
            period_start=session.service_date,
            now=now,
        )
    except CannotJoinSeriesError as refusal:
        raise CannotBookAppointmentError(refusal.obstacles) from refusal


def _leave(by: Actor, appointment_id: UUID, *, now: datetime) -> None:
    place = Appointment.objects.select_related("group_session").get(pk=appointment_id)
    day = place.service_date
    stays = GroupMember.objects.filter(
        series=place.group_session.series_id, patient=place.patient_id
    ).order_by("-period_start")
    stay = next((m for m in stays if m.period_end is None or m.period_end > day), None)
    if stay is None:
        raise CannotCancelAppointmentError((AppointmentObstacle.NOT_ON_ROSTER,))
    leave_series(by, member_id=stay.pk, period_end=max(day, stay.period_start), now=now)


def _refuse_unless_as(seen: Appointment | None, place: Appointment) -> None:
    """Refuse to mark a place that, now that it is locked, isn't as it was seen.

    :raises CannotSetAppointmentStatusError: then
    """
    marked = attrgetter("status", "period_start", "period_end")
    if seen is not None and marked(seen) != marked(place):
        raise CannotSetAppointmentStatusError((AppointmentObstacle.TRANSITION_NOT_ALLOWED,))


def _take_seat_again(place: Appointment) -> None:
    """Find the lowest free seat for a place that is held again.

    :raises CannotSetAppointmentStatusError: when there is none, or no session any more
    """
    if place.group_session.status == SessionStatus.CANCELLED:
        raise CannotSetAppointmentStatusError((AppointmentObstacle.TRANSITION_NOT_ALLOWED,))
    held = Appointment.objects.filter(
        group_session=place.group_session_id, status__in=sorted(HOLDS_SEAT)
    )
    taken = set(held.values_list("seat", flat=True))
    locks.hold([place.patient_id])
    seat = rules.lowest_free_seat(taken, place.group_session.capacity)
    if seat is None:
        raise CannotSetAppointmentStatusError((BookingObstacle.GROUP_FULL,))
    place.seat = seat
