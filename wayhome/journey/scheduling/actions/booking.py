"""Gives someone a seat in a session whose row is locked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from wayhome.journey.admissions import queries as admissions
from wayhome.journey.patients import queries as patients
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.actions import locks
from wayhome.journey.scheduling.actions.following import new_place
from wayhome.journey.scheduling.actions.refusals import BOOKING_CLASH, CannotBookAppointmentError
from wayhome.journey.scheduling.actions.roster import is_admitted
from wayhome.journey.scheduling.codes import HOLDS_SEAT
from wayhome.journey.scheduling.models import Appointment, GroupMember
from wayhome.journey.scheduling.queries import facts
from wayhome.shared.core.period import Period
from wayhome.shared.core.refusal import refusing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.scheduling.codes import AppointmentOrigin, BookingObstacle
    from wayhome.journey.scheduling.models import GroupSession
    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class Someone:
    """Whose place it is to be, with the records of theirs that were merged."""

    episode: EpisodeOfCare
    records: frozenset[UUID]


def someone(by: Actor, episode_id: UUID) -> Someone:
    episode = admissions.get_episode(by, episode_id)
    known = patients.ids_of_person(by, episode.patient_id)
    return Someone(episode, frozenset({episode.patient_id, *known}))


def seat_someone(
    by: Actor,
    session: GroupSession,
    who: Someone,
    origin: AppointmentOrigin,
    *,
    now: datetime,
) -> Appointment:
    """Give someone the lowest free seat in a session that is locked.

    :raises CannotBookAppointmentError: with every reason why not
    """
    locks.hold(who.records)
    held = Appointment.objects.filter(group_session=session.pk, status__in=sorted(HOLDS_SEAT))
    taken = dict(held.values_list("seat", "patient_id"))
    if obstacles := _obstacles(by, session, who, origin, taken=taken, now=now):
        raise CannotBookAppointmentError(obstacles)
    place = new_place(
        by,
        session,
        patient_id=who.episode.patient_id,
        episode_id=who.episode.pk,
        seat=rules.lowest_free_seat(taken, session.capacity) or 0,
        origin=origin,
    )
    with refusing(CannotBookAppointmentError, BOOKING_CLASH):
        place.save(force_insert=True)
    return place


def _obstacles(
    by: Actor,
    session: GroupSession,
    who: Someone,
    origin: AppointmentOrigin,
    *,
    taken: Mapping[int, UUID],
    now: datetime,
) -> tuple[BookingObstacle, ...]:
    period = Period(session.period_start, session.period_end)
    busy = facts.busy_people(by, period, who.records, apart_from=[session.pk])
    return rules.obstacles_to_booking(
        session=facts.as_session(session, cap=facts.caps_of(by, [session])[session.pk]),
        origin=origin,
        taken_seats=taken,
        own=[place.period for places in busy.values() for place in places],
        already_booked=not who.records.isdisjoint(taken.values()),
        is_admitted=is_admitted(who.episode, session.service_date),
        now=now,
    )


def is_member(session: GroupSession, episode_id: UUID) -> bool:
    """Return whether the person is on the roster of the session's group on its day."""
    return GroupMember.objects.filter(
        Q(period_end__isnull=True) | Q(period_end__gt=session.service_date),
        series=session.series_id,
        episode=episode_id,
        period_start__lte=session.service_date,
    ).exists()


def held_in(session_id: UUID, episode_id: UUID) -> Appointment | None:
    """Return the place that someone holds in the session, if any."""
    return Appointment.objects.filter(
        group_session=session_id, episode=episode_id, status__in=sorted(HOLDS_SEAT)
    ).first()
