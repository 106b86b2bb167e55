"""Reads of make-up sessions: what is open for those who are short, and whether it would do."""

from __future__ import annotations

from collections import defaultdict
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

    Clients whose time is taken alike have the same sessions open: each set is thought out once.
    """

    def __init__(
        self, by: Actor, week: ProgramWeek, lines: Iterable[LedgerLine], *, now: datetime
    ) -> None:
        self._week, self._now = week.bounds, now
        short = {line.patient_id for line in lines if line.is_short}
        self._titles, self._open = _open_sessions(by, week, now) if short else ({}, ())
        self._taken = _taken(by, short, self._week, now) if self._open else {}
        self._joinable: dict[frozenset[Period], tuple[Sessions, int]] = {}

    def can_reach(self, line: LedgerLine) -> bool:
        """Return whether the target is in reach, if need be with make-up sessions."""
        return not line.is_short or line.hours.can_still_reach(self._beside(line)[1])

    def ways(self, line: LedgerLine) -> tuple[tuple[MakeUp, ...], ...]:
        """Return the shortest ways to the target; where none is left, the first open session."""
        if not line.is_short:
            return ()
        sessions, _minutes = self._beside(line)
        ways = _ways(line.hours.shortfall, sessions) or [(each,) for each in sessions[:1]]
        return tuple(tuple(self._make_up(session) for session in way) for way in ways)

    def _beside(self, line: LedgerLine) -> tuple[Sessions, int]:
        """Return what is open beside the client's own places, and the most minutes in it."""
        taken = self._taken.get(line.patient_id, frozenset())
        if taken not in self._joinable:
            sessions = rules.sessions_to_make_up(
                self._open, own=taken, week=self._week, now=self._now
            )
            self._joinable[taken] = sessions, rules.open_minutes(sessions)
        return self._joinable[taken]

    def _make_up(self, session: OpenSession) -> MakeUp:
        return MakeUp(session.id, self._titles[session.id], session.period)


def _ways(shortfall: int, sessions: Sessions) -> Sequence[Sessions]:
    """Ask the rule only where no session alone would do: it weighs every pair of sessions."""
    alone = [(session,) for session in sessions if session.period.minutes >= shortfall]
    return alone[:MOST_WAYS] or rules.make_up_options(shortfall, sessions, limit=MOST_WAYS)


def _open_sessions(by: Actor, week: ProgramWeek, now: datetime) -> tuple[dict[UUID, str], Sessions]:
    """Return the open sessions with their titles; of several at one time that with most seats."""
    rows = schedule.open_sessions(by, week.bounds, now=now, service_id=week.service_id)
    columns = ("pk", "title", "period_start", "period_end", "seats_free")
    titles, emptiest = {}, dict[Period, OpenSession]()
    for session_id, title, start, end, free in rows.values_list(*columns):
        session = OpenSession(session_id, Period(start, end), free)
        known = emptiest.get(session.period)
        if known is None or known.free_seats < free:
            emptiest[session.period] = session
            titles[session_id] = title
    return titles, tuple(emptiest.values())


def _taken(
    by: Actor, patient_ids: Iterable[UUID], week: Period, now: datetime
) -> dict[UUID, frozenset[Period]]:
    """Return when these people have to be elsewhere, from now on."""
    periods: dict[tuple[datetime, datetime], Period] = {}
    taken: dict[UUID, list[Period]] = defaultdict(list)
    places = schedule.appointments_of(by, patient_ids, week).filter(
        status__in=sorted(HOLDS_SEAT), period_end__gt=now
    )
    for patient_id, *ends in places.order_by().values_list(
        "patient_id", "period_start", "period_end"
    ):
        start, end = ends
        # A session is one period for all who sit in it.
        period = periods.get((start, end)) or periods.setdefault((start, end), Period(start, end))
        taken[patient_id].append(period)
    return {patient_id: frozenset(own) for patient_id, own in taken.items()}
