"""Writes of rosters: someone joins a group from a day on, or leaves it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db.models import F, Q

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
from wayhome.journey.scheduling.codes import RosterObstacle
from wayhome.journey.scheduling.models import GroupMember
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.period import DatePeriod
from wayhome.shared.core.refusal import refusing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date, datetime

    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.scheduling.models import GroupSeries
    from wayhome.shared.audit.actor import Actor


class Belonging(NamedTuple):
    """Someone's stay and a group that they join or leave."""

    series_id: UUID
    episode_id: UUID


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
    ends = _earlier(period_end, series.period_end)
    member = _member(series, episode, period_start, ends)
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


@action(Permission.APPOINTMENT_BOOK)
def change_rosters(
    by: Actor,
    *,
    leaving: Collection[Belonging],
    joining: Collection[Belonging],
    day: date,
    now: datetime,
) -> list[GroupMember]:
    """Take people off groups' rosters from a day on and put others on, all of it or nothing.

    Whoever leaves gives up the places from then on; whoever joins has one in every later session.

    :raises CannotLeaveSeriesError: when somebody isn't on the roster on that day
    :raises CannotJoinSeriesError: with every reason why somebody can't join
    """
    groups = locks.locked_groups({each.series_id for each in (*leaving, *joining)})
    left = _leave(leaving, day)
    sooner = _join_sooner(joining, day)
    known = {Belonging(row.series_id, row.episode_id) for row in sooner}
    joined = _join(by, [each for each in joining if each not in known], groups, day)
    follow_roster(by, groups, now=now)
    return [*left, *sooner, *joined]


def _leave(leaving: Collection[Belonging], day: date) -> list[GroupMember]:
    rows = GroupMember.objects.filter(
        Q(period_end__isnull=True) | Q(period_end__gt=day),
        series__in={each.series_id for each in leaving},
        episode__in={each.episode_id for each in leaving},
    )
    found = rows.order_by("pk").select_for_update(of=("self",), no_key=True)
    left = [row for row in found if Belonging(row.series_id, row.episode_id) in leaving]
    if {*leaving} != {Belonging(row.series_id, row.episode_id) for row in left}:
        raise CannotLeaveSeriesError((RosterObstacle.NOT_ON_ROSTER,))
    for row in left:
        row.period_end = max(row.period_start, day)
    GroupMember.objects.bulk_update(left, ["period_end"])
    return left


def _join_sooner(joining: Collection[Belonging], day: date) -> list[GroupMember]:
    """Let those who would join later than that day join on it."""
    rows = GroupMember.objects.filter(
        Q(period_end__isnull=True) | Q(period_end__gt=F("period_start")),
        series__in={each.series_id for each in joining},
        episode__in={each.episode_id for each in joining},
        period_start__gt=day,
    )
    found = rows.order_by("period_start", "pk").select_for_update(of=("self",), no_key=True)
    first = {Belonging(row.series_id, row.episode_id): row for row in reversed(found)}
    sooner = [row for each, row in first.items() if each in joining]
    for row in sooner:
        row.period_start = day
    GroupMember.objects.bulk_update(sooner, ["period_start"])
    return sooner


def _join(
    by: Actor, joining: Collection[Belonging], groups: Mapping[UUID, GroupSeries], day: date
) -> list[GroupMember]:
    episodes = admissions.episodes_by_id(by, {each.episode_id for each in joining})
    whose = patients.records_of_people(by, {each.patient_id for each in episodes.values()})
    stays = _stays(groups, whose)
    joined = []
    for each in joining:
        episode, series = episodes[each.episode_id], groups[each.series_id]
        if obstacles := rules.obstacles_to_joining(
            joins_on=day,
            stays=stays[each.series_id, episode.patient_id],
            is_admitted=is_admitted(episode, day),
            group_ends_on=series.period_end,
        ):
            raise CannotJoinSeriesError(obstacles)
        joined.append(_member(series, episode, day, series.period_end))
    with refusing(CannotJoinSeriesError, ROSTER_CLASH):
        return GroupMember.objects.bulk_create(joined)


def _stays(
    groups: Iterable[UUID], whose: Mapping[UUID, UUID]
) -> Mapping[tuple[UUID, UUID], list[DatePeriod]]:
    stays: defaultdict[tuple[UUID, UUID], list[DatePeriod]] = defaultdict(list)
    rows = GroupMember.objects.filter(series__in=[*groups], patient__in=[*whose])
    for row in rows.order_by("pk"):
        stay = DatePeriod(row.period_start, row.period_end)
        stays[row.series_id, whose[row.patient_id]].append(stay)
    return stays


def _member(
    series: GroupSeries, episode: EpisodeOfCare, first: date, end: date | None
) -> GroupMember:
    return GroupMember(
        organization_id=series.organization_id,
        series_id=series.pk,
        patient_id=episode.patient_id,
        episode_id=episode.pk,
        period_start=first,
        period_end=end,
    )


def is_admitted(episode: EpisodeOfCare, day: date) -> bool:
    return (
        episode.status in ADMITTED_STATUSES
        and episode.admission_date is not None
        and episode.admission_date <= day
    )


def _earlier(first: date | None, second: date | None) -> date | None:
    return min((day for day in (first, second) if day is not None), default=None)
