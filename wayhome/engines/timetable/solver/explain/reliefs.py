"""The single things that could be otherwise for one client."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wayhome.engines.timetable.calendar import DAYS, QUARTERS_AN_HOUR, between, count, quarter
from wayhome.engines.timetable.domain import Client, Daypart, Relief
from wayhome.engines.timetable.eligibility import EVENING, NOON, Eligibility
from wayhome.engines.timetable.solver.explain.possible import Otherwise

HALF_AN_HOUR = QUARTERS_AN_HOUR // 2
PARTS = (
    (Daypart.MORNING, quarter(6), NOON),
    (Daypart.AFTERNOON, NOON, EVENING),
    (Daypart.EVENING, EVENING, quarter(22)),
)


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing that is otherwise, and what is said of it; see ``Fix``."""

    relief: Relief
    otherwise: Otherwise
    subject: str = ""
    day: int | None = None
    part: Daypart | None = None
    burden: int = 0


def reliefs_in_life(client: Client) -> Iterator[Trial]:
    """Give what the client's own life could have otherwise."""
    if client.attends == "in_person":
        yield Trial(Relief.VIDEO, Otherwise(replace(client, attends="either")))
    if client.attends == "video":
        yield Trial(Relief.IN_PERSON, Otherwise(replace(client, attends="either")))
    elif client.travel:
        shorter = max(0, client.travel - HALF_AN_HOUR)
        saved = client.travel - shorter
        yield Trial(Relief.TRAVEL, Otherwise(replace(client, travel=shorter)), burden=saved)
    for day in range(DAYS):
        for part, start, end in PARTS:
            freed = between(day, start, end) & ~client.free
            if freed:
                free = Otherwise(replace(client, free=client.free | freed))
                yield Trial(Relief.FREED, free, day=day, part=part, burden=count(freed))


def reliefs_in_program(eligibility: Eligibility, client: Client) -> Iterator[Trial]:
    """Give the languages, the seats and the hours of staff that the program could add."""
    candidates = eligibility.candidates(client)
    for language in sorted({series.language for series in candidates} - {client.language}):
        yield Trial(Relief.INTERPRETER, Otherwise(client, language=language), subject=language)
    for series in candidates:
        if can_grow(eligibility, series.id):
            yield Trial(Relief.SEAT, Otherwise(client, seat=series.id), subject=series.id)
    for name in () if client.waiting else client.prescription.services:
        service = eligibility.services[name]
        if service.quarters <= QUARTERS_AN_HOUR:
            for staff in eligibility.staff_for(client, service):
                longer = Otherwise(client, overtime=(name, staff.id))
                yield Trial(Relief.STAFF_HOUR, longer, subject=staff.id)


def can_grow(eligibility: Eligibility, name: str) -> bool:
    """Say whether neither the room nor the rules forbid one more seat."""
    series, week = eligibility.series[name], eligibility.week
    limits = [kind.capacity for kind in week.rules.kinds if kind.id == series.kind]
    if not series.video:
        limits += [room.capacity for room in week.rooms if room.id == series.room]
    return all(limit is None or series.capacity < limit for limit in limits)
