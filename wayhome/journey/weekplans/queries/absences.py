"""What the page of an absence shows: the proposals, the least disturbing first, in sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wayhome.engines.timetable.domain import Repair, Seat, Visit
from wayhome.engines.timetable.words.repairs import repaired
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.weekplans.queries.names import language, names_of
from wayhome.journey.weekplans.queries.pages import in_hours
from wayhome.journey.weekplans.rules import slots
from wayhome.shared.core.period import Period, day_bounds

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal

    from wayhome.engines.timetable.domain import Move
    from wayhome.journey.scheduling.models import GroupSession
    from wayhome.journey.scheduling.queries import SessionLine
    from wayhome.journey.weekplans.queries.drafts import Draft
    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class StandIn:
    """One way to go on without somebody: what it changes, for whom, and the hours it costs."""

    number: int
    sentences: tuple[str, ...]
    without: tuple[str, ...]
    people: int
    not_held: int
    is_needed: bool
    hours: Decimal


@dataclass(frozen=True, slots=True)
class AbsencePage:
    """Who is away, on which day, and what could be done; `others` are sessions it can't mend."""

    draft: Draft
    stand_ins: tuple[StandIn, ...]
    others: tuple[SessionLine, ...]


def absence_page(by: Actor, drafts: tuple[Draft, ...], *, now: datetime) -> AbsencePage:
    """Return the page of an absence of which proposals are made."""
    first = drafts[0]
    names = names_of(by, first.service, first.week, with_times=False)
    return AbsencePage(
        draft=first,
        stand_ins=tuple(_stand_in(each, names) for each in drafts),
        others=_others(by, first, now),
    )


def repair_of(draft: Draft) -> Repair:
    """Return what the worker found, without what it came from.

    :raises LookupError: the proposal has no plan
    """
    found = draft.findings
    return Repair(
        week=draft.week,
        plan=draft.planned,
        moves=found.moves,
        substitutes=found.substitutes,
        not_held=found.not_held,
        missed=found.missed,
        hit=found.hit,
        rings=found.rings,
    )


def _stand_in(draft: Draft, names: Mapping[str, str]) -> StandIn:
    repair = repair_of(draft)
    cancelled = {each.series for each in repair.not_held}
    gets = {each.client for each in repair.moves if each.before is None}
    without = [
        each
        for each in repair.moves
        if each.client not in gets and _has_nothing_instead(each, cancelled)
    ]
    others = tuple(each for each in repair.moves if each not in without)
    return StandIn(
        number=draft.number,
        sentences=repaired(replace(repair, moves=others), language(), names),
        without=tuple(sorted(names.get(each.client, "") for each in without)),
        people=len(repair.touched),
        not_held=len(repair.not_held),
        is_needed=bool(repair.substitutes or repair.not_held or repair.moves),
        hours=in_hours(draft.findings.lost),
    )


def _has_nothing_instead(move: Move, cancelled: set[str]) -> bool:
    """Say whether somebody loses a session that isn't held, and gets no other one for it."""
    is_seat = isinstance(move.before, Seat) and move.before.series in cancelled
    return is_seat and move.after is None


def _others(by: Actor, draft: Draft, now: datetime) -> tuple[SessionLine, ...]:
    """Return the sessions of that day that are no part of the plan, and need somebody too."""
    proposal = draft.proposal
    day = proposal.absence_date or proposal.week_start
    planned = {each.id for each in draft.week.series}
    found = schedule.sessions_between(
        by, day_bounds(day, draft.zone), facilitator_id=proposal.absentee_id
    )
    visits = {
        each.meeting
        for _, own in draft.week.published
        for each in own
        if isinstance(each, Visit) and each.staff == str(proposal.absentee_id)
    }
    return tuple(
        schedule.session_line(each, now=now)
        for each in found
        if str(each.series_id) not in planned
        and slots.meeting(_period(each), proposal.week_start, draft.zone) not in visits
    )


def _period(session: GroupSession) -> Period:
    return Period(session.period_start, session.period_end)
