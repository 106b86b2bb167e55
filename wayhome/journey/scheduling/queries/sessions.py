"""Reads of sessions, each with the number of its seats that are taken and free."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from wayhome.journey.scheduling.codes import HOLDS_SEAT, ServiceType, SessionStatus
from wayhome.journey.scheduling.models import Appointment, GroupSession
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.prepared import Prepared, any_of, given_id, given_ids, given_moment


class Seats(TypedDict):
    """What every session read here knows besides its columns."""

    seats_taken: int
    seats_free: int


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet
    from django_stubs_ext import WithAnnotations

    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.core.period import Period
    from wayhome.shared.core.prepared import Given

    SeatedSession = WithAnnotations[GroupSession, Seats]


def get_session(by: Actor, session_id: UUID) -> SeatedSession:
    by.require(Permission.SCHEDULE_VIEW)
    return _SESSION.one(session=session_id)


_SESSION = Prepared(lambda: _sessions().filter(pk=given_id("session")))


def sessions_between(
    by: Actor,
    period: Period,
    *,
    facilitator_id: UUID | None = None,
    service_id: UUID | None = None,
    with_cancelled: bool = False,
) -> QuerySet[SeatedSession]:
    """Return the sessions that start within the period, in the order of time."""
    by.require(Permission.SCHEDULE_VIEW)
    found = _sessions().filter(period_start__gte=period.start, period_start__lt=period.end)
    if facilitator_id is not None:
        found = found.filter(facilitator=facilitator_id)
    if service_id is not None:
        found = found.filter(healthcare_service=service_id)
    return found if with_cancelled else found.filter(status=SessionStatus.PLANNED)


_OF_DAY = Prepared(lambda: _planned(given_moment("start"), given_moment("end")))
_LED_ON_DAY = Prepared(
    lambda: _planned(given_moment("start"), given_moment("end")).filter(
        facilitator=given_id("facilitator")
    )
)
_BY_ID = Prepared(lambda: _sessions().filter(any_of("id", given_ids("sessions"))))


def day_of(by: Actor, day: Period, *, facilitator_id: UUID | None = None) -> list[SeatedSession]:
    """Return the sessions of a day, read: all of them, or those that one person leads."""
    by.require(Permission.SCHEDULE_VIEW)
    if facilitator_id is None:
        return _OF_DAY.rows(start=day.start, end=day.end)
    return _LED_ON_DAY.rows(start=day.start, end=day.end, facilitator=facilitator_id)


def sessions_by_id(by: Actor, ids: Iterable[UUID]) -> list[SeatedSession]:
    """Return these sessions, read, in the order of time."""
    by.require(Permission.SCHEDULE_VIEW)
    return _BY_ID.rows(sessions=[*ids])


def sessions_of_series(by: Actor, series_id: UUID, *, since: datetime) -> QuerySet[SeatedSession]:
    """Return a group's sessions that aren't over, cancelled ones too, in the order of time."""
    by.require(Permission.SCHEDULE_VIEW)
    return _sessions().filter(series=series_id, period_end__gt=since)


def open_sessions(
    by: Actor,
    period: Period,
    *,
    now: datetime,
    service_id: UUID | None = None,
    service_types: Iterable[ServiceType] = frozenset(ServiceType) - {ServiceType.INDIVIDUAL},
) -> QuerySet[SeatedSession]:
    """Return the period's sessions to come in which a seat is free, in the order of time."""
    found = sessions_between(by, period, service_id=service_id)
    return found.filter(
        Q(seats_free__gt=0), period_start__gt=now, service_type__in=sorted(service_types)
    )


def _planned(start: Given, end: Given) -> QuerySet[SeatedSession]:
    return _sessions().filter(
        period_start__gte=start, period_start__lt=end, status=SessionStatus.PLANNED
    )


def _sessions() -> QuerySet[SeatedSession]:
    """Return all sessions with what every page of them shows; nothing more is fetched later."""
    held = Appointment.objects.filter(group_session=OuterRef("pk"), status__in=sorted(HOLDS_SEAT))
    taken = held.order_by().values("group_session").annotate(number=Count("pk")).values("number")
    return (
        GroupSession.objects.all()
        .fetch_mode(models.FETCH_RAISE)
        .select_related("facilitator", "room__part_of", "healthcare_service__location", "series")
        .annotate(seats_taken=Coalesce(Subquery(taken), 0))
        .annotate(seats_free=F("capacity") - F("seats_taken"))
        .order_by("period_start", "title", "pk")
    )
