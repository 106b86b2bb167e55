"""What the page of a proposal shows: hours now and then, who is short, who moves, side by side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wayhome.engines.timetable.calendar import QUARTERS_AN_HOUR
from wayhome.engines.timetable.domain import Seat
from wayhome.engines.timetable.words import sentence
from wayhome.engines.timetable.words.explanations import explained
from wayhome.engines.timetable.words.repairs import with_one_period
from wayhome.journey.weekplans import labels, rules
from wayhome.journey.weekplans.labels import times
from wayhome.journey.weekplans.queries.drafts import Draft
from wayhome.journey.weekplans.queries.names import language, names_of
from wayhome.journey.weekplans.rules import Lengths

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from wayhome.engines.timetable.domain import (
        Booking,
        Client,
        Explanation,
        GroupSeries,
        Problem,
    )
    from wayhome.journey.weekplans.models import WeekProposal
    from wayhome.journey.weekplans.rules import Difference, Refusal
    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody who is short of hours, or waits: what they would have, and why not more."""

    client: str
    name: str
    prescribed: Decimal
    now: Decimal
    then: Decimal
    sentence: str


@dataclass(frozen=True, slots=True)
class MoveLine:
    """What changes for somebody, and what it would cost to refuse it."""

    client: str
    name: str
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    now: Decimal
    then: Decimal
    is_pinned: bool
    refusal: Refusal | None
    costs: str

    @property
    def can_refuse(self) -> bool:
        return self.refusal is None or self.refusal.is_possible


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group before and after: who stays, who comes, who goes."""

    series: str
    title: str
    seats: int
    before: int
    after: int
    stay: tuple[str, ...]
    come: tuple[str, ...]
    go: tuple[str, ...]
    is_left_out: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """Hours of everybody together, counted up to what is due for each."""

    due: Decimal
    now: Decimal
    then: Decimal
    people: int
    met_now: int
    met_then: int


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """A proposal beside what is published."""

    proposal: WeekProposal
    draft: Draft
    names: Mapping[str, str]
    totals: Totals
    proof: Decimal | None
    short: tuple[PersonLine, ...]
    waiting: tuple[PersonLine, ...]
    openings: tuple[str, ...]
    problems: tuple[str, ...]
    moves: tuple[MoveLine, ...]
    groups: tuple[GroupLine, ...]
    is_changed: bool
    silent: tuple[str, ...]


def proposal_page(by: Actor, draft: Draft) -> ProposalPage:
    """Return the page of a proposal that is built."""
    return _Page(draft, names_of(by, draft.service, draft.week)).page()


def in_hours(quarters: float) -> Decimal:
    return Decimal(quarters) / QUARTERS_AN_HOUR


def problem_words(problems: Iterable[Problem], names: Mapping[str, str]) -> tuple[str, ...]:
    """Say what couldn't be used, once each."""
    said = (sentence(each, language(), names) for each in problems)
    return tuple(dict.fromkeys(said))


class _Page:
    def __init__(self, draft: Draft, names: Mapping[str, str]) -> None:
        self.draft, self.names, self.week = draft, names, draft.week
        self.plan = draft.planned
        self.lengths = Lengths(self.week)
        self.before, self.after = dict(self.week.published), dict(self.plan.bookings)
        # a plan has no seats in what can't be held, so hours are compared without them
        self.held = rules.decided(self.week, self.plan)
        self.clients = {each.id: each for each in self.week.clients}

    def page(self) -> ProposalPage:
        return ProposalPage(
            proposal=self.draft.proposal,
            draft=self.draft,
            names=self.names,
            totals=self._totals(),
            proof=self._proof(),
            short=tuple(self._short()),
            waiting=tuple(self._waiting()),
            openings=tuple(
                labels.opened(each, self.names) for each in self.draft.findings.openings
            ),
            problems=problem_words(self.plan.problems, self.names),
            moves=tuple(self._moves()),
            groups=tuple(self._groups()),
            silent=tuple(self._silent()),
            is_changed=self.draft.made is not None
            and self.draft.made.bookings != self.plan.bookings,
        )

    def _totals(self) -> Totals:
        people = [each for each in self.week.clients if not each.waiting]
        now, then = (
            [*self.lengths.counted(self.week, bookings)] for bookings in (self.held, self.after)
        )
        due = [each.prescription.weekly for each in people]
        return Totals(
            due=in_hours(sum(due)),
            now=in_hours(sum(now)),
            then=in_hours(sum(then)),
            people=len(people),
            met_now=sum(had >= each for had, each in zip(now, due, strict=True)),
            met_then=sum(had >= each for had, each in zip(then, due, strict=True)),
        )

    def _silent(self) -> Iterator[str]:
        """Give those who stay where they are, since nobody knows when they can come."""
        for client in self.week.clients:
            own = self.before.get(client.id, ())
            if rules.keeps_what_they_have(client, own, self.week):
                yield self.names.get(client.id, "")

    def _proof(self) -> Decimal | None:
        """Return how many points of hours any plan must lack at least, as a part of what this one
        does; None when nothing is proven or nothing lacks.
        """
        hours, bound = self.plan.levels.hours, self.plan.bound.hours
        if not hours or self.draft.proposal.engine_version == "":
            return None
        return (Decimal(max(0, hours - bound)) / hours * 100).quantize(Decimal("0.1"))

    def _short(self) -> Iterator[PersonLine]:
        """Give whoever is short; why is known of those whom the worker left so."""
        said = {each.client: each for each in self.draft.findings.explanations}
        for client in self.week.clients:
            is_planned = not client.waiting and client.id in self.after
            if is_planned and self._has(client, self.after) < client.prescription.weekly:
                yield self._person(client, said.get(client.id))

    def _waiting(self) -> Iterator[PersonLine]:
        said = {each.client: each for each in self.draft.findings.explanations}
        for client in self.week.clients:
            if client.waiting and client.id in self.after:
                yield self._person(client, said.get(client.id))

    def _person(self, client: Client, why: Explanation | None) -> PersonLine:
        return PersonLine(
            client.id,
            self.names.get(client.id, ""),
            in_hours(client.prescription.weekly),
            in_hours(self._has(client, self.held)),
            in_hours(self._has(client, self.after)),
            explained(why, language(), self.names) if why else "",
        )

    def _has(self, client: Client, bookings: Mapping[str, tuple[Booking, ...]]) -> int:
        return self.lengths.together(bookings.get(client.id, ()))

    def _moves(self) -> Iterator[MoveLine]:
        refusals = {each.client: each for each in self.draft.findings.refusals}
        lines = (
            self._move(each, refusals.get(each.client))
            for each in rules.differences(self.week, self.plan)
        )
        yield from sorted(lines, key=lambda line: (not line.lost, line.name))

    def _move(self, change: Difference, refusal: Refusal | None) -> MoveLine:
        client = self.clients[change.client]
        now, then = self._has(client, self.held), self._has(client, self.after)
        weekly = client.prescription.weekly
        gain = min(then, weekly) - min(now, weekly)
        return MoveLine(
            client=change.client,
            name=self.names.get(change.client, ""),
            lost=tuple(booking_words(each, self.names) for each in change.lost),
            gained=tuple(booking_words(each, self.names) for each in change.gained),
            now=in_hours(now),
            then=in_hours(then),
            is_pinned=bool(client.pinned),
            refusal=refusal,
            costs=self._costs(refusal, gain) if refusal or not change.lost else "",
        )

    def _costs(self, refusal: Refusal | None, gain: int) -> str:
        """Say what it would cost if somebody kept what they have."""
        together, own = (refusal.all, refusal.own) if refusal else (gain, gain)
        words = [labels.hours_lost(in_hours(together), in_hours(own))]
        if refusal and refusal.others:
            names = ", ".join(self.names.get(each, "") for each in refusal.others)
            also = _("It also moves %(names)s.") % {"names": names}
            words.append(with_one_period(also))
        return " ".join(words)

    def _groups(self) -> Iterator[GroupLine]:
        in_care = {each.id for each in self.week.clients if not each.waiting}
        before, after = (_rosters(bookings, in_care) for bookings in (self.before, self.after))
        out = {each.subject for each in self.plan.problems if each.left_out}
        for each in sorted(self.week.series, key=_in_week):
            was = before[each.id]
            will = was if each.id in out else after[each.id]
            yield GroupLine(
                series=each.id,
                title=self.names.get(each.id, ""),
                seats=each.capacity,
                before=len(was),
                after=len(will),
                stay=self._people(was & will),
                come=self._people(will - was),
                go=self._people(was - will),
                is_left_out=each.id in out,
            )

    def _people(self, ids: set[str]) -> tuple[str, ...]:
        return tuple(sorted(self.names.get(each, "") for each in ids))


def booking_words(booking: Booking, names: Mapping[str, str]) -> str:
    """Say a booking: a group's title with its times, or with whom an individual session is."""
    if isinstance(booking, Seat):
        return names.get(booking.series, "")
    day, at = times.weekday(booking.meeting.day), times.clock(booking.meeting.start)
    return f"{names.get(booking.staff, '')} ({day} {at})"


def _rosters(
    bookings: Mapping[str, Sequence[Booking]], people: Collection[str]
) -> Mapping[str, set[str]]:
    rosters: defaultdict[str, set[str]] = defaultdict(set)
    for client, own in bookings.items():
        for each in own:
            if isinstance(each, Seat) and client in people:
                rosters[each.series].add(client)
    return rosters


def _in_week(series: GroupSeries) -> tuple[int, int, str]:
    first = series.meetings[0]
    return first.day, first.start, series.id
