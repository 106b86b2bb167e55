"""Writes of rosters: someone joins a group from a day on, or leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.admissions import queries as admissions
from wayhome.journey.admissions.codes import ADMITTED_STATUSES
from wayhome.journey.patients import queries as patients
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.actions import locks
from wayhome.journey.scheduling.actions.following import follow_roster
from wayhome.journey.scheduling.actions.refusals import (
    ROSTER_CLASH,
    CannotJoinSeriesError,
    CannotLeaveSeriesError,
)
from wayhome.journey.scheduling.models import GroupMember
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.period import DatePeriod
from wayhome.shared.core.refusal import refusing

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.scheduling.codes import RosterObstacle
    from wayhome.journey.scheduling.models import GroupSeries
    from wayhome.shared.audit.actor import Actor


@action(Permission.APPOINTMENT_BOOK)
def join_series(
    by: Actor,
    *,
    series_id: UUID,
    episode_id: UUID,
    period_start: date,
    period_end: date | None = None,
    now: datetime,
) -> GroupMember:
    """Put someone on a group's roster and book every later session in which there is a place.

    :raises CannotJoinSeriesError: with every reason why not
    """
    series = locks.locked_series(series_id)
    episode = admissions.get_episode(by, episode_id)
    if obstacles := _obstacles_to_joining(by, series, episode, period_start):
        raise CannotJoinSeriesError(obstacles)
    member = GroupMember(
        organization_id=by.organization_id,
        series_id=series_id,
        patient_id=episode.patient_id,
        episode_id=episode_id,
        period_start=period_start,
        period_end=_earlier(period_end, series.period_end),
    )
    with refusing(CannotJoinSeriesError, ROSTER_CLASH):
        member.save(force_insert=True)
    follow_roster(by, [series_id], now=now)
    return member


def _obstacles_to_joining(
    by: Actor, series: GroupSeries, episode: EpisodeOfCare, joins_on: date
) -> tuple[RosterObstacle, ...]:
    persons = patients.ids_of_person(by, episode.patient_id)
    known = GroupMember.objects.filter(series=series.pk, patient__in=persons)
    days = known.values_list("period_start", "period_end")
    return rules.obstacles_to_joining(
        joins_on=joins_on,
        stays=[DatePeriod(start, end) for start, end in days],
        is_admitted=is_admitted(episode, joins_on),
        group_ends_on=series.period_end,
    )


@action(Permission.APPOINTMENT_BOOK)
def leave_series(by: Actor, *, member_id: UUID, period_end: date, now: datetime) -> GroupMember:
    """Take someone off a group's roster from this day on, and give up the places from then on.

    :raises CannotLeaveSeriesError: with every reason why not
    """
    series_id = GroupMember.objects.values_list("series_id", flat=True).get(pk=member_id)
    locks.locked_series(series_id)
    member = GroupMember.objects.select_for_update(of=("self",), no_key=True).get(pk=member_id)
    stay = DatePeriod(member.period_start, member.period_end)
    if obstacles := rules.obstacles_to_leaving(stay, leaves_on=period_end):
        raise CannotLeaveSeriesError(obstacles)
    member.period_end = period_end
    member.save(update_fields=["period_end"])
    follow_roster(by, [series_id], now=now)
    return member


def is_admitted(episode: EpisodeOfCare, day: date) -> bool:
    return (
        episode.status in ADMITTED_STATUSES
        and episode.admission_date is not None
        and episode.admission_date <= day
    )


def _earlier(first: date | None, second: date | None) -> date | None:
    return min((day for day in (first, second) if day is not None), default=None)
