"""What the rosters of groups ask of the places in their sessions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from wayhome.journey.admissions.codes import ADMITTED_STATUSES
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import AppointmentOrigin, AppointmentStatus
from wayhome.journey.scheduling.models import Appointment, GroupMember, GroupSession
from wayhome.journey.scheduling.queries import facts
from wayhome.journey.scheduling.rules import Place, RosterChanges, RosterMember
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import DatePeriod, Period

if TYPE_CHECKING:
    from datetime import datetime

    from wayhome.shared.audit.actor import Actor

type Members = Mapping[UUID | None, Sequence[GroupMember]]


def rosters_of(by: Actor, sessions: Sequence[GroupSession]) -> Members:
    """Return who is admitted and on these groups' rosters, those first who joined first."""
    by.require(Permission.SCHEDULE_VIEW)
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


def changes_due(
    by: Actor,
    sessions: Sequence[GroupSession],
    members: Members,
    *,
    guests: Sequence[Appointment] = (),
    now: datetime,
) -> list[RosterChanges]:
    """Return what would bring these sessions in line with their rosters, group by group."""
    busy = _busy(by, sessions, members, guests)
    places: dict[UUID, list[Place]] = defaultdict(list)
    for row in facts.places_in(by, [session.pk for session in sessions]):
        places[row.group_session_id].append(_place(row))
    caps = facts.caps_of(by, sessions)
    parts = []
    for series in dict.fromkeys(session.series_id for session in sessions):
        group = [session for session in sessions if session.series_id == series]
        changes = rules.roster_changes(
            [*map(_stay, members.get(series, ())), *map(_visit, guests)],
            [facts.as_session(session, cap=caps[session.pk]) for session in group],
            [place for session in group for place in places[session.pk]],
            now=now,
            busy=busy,
        )
        periods = {row.pk: Period(row.period_start, row.period_end) for row in group}
        for place in changes.add:  # so that nobody is seated in two groups at once
            busy.setdefault(place.patient, []).append(periods[place.session])
        parts.append(changes)
    return parts


def _busy(
    by: Actor,
    sessions: Sequence[GroupSession],
    members: Members,
    guests: Sequence[Appointment],
) -> dict[UUID, list[Period]]:
    """Return when those who belong here have a place elsewhere."""
    patients = {member.patient_id for group in members.values() for member in group}
    patients |= {guest.patient_id for guest in guests}
    around = Period(min(r.period_start for r in sessions), max(r.period_end for r in sessions))
    held = facts.busy_people(by, around, patients, apart_from=[row.pk for row in sessions])
    return {patient: [place.period for place in found] for patient, found in held.items()}


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
