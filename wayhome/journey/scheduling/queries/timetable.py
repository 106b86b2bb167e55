"""The sessions that weekly groups call for, and those that they still lack."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.models import GroupSeries, GroupSession
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import local_day, week_start_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


def sessions_to_plan(
    series: GroupSeries, *, until: date, now: datetime, planned_weeks: Collection[date] = ()
) -> list[GroupSession]:
    """Return the series' sessions to come, unsaved, but for weeks that have theirs.

    By the week and not by the day: a group that moved to Tuesday met on Monday until then.
    """
    service = series.healthcare_service
    zone = ZoneInfo(service.time_zone)
    found = rules.occurrences(
        weekday=series.weekday,
        start_time=series.start_time,
        duration_minutes=series.duration_minutes,
        zone=zone,
        period_start=max(series.period_start, local_day(now, zone)),
        period_end=series.period_end,
        until=until,
    )
    return [
        _session(series, occurrence)
        for occurrence in found
        if occurrence.period.start > now
        and week_start_of(occurrence.day, service.week_starts_on) not in planned_weeks
    ]


def _session(series: GroupSeries, occurrence: rules.Occurrence) -> GroupSession:
    return GroupSession(
        organization_id=series.organization_id,
        healthcare_service_id=series.healthcare_service_id,
        series_id=series.pk,
        occurrence_date=occurrence.day,
        title=series.title,
        service_type=series.service_type,
        service_date=occurrence.day,
        period_start=occurrence.period.start,
        period_end=occurrence.period.end,
        facilitator_id=series.facilitator_id,
        modality=series.modality,
        room_id=series.room_id,
        join_url=series.join_url,
        capacity=series.capacity,
    )


def missing_sessions(
    by: Actor, rows: Sequence[GroupSeries], *, until: date, now: datetime
) -> list[GroupSession]:
    """Return the sessions that these groups lack before this day, unsaved, series by series."""
    by.require(Permission.SCHEDULE_VIEW)
    starts = {row.pk: row.healthcare_service.week_starts_on for row in rows}
    weeks: dict[UUID, set[date]] = {pk: set() for pk in starts}
    known = GroupSession.objects.filter(
        series__in=[*starts], occurrence_date__gte=now.date() - rules.ONE_WEEK
    )
    days = known.values_list("series_id", "occurrence_date")
    for series_id, day in ((key, day) for key, day in days if day):
        weeks[series_id].add(week_start_of(day, starts[series_id]))
    return [
        session
        for row in rows
        for session in sessions_to_plan(row, until=until, now=now, planned_weeks=weeks[row.pk])
    ]
