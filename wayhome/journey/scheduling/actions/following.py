"""Brings places in line with the roster: what a member joins, leaves or is moved by."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.fields import PositiveSmallIntegerField

from wayhome.journey.admissions.codes import ADMITTED_STATUSES
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.actions import locks
from wayhome.journey.scheduling.codes import (
    HOLDS_SEAT,
    AppointmentOrigin,
    AppointmentStatus,
    CancellationReason,
)
from wayhome.journey.scheduling.models import Appointment, GroupMember, GroupSession
from wayhome.journey.scheduling.queries import facts
from wayhome.journey.scheduling.rules import Place, RosterChanges, RosterMember
from wayhome.shared.core.period import DatePeriod, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor

type Members = Mapping[UUID | None, Sequence[GroupMember]]


def follow_roster(by: Actor, series_ids: Iterable[UUID], *, now: datetime) -> None:
    """Bring the places in all sessions to come of these groups in line with their rosters."""
    rows = GroupSession.objects.filter(series__in=[*series_ids], period_start__gt=now)
    follow_in(by, locks.locked_sessions(rows), now=now)


def follow_in(
    by: Actor,
    sessions: Sequence[GroupSession],
    *,
    now: datetime,
    guests: Sequence[Appointment] = (),
) -> None:
    """Do so in these sessions, which are locked; guests come back beside the roster's members."""
    if not sessions:
        return
    members = _members(sessions)
    patients = {m.patient_id for group in members.values() for m in group}
    patients |= {guest.patient_id for guest in guests}
    locks.hold(patients)
    own = [row.pk for row in sessions]
    around = Period(min(r.period_start for r in sessions), max(r.period_end for r in sessions))
    busy = {
        patient: [place.period for place in found]
        for patient, found in facts.busy_people(by, around, patients, apart_from=own).items()
    }
    changes = _changes(by, sessions, members, guests=guests, busy=busy, now=now)
    _apply(by, changes, {row.pk: row for row in sessions}, members)


def _members(sessions: Sequence[GroupSession]) -> Members:
    """Return who is admitted and on these groups' rosters, those first who joined first."""
    first = min(row.service_date for row in sessions)
    found = GroupMember.objects.filter(
        Q(period_end__isnull=True) | Q(period_end__gt=first),
        series__in={row.series_id for row in sessions if row.series_id},
        episode__status__in=sorted(ADMITTED_STATUSES),
    )
    groups: dict[UUID | None, list[GroupMember]] = defaultdict(list)
    for member in found.order_by("period_start", "pk"):
        groups[member.series_id].append(member)
    return groups


def _changes(
    by: Actor,
    sessions: Sequence[GroupSession],
    members: Members,
    *,
    guests: Sequence[Appointment],
    busy: dict[UUID, list[Period]],
    now: datetime,
) -> list[RosterChanges]:
    """Ask the rule for one group after another: a place in the first makes busy in the next."""
    places: dict[UUID, list[Place]] = defaultdict(list)
    for row in facts.places_in(by, [session.pk for session in sessions]):
        places[row.group_session_id].append(_place(row))
    parts = []
    for series in dict.fromkeys(session.series_id for session in sessions):
        group = [session for session in sessions if session.series_id == series]
        changes = rules.roster_changes(
            [*map(_stay, members.get(series, ())), *map(_visit, guests)],
            [facts.as_session(session) for session in group],
            [place for session in group for place in places[session.pk]],
            now=now,
            busy=busy,
        )
        periods = {row.pk: Period(row.period_start, row.period_end) for row in group}
        for place in changes.add:
            busy.setdefault(place.patient, []).append(periods[place.session])
        parts.append(changes)
    return parts


def _apply(
    by: Actor,
    parts: Sequence[RosterChanges],
    sessions: Mapping[UUID, GroupSession],
    members: Members,
) -> None:
    cancel_places(
        Appointment.objects.filter(pk__in=[pk for part in parts for pk in part.cancel]),
        CancellationReason.LEFT_ROSTER,
    )
    seats = {place.id: place.seat for part in parts for place in part.reopen}
    if seats:
        Appointment.objects.filter(pk__in=[*seats]).update(
            status=AppointmentStatus.BOOKED, cancellation_reason="", seat=seats_by_place(seats)
        )
    episodes = {(g, m.patient_id): m.episode_id for g, found in members.items() for m in found}
    Appointment.objects.bulk_create(
        new_place(
            by,
            sessions[place.session],
            patient_id=place.patient,
            episode_id=episodes[sessions[place.session].series_id, place.patient],
            seat=place.seat,
            origin=AppointmentOrigin.ROSTER,
        )
        for part in parts
        for place in part.add
    )


def everyone_in(sessions: Sequence[GroupSession]) -> set[UUID]:
    """Return who has a place in these sessions or should have: whom a change may seat or move."""
    held = Appointment.objects.filter(
        group_session__in=[row.pk for row in sessions], status__in=sorted(HOLDS_SEAT)
    )
    members = _members(sessions).values() if sessions else ()
    return {
        *held.values_list("patient_id", flat=True),
        *(member.patient_id for group in members for member in group),
    }


def cancel_places(places: QuerySet[Appointment], reason: CancellationReason) -> None:
    places.update(status=AppointmentStatus.CANCELLED, cancellation_reason=reason)


def seats_by_place(seats: Mapping[UUID, int]) -> Case:
    """Return one expression that gives every place its seat, so that one statement moves all."""
    return Case(
        *(When(pk=pk, then=Value(seat)) for pk, seat in seats.items()),
        output_field=PositiveSmallIntegerField(),
    )


def new_place(
    by: Actor,
    session: GroupSession,
    *,
    patient_id: UUID,
    episode_id: UUID,
    seat: int,
    origin: AppointmentOrigin,
) -> Appointment:
    return Appointment(
        organization_id=by.organization_id,
        group_session_id=session.pk,
        patient_id=patient_id,
        episode_id=episode_id,
        seat=seat,
        origin=origin,
        status=AppointmentStatus.BOOKED,
        service_date=session.service_date,
        period_start=session.period_start,
        period_end=session.period_end,
    )


def _stay(member: GroupMember) -> RosterMember:
    return RosterMember(member.patient_id, DatePeriod(member.period_start, member.period_end))


def _visit(guest: Appointment) -> RosterMember:
    return RosterMember(guest.patient_id, DatePeriod(guest.service_date))


def _place(row: Appointment) -> Place:
    return Place(
        id=row.pk,
        session=row.group_session_id,
        patient=row.patient_id,
        status=AppointmentStatus(row.status),
        origin=AppointmentOrigin(row.origin),
        seat=row.seat,
        cancellation_reason=row.cancellation_reason,
    )
