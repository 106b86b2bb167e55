"""What the page of one weekly group shows: its roster, its sessions to come, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wayhome.journey.patients.rules import shared_list_name
from wayhome.journey.scheduling import labels
from wayhome.journey.scheduling.queries.gaps import roster_gaps, unplanned_sessions
from wayhome.journey.scheduling.queries.lines import (
    GroupLine,
    MemberLine,
    SessionLine,
    group_line,
    member_line,
    session_line,
    zone_words,
)
from wayhome.journey.scheduling.queries.pages import clash_words
from wayhome.journey.scheduling.queries.series import get_series, members_of, series_of_service
from wayhome.journey.scheduling.queries.sessions import sessions_of_series
from wayhome.shared.core.period import local_day

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta
    from uuid import UUID

    from django_stubs_ext import StrOrPromise

    from wayhome.journey.patients.models import Patient
    from wayhome.journey.scheduling.codes import BookingObstacle
    from wayhome.journey.scheduling.queries.gaps import RosterGap
    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class GapLine:
    """Someone on the roster who has no place on some days, for one reason."""

    name: str
    reason: StrOrPromise
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class UnplannedLine:
    """A day on which the group should meet and can't, and why."""

    day: date
    reasons: tuple[StrOrPromise, ...]
    clashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupPage:
    line: GroupLine
    members: tuple[MemberLine, ...]
    sessions: tuple[SessionLine, ...]
    gaps: tuple[GapLine, ...]
    unplanned: tuple[UnplannedLine, ...]
    today: date

    @property
    def next_session(self) -> SessionLine | None:
        """The first session that can still be changed, from which all later ones follow."""
        return next((line for line in self.sessions if not line.has_begun), None)

    @property
    def zone_words(self) -> str:
        return zone_words(self.line.series.healthcare_service.time_zone)

    @property
    def is_over(self) -> bool:
        return self.line.last_day is not None and self.line.last_day < self.today


def group_page(by: Actor, series_id: UUID, *, ahead: timedelta, now: datetime) -> GroupPage:
    series = get_series(by, series_id)
    zone = ZoneInfo(series.healthcare_service.time_zone)
    today = local_day(now, zone)
    unplanned = unplanned_sessions(by, series_id, until=today + ahead, now=now)
    return GroupPage(
        line=group_line(series),
        members=tuple(
            member_line(member, today=today) for member in members_of(by, series_id, on=today)
        ),
        sessions=tuple(
            session_line(session, now=now)
            for session in sessions_of_series(by, series_id, since=now)
        ),
        gaps=_gaps(by, series_id, now),
        unplanned=tuple(
            UnplannedLine(
                each.session.service_date,
                tuple(labels.UNPLANNED[reason] for reason in each.reasons),
                clash_words(by, each.clashes, zone),
            )
            for each in unplanned
        ),
        today=today,
    )


def group_lines(by: Actor, *, service_id: UUID | None, on: date) -> tuple[GroupLine, ...]:
    return tuple(group_line(series) for series in series_of_service(by, service_id, on=on))


def _gaps(by: Actor, series_id: UUID, now: datetime) -> tuple[GapLine, ...]:
    days: dict[tuple[UUID, BookingObstacle], list[RosterGap]] = {}
    for gap in roster_gaps(by, series_id, now=now):
        days.setdefault((gap.patient.pk, gap.reason), []).append(gap)
    return tuple(
        GapLine(
            name=_listed(found[0].patient),
            reason=labels.GAPS[reason],
            days=tuple(gap.session.service_date for gap in found),
        )
        for (_, reason), found in days.items()
    )


def _listed(person: Patient) -> str:
    return shared_list_name(person.given_name, person.family_name, person.preferred_name)
