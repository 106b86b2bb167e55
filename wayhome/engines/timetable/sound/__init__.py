"""A look at what was put in: what can't be used is named and left out, the rest goes on.

Everything is taken in the order of ids, so that of two groups that can't both be held, or of two
pins that can't both be kept, the one with the smaller id stays.
"""

from collections import Counter
from dataclasses import dataclass, replace

from wayhome.engines.timetable.domain import Client, Problem, Staff, Week
from wayhome.engines.timetable.sound.clients import usable_clients
from wayhome.engines.timetable.sound.pins import usable_pins
from wayhome.engines.timetable.sound.series import usable_series
from wayhome.engines.timetable.sound.staff import usable_staff


@dataclass(frozen=True, slots=True)
class Sound:
    """``week``: only what can be used; ``problems``: what couldn't be, or only in part."""

    week: Week
    problems: tuple[Problem, ...]


def sound(week: Week) -> Sound:
    series, problems_of_series = usable_series(week)
    clients, problems_of_clients = usable_clients(week)
    staff, problems_of_staff = usable_staff(week)
    usable = replace(
        week,
        series=series,
        clients=clients,
        staff=_with_caseloads_kept(staff, _left_out(week, clients)),
    )
    pinned, problems_of_pins = usable_pins(usable)
    return Sound(
        replace(usable, clients=pinned),
        (*problems_of_series, *problems_of_staff, *problems_of_clients, *problems_of_pins),
    )


def _left_out(week: Week, clients: tuple[Client, ...]) -> list[Client]:
    kept = frozenset(client.id for client in clients)
    return [client for client in week.clients if client.id not in kept]


def _with_caseloads_kept(staff: tuple[Staff, ...], left_out: list[Client]) -> tuple[Staff, ...]:
    """Lower each caseload by the clients who aren't planned: they have their counselor still."""
    theirs = Counter(client.counselor for client in left_out)
    return tuple(
        replace(each, caseload=each.caseload - theirs[each.id]) if theirs[each.id] else each
        for each in staff
    )
