"""Reads of when staff work and are off: one person's, everyone's, and those of a week to plan."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models

from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import AvailabilityStatus, SessionStatus
from wayhome.journey.scheduling.models import GroupSession, StaffWeek, TimeOff
from wayhome.journey.scheduling.queries.dated import Known, edition_of, now_and_later
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import ONE_DAY, day_bounds, local_day
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from wayhome.shared.accounts.models import Practitioner
    from wayhome.shared.audit.actor import Actor


ONE_WEEK = 7 * ONE_DAY


@dataclass(frozen=True, slots=True)
class Absence:
    """Time off, and the sessions in it that need somebody else."""

    time_off: TimeOff
    sessions: tuple[GroupSession, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingTimes(Known[StaffWeek]):
    """All that is known of when somebody works, and their time off."""

    practitioner: Practitioner
    absences: tuple[Absence, ...]


@dataclass(frozen=True, slots=True)
class StaffLine:
    """Someone on the list of those who treat: how they work now, and when they are off next."""

    practitioner: Practitioner
    week: StaffWeek | None
    time_off: TimeOff | None


@dataclass(frozen=True, slots=True)
class WeekOfStaff:
    """When somebody works in one week, time off left out, as the week builder reads it."""

    hours: int
    breaks: tuple[int, ...]
    languages: frozenset[str]
    services: frozenset[str]
    caseload: int | None


def working_times(by: Actor, practitioner_id: UUID, *, now: datetime) -> WorkingTimes:
    by.require(Permission.PRACTITIONER_VIEW)
    zone = tenancy.zone_of(by)
    today = local_day(now, zone)
    told = told_of_staff(by, practitioner_id)
    current, later = now_and_later(told, today)
    off = [*_off(now).filter(practitioner=practitioner_id)]
    return WorkingTimes(
        practitioner=accounts.practitioners(by, with_inactive=True).get(pk=practitioner_id),
        now=current,
        later=later,
        absences=_absences(off, now),
        edition=edition_of(told),
        today=today,
        zone=zone,
    )


def staff_lines(by: Actor, *, now: datetime) -> tuple[StaffLine, ...]:
    """Return everyone who treats, by family name, in as many statements as for one."""
    by.require(Permission.PRACTITIONER_VIEW)
    today = local_day(now, tenancy.zone_of(by))
    off: dict[UUID, TimeOff] = {}
    for each in _off(now):
        off.setdefault(each.practitioner_id, each)
    weeks = _weeks_until(today + ONE_DAY)
    return tuple(
        StaffLine(one, weeks[one.pk][-1] if one.pk in weeks else None, off.get(one.pk))
        for one in accounts.treating(by)
    )


def staff_of_week(
    by: Actor, monday: date, *, zone: ZoneInfo | None = None
) -> dict[UUID, WeekOfStaff]:
    """Return when everyone works in the week that begins on this Monday; who never does, isn't.

    :param zone: the one whose clocks count, where it isn't that in which hours are told
    """
    return staff_of_weeks(by, [monday], zone=zone)[monday]


def staff_of_weeks(
    by: Actor, mondays: Collection[date], *, zone: ZoneInfo | None = None
) -> dict[date, dict[UUID, WeekOfStaff]]:
    """Return the same of each of these weeks, in as many statements as for one."""
    by.require(Permission.PRACTITIONER_VIEW)
    told_in = tenancy.zone_of(by)
    off = off_in_weeks(by, mondays, zone=zone or told_in)
    told = _weeks_until(max(mondays) + ONE_WEEK)
    return {
        monday: {
            one: _in_week(
                weeks,
                off[monday].get(one, 0),
                monday,
                rules.quarters_later(told_in, zone or told_in, monday),
            )
            for one in told
            if (weeks := [each for each in told[one] if each.period_start < monday + ONE_WEEK])
        }
        for monday in mondays
    }


def off_in_week(by: Actor, monday: date, *, zone: ZoneInfo) -> dict[UUID, int]:
    """Return when who is off in the week that begins on this Monday, as the week builder does."""
    return off_in_weeks(by, [monday], zone=zone)[monday]


def off_in_weeks(
    by: Actor, mondays: Collection[date], *, zone: ZoneInfo
) -> dict[date, dict[UUID, int]]:
    """Return the same of each of these weeks, in one statement."""
    by.require(Permission.PRACTITIONER_VIEW)
    first, end = (day_bounds(day, zone).start for day in (min(mondays), max(mondays) + ONE_WEEK))
    spans: defaultdict[UUID, list[tuple[datetime, datetime]]] = defaultdict(list)
    for each in _off(first).filter(period_start__lt=end):
        start, stop = (at.astimezone(zone) for at in (each.period_start, each.period_end))
        spans[each.practitioner_id].append((start.replace(tzinfo=None), stop.replace(tzinfo=None)))
    return {
        monday: {one: times for one in spans if (times := rules.quarters_off(spans[one], monday))}
        for monday in mondays
    }


def zone_of_staff(by: Actor) -> ZoneInfo:
    """Return the time zone in which staff's hours and time off are told."""
    by.require(Permission.PRACTITIONER_VIEW)
    return tenancy.zone_of(by)


def get_staff_week(by: Actor, staff_week_id: UUID) -> StaffWeek:
    by.require(Permission.PRACTITIONER_VIEW)
    return StaffWeek.objects.get(pk=staff_week_id)


def get_time_off(by: Actor, time_off_id: UUID) -> TimeOff:
    by.require(Permission.PRACTITIONER_VIEW)
    return TimeOff.objects.get(pk=time_off_id)


def told_of_staff(by: Actor, practitioner_id: UUID) -> list[StaffWeek]:
    """Return everything that was told of how someone works, taken back or not."""
    by.require(Permission.PRACTITIONER_VIEW)
    rows = StaffWeek.objects.filter(practitioner=practitioner_id)
    return [*rows.order_by("period_start", "edition", "pk")]


def _in_week(told: list[StaffWeek], off: int, monday: date, later: int) -> WeekOfStaff:
    week = rules.week_from([(each.period_start, each.week) for each in told], monday)
    week = rules.moved_later(week, later)
    newest = told[-1]
    return WeekOfStaff(
        hours=rules.hours_of(week) & ~off,
        breaks=rules.break_windows(week),
        languages=frozenset(newest.languages),
        services=frozenset(newest.services),
        caseload=newest.caseload,
    )


def _weeks_until(day: date) -> Mapping[UUID, list[StaffWeek]]:
    rows = StaffWeek.objects.filter(status=AvailabilityStatus.ACTIVE, period_start__lt=day)
    found: dict[UUID, list[StaffWeek]] = {}
    for each in rows.order_by("period_start", "edition", "pk"):
        found.setdefault(each.practitioner_id, []).append(each)
    return found


def _off(since: datetime) -> models.QuerySet[TimeOff]:
    found = TimeOff.objects.filter(status=AvailabilityStatus.ACTIVE, period_end__gt=since)
    return found.order_by("period_start", "pk")


def _absences(off: list[TimeOff], now: datetime) -> tuple[Absence, ...]:
    if not off:
        return ()
    sessions = GroupSession.objects.filter(
        facilitator=off[0].practitioner_id,
        status=SessionStatus.PLANNED,
        period_start__gt=now,
        period_start__lt=max(each.period_end for each in off),
    )
    ahead = [*sessions.order_by("period_start", "pk")]
    return tuple(
        Absence(
            each,
            tuple(
                one
                for one in ahead
                if one.period_start < each.period_end and each.period_start < one.period_end
            ),
        )
        for each in off
    )
