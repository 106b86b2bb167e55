"""Writes of single sessions: plan one, cancel it, plan it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack
from zoneinfo import ZoneInfo

from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.actions import checks, locks
from wayhome.journey.scheduling.actions.booking import seat_someone, someone
from wayhome.journey.scheduling.actions.cancelling import cancel_sessions, has_attendance
from wayhome.journey.scheduling.actions.following import everyone_in, follow_in, still_wanted
from wayhome.journey.scheduling.actions.refusals import (
    PLANNING_CLASH,
    CannotCancelSessionError,
    CannotEndSeriesError,
    CannotPlanSessionError,
    CannotRestoreSessionError,
)
from wayhome.journey.scheduling.actions.series import end_series
from wayhome.journey.scheduling.codes import (
    AppointmentOrigin,
    AppointmentStatus,
    CancellationReason,
    EditScope,
    Modality,
    PlanningObstacle,
    ServiceType,
    SessionStatus,
)
from wayhome.journey.scheduling.models import Appointment, GroupSeries, GroupSession
from wayhome.journey.scheduling.queries import facts, planning
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.period import ONE_MINUTE, at_local
from wayhome.shared.core.refusal import refusing
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from datetime import date, datetime, time
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


class SessionPlan(TypedDict):
    """How a single session is meant to be; times are the program's local ones."""

    healthcare_service_id: UUID
    title: str
    service_date: date
    start_time: time
    duration_minutes: int
    facilitator_id: UUID
    modality: NotRequired[Modality]
    room_id: NotRequired[UUID | None]
    join_url: NotRequired[str]


@action(Permission.SCHEDULE_MANAGE)
def plan_session(
    by: Actor, *, service_type: ServiceType, capacity: int, **plan: Unpack[SessionPlan]
) -> GroupSession:
    """Plan one session that belongs to no weekly group. One that was held can be put down too.

    :raises CannotPlanSessionError: with every reason why not
    """
    return _plan(by, plan, service_type, capacity)


@action(Permission.APPOINTMENT_BOOK)
def book_individual_session(
    by: Actor, *, episode_id: UUID, now: datetime, **plan: Unpack[SessionPlan]
) -> Appointment:
    """Plan one session with one client. One that was held can be put down too.

    :raises CannotPlanSessionError: when the session can't be
    :raises CannotBookAppointmentError: when the client can't have the place
    """
    who = someone(by, episode_id)
    locks.hold([plan["facilitator_id"], plan.get("room_id"), *who.records])
    session = _plan(by, plan, ServiceType.INDIVIDUAL, 1)
    was_held = session.period_end <= now
    origin = AppointmentOrigin.WALK_IN if was_held else AppointmentOrigin.ONE_OFF
    return seat_someone(by, session, who, origin, now=now)


@action(Permission.SCHEDULE_MANAGE)
def cancel_session(
    by: Actor,
    *,
    session_id: UUID,
    edition: int,
    reason: CancellationReason = CancellationReason.OTHER,
    scope: EditScope = EditScope.THIS_ONE,
    now: datetime,
) -> GroupSession:
    """Cancel a session with the places in it; from now on: let its group end on that day.

    :raises CannotCancelSessionError: with every reason why not
    """
    if scope is EditScope.FROM_NOW_ON and (series := _locked_group_of(session_id)):
        return _end_from(by, series, session_id, edition=edition, now=now)
    session = locks.locked_session(session_id)
    obstacles = rules.obstacles_to_cancelling(
        facts.as_session(session), has_attendance=bool(has_attendance([session]))
    )
    if session.edition != edition:
        obstacles = (PlanningObstacle.CHANGED_MEANWHILE, *obstacles)
    if obstacles:
        raise CannotCancelSessionError(obstacles)
    cancel_sessions([session], reason, is_exception=session.series_id is not None)
    return session.refreshed()


@action(Permission.SCHEDULE_MANAGE)
def restore_session(by: Actor, *, session_id: UUID, edition: int, now: datetime) -> GroupSession:
    """Plan a cancelled session again and give back the places that went with it.

    :raises CannotRestoreSessionError: with every reason why not
    """
    session = locks.locked_session(session_id)
    if session.edition != edition or session.status != SessionStatus.CANCELLED:
        raise CannotRestoreSessionError((PlanningObstacle.CHANGED_MEANWHILE,))
    if session.period_start <= now:
        raise CannotRestoreSessionError((PlanningObstacle.ALREADY_BEGUN,))
    lost = Appointment.objects.filter(
        group_session=session.pk,
        status=AppointmentStatus.CANCELLED,
        cancellation_reason=CancellationReason.SESSION_CANCELLED,
    ).exclude(origin=AppointmentOrigin.ROSTER)
    guests = list(lost.order_by("seat", "pk"))
    everyone = everyone_in(by, [session]) | {guest.patient_id for guest in guests}
    locks.hold([session.facilitator_id, session.room_id, *everyone])
    checks.refuse_unless_plannable(
        CannotRestoreSessionError, planning.facts_of(by, [session]), [session]
    )
    session.status, session.cancellation_reason = SessionStatus.PLANNED, ""
    session.edition += 1
    with refusing(CannotRestoreSessionError, PLANNING_CLASH):
        session.save(update_fields=["status", "cancellation_reason", "edition"])
    follow_in(by, [session], now=now, guests=still_wanted(guests))
    return session


def _plan(by: Actor, plan: SessionPlan, service_type: ServiceType, capacity: int) -> GroupSession:
    if not checks.lasts_well(plan["duration_minutes"]):
        raise CannotPlanSessionError((PlanningObstacle.ENDS_BEFORE_IT_STARTS,))
    service = tenancy.services(by).get(pk=plan["healthcare_service_id"])
    start = at_local(plan["service_date"], plan["start_time"], ZoneInfo(service.time_zone))
    session = GroupSession(
        organization_id=by.organization_id,
        healthcare_service=service,
        title=plan["title"],
        service_type=service_type,
        service_date=plan["service_date"],
        period_start=start,
        period_end=start + plan["duration_minutes"] * ONE_MINUTE,
        facilitator_id=plan["facilitator_id"],
        modality=plan.get("modality", Modality.ON_SITE),
        room_id=plan.get("room_id"),
        join_url=plan.get("join_url", ""),
        capacity=capacity,
    )
    checks.require_known(by, facilitator_id=session.facilitator_id, room_id=session.room_id)
    locks.hold([session.facilitator_id, session.room_id])
    found = planning.facts_of(by, [session], cap=checks.cap_for(by, service, session))
    checks.refuse_unless_plannable(CannotPlanSessionError, found, [session])
    with refusing(CannotPlanSessionError, PLANNING_CLASH):
        session.save(force_insert=True)
    return session


def _locked_group_of(session_id: UUID) -> GroupSeries | None:
    session = GroupSession.objects.get(pk=session_id)
    return None if session.series_id is None else locks.locked_series(session.series_id)


def _end_from(
    by: Actor, series: GroupSeries, session_id: UUID, *, edition: int, now: datetime
) -> GroupSession:
    """End the group on the day of this session.

    :raises CannotCancelSessionError: with every reason why not
    """
    session = locks.locked_session(session_id)
    if session.edition != edition:
        raise CannotCancelSessionError((PlanningObstacle.CHANGED_MEANWHILE,))
    try:
        end_series(
            by,
            series_id=series.pk,
            period_end=max(session.service_date, series.period_start),
            edition=series.edition,
            now=now,
        )
    except CannotEndSeriesError as refusal:
        raise CannotCancelSessionError(refusal.obstacles) from refusal
    return session.refreshed()
