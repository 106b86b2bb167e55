"""Writes of weekly groups: plan one, let it end, keep its sessions planned ahead."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack
from zoneinfo import ZoneInfo

from django.db.models import F, Q, Value
from django.db.models.fields import DateField
from django.db.models.functions import Greatest

from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.actions import checks, locks
from wayhome.journey.scheduling.actions.cancelling import cancel_sessions, has_attendance
from wayhome.journey.scheduling.actions.following import everyone_in, follow_in
from wayhome.journey.scheduling.actions.profiles import give_profile
from wayhome.journey.scheduling.actions.refusals import (
    PLANNING_CLASH,
    CannotEndSeriesError,
    CannotPlanSeriesError,
)
from wayhome.journey.scheduling.codes import (
    Modality,
    PlanningObstacle,
    ServiceType,
    SessionStatus,
)
from wayhome.journey.scheduling.models import GroupMember, GroupSeries, GroupSession
from wayhome.journey.scheduling.queries import planning, timetable
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.period import local_day
from wayhome.shared.core.refusal import refusing
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, time
    from uuid import UUID

    from wayhome.journey.scheduling.rules import GroupProfile
    from wayhome.shared.audit.actor import Actor

PLANNED_AHEAD = timedelta(weeks=8)


class SeriesPlan(TypedDict):
    """How a weekly group is meant to be: local times, Monday is 0, the end date excluded."""

    healthcare_service_id: UUID
    title: str
    service_type: ServiceType
    weekday: int
    start_time: time
    duration_minutes: int
    facilitator_id: UUID
    capacity: int
    period_start: date
    period_end: NotRequired[date | None]
    modality: NotRequired[Modality]
    room_id: NotRequired[UUID | None]
    join_url: NotRequired[str]
    profile: NotRequired[GroupProfile]


@action(Permission.SCHEDULE_MANAGE)
def plan_series(by: Actor, *, now: datetime, **plan: Unpack[SeriesPlan]) -> GroupSeries:
    """Plan a weekly group, with its sessions for the weeks ahead.

    :raises CannotPlanSeriesError: with every reason why not, and the days that are in the way
    """
    series = GroupSeries(
        organization_id=by.organization_id,
        healthcare_service=tenancy.services(by).get(pk=plan["healthcare_service_id"]),
        title=plan["title"],
        service_type=plan["service_type"],
        weekday=plan["weekday"],
        start_time=plan["start_time"],
        duration_minutes=plan["duration_minutes"],
        facilitator_id=plan["facilitator_id"],
        modality=plan.get("modality", Modality.ON_SITE),
        room_id=plan.get("room_id"),
        join_url=plan.get("join_url", ""),
        capacity=plan["capacity"],
        period_start=plan["period_start"],
        period_end=plan.get("period_end"),
    )
    sessions = _first_sessions(by, series, now=now)
    give_profile(by, series, plan.get("profile") or rules.GroupProfile(), CannotPlanSeriesError)
    with refusing(CannotPlanSeriesError, PLANNING_CLASH):
        series.save(force_insert=True)
        GroupSession.objects.bulk_create(sessions)
    return series


@action(Permission.SCHEDULE_MANAGE)
def end_series(
    _by: Actor, *, series_id: UUID, period_end: date, edition: int, now: datetime
) -> GroupSeries:
    """Let a group meet no more from this day on; its later sessions are cancelled.

    :raises CannotEndSeriesError: with every reason why not
    """
    series = locks.locked_series(series_id)
    later = GroupSession.objects.filter(
        series=series_id,
        service_date__gte=period_end,
        period_start__gt=now,
        status=SessionStatus.PLANNED,
    )
    sessions = locks.locked_sessions(later)
    if obstacles := _obstacles_to_ending(series, sessions, period_end, edition, now=now):
        raise CannotEndSeriesError(obstacles)
    cancel_sessions(sessions)
    stays = GroupMember.objects.filter(
        Q(period_end__isnull=True) | Q(period_end__gt=period_end), series=series_id
    )
    stays.update(period_end=Greatest(F("period_start"), Value(period_end, DateField())))
    series.period_end, series.edition = period_end, series.edition + 1
    series.save(update_fields=["period_end", "edition"])
    return series


@action(Permission.SCHEDULE_MANAGE)
def generate_sessions(by: Actor, *, until: date, now: datetime) -> list[GroupSession]:
    """Plan the sessions that weekly groups still lack before this day, and seat their members.

    Doing it again adds nothing. A session that something is in the way of is left out; the group's
    page says so until the way is free.
    """
    yesterday = now.date() - timedelta(days=1)
    found = GroupSeries.objects.filter(
        Q(period_end__isnull=True) | Q(period_end__gt=yesterday), period_start__lt=until
    )
    rows = list(
        found.select_related("healthcare_service")
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
    )
    ahead = locks.locked_sessions(
        GroupSession.objects.filter(series__in=[row.pk for row in rows], period_start__gt=now)
    )
    added = _plannable(by, timetable.missing_sessions(by, rows, until=until, now=now), ahead)
    GroupSession.objects.bulk_create(added)
    follow_in(by, [*ahead, *added], now=now)
    return added


def _obstacles_to_ending(
    series: GroupSeries,
    later: Sequence[GroupSession],
    period_end: date,
    edition: int,
    *,
    now: datetime,
) -> tuple[PlanningObstacle, ...]:
    today = local_day(now, ZoneInfo(series.healthcare_service.time_zone))
    checked = {
        PlanningObstacle.CHANGED_MEANWHILE: series.edition != edition,
        PlanningObstacle.ENDS_BEFORE_IT_STARTS: period_end < series.period_start,
        PlanningObstacle.ENDS_BEFORE_TODAY: period_end < today,
        PlanningObstacle.ATTENDANCE_RECORDED: bool(has_attendance(later)),
    }
    return tuple(obstacle for obstacle, applies in checked.items() if applies)


def _first_sessions(by: Actor, series: GroupSeries, *, now: datetime) -> list[GroupSession]:
    """Return the sessions of the weeks ahead, checked; one at least, even if it is far away."""
    _refuse_impossible(series)
    checks.require_known(by, facilitator_id=series.facilitator_id, room_id=series.room_id)
    zone = ZoneInfo(series.healthcare_service.time_zone)
    until = max(local_day(now, zone) + PLANNED_AHEAD, series.period_start + rules.ONE_WEEK)
    sessions = timetable.sessions_to_plan(series, until=until, now=now)
    if not sessions:
        raise CannotPlanSeriesError((PlanningObstacle.STARTS_IN_THE_PAST,))
    locks.hold([series.facilitator_id, series.room_id])
    cap = checks.cap_for(by, series.healthcare_service, sessions[0])
    checks.refuse_unless_plannable(
        CannotPlanSeriesError, planning.facts_of(by, sessions, cap=cap), sessions
    )
    return sessions


def _refuse_impossible(series: GroupSeries) -> None:
    checked = {
        PlanningObstacle.ENDS_BEFORE_IT_STARTS: not checks.lasts_well(series.duration_minutes)
        or (series.period_end is not None and series.period_end <= series.period_start),
        PlanningObstacle.CAPACITY_BELOW_ONE: series.capacity < 1,
    }
    if obstacles := tuple(obstacle for obstacle, applies in checked.items() if applies):
        raise CannotPlanSeriesError(obstacles)


def _plannable(
    by: Actor, wanted: Sequence[GroupSession], ahead: Sequence[GroupSession]
) -> list[GroupSession]:
    """Return those that nothing is in the way of, whoever of two comes first keeping the place."""
    if not wanted:
        return []
    busy = {held for row in wanted for held in (row.facilitator_id, row.room_id)}
    locks.hold(busy | everyone_in(by, [*wanted, *ahead]))
    found = planning.facts_of(by, wanted)
    added: list[GroupSession] = []
    for row in wanted:
        if not found.obstacles(row):
            found = found.with_session(row)
            added.append(row)
    return added
