"""Reads of make-up sessions: what is open for those who are short, and whether it would do."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from wayhome.journey.encounters import rules
from wayhome.journey.encounters.rules import OpenSession
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling.codes import HOLDS_SEAT
from wayhome.shared.core.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from wayhome.journey.encounters.queries.hours import LedgerLine, ProgramWeek
    from wayhome.shared.audit.actor import Actor

type Sessions = tuple[OpenSession, ...]

MOST_WAYS = 3


class MakeUp(NamedTuple):
    """A session of the week in which someone could still make up hours."""

    session_id: UUID
    title: str
    period: Period


class OpenWeek:
    """A program week's open sessions, and what they are to each of its clients who are short.

    Clients whose time is taken alike have the same sessions open, so each set is thought out once.
    """

    def __init__(
        self, by: Actor, week: ProgramWeek, lines: Iterable[LedgerLine], *, now: datetime
    ) -> None:
        self._week, self._now = week.bounds, now
        short = {line.patient_id for line in lines if line.is_short}
        self._titles, self._open = _open_sessions(by, week, now) if short else ({}, ())
        self._taken = _taken(by, short, self._week, now) if self._open else {}
        self._joinable = cache(self._beside)
        self._most = cache(rules.open_minutes)

    def can_reach(self, line: LedgerLine) -> bool:
        """Return whether the target is in reach, if need be with make-up sessions."""
        if not line.is_short:
            return True
        sessions = self._sessions(line)
        minutes = [session.period.minutes for session in sessions]
        if sum(minutes) < line.hours.shortfall:
            return False
        return line.hours.can_still_reach(max(minutes)) or line.hours.can_still_reach(
            self._most(sessions)
        )

    def ways(self, line: LedgerLine) -> tuple[tuple[MakeUp, ...], ...]:
        """Return the shortest ways to the target; where none is left, the first open session."""
        if not line.is_short:
            return ()
        sessions = self._sessions(line)
        ways = _ways(line.hours.shortfall, sessions) or [(each,) for each in sessions[:1]]
        return tuple(tuple(self._make_up(session) for session in way) for way in ways)

    def _sessions(self, line: LedgerLine) -> Sessions:
        return self._joinable(frozenset(self._taken.get(line.patient_id, ())))

    def _beside(self, taken: frozenset[Period]) -> Sessions:
        return rules.sessions_to_make_up(self._open, own=taken, week=self._week, now=self._now)

    def _make_up(self, session: OpenSession) -> MakeUp:
        return MakeUp(session.id, self._titles[session.id], session.period)


def _ways(shortfall: int, sessions: Sessions) -> Sequence[Sessions]:
    """Ask the rule only where no session alone would do: it weighs every pair of sessions."""
    alone = [(session,) for session in sessions if session.period.minutes >= shortfall]
    return alone[:MOST_WAYS] or rules.make_up_options(shortfall, sessions, limit=MOST_WAYS)


def _open_sessions(by: Actor, week: ProgramWeek, now: datetime) -> tuple[dict[UUID, str], Sessions]:
    rows = schedule.open_sessions(by, week.bounds, now=now, service_id=week.service_id)
    columns = ("pk", "title", "period_start", "period_end", "seats_free")
    found = [*rows.values_list(*columns)]
    titles = {session_id: title for session_id, title, *_ in found}
    return titles, tuple(
        OpenSession(session_id, Period(start, end), free)
        for session_id, _, start, end, free in found
    )


def _taken(
    by: Actor, patient_ids: Iterable[UUID], week: Period, now: datetime
) -> dict[UUID, list[Period]]:
    """Return when these people have to be elsewhere, from now on."""
    taken: dict[UUID, list[Period]] = defaultdict(list)
    places = schedule.appointments_of(by, patient_ids, week).filter(
        status__in=sorted(HOLDS_SEAT), period_end__gt=now
    )
    for patient_id, start, end in places.values_list("patient_id", "period_start", "period_end"):
        taken[patient_id].append(Period(start, end))
    return taken
