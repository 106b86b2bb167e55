"""Today: one look tells the evening. What runs, what is next, what waits, with ages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from wayhome.journey.encounters import queries as encounters
from wayhome.journey.encounters.queries import note_lists, presence
from wayhome.journey.encounters.queries.note_lists import Queue
from wayhome.journey.encounters.queries.presence import Presence
from wayhome.journey.inquiries import queries as inquiries
from wayhome.journey.patients import queries as patients
from wayhome.journey.scheduling import queries as schedule
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import day_bounds, local_day

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from wayhome.journey.encounters.queries import LedgerLine
    from wayhome.journey.encounters.queries.note_lists import Undocumented
    from wayhome.journey.encounters.queries.presence import Arrival
    from wayhome.journey.scheduling.models import GroupSession
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.core.period import Period

MOST_SESSIONS = 40


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session of today with who is there; names only where it runs now."""

    session: GroupSession
    seats_taken: int
    presence: Presence
    arrivals: tuple[Arrival, ...] = ()


class Calls(NamedTuple):
    """How many inquiries wait longer than promised, and since when the one that waits longest."""

    number: int
    since: datetime | None


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
    to_cosign: Queue
    short: tuple[LedgerLine, ...]
    calls: Calls

    @property
    def is_empty(self) -> bool:
        return not (self.running or self.upcoming or self.ended)


def today(by: Actor, *, now: datetime, everyone: bool = False) -> Today:
    """Return a day: one's own for who leads groups, the program's for everyone else."""
    leads = by.practitioner_id is not None and by.may(Permission.NOTE_WRITE)
    own = by.practitioner_id if leads and not everyone else None
    zone = patients.zone_of(by)
    cards = _cards(by, day_bounds(local_day(now, zone), zone), own, now)
    return Today(
        now=now,
        zone=zone,
        is_everyones=own is None,
        running=tuple(c for c in cards if c.session.period_start <= now < c.session.period_end),
        upcoming=tuple(c for c in cards if c.session.period_start > now),
        ended=tuple(c for c in cards if c.session.period_end <= now),
        to_document=_to_document(by, own, now),
        to_cosign=_to_cosign(by),
        short=_short(by, now),
        calls=_calls(by, now),
    )


def _cards(by: Actor, day: Period, own: UUID | None, now: datetime) -> tuple[SessionCard, ...]:
    """Return the day's sessions; who is there is named where one runs alone."""
    sessions = schedule.day_of(by, day, facilitator_id=own)[:MOST_SESSIONS]
    here = presence.presence_by_session(by, [session.pk for session in sessions])
    running = [s for s in sessions if s.period_start <= now < s.period_end]
    named = {s.pk: presence.arrivals(by, s.pk) for s in running} if len(running) == 1 else {}
    return tuple(
        SessionCard(
            session,
            session.seats_taken,
            here.get(session.pk, Presence()),
            named.get(session.pk, ()),
        )
        for session in sessions
    )


def _to_document(by: Actor, own: UUID | None, now: datetime) -> tuple[Undocumented, ...]:
    if not by.may(Permission.NOTE_READ):
        return ()
    return note_lists.undocumented(by, facilitator_id=own, now=now)


def _to_cosign(by: Actor) -> Queue:
    return note_lists.cosigning_queue(by) if by.may(Permission.NOTE_COSIGN) else Queue(0, None)


def _short(by: Actor, now: datetime) -> tuple[LedgerLine, ...]:
    """Return who of one's caseload can't reach their hours without a make-up session."""
    if by.practitioner_id is None or not by.may(Permission.NOTE_WRITE):
        return ()
    lines = encounters.week_ledger(by, now=now, care_manager_id=by.practitioner_id)
    return tuple(line for line in lines if line.is_short)


def _calls(by: Actor, now: datetime) -> Calls:
    if not by.may(Permission.INQUIRY_MANAGE):
        return Calls(0, None)
    found = inquiries.overdue(by, now)
    first = found.values_list("next_step_due_at", flat=True).first()
    return Calls(found.count() if first else 0, first)
