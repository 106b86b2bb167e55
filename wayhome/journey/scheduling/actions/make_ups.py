"""Writes of make-ups: a seat for a session that was missed, and giving it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.patients import queries as patients
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.actions import locks
from wayhome.journey.scheduling.actions.cancelling import give_up
from wayhome.journey.scheduling.actions.following import new_place
from wayhome.journey.scheduling.actions.refusals import (
    BOOKING_CLASH,
    CannotBookMakeUpError,
    CannotGiveBackMakeUpError,
)
from wayhome.journey.scheduling.codes import (
    HAS_ATTENDANCE,
    HOLDS_SEAT,
    TOLD_BY_CLIENT,
    AppointmentObstacle,
    AppointmentOrigin,
    AppointmentStatus,
    CancellationReason,
    MakeUpObstacle,
)
from wayhome.journey.scheduling.models import Appointment, GroupSession
from wayhome.journey.scheduling.queries import facts, make_ups
from wayhome.journey.scheduling.queries.places import get_appointment
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import refusing

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from enum import StrEnum
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


@action(Permission.APPOINTMENT_BOOK)
def book_make_up(
    by: Actor, *, appointment_id: UUID, group_session_id: UUID, now: datetime
) -> Appointment:
    """Book a session for a place that was missed; doing so again changes nothing.

    What the client told of their week doesn't stand in the way: whoever books has asked them.

    :raises CannotBookMakeUpError: with every reason why not
    """
    missed = Appointment.objects.get(pk=appointment_id)
    held = _locked(group_session_id, missed, patients.ids_of_person(by, missed.patient_id))
    around = make_ups.Around(by, [get_appointment(by, missed.pk)])
    return _book(by, around, held, TOLD_BY_CLIENT, now=now)


@action(Permission.OWN_MAKE_UP_BOOK)
def book_own_make_up(
    by: Actor,
    *,
    appointment_id: UUID,
    group_session_id: UUID,
    kept_out: Collection[UUID] = frozenset(),
    now: datetime,
) -> Appointment:
    """Take a seat for a session that the client who is signed in missed, if it would be offered.

    Doing so again changes nothing. `kept_out` are sessions that aren't for them, whyever.

    :raises CannotBookMakeUpError: with every reason why not
    :raises Appointment.DoesNotExist: also when it is somebody else's
    """
    records = _own_records(by)
    missed = Appointment.objects.get(pk=appointment_id, patient__in=records)
    able, held = make_ups.for_oneself(by), _locked(group_session_id, missed, records)
    place = get_appointment(able, missed.pk)
    around = make_ups.Around(able, [place], is_own=True, kept_out=kept_out)
    return _book(able, around, held, now=now)


@action(Permission.OWN_MAKE_UP_BOOK)
def give_back_own_make_up(by: Actor, *, appointment_id: UUID, now: datetime) -> Appointment:
    """Give back a seat that makes up for a missed session; another can be taken for it then.

    :raises CannotGiveBackMakeUpError: with every reason why not
    :raises Appointment.DoesNotExist: also when it is somebody else's
    """
    Appointment.objects.get(pk=appointment_id, patient__in=_own_records(by))
    place = locks.locked_place(appointment_id)
    checks: dict[StrEnum, bool] = {
        MakeUpObstacle.NOT_A_MAKE_UP: place.makes_up_for_id is None,
        AppointmentObstacle.ATTENDANCE_RECORDED: place.status in HAS_ATTENDANCE,
        AppointmentObstacle.ALREADY_CANCELLED: place.status == AppointmentStatus.CANCELLED,
        MakeUpObstacle.BEGUN_ALREADY: place.period_start <= now,
    }
    if obstacles := tuple(obstacle for obstacle, applies in checks.items() if applies):
        raise CannotGiveBackMakeUpError(obstacles)
    give_up(make_ups.for_oneself(by), place, CancellationReason.CLIENT_ASKED, now=now)
    return place


def _own_records(by: Actor) -> tuple[UUID, ...]:
    if by.patient_id is None:
        raise Appointment.DoesNotExist
    return patients.ids_of_person(by, by.patient_id)


def _locked(session_id: UUID, missed: Appointment, records: Collection[UUID]) -> GroupSession:
    """Lock the session and the one that was missed, hold the person; return the session."""
    both = GroupSession.objects.filter(pk__in={session_id, missed.group_session_id})
    locked = {row.pk: row for row in locks.locked_sessions(both)}
    if session_id not in locked:
        raise GroupSession.DoesNotExist
    locks.hold(records)
    return locked[session_id]


def _book(
    by: Actor,
    around: make_ups.Around,
    session: GroupSession,
    known_better: Collection[StrEnum] = frozenset(),
    *,
    now: datetime,
) -> Appointment:
    """Look at all of it, now that the sessions are locked and the person is held.

    :raises CannotBookMakeUpError: with every reason why not
    """
    found = around.missed
    if found.made_up_by is not None and found.made_up_by.group_session_id == session.pk:
        return found.made_up_by
    taken = _taken_seats(session.pk)
    cap = facts.caps_of(by, [session])[session.pk]
    make_up = make_ups.make_up_in(session, taken_seats=taken, cap=cap)
    obstacles = rules.obstacles_to_make_up(found.facts(), make_up, around.life(found), now=now)
    if left := tuple(each for each in obstacles if each not in known_better):
        raise CannotBookMakeUpError(left)
    seat = rules.lowest_free_seat(taken, session.capacity) or 0
    return _seat(by, found.place, session, seat)


def _taken_seats(session_id: UUID) -> set[int]:
    held = Appointment.objects.filter(group_session=session_id, status__in=sorted(HOLDS_SEAT))
    return set(held.values_list("seat", flat=True))


def _seat(by: Actor, missed: Appointment, session: GroupSession, seat: int) -> Appointment:
    place = new_place(
        by,
        session,
        patient_id=missed.patient_id,
        episode_id=missed.episode_id,
        seat=seat,
        origin=AppointmentOrigin.MAKE_UP,
    )
    place.makes_up_for_id = missed.pk
    with refusing(CannotBookMakeUpError, BOOKING_CLASH):
        place.save(force_insert=True)
    return place
