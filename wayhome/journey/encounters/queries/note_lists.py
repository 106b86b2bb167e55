"""Reads of the note worklists: to write, to co-sign, signed late, each with its age."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import FETCH_RAISE, Count, Exists, Min, OuterRef

from wayhome.journey.encounters import rules
from wayhome.journey.encounters.codes import NoteStatus
from wayhome.journey.encounters.models import CAME, LIVE, Encounter, ProgressNote
from wayhome.journey.encounters.queries.notes import name_of
from wayhome.journey.rulepacks import queries as rulepacks
from wayhome.journey.rulepacks.codes import RuleKey
from wayhome.journey.scheduling import queries as schedule
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.prepared import Prepared, given_id, given_moment

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from wayhome.journey.scheduling.models import GroupSession
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.core.prepared import Given

LOOKS_BACK = timedelta(days=30)
LONGEST_LIST = 100


@dataclass(frozen=True, slots=True)
class Undocumented:
    """A session that is over, with how many of those who came have no note yet."""

    session: GroupSession
    people: int
    age: timedelta
    due_at: datetime

    @property
    def is_overdue(self) -> bool:
        return self.session.period_end + self.age > self.due_at


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A note on a worklist, without its text."""

    note: ProgressNote

    @property
    def name(self) -> str:
        return name_of(self.note.patient)


class Queue(NamedTuple):
    """How many wait, and since when the one that waits longest."""

    number: int
    since: datetime | None


def undocumented(
    by: Actor, *, facilitator_id: UUID | None = None, now: datetime
) -> tuple[Undocumented, ...]:
    """Return sessions of the last 30 days that lack notes, the oldest first."""
    by.require(Permission.NOTE_READ)
    statement = _UNSIGNED if facilitator_id is None else _UNSIGNED_OF_ONE
    people = dict(statement.rows(since=now - LOOKS_BACK, now=now, facilitator=facilitator_id))
    if not people:
        return ()
    sessions = schedule.sessions_by_id(by, people)
    within = _sign_within(by, now)
    found = (
        Undocumented(
            session,
            people[session.pk],
            rules.note_age(session_end=session.period_end, signed_at=None, now=now),
            rules.note_due_at(session.period_end, within),
        )
        for session in sessions
    )
    return tuple(sorted(found, key=lambda line: (line.due_at, line.session.pk)))


def to_cosign(by: Actor, *, limit: int = LONGEST_LIST) -> tuple[ListedNote, ...]:
    """Return the notes that wait for this supervisor, the oldest first; none of their own."""
    by.require(Permission.NOTE_COSIGN)
    waiting = _notes().filter(status=NoteStatus.AWAITING_COSIGNATURE)
    others = waiting.exclude(author=by.practitioner_id).order_by("signed_at", "pk")[:limit]
    return tuple(ListedNote(note) for note in others)


def cosigning_queue(by: Actor) -> Queue:
    """Return how many notes wait for this supervisor, and since when."""
    by.require(Permission.NOTE_COSIGN)
    waiting = ProgressNote.objects.filter(status=NoteStatus.AWAITING_COSIGNATURE)
    others = waiting.exclude(author=by.practitioner_id)
    found = others.aggregate(number=Count("pk"), since=Min("signed_at"))
    return Queue(found["number"], found["since"])


def signed_late(
    by: Actor, *, author_id: UUID | None = None, now: datetime
) -> tuple[ListedNote, ...]:
    """Return the notes of the last 30 days that were signed after they were due."""
    by.require(Permission.NOTE_READ)
    late = _notes().filter(is_late=True, signed_at__gte=now - LOOKS_BACK)
    mine = late if author_id is None else late.filter(author=author_id)
    standing = mine.exclude(status=NoteStatus.ENTERED_IN_ERROR).order_by("-signed_at", "pk")
    return tuple(ListedNote(note) for note in standing[:LONGEST_LIST])


def _unsigned(**which: Given) -> QuerySet[Encounter, tuple[UUID, int]]:
    """Count, by session, who came to one that is over and has no note."""
    standing = ProgressNote.objects.filter(encounter=OuterRef("pk")).exclude(
        status=NoteStatus.ENTERED_IN_ERROR
    )
    return (
        Encounter.objects.filter(
            ~Exists(standing),
            LIVE,
            CAME,
            group_session__period_start__gte=given_moment("since"),
            group_session__period_end__lte=given_moment("now"),
            **which,
        )
        .order_by()
        .values("group_session")
        .annotate(people=Count("pk"))
        .values_list("group_session", "people")
    )


_UNSIGNED = Prepared(_unsigned)
_UNSIGNED_OF_ONE = Prepared(lambda: _unsigned(group_session__facilitator=given_id("facilitator")))


def _notes() -> QuerySet[ProgressNote]:
    return (
        ProgressNote.objects.all()
        .fetch_mode(FETCH_RAISE)
        .select_related("author", "patient", "group_session")
        .defer("shared_text", "individual_text")
    )


def _sign_within(by: Actor, now: datetime) -> timedelta:
    hours = rulepacks.number(by, RuleKey.NOTE_SIGN_HOURS, on=now.date())
    return timedelta(hours=float(hours))
