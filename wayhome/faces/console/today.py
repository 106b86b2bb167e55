"""Today: one look tells the evening. What runs, what is next, what waits, with ages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wayhome.journey.encounters import queries as encounters
from wayhome.journey.encounters.queries import note_lists, presence
from wayhome.journey.encounters.queries.presence import Presence
from wayhome.journey.inquiries import queries as inquiries
from wayhome.journey.scheduling import queries as schedule
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import day_bounds, local_day
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from wayhome.journey.encounters.queries import LedgerLine
    from wayhome.journey.encounters.queries.note_lists import Undocumented
    from wayhome.journey.encounters.queries.presence import Arrival
    from wayhome.journey.scheduling.models import GroupSession
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.core.period import Period

MOST_SESSIONS = 40
LATE_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session of today with who is there; names only where it runs now."""

    session: GroupSession
    seats_taken: int
    presence: Presence
    arrivals: tuple[Arrival, ...] = ()


@dataclass(frozen=True, slots=True)
class Today:
    """Everything that the first page shows."""

    now: datetime
    zone: ZoneInfo
    is_everyones: bool
    running: tuple[SessionCard, ...]
    upcoming: tuple[SessionCard, ...]
    ended: tuple[SessionCard, ...]
    to_document: tuple[Undocumented, ...]
    to_cosign: int
    short: tuple[LedgerLine, ...]
    calls_overdue: int


def today(by: Actor, *, now: datetime, everyone: bool = False) -> Today:
    """Return a day: one's own for who leads groups, the program's for everyone else."""
    own = by.practitioner_id if by.may(Permission.NOTE_WRITE) and not everyone else None
    zone = _zone(by)
    cards = _cards(by, day_bounds(local_day(now, zone), zone), own, now)
    return Today(
        now=now,
        zone=zone,
        is_everyones=own is None,
        running=tuple(c for c in cards if c.session.period_start <= now < c.session.period_end),
        upcoming=tuple(c for c in cards if c.session.period_start > now),
        ended=tuple(c for c in cards if c.session.period_end <= now),
        to_document=_to_document(by, own, now),
        to_cosign=len(note_lists.to_cosign(by)) if by.may(Permission.NOTE_COSIGN) else 0,
        short=_short(by, now),
        calls_overdue=_calls_overdue(by, now),
    )


def _zone(by: Actor) -> ZoneInfo:
    first = tenancy.services(by).first()
    return ZoneInfo(first.time_zone if first else "UTC")


def _cards(by: Actor, day: Period, own: object, now: datetime) -> tuple[SessionCard, ...]:
    facilitator_id = by.practitioner_id if own else None
    sessions = [*schedule.sessions_between(by, day, facilitator_id=facilitator_id)[:MOST_SESSIONS]]
    here = presence.presence_by_session(by, [session.pk for session in sessions])
    running = [s for s in sessions if s.period_start <= now < s.period_end]
    named = _named(by, running) if len(running) == 1 else {}
    return tuple(
        SessionCard(
            session,
            session.seats_taken,
            here.get(session.pk, Presence()),
            named.get(session.pk, ()),
        )
        for session in sessions
    )


def _named(by: Actor, sessions: Iterable[GroupSession]) -> dict[object, tuple[Arrival, ...]]:
    return {session.pk: presence.arrivals(by, session.pk) for session in sessions}


def _to_document(by: Actor, own: object, now: datetime) -> tuple[Undocumented, ...]:
    if not by.may(Permission.NOTE_READ):
        return ()
    facilitator_id = by.practitioner_id if own else None
    return note_lists.undocumented(by, facilitator_id=facilitator_id, now=now)


def _short(by: Actor, now: datetime) -> tuple[LedgerLine, ...]:
    """Return who of one's caseload can't reach their hours without a make-up session."""
    if by.practitioner_id is None or not by.may(Permission.NOTE_WRITE):
        return ()
    lines = encounters.week_ledger(by, now=now, care_manager_id=by.practitioner_id)
    return tuple(line for line in lines if line.is_short)


def _calls_overdue(by: Actor, now: datetime) -> int:
    return inquiries.overdue(by, now).count() if by.may(Permission.INQUIRY_MANAGE) else 0
