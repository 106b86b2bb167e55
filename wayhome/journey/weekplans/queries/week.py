"""A program's week as the week builder takes it, from what the tables have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wayhome.engines.timetable.domain import Week
from wayhome.journey.scheduling.codes import SessionStatus
from wayhome.journey.weekplans import rules
from wayhome.journey.weekplans.queries.found import Found, found
from wayhome.journey.weekplans.queries.newcomers import newcomers
from wayhome.journey.weekplans.queries.people import People
from wayhome.journey.weekplans.queries.program import Program
from wayhome.shared.audit.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from uuid import UUID

    from wayhome.engines.timetable.domain import Client
    from wayhome.journey.scheduling.models import GroupSession
    from wayhome.shared.audit.actor import Actor


def week_to_plan(by: Actor, service_id: UUID, monday: date, *, is_usual: bool = False) -> Week:
    """Return a program's week, Monday to Sunday; ids are those of stays, groups, staff, rooms.

    A usual one has its groups as they are every week: rosters last longer than a session that is
    cancelled, moved or covered once, and than a day off.

    What people have in other programs, and whatever they have here that the plan doesn't move,
    isn't in it: it takes their time, and counts for their hours.
    """
    by.require(Permission.WEEK_BUILD)
    tables = found(by, service_id, monday)
    return as_week(usual(tables) if is_usual else tables)


def usual(tables: Found) -> Found:
    """Return the week with its groups as they are in any week."""
    own = {each.pk for each in tables.series}
    odd = [each for each in tables.sessions if each.series_id in own and _is_odd(each)]
    kept = [each for each in tables.sessions if each not in odd]
    return replace(tables, sessions=kept, set_aside=odd, is_usual=True)


def _is_odd(session: GroupSession) -> bool:
    return session.is_exception or session.status == SessionStatus.CANCELLED


def as_week(tables: Found) -> Week:
    """Return what was found as the week builder takes it; somebody new is its last client."""
    people = People(tables)
    program = Program(tables, people.movable)
    week = Week(
        clients=(*people.clients(), *newcomers(people)),
        series=tuple(program.series(people.guests)),
        staff=tuple(program.staff()),
        rooms=tuple(program.rooms()),
        sites=(program.site(),),
        rules=program.rules(people.lengths),
        published=tuple(people.published()),
    )
    return replace(week, clients=tuple(_staying(week, people.silent)))


def _staying(week: Week, silent: Collection[str]) -> Iterator[Client]:
    """Let those who told nothing of when they can come stay where they are."""
    published = dict(week.published)
    for client in week.clients:
        own = published.get(client.id, ())
        if client.id in silent and own:
            free = rules.times_of_bookings(own, week)
            yield replace(client, free=free, travel=0, pinned=own)
        else:
            yield client
