"""What the pages of the schedule show: a week, a day's board, and what is in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayhome.journey.patients import queries as patients
from wayhome.journey.patients.rules import shared_list_name
from wayhome.journey.scheduling import labels
from wayhome.journey.scheduling.codes import SessionState
from wayhome.journey.scheduling.queries.lines import (
    SessionLine,
    session_line,
    wall_clock,
    zone_words,
)
from wayhome.journey.scheduling.queries.sessions import sessions_between
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import (
    ONE_DAY,
    Period,
    Weekday,
    at_local,
    day_bounds,
    local_day,
    week_start_of,
)
from wayhome.shared.core.templatetags.wayhome import time_of_day
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django_stubs_ext import StrOrPromise

    from wayhome.journey.scheduling.queries.planning import Clash
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService

ONE_WEEK = 7 * ONE_DAY
MOST_CLASHES = 6
UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Frame:
    """Whose schedule is shown: of one program or all, of everyone or one facilitator."""

    services: Sequence[HealthcareService]
    service: HealthcareService | None
    facilitator_id: UUID | None
    zone: ZoneInfo
    week_starts_on: int
    today: date
    now: datetime

    @property
    def service_id(self) -> UUID | None:
        return self.service.pk if self.service else None

    @property
    def has_one_zone(self) -> bool:
        """Whether all sessions are told in one time zone, as in nearly every organization."""
        return self.service is not None or len({each.time_zone for each in self.services}) <= 1

    @property
    def zone_words(self) -> str:
        return zone_words(self.zone.key)


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    is_today: bool
    sessions: tuple[SessionLine, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """A week of sessions, day by day; weeks begin on the program's own weekday."""

    frame: Frame
    days: tuple[Day, ...]
    previous: date
    following: date

    @property
    def first(self) -> date:
        return self.days[0].on

    @property
    def last(self) -> date:
        return self.days[-1].on

    @property
    def is_empty(self) -> bool:
        return not any(day.sessions for day in self.days)


@dataclass(frozen=True, slots=True)
class Column:
    title: StrOrPromise
    state: SessionState
    sessions: tuple[SessionLine, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A day's sessions by how they stand."""

    frame: Frame
    day: date
    columns: tuple[Column, ...]
    previous: date
    following: date

    @property
    def is_empty(self) -> bool:
        return not any(column.sessions for column in self.columns)


def frame(
    by: Actor, *, service_id: UUID | None, facilitator_id: UUID | None, now: datetime
) -> Frame:
    """Return whose schedule is asked for; without any program there is still a week."""
    by.require(Permission.SCHEDULE_VIEW)
    services = tuple(tenancy.services(by))
    service = tenancy.get_service(by, service_id) if service_id else None
    first = service or (services[0] if services else None)
    zone = ZoneInfo(first.time_zone) if first else UTC
    return Frame(
        services=services,
        service=service,
        facilitator_id=facilitator_id,
        zone=zone,
        week_starts_on=first.week_starts_on if first else Weekday.MONDAY,
        today=local_day(now, zone),
        now=now,
    )


def week(by: Actor, shown: Frame, day: date) -> Week:
    """Return the week that holds the day."""
    first = week_start_of(day, shown.week_starts_on)
    return week_from(shown, day, lines_between(by, shown, first, first + ONE_WEEK))


def week_from(shown: Frame, day: date, lines: Iterable[SessionLine]) -> Week:
    """Return the week that holds the day, with these sessions of it."""
    first = week_start_of(day, shown.week_starts_on)
    dates = [first + number * ONE_DAY for number in range(7)]
    sessions: dict[date, list[SessionLine]] = {date: [] for date in dates}
    for line in lines:
        # in another zone the day may be the one before or after the week
        sessions[min(max(line.starts.date(), first), dates[-1])].append(line)
    days = tuple(Day(on, on == shown.today, tuple(sessions[on])) for on in dates)
    return Week(shown, days, first - ONE_WEEK, first + ONE_WEEK)


def board(by: Actor, shown: Frame, day: date) -> Board:
    bounds = day_bounds(day, shown.zone)
    lines = _lines(by, shown, bounds)
    columns = (
        Column(words, state, tuple(line for line in lines if line.state is state))
        for state, words in labels.STATES.items()
    )
    # cancelling is no step on the way: its column is there only when there is something in it
    told = (each for each in columns if each.sessions or each.state != SessionState.CANCELLED)
    return Board(shown, day, tuple(told), day - ONE_DAY, day + ONE_DAY)


def lines_between(by: Actor, shown: Frame, first: date, end: date) -> tuple[SessionLine, ...]:
    """Return the sessions from the first day on, the end excluded, cancelled ones too."""
    period = Period(at_local(first, time.min, shown.zone), at_local(end, time.min, shown.zone))
    return _lines(by, shown, period)


def clash_words(by: Actor, clashes: Iterable[Clash], zone: ZoneInfo) -> tuple[str, ...]:
    """Return on which day what is in the way, and for whom, in words; the first ones only."""
    told = sorted(clashes, key=lambda clash: clash.period.start)
    shown = told[:MOST_CLASHES]
    ids = {clash.patient_id for clash in shown if clash.patient_id}
    people = patients.patients_by_id(by, ids) if ids else {}
    names = {
        pk: shared_list_name(person.given_name, person.family_name, person.preferred_name)
        for pk, person in people.items()
    }
    words = [_clash(clash, names, zone) for clash in shown]
    if more := len(told) - len(shown):
        words.append(ngettext("and one more", "and %(more)s more", more) % {"more": more})
    return tuple(words)


def _clash(clash: Clash, names: dict[UUID, str], zone: ZoneInfo) -> str:
    words = {
        "day": date_format(clash.day, "D, M j"),
        "title": clash.title,
        "start": time_of_day(wall_clock(clash.period.start, zone)),
        "end": time_of_day(wall_clock(clash.period.end, zone)),
        "name": names.get(clash.patient_id, "") if clash.patient_id else "",
    }
    if words["name"]:
        return _("%(day)s: %(name)s is in “%(title)s”, %(start)s to %(end)s") % words
    return _("%(day)s: “%(title)s”, %(start)s to %(end)s") % words


def _lines(by: Actor, shown: Frame, period: Period) -> tuple[SessionLine, ...]:
    found = sessions_between(
        by,
        period,
        service_id=shown.service_id,
        facilitator_id=shown.facilitator_id,
        with_cancelled=True,
    )
    return tuple(session_line(session, now=shown.now) for session in found)
