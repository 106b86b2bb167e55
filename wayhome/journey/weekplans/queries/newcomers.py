"""Somebody who has no stay yet, in the week builder's words: they should get what is usual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.engines.timetable.domain import ANYONE, Client
from wayhome.journey.patients.codes import AdministrativeGender
from wayhome.journey.weekplans.queries.people import ENGLISH, Booked, ways
from wayhome.journey.weekplans.rules import slots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wayhome.journey.weekplans.queries.people import People


def newcomers(people: People) -> Iterator[Client]:
    """Give whoever is new in a week, as one who waits."""
    found, one = people.found, people.found.newcomer
    if one is None:
        return
    attends, prefers = ways(one.told)
    order, service = found.orders.get(one.id), found.service
    floor = people.floor(service.level_of_care, one.birth_date)
    own = service.weekly_target_minutes
    asked = floor if own is None else slots.quarters(own)
    apart = found.apart.get(one.patient_id, ()) if one.patient_id else ()
    yield Client(
        id=str(one.id),
        site=str(service.location_id),
        free=people.free(one.told),
        prescription=people.prescription(one.id, asked, floor, Booked()),
        travel=slots.quarters(one.told[-1].travel_minutes) if one.told else 0,
        attends=attends,
        # whether they need an interpreter, nobody asked yet
        language=one.language if one.language in {s.language for s in found.series} else ENGLISH,
        gender=ANYONE if one.gender == AdministrativeGender.UNKNOWN else one.gender,
        phase=order.phase if order else 1,
        prefers=prefers,
        avoid=frozenset(str(each.pk) for each in found.episodes if each.patient_id in apart),
        waiting=True,
    )
