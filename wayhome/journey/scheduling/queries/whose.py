"""The week of one client, group, room or facilitator, by days and by the hours that begin in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from wayhome.journey.patients import queries as patients
from wayhome.journey.patients.rules import display_name
from wayhome.journey.scheduling.codes import HOLDS_SEAT, SessionStatus
from wayhome.journey.scheduling.queries.lines import person_name, session_line
from wayhome.journey.scheduling.queries.missed import as_of, missed_among
from wayhome.journey.scheduling.queries.pages import ONE_WEEK, Frame, Week, frame, week_from
from wayhome.journey.scheduling.queries.places import appointments_of
from wayhome.journey.scheduling.queries.series import get_series, series_of_service
from wayhome.journey.scheduling.queries.sessions import sessions_between, sessions_by_id
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import Period, at_local, week_start_of
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from wayhome.journey.scheduling.models import GroupSeries
    from wayhome.journey.scheduling.queries.lines import SessionLine
    from wayhome.journey.scheduling.queries.missed import MissedPlace
    from wayhome.journey.scheduling.queries.sessions import SeatedSession
    from wayhome.shared.accounts.models import Practitioner
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import Location


@dataclass(frozen=True, slots=True)
class HourRow:
    """What begins within one hour of the clock, day by day."""

    hour: datetime
    days: tuple[tuple[SessionLine, ...], ...]


@dataclass(frozen=True, slots=True)
class WeekOf:
    """Somebody's or something's week; `also` tells apart what has the same name.

    `missed` are the places that a client missed in it.
    """

    id: UUID
    name: str
    also: str
    week: Week
    missed: tuple[MissedPlace, ...] = ()

    @property
    def hours(self) -> tuple[HourRow, ...]:
        """The hours in which anything begins: nights and empty hours take no room on a page."""
        days = self.week.days
        found = sorted({line.starts.hour for day in days for line in day.sessions})
        return tuple(
            HourRow(
                datetime.combine(self.week.first, time(hour)),
                tuple(
                    tuple(line for line in day.sessions if line.starts.hour == hour) for day in days
                ),
            )
            for hour in found
        )


@dataclass(frozen=True, slots=True)
class Choices:
    """Whose weeks there are to look at; clients are looked for by name instead."""

    facilitators: tuple[Practitioner, ...]
    rooms: tuple[Location, ...]
    groups: tuple[GroupSeries, ...]


def week_choices(by: Actor, shown: Frame) -> Choices:
    by.require(Permission.SCHEDULE_VIEW)
    return Choices(
        facilitators=tuple(accounts.treating(by)),
        rooms=tuple(tenancy.rooms(by)),
        groups=tuple(series_of_service(by, on=shown.today)),
    )


def week_of_client(
    by: Actor, patient_id: UUID, *, day: date | None = None, now: datetime
) -> WeekOf:
    """Return the sessions in which someone has a place, also when the session was cancelled.

    :raises Patient.DoesNotExist: when there is no such record
    """
    shown = _frame(by, now)
    one = patients.get_patient(by, patient_id)
    period = _period(shown, day)
    places = [*appointments_of(by, patients.ids_of_person(by, patient_id), period)]
    holding = {place.group_session_id: place.status for place in places}
    sessions = [
        each
        for each in sessions_by_id(by, holding)
        if holding[each.pk] in HOLDS_SEAT or each.status == SessionStatus.CANCELLED
    ]
    missed = as_of(missed_among(places), now)
    name = display_name(one.given_name, one.family_name, one.preferred_name)
    return WeekOf(patient_id, name, "", _week(shown, day, sessions), missed)


def week_of_group(by: Actor, series_id: UUID, *, day: date | None = None, now: datetime) -> WeekOf:
    series = get_series(by, series_id)
    shown = _frame(by, now, service_id=series.healthcare_service_id)
    sessions = sessions_between(by, _period(shown, day), with_cancelled=True)
    week = _week(shown, day, sessions.filter(series=series_id))
    return WeekOf(series_id, series.title, series.healthcare_service.name, week)


def week_of_room(by: Actor, room_id: UUID, *, day: date | None = None, now: datetime) -> WeekOf:
    shown = _frame(by, now)
    room = tenancy.rooms(by, with_closed=True).get(pk=room_id)
    sessions = sessions_between(by, _period(shown, day), with_cancelled=True)
    site = room.part_of.name if room.part_of else ""
    return WeekOf(room_id, room.name, site, _week(shown, day, sessions.filter(room=room_id)))


def week_of_facilitator(
    by: Actor, practitioner_id: UUID, *, day: date | None = None, now: datetime
) -> WeekOf:
    shown = _frame(by, now)
    one = accounts.get_practitioner(by, practitioner_id)
    sessions = sessions_between(
        by, _period(shown, day), facilitator_id=practitioner_id, with_cancelled=True
    )
    return WeekOf(practitioner_id, person_name(one), "", _week(shown, day, sessions))


def _frame(by: Actor, now: datetime, *, service_id: UUID | None = None) -> Frame:
    """Return the frame of the times; a program names the zone, and limits nothing."""
    shown = frame(by, service_id=service_id, facilitator_id=None, now=now)
    if service_id is None:
        zone = tenancy.zone_of(by)
        return replace(shown, zone=zone, today=now.astimezone(zone).date())
    return shown


def _period(shown: Frame, day: date | None) -> Period:
    first = week_start_of(day or shown.today, shown.week_starts_on)
    start, end = (at_local(each, time.min, shown.zone) for each in (first, first + ONE_WEEK))
    return Period(start, end)


def _week(shown: Frame, day: date | None, sessions: Iterable[SeatedSession]) -> Week:
    lines = [session_line(each, now=shown.now) for each in sessions]
    return week_from(shown, day or shown.today, lines)
