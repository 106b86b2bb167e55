"""A program's week as the week builder takes it, from what the tables have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.engines.timetable.domain import Week
from wayhome.journey.weekplans.queries.found import found
from wayhome.journey.weekplans.queries.people import People
from wayhome.journey.weekplans.queries.program import Program
from wayhome.shared.audit.permissions import Permission

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


def week_to_plan(by: Actor, service_id: UUID, monday: date) -> Week:
    """Return a program's week, Monday to Sunday; ids are those of stays, groups, staff, rooms.

    What people have in other programs, and whatever they have here that the plan doesn't move,
    isn't in it: it takes their time, and counts for their hours.
    """
    by.require(Permission.WEEK_BUILD)
    tables = found(by, service_id, monday)
    people = People(tables)
    program = Program(tables, people.movable)
    return Week(
        clients=tuple(people.clients()),
        series=tuple(program.series(people.guests)),
        staff=tuple(program.staff()),
        rooms=tuple(program.rooms()),
        sites=(program.site(),),
        rules=program.rules(people.lengths),
        published=tuple(people.published()),
    )
