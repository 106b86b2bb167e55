"""A program's groups, staff and rooms in one week, in the week builder's words."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from wayhome.engines.timetable.calendar import NEVER, WEEK, span
from wayhome.engines.timetable.domain import (
    GroupKind,
    GroupSeries,
    Room,
    Rules,
    Service,
    Site,
    Staff,
    Weights,
)
from wayhome.journey.rulepacks.codes import RuleKey
from wayhome.journey.scheduling.codes import (
    GROUP_KINDS,
    Enrollment,
    Modality,
    ServiceType,
    SessionStatus,
)
from wayhome.journey.weekplans.rules import slots
from wayhome.shared.core.period import ONE_DAY, DatePeriod, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from uuid import UUID

    from wayhome.engines.timetable.domain import Meeting
    from wayhome.journey.scheduling import models as schedule
    from wayhome.journey.weekplans.queries.found import Found

# A room whose size nobody told holds any group.
ANY_SIZE = 999
# An individual session that is due and not given counts like two hours missing, as in the
# measured programs of docs/performance.md.
MISSING_VISIT = 8
# What people know of their week is worth more than a time of day that suits them better, or a
# group for their phase: nobody moves for that alone.
KEPT = 500


def service_id(quarters: int) -> str:
    """Return the week builder's name of individual sessions of one length."""
    return f"{ServiceType.INDIVIDUAL}-{quarters}"


class Program:
    """What a program has in a week; `fixed` are the sessions that the plan leaves as they are."""

    def __init__(self, found: Found, movable: Iterable[UUID]) -> None:
        self.found = found
        self.movable = frozenset(movable)

    @cached_property
    def held(self) -> Mapping[UUID, schedule.GroupSession]:
        """Return the session of the week of each series that has one, cancelled or not."""
        return {each.series_id: each for each in self.found.sessions if each.series_id is not None}

    @cached_property
    def meetings(self) -> Mapping[UUID, Meeting]:
        """Return when each series meets in the week; one that doesn't isn't in it."""
        met = ((each.pk, self._meeting(each)) for each in self.found.series)
        return {series_id: meeting for series_id, meeting in met if meeting}

    def _meeting(self, series: schedule.GroupSeries) -> Meeting | None:
        session = self.held.get(series.pk)
        if session is None:
            day = self.found.monday + series.weekday * ONE_DAY
            meets = DatePeriod(series.period_start, series.period_end).contains(day)
            at = slots.meeting_at(series.weekday, series.start_time, series.duration_minutes)
            return at if meets else None
        if session.status == SessionStatus.CANCELLED:
            return None
        period = Period(session.period_start, session.period_end)
        return slots.meeting(period, self.found.monday, self.found.zone)

    def is_member(self, member: schedule.GroupMember) -> bool:
        """Say whether somebody is on the roster on the day on which the group meets."""
        meeting = self.meetings.get(member.series_id)
        stay = DatePeriod(member.period_start, member.period_end)
        return meeting is not None and stay.contains(slots.day_of(self.found.monday, meeting.day))

    @cached_property
    def outsiders(self) -> frozenset[tuple[UUID, UUID]]:
        """Return who is on the roster of a group, but not planned: group and stay."""
        known = {each.pk for each in self.found.episodes}
        return frozenset(
            (each.series_id, each.episode_id)
            for each in self.found.members
            if each.episode_id not in known and self.is_member(each)
        )

    def series(self, guests: Counter[UUID]) -> Iterator[GroupSeries]:
        """Give the groups; seats of guests and of members on hold aren't there for anybody."""
        others = guests + Counter(series_id for series_id, _ in self.outsiders)
        for each in self.found.series:
            if each.pk in self.meetings:
                yield self._series(each, others[each.pk])

    def _series(self, series: schedule.GroupSeries, others: int) -> GroupSeries:
        stands = self.held.get(series.pk) or series
        has_begun = series.period_start < self.found.monday
        seats = stands.capacity - others
        return GroupSeries(
            id=str(series.pk),
            kind=series.service_type,
            meetings=(self.meetings[series.pk],),
            capacity=seats,
            target=max(0, min(seats, (series.target_size or stands.capacity) - others)),
            site=str(self.found.service.location_id),
            facilitator=str(stands.facilitator_id),
            room=str(stands.room_id) if stands.room_id else None,
            video=stands.modality == Modality.TELEHEALTH,
            language=series.language,
            gender=series.gender,
            phases=frozenset(series.phases),
            admits=series.enrollment == Enrollment.ROLLING or not has_begun,
            needs=frozenset(series.room_features),
        )

    def staff(self) -> Iterator[Staff]:
        """Give everyone who treats; of whose hours nothing is told, only their groups count."""
        for practitioner_id in sorted(self.found.staff):
            told = self.found.staff_weeks.get(practitioner_id)
            led, kinds, languages = self._led[practitioner_id]
            yield Staff(
                id=str(practitioner_id),
                site=str(self.found.service.location_id),
                hours=self._hours(practitioner_id, told.hours if told else led, led),
                credentials=self._credentials(practitioner_id, told.services if told else kinds),
                languages=told.languages if told else languages,
                breaks=tuple(told.breaks) if told else (),
                caseload=self._caseload(told.caseload if told else None),
            )

    def _hours(self, practitioner_id: UUID, told: int, led: int) -> int:
        """Return when somebody works; in a usual week a day off takes no group of theirs away."""
        off = self.found.off.get(practitioner_id, NEVER)
        moved = self._taken(self.found.set_aside)[practitioner_id] & ~led
        there = told & ~off | (led & off if self.found.is_usual else NEVER)
        return there & ~self._busy[practitioner_id] & ~moved

    def _credentials(self, practitioner_id: UUID, services: Iterable[str]) -> frozenset[str]:
        """Return what somebody may give whose credential is valid all week: their groups' too."""
        valid = any(
            card.contains(self.found.monday) and card.contains(self.found.sunday)
            for card in self.found.credentials.get(practitioner_id, ())
        )
        return frozenset(services) | self._led[practitioner_id][1] if valid else frozenset()

    def _caseload(self, told: int | None) -> int:
        return int(self.found.numbers[RuleKey.CASELOAD_CAP]) if told is None else told

    @cached_property
    def _led(self) -> Mapping[UUID, tuple[int, frozenset[str], frozenset[str]]]:
        """Return when each leads a group, of which kinds, in which languages."""
        led: defaultdict[UUID, tuple[int, frozenset[str], frozenset[str]]] = defaultdict(
            lambda: (NEVER, frozenset(), frozenset())
        )
        for series in self.found.series:
            if meeting := self.meetings.get(series.pk):
                who = (self.held.get(series.pk) or series).facilitator_id
                times, kinds, languages = led[who]
                led[who] = (
                    times | span(meeting.day, meeting.start, meeting.quarters),
                    kinds | {series.service_type},
                    languages | {series.language},
                )
        return led

    def rooms(self) -> Iterator[Room]:
        """Give the site's rooms, and any other that a group of the program meets in."""
        site = self.found.service.location_id
        used = {(self.held.get(each.pk) or each).room_id for each in self.found.series}
        for room in self.found.rooms:
            if room.part_of_id == site or room.pk in used:
                yield Room(
                    id=str(room.pk),
                    site=str(site),
                    capacity=room.capacity or ANY_SIZE,
                    features=frozenset(room.features),
                    open=WEEK & ~self._busy[room.pk],
                )

    @cached_property
    def _busy(self) -> Mapping[UUID | None, int]:
        """Return when staff and rooms are in sessions that aren't this plan's to move."""
        planned = {each.pk for each in self.found.series}
        return self._taken(
            each
            for each in self.found.sessions
            if each.series_id not in planned and each.pk not in self.movable
        )

    def _taken(self, sessions: Iterable[schedule.GroupSession]) -> Mapping[UUID | None, int]:
        """Return when these sessions take staff and rooms."""
        busy: defaultdict[UUID | None, int] = defaultdict(int)
        for each in sessions:
            if each.status != SessionStatus.CANCELLED:
                period = Period(each.period_start, each.period_end)
                times = slots.times_taken(period, self.found.monday, self.found.zone)
                busy[each.facilitator_id] |= times
                busy[each.room_id] |= times
        return busy

    def site(self) -> Site:
        site = str(self.found.service.location_id)
        return Site(site, region=site)

    def rules(self, lengths: Iterable[int]) -> Rules:
        """Return the numbers that hold; `lengths` of individual sessions, in quarters."""
        kinds = (kind for kind in ServiceType if kind is not ServiceType.INDIVIDUAL)
        return Rules(
            kinds=tuple(
                GroupKind(kind, frozenset((kind,)), self.found.caps[GROUP_KINDS[kind]])
                for kind in kinds
            ),
            services=tuple(
                Service(
                    service_id(length),
                    length,
                    MISSING_VISIT,
                    frozenset((ServiceType.INDIVIDUAL,)),
                    own_counselor=True,
                )
                for length in sorted(set(lengths))
            ),
            weights=Weights(continuity=KEPT),
        )
