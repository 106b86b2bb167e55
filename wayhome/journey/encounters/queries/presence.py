"""Reads of who is here: a session's arrivals in one glance, for pages that show several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from wayhome.journey.encounters.codes import PRESENT
from wayhome.journey.encounters.models import CAME, LIVE, Encounter
from wayhome.journey.encounters.queries.notes import name_of
from wayhome.journey.scheduling import queries as schedule
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.prepared import Prepared, any_of, given_id, given_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class Presence:
    """How many of a session's people came, and how many are known to have missed it."""

    came: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """One person of a session that is going on."""

    name: str
    arrived_at: datetime | None
    is_missed: bool


_COUNTS = Prepared(
    lambda: (
        Encounter.objects.filter(any_of("group_session_id", given_ids("sessions")), LIVE)
        .order_by()
        .values("group_session")
        .annotate(came=Count("pk", filter=CAME), missed=Count("pk", filter=~Q(CAME)))
        .values_list("group_session", "came", "missed")
    )
)
_OF_SESSION = Prepared(
    lambda: Encounter.objects.filter(LIVE, group_session=given_id("session")).only(
        "organization", "appointment", "attendance", "arrived_at"
    )
)


def presence_by_session(by: Actor, session_ids: Iterable[UUID]) -> Mapping[UUID, Presence]:
    by.require(Permission.ATTENDANCE_VIEW)
    counts = _COUNTS.rows(sessions=[*session_ids])
    return {session_id: Presence(came, missed) for session_id, came, missed in counts}


def arrivals(by: Actor, session_id: UUID) -> tuple[Arrival, ...]:
    """Return everyone who has a place in the session, in the order of the roster."""
    by.require(Permission.ATTENDANCE_VIEW)
    encounters = {each.appointment_id: each for each in _OF_SESSION.rows(session=session_id)}
    found = []
    for place in schedule.roster_of(by, session_id):
        encounter = encounters.get(place.pk)
        missed = encounter is not None and encounter.attendance not in PRESENT
        arrived_at = encounter.arrived_at if encounter else None
        found.append(Arrival(name_of(place.patient), arrived_at, missed))
    return tuple(found)
