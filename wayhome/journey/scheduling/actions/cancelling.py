"""What cancelling sessions does to the places in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from wayhome.journey.scheduling.actions.following import cancel_places, follow_in
from wayhome.journey.scheduling.codes import (
    HAS_ATTENDANCE,
    HOLDS_SEAT,
    AppointmentStatus,
    CancellationReason,
    ServiceType,
    SessionStatus,
)
from wayhome.journey.scheduling.models import Appointment, GroupSession
from wayhome.journey.scheduling.rules import FOLLOWS_ROSTER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


def has_attendance(sessions: Iterable[GroupSession]) -> set[UUID]:
    """Return those of the sessions to which someone is known to have come, or not to.

    The sessions are locked, and so are their places from here on: nobody is checked in meanwhile.
    """
    rows = Appointment.objects.filter(group_session__in=[row.pk for row in sessions])
    places = rows.order_by("pk").select_for_update(of=("self",), no_key=True)
    return {place.group_session_id for place in places if place.status in HAS_ATTENDANCE}


def cancel_sessions(
    sessions: Iterable[GroupSession], reason: str = "", *, is_exception: bool = False
) -> None:
    """Cancel the sessions, which are locked, and the places in them."""
    own = [row.pk for row in sessions]
    rows = GroupSession.objects.filter(pk__in=own)
    changed = {"is_exception": True} if is_exception else {}
    rows.update(
        status=SessionStatus.CANCELLED,
        cancellation_reason=reason,
        edition=F("edition") + 1,
        **changed,
    )
    places = Appointment.objects.filter(group_session__in=own, status__in=sorted(FOLLOWS_ROSTER))
    cancel_places(places, CancellationReason.SESSION_CANCELLED)


def cancel_empty_individual(sessions: Iterable[GroupSession], reason: str) -> None:
    """Cancel single individual sessions in which nobody has a place: their rooms are free again."""
    single = [
        row
        for row in sessions
        if row.series_id is None
        and row.service_type == ServiceType.INDIVIDUAL
        and row.status == SessionStatus.PLANNED
    ]
    held = Appointment.objects.filter(
        group_session__in=[row.pk for row in single], status__in=sorted(HOLDS_SEAT)
    )
    taken = set(held.values_list("group_session_id", flat=True)) if single else set()
    if empty := [row for row in single if row.pk not in taken]:
        cancel_sessions(empty, reason)


def give_up(by: Actor, place: Appointment, reason: CancellationReason, *, now: datetime) -> None:
    """Give up a place that is locked with its session; someone on the roster may have waited."""
    place.status, place.cancellation_reason = AppointmentStatus.CANCELLED, reason
    place.save(update_fields=["status", "cancellation_reason"])
    cancel_empty_individual([place.group_session], reason)
    if place.group_session.series_id is not None:
        follow_in(by, [place.group_session], now=now)
