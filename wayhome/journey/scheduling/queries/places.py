"""Reads of places in sessions: a session's roster, a person's week."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Coalesce, NullIf

from wayhome.journey.patients import queries as patients
from wayhome.journey.scheduling.codes import CAME, HOLDS_SEAT, AppointmentStatus
from wayhome.journey.scheduling.models import Appointment
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.prepared import Prepared, given_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.core.period import Period


def get_appointment(by: Actor, appointment_id: UUID) -> Appointment:
    by.require(Permission.SCHEDULE_VIEW)
    return _places().get(pk=appointment_id)


def get_place(by: Actor, appointment_id: UUID) -> Appointment:
    """Return a place with its person, session and program alone: what a single tap needs."""
    by.require(Permission.SCHEDULE_VIEW)
    return _PLACE.one(appointment=appointment_id)


def roster_of(by: Actor, session_id: UUID, *, with_cancelled: bool = False) -> list[Appointment]:
    """Return who has a place in the session, by the names in use; of each, the person."""
    by.require(Permission.SCHEDULE_VIEW)
    return (_EVERY_PLACE if with_cancelled else _ROSTER).rows(session=session_id)


def statuses_of(by: Actor, session_id: UUID) -> list[str]:
    """Return what became of each place in the session: enough to count."""
    by.require(Permission.SCHEDULE_VIEW)
    return _STATUSES.rows(session=session_id)


_PLACE = Prepared(
    lambda: (
        Appointment.objects.all()
        .fetch_mode(models.FETCH_RAISE)
        .select_related("patient", "makes_up_for", "group_session__healthcare_service")
        .filter(pk=given_id("appointment"))
    )
)
_ROSTER = Prepared(lambda: _roster(HOLDS_SEAT))
_EVERY_PLACE = Prepared(lambda: _roster({*HOLDS_SEAT, AppointmentStatus.CANCELLED}))
_STATUSES = Prepared(lambda: _roster(HOLDS_SEAT).order_by().values_list("status", flat=True))


def _roster(statuses: Iterable[AppointmentStatus]) -> QuerySet[Appointment]:
    nothing = models.Value("", output_field=models.TextField())
    in_use = Coalesce(NullIf("patient__preferred_name", nothing), "patient__given_name")
    return (
        Appointment.objects.filter(group_session=given_id("session"), status__in=sorted(statuses))
        .fetch_mode(models.FETCH_RAISE)
        .select_related("patient", "makes_up_for")
        .order_by(in_use, "patient__family_name", "pk")
    )


def appointments_of(
    by: Actor,
    patient_ids: Iterable[UUID] | None,
    period: Period,
    *,
    service_id: UUID | None = None,
) -> QuerySet[Appointment]:
    """Return these people's places (None: everyone's) that start within the period, by time."""
    by.require(Permission.SCHEDULE_VIEW)
    found = _within(period)
    if patient_ids is not None:
        found = found.filter(patient__in=[*patient_ids])
    if service_id is not None:
        found = found.filter(group_session__healthcare_service=service_id)
    return found


def last_attended_on(by: Actor, episode_id: UUID) -> date | None:
    """Return the last day on which someone came in this stay, today's included."""
    by.require(Permission.SCHEDULE_VIEW)
    came = Appointment.objects.filter(episode=episode_id, status__in=sorted(CAME))
    days = came.order_by("-service_date").values_list("service_date", flat=True)
    return days.first()


def own_appointments(by: Actor, period: Period) -> QuerySet[Appointment]:
    """Return the client's own places that start within the period, by time."""
    by.require(Permission.OWN_RECORD_VIEW)
    if by.patient_id is None:
        return Appointment.objects.none()
    return _within(period).filter(patient__in=patients.ids_of_person(by, by.patient_id))


def _within(period: Period) -> QuerySet[Appointment]:
    day = timedelta(days=1)  # a local day is never further from UTC's than its neighbor
    return (
        _places()
        .exclude(status=AppointmentStatus.ENTERED_IN_ERROR)
        .filter(
            service_date__range=(period.start.date() - day, period.end.date() + day),
            period_start__gte=period.start,
            period_start__lt=period.end,
        )
        .order_by("period_start", "pk")
    )


def _places() -> QuerySet[Appointment]:
    session = "group_session"
    return (
        Appointment.objects.all()
        .fetch_mode(models.FETCH_RAISE)
        .select_related(
            "patient",
            "episode",
            "makes_up_for",
            f"{session}__facilitator",
            f"{session}__room__part_of",
            f"{session}__healthcare_service__location",
            f"{session}__series",
        )
    )
