"""What a group still lacks: members without a place, weeks without a session, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from wayhome.journey.patients import queries as patients
from wayhome.journey.scheduling.codes import BookingObstacle, PlanningObstacle
from wayhome.journey.scheduling.models import GroupMember, GroupSession
from wayhome.journey.scheduling.queries import timetable
from wayhome.journey.scheduling.queries.following import changes_due, rosters_of
from wayhome.journey.scheduling.queries.planning import Clash, facts_of
from wayhome.journey.scheduling.queries.series import get_series
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import DatePeriod
from wayhome.shared.core.prepared import Prepared, any_of, given_ids

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from wayhome.journey.patients.models import Patient
    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class RosterGap:
    """A session in which someone on the roster has no place."""

    session: GroupSession
    patient: Patient
    reason: BookingObstacle


@dataclass(frozen=True, slots=True)
class UnplannedSession:
    """A meeting that the group calls for and that couldn't be planned."""

    session: GroupSession
    reasons: tuple[PlanningObstacle, ...]
    clashes: tuple[Clash, ...]


def roster_gaps(by: Actor, series_id: UUID, *, now: datetime) -> tuple[RosterGap, ...]:
    """Return who on the group's roster has no place in a session to come, in the order of time."""
    by.require(Permission.SCHEDULE_VIEW)
    rows = GroupSession.objects.filter(series=series_id, period_start__gt=now)
    rows = rows.select_related("healthcare_service")
    sessions = {row.pk: row for row in rows.order_by("period_start", "pk")}
    if not sessions:
        return ()
    due = changes_due(by, [*sessions.values()], rosters_of(by, [*sessions.values()]), now=now)
    unseated = [place for changes in due for place in changes.unseated]
    people = patients.patients_by_id(by, {place.patient for place in unseated}) if unseated else {}
    return tuple(
        RosterGap(sessions[place.session], people[place.patient], place.reason)
        for place in unseated
    )


def unplanned_sessions(
    by: Actor, series_id: UUID, *, until: date, now: datetime
) -> tuple[UnplannedSession, ...]:
    """Return the meetings before this day that the group calls for and doesn't have, and why."""
    missing = timetable.missing_sessions(by, [get_series(by, series_id)], until=until, now=now)
    if not missing:
        return ()
    found = facts_of(by, missing)
    return tuple(
        UnplannedSession(row, found.obstacles(row), tuple(found.clashes(row))) for row in missing
    )


_MEMBERSHIPS = Prepared(
    lambda: GroupMember.objects.filter(any_of("episode_id", given_ids("episodes"))).values_list(
        "episode_id",
        "period_start",
        "period_end",
        "series__period_start",
        "series__period_end",
        "series__duration_minutes",
    )
)


def rostered_minutes(by: Actor, episode_ids: Iterable[UUID], *, on: date) -> dict[UUID, int]:
    """Return the minutes a week of the groups to which each of these stays belongs on a day."""
    by.require(Permission.SCHEDULE_VIEW)
    minutes = dict.fromkeys(episode_ids, 0)
    stays = _MEMBERSHIPS.rows(episodes=[*minutes])
    for episode_id, start, end, group_start, group_end, duration in stays:
        meets = DatePeriod(group_start, group_end).contains(on)
        if meets and DatePeriod(start, end).contains(on):
            minutes[episode_id] += duration
    return minutes
