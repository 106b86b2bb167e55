"""One person's week in a proposal: what they have, what they could have, what a change breaks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wayhome.engines.timetable.check import Breach, effects
from wayhome.engines.timetable.domain import Seat, Visit
from wayhome.journey.weekplans.labels import brief, broken, times
from wayhome.journey.weekplans.queries.names import names_of
from wayhome.journey.weekplans.queries.pages import booking_words, in_hours
from wayhome.journey.weekplans.rules import Lengths, are_known

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from decimal import Decimal

    from wayhome.engines.timetable.check import Effects, Violation
    from wayhome.engines.timetable.domain import Booking, Client, GroupSeries, Plan
    from wayhome.journey.weekplans.queries.drafts import Draft
    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class GroupBox:
    """A group of the week: whether the person is in it, was in it, and what keeps them out."""

    series: str
    title: str
    time: str
    leader: str
    is_in: bool
    was_in: bool
    free: int
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    label: str
    groups: tuple[GroupBox, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What other bookings would do: hours before and after, and which rules they would break."""

    before: Decimal
    after: Decimal
    broken: tuple[str, ...]
    is_changed: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person's part of a proposal."""

    draft: Draft
    client: str
    name: str
    prescribed: Decimal
    has: Decimal
    is_pinned: bool
    days: tuple[Day, ...]
    visits: tuple[str, ...]
    trial: Trial | None


def person_page(
    by: Actor, draft: Draft, client: str, wanted: Collection[str] | None = None
) -> PersonPage:
    """Return somebody's week; with `wanted` groups, what having exactly these would do.

    :raises LookupError: the proposal has no plan, or they aren't in it
    """
    person = {each.id: each for each in draft.week.clients}[client]
    names = names_of(by, draft.service, draft.week)
    return _Person(draft, draft.planned, person, names).page(wanted)


def bookings_wanted(draft: Draft, client: str, wanted: Collection[str]) -> tuple[Booking, ...]:
    """Return seats in these groups, beside the individual sessions that somebody has.

    :raises LookupError: the proposal has no plan, or they aren't in it
    """
    own = dict(draft.planned.bookings)[client]
    kept = [each for each in own if isinstance(each, Visit) or each.series in wanted]
    new = sorted({*wanted} - {each.series for each in kept if isinstance(each, Seat)})
    return (*kept, *(Seat(each) for each in new))


class _Person:
    def __init__(self, draft: Draft, plan: Plan, person: Client, names: Mapping[str, str]) -> None:
        self.draft, self.plan, self.person, self.names = draft, plan, person, names
        self.own = dict(plan.bookings)[person.id]
        self.seated = Counter(
            each.series for _, own in plan.bookings for each in own if isinstance(each, Seat)
        )
        before = dict(draft.week.published).get(person.id, ())
        self.was_in = {each.series for each in before if isinstance(each, Seat)}
        self.is_in = {each.series for each in self.own if isinstance(each, Seat)}

    def page(self, wanted: Collection[str] | None) -> PersonPage:
        lengths = Lengths(self.draft.week)
        return PersonPage(
            draft=self.draft,
            client=self.person.id,
            name=self.names.get(self.person.id, ""),
            prescribed=in_hours(self.person.prescription.weekly),
            has=in_hours(lengths.together(self.own)),
            is_pinned=bool(self.person.pinned),
            days=tuple(self._days(self.is_in if wanted is None else {*wanted})),
            visits=tuple(
                booking_words(each, self.names) for each in self.own if isinstance(each, Visit)
            ),
            trial=None if wanted is None else self._trial(wanted),
        )

    def _days(self, chosen: set[str]) -> list[Day]:
        days: dict[int, list[GroupSeries]] = {}
        for series in sorted(self.draft.week.series, key=lambda each: each.meetings[0].start):
            days.setdefault(series.meetings[0].day, []).append(series)
        return [
            Day(times.weekday(day), tuple(self._box(each, chosen) for each in days[day]))
            for day in sorted(days)
        ]

    def _box(self, series: GroupSeries, chosen: set[str]) -> GroupBox:
        title, _, _rest = self.names.get(series.id, "").rpartition(" (")
        alone = () if series.id in self.is_in else self._alone(series)
        return GroupBox(
            series=series.id,
            title=title,
            time=times.stretch(series.meetings[0]),
            leader=self.names.get(series.facilitator or "", ""),
            is_in=series.id in chosen,
            was_in=series.id in self.was_in,
            free=max(0, series.capacity - self.seated[series.id]),
            broken=alone,
        )

    def _alone(self, series: GroupSeries) -> tuple[str, ...]:
        """Say what keeps somebody out of a group, whatever else they have."""
        return self._said(self._effects((Seat(series.id),)), brief)

    def _said(
        self, found: Effects, words: Callable[[Violation, Mapping[str, str]], str] = broken
    ) -> tuple[str, ...]:
        """Say what would be broken; whoever moves somebody by hand lets go of what was pinned."""
        return tuple(
            words(each, self.names) for each in found.broken if each.breach is not Breach.PIN_LOST
        )

    def _effects(self, bookings: tuple[Booking, ...]) -> Effects:
        return effects(self.draft.week, self.plan, self.person.id, bookings)

    def _trial(self, wanted: Collection[str]) -> Trial:
        bookings = bookings_wanted(self.draft, self.person.id, wanted)
        known = {each.id for each in self.draft.week.series}
        if not are_known(bookings, known, self.own):
            bookings = self.own
        found = self._effects(bookings)
        return Trial(
            before=in_hours(found.quarters_before),
            after=in_hours(found.quarters_after),
            broken=self._said(found),
            is_changed={*bookings} != {*self.own},
        )
