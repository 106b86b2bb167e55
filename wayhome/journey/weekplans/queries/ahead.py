"""A program's weeks ahead, and what one person could have in them, in the words of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wayhome.journey.admissions.codes import WAITING_STATUSES
from wayhome.journey.scheduling.codes import GROUP_KINDS, ServiceType
from wayhome.journey.weekplans import rules
from wayhome.journey.weekplans.labels import days_of, times, why_not_more
from wayhome.journey.weekplans.queries.found import found_in
from wayhome.journey.weekplans.queries.pages import in_hours
from wayhome.journey.weekplans.queries.week import as_week
from wayhome.journey.weekplans.rules import slots
from wayhome.shared.core.period import local_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from decimal import Decimal

    from wayhome.engines.timetable.domain import GroupSeries
    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.weekplans.queries.found import Newcomer
    from wayhome.journey.weekplans.rules import Closed, Fit
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService


@dataclass(frozen=True, slots=True)
class GroupWords:
    """A group of the week: what it is called, and when it meets."""

    title: str
    when: str
    is_video: bool


@dataclass(frozen=True, slots=True)
class Freeing:
    """A full group, the hours in all with a seat in it, and the day from which one is free."""

    group: GroupWords
    got: Decimal
    opens: date | None


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One of the weeks ahead: what could be had in it."""

    monday: date
    got: Decimal
    due: Decimal
    is_whole: bool
    is_best: bool


@dataclass(frozen=True, slots=True)
class ProgramFit:
    """What somebody could have in a program from a week on, beside everybody else as they are.

    `visits`: hours of individual sessions, which are set with a counselor and promised by none.
    """

    service: HealthcareService
    monday: date
    got: Decimal
    due: Decimal
    visits: Decimal
    days: str
    groups: tuple[GroupWords, ...]
    why: str
    freeing: tuple[Freeing, ...]
    weeks: tuple[WeekLine, ...]
    is_whole: bool
    is_told: bool

    @property
    def sooner(self) -> WeekLine | None:
        """The first week before this one in which some hours fit."""
        before = (each for each in self.weeks if each.monday < self.monday)
        return next((each for each in before if each.got), None)


class Ahead:
    """The weeks ahead of a program, read at once; maybe with somebody new."""

    def __init__(
        self,
        by: Actor,
        service: HealthcareService,
        *,
        now: datetime,
        newcomer: Newcomer | None = None,
    ) -> None:
        first = rules.next_monday(local_day(now, ZoneInfo(service.time_zone)))
        self.service, self.newcomer = service, newcomer
        self.mondays = [first + number * rules.ONE_WEEK for number in range(rules.WEEKS_AHEAD)]
        self._tables = found_in(by, service.pk, self.mondays, newcomer)
        self._weeks = [rules.Beside(as_week(each)) for each in self._tables]
        self._titles = {str(each.pk): each.title for table in self._tables for each in table.series}

    @property
    def waiting(self) -> list[EpisodeOfCare]:
        """Return who waits, the longest first."""
        return [each for each in self._tables[0].episodes if each.status in WAITING_STATUSES]

    def of_stay(self, episode: EpisodeOfCare) -> ProgramFit | None:
        """Return the best week of a stay; None for one that no week knows."""
        client = str(episode.pk)
        first = next((at for at, week in enumerate(self._weeks) if week.knows(client)), None)
        if first is None:
            return None
        return self._outlook(client, first, is_told=self._is_told(episode))

    def of_newcomer(self) -> ProgramFit:
        """Return the best week of somebody new.

        :raises ValueError: nobody new is in these weeks
        """
        if self.newcomer is None:
            msg = "nobody new is in these weeks"
            raise ValueError(msg)
        return self._outlook(str(self.newcomer.id), 0, is_told=bool(self.newcomer.told))

    def next_week_of(self, episode: EpisodeOfCare) -> ProgramFit:
        """Return what somebody who waits could have from next week on."""
        client = str(episode.pk)
        closed = rules.closed_to(self._weeks, client)
        fit = self._weeks[0].fit(client, closed.weeks[0])
        return self._page(0, fit, closed, 0, (), is_told=self._is_told(episode))

    def _is_told(self, episode: EpisodeOfCare) -> bool:
        last = self._tables[-1]
        return last.whose[episode.patient_id] in last.availability

    def _outlook(self, client: str, first: int, *, is_told: bool) -> ProgramFit:
        """Return the best of the weeks from one on."""
        found = rules.outlook(self._weeks[first:], client)
        weeks = tuple(
            WeekLine(
                monday=monday,
                got=in_hours(fit.got),
                due=in_hours(fit.due),
                is_whole=fit.is_whole,
                is_best=at == found.best,
            )
            for at, (monday, fit) in enumerate(zip(self.mondays[first:], found.fits, strict=True))
        )
        fit = found.fits[found.best]
        return self._page(first, fit, found.closed, found.best, weeks, is_told=is_told)

    def _page(
        self,
        first: int,
        fit: Fit,
        closed: Closed,
        best: int,
        weeks: tuple[WeekLine, ...],
        *,
        is_told: bool,
    ) -> ProgramFit:
        series = {each.id: each for each in self._weeks[first + best].week.series}
        chosen = sorted((series[each] for each in fit.groups), key=_in_week)
        return ProgramFit(
            service=self.service,
            monday=self.mondays[first + best],
            got=in_hours(fit.got),
            due=in_hours(fit.due),
            visits=in_hours(fit.visits),
            days=days_of(rules.parts_of(one for each in chosen for one in each.meetings)),
            groups=tuple(self._words(each) for each in chosen),
            why="" if fit.is_whole else why_not_more(fit),
            freeing=tuple(self._freeing(fit, closed, first, best)),
            weeks=weeks,
            is_whole=fit.is_whole,
            is_told=is_told,
        )

    def _freeing(self, fit: Fit, closed: Closed, first: int, best: int) -> Iterator[Freeing]:
        series = {each.id: each for each in self._weeks[first + best].week.series}
        for each in fit.freed:
            week = closed.opens(each.series, best)
            yield Freeing(
                group=self._words(series[each.series]),
                got=in_hours(each.got),
                opens=self._opens_later(each.series)
                if week is None
                else self._meets_on(each.series, first + week),
            )

    def _meets_on(self, series: str, week: int) -> date:
        held = {each.id: each for each in self._weeks[week].week.series}
        return slots.day_of(self.mondays[week], held[series].meetings[0].day)

    def _opens_later(self, series: str) -> date | None:
        """Return the first session after these weeks with a seat, in what is known of the roster.

        Of a group that doesn't meet in the last week, nothing is known after it.
        """
        last = self._tables[-1]
        group = next((each for each in last.series if str(each.pk) == series), None)
        if group is None:
            return None
        ends = [each.period_end for each in last.members if each.series_id == group.pk]
        seats = min(group.capacity, last.caps[GROUP_KINDS[ServiceType(group.service_type)]])
        return rules.opens_after(ends, seats, group.weekday)

    def _words(self, series: GroupSeries) -> GroupWords:
        return GroupWords(
            title=self._titles[series.id],
            when="; ".join(
                f"{times.weekday(each.day)} {times.stretch(each)}" for each in series.meetings
            ),
            is_video=series.video,
        )


def _in_week(series: GroupSeries) -> tuple[int, int, str]:
    first = series.meetings[0]
    return first.day, first.start, series.id
