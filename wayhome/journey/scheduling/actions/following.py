"""Brings places in line with the roster: what a member joins, leaves or is moved by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, F, QuerySet, UUIDField, Value, When
from django.db.models.fields import PositiveSmallIntegerField

from wayhome.journey.scheduling.actions import locks
from wayhome.journey.scheduling.codes import (
    HOLDS_SEAT,
    AppointmentOrigin,
    AppointmentStatus,
    CancellationReason,
)
from wayhome.journey.scheduling.models import Appointment, GroupSession
from wayhome.journey.scheduling.queries.following import changes_due, rosters_of
from wayhome.journey.scheduling.rules import FOLLOWS_ROSTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from wayhome.journey.scheduling.queries.following import Members
    from wayhome.journey.scheduling.rules import RosterChanges
    from wayhome.shared.audit.actor import Actor


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
    members = rosters_of(by, sessions)
    locks.hold(
        [
            *(member.patient_id for group in members.values() for member in group),
            *(guest.patient_id for guest in guests),
        ]
    )
    changes = changes_due(by, sessions, members, guests=guests, now=now)
    _apply(by, changes, {row.pk: row for row in sessions}, members)


def _apply(
    by: Actor,
    parts: Sequence[RosterChanges],
    sessions: Mapping[UUID, GroupSession],
    members: Members,
) -> None:
    left = Appointment.objects.filter(pk__in=[pk for part in parts for pk in part.cancel])
    # whoever was checked in just now stays
    cancel_places(left.filter(status__in=sorted(FOLLOWS_ROSTER)), CancellationReason.LEFT_ROSTER)
    episodes = {(g, m.patient_id): m.episode_id for g, found in members.items() for m in found}
    reopened = [place for part in parts for place in part.reopen]
    if reopened:
        stays = {
            place.id: episodes.get((sessions[place.session].series_id, place.patient))
            for place in reopened
        }
        _reopen({place.id: place.seat for place in reopened}, stays)
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


def everyone_in(by: Actor, sessions: Sequence[GroupSession]) -> set[UUID]:
    """Return who has a place in these sessions or should have: whom a change may seat or move."""
    held = Appointment.objects.filter(
        group_session__in=[row.pk for row in sessions], status__in=sorted(HOLDS_SEAT)
    )
    members = rosters_of(by, sessions).values() if sessions else ()
    return {
        *held.values_list("patient_id", flat=True),
        *(member.patient_id for group in members for member in group),
    }


def still_wanted(guests: Sequence[Appointment]) -> list[Appointment]:
    """Return those guests who haven't made up otherwise for what brought them."""
    missed = [guest.makes_up_for_id for guest in guests if guest.makes_up_for_id]
    held = Appointment.objects.filter(makes_up_for__in=missed, status__in=sorted(HOLDS_SEAT))
    made_up = set(held.values_list("makes_up_for_id", flat=True)) if missed else set()
    return [guest for guest in guests if guest.makes_up_for_id not in made_up]


def cancel_places(places: QuerySet[Appointment], reason: CancellationReason) -> None:
    places.update(status=AppointmentStatus.CANCELLED, cancellation_reason=reason)


def seats_by_place(seats: Mapping[UUID, int]) -> Case:
    """Return one expression that gives every place its seat, so that one statement moves all."""
    return Case(
        *(When(pk=pk, then=Value(seat)) for pk, seat in seats.items()),
        output_field=PositiveSmallIntegerField(),
    )


def _reopen(seats: Mapping[UUID, int], stays: Mapping[UUID, UUID | None]) -> None:
    """Book places again; whoever returned after a stay has them for the new one."""
    new = [When(pk=pk, then=Value(stay)) for pk, stay in stays.items() if stay]
    Appointment.objects.filter(pk__in=[*seats]).update(
        status=AppointmentStatus.BOOKED,
        cancellation_reason="",
        seat=seats_by_place(seats),
        episode=Case(*new, default=F("episode"), output_field=UUIDField()),
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
