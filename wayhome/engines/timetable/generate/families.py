"""Made-up programs of a particular kind: something is scarce, or more is asked for."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random
from types import MappingProxyType

from wayhome.engines.timetable.calendar import NEVER
from wayhome.engines.timetable.domain import Client, GroupSeries, Week
from wayhome.engines.timetable.generate.calendars import Occupation
from wayhome.engines.timetable.generate.chance import happens, stream
from wayhome.engines.timetable.generate.clients import newcomer
from wayhome.engines.timetable.generate.knobs import USUAL, Knobs
from wayhome.engines.timetable.generate.program import generate
from wayhome.engines.timetable.generate.shifts import Shift
from wayhome.engines.timetable.generate.staff import COUNSELOR

ADOLESCENTS = Knobs(
    occupations=((Occupation.SCHOOL, 0.85), (Occupation.OPEN, 0.15)),
    weekly=((24, 0.8), (36, 0.2)),
    floor=24,
    family_due=1.0,
    medication_due=0.2,
)
TIGHT_ROOMS = Knobs(clients_a_room=50, room_sizes=(8, 8, 10), tightness=1.0)
SCARCE_PRESCRIBER = Knobs(clients_a_prescriber=math.inf, prescriber_shifts=(Shift.ONE_DAY,))
ALL_VIDEO = Knobs(attends=(("video", 1.0),), video_tracks=1.0)
PER_DIEM = Knobs(minimum_days=3, day_minimum=12)

CONTRACT = "county"
CONTRACT_CLIENTS = 0.2
CONTRACT_TRACKS = 0.25
ONLY_FOR_THE_CONTRACT = 0.35
HELD_SEATS = 4
WAVE = 0.15
WAITING = 0.10
COUNSELORS_OUT = 2

type Twist = Callable[[Week, Random, Knobs], Week]


def contracted_seats(week: Week, chance: Random, _knobs: Knobs) -> Week:
    """Let a payer have seats held in some tracks, and a few tracks to itself."""
    clients = tuple(
        replace(each, contract=CONTRACT) if happens(chance, CONTRACT_CLIENTS) else each
        for each in week.clients
    )
    held: dict[str, int] = {}
    for block in dict.fromkeys(each.block for each in week.series):
        if happens(chance, CONTRACT_TRACKS):
            held[block] = 0 if happens(chance, ONLY_FOR_THE_CONTRACT) else HELD_SEATS
    series = tuple(_for_the_contract(each, held) for each in week.series)
    return replace(week, clients=clients, series=series)


def _for_the_contract(series: GroupSeries, held: Mapping[str, int]) -> GroupSeries:
    if series.block not in held:
        return series
    return replace(series, contract=CONTRACT, held=held[series.block])


def counselors_out(week: Week, chance: Random, _knobs: Knobs) -> Week:
    """Let two counselors of each site be away all week; what they lead still says so."""
    away: set[str] = set()
    for site in week.sites:
        counselors = [
            each.id for each in week.staff if each.site == site.id and COUNSELOR in each.credentials
        ]
        away.update(chance.sample(counselors, COUNSELORS_OUT))
    staff = tuple(
        replace(each, hours=NEVER, breaks=()) if each.id in away else each for each in week.staff
    )
    return replace(week, staff=staff)


def admission_wave(week: Week, chance: Random, knobs: Knobs) -> Week:
    return replace(week, clients=week.clients + _newcomers(week, chance, knobs, WAVE))


def waiting_list(week: Week, chance: Random, knobs: Knobs) -> Week:
    waiting = (replace(each, waiting=True) for each in _newcomers(week, chance, knobs, WAITING))
    return replace(week, clients=(*week.clients, *waiting))


def _newcomers(week: Week, chance: Random, knobs: Knobs, share: float) -> tuple[Client, ...]:
    known = len(week.clients)
    return tuple(
        newcomer(chance, knobs, f"c{known + number}", chance.choice(week.sites).id)
        for number in range(math.ceil(known * share))
    )


@dataclass(frozen=True, slots=True)
class Family:
    """``twist``: what happens to a program once it is made."""

    knobs: Knobs = USUAL
    twist: Twist | None = None


FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        "usual": Family(),
        "adolescents": Family(ADOLESCENTS),
        "contracted-seats": Family(twist=contracted_seats),
        "tight-rooms": Family(TIGHT_ROOMS),
        "scarce-prescriber": Family(SCARCE_PRESCRIBER),
        "all-video": Family(ALL_VIDEO),
        "counselors-out": Family(twist=counselors_out),
        "admission-wave": Family(twist=admission_wave),
        "waiting-list": Family(twist=waiting_list),
        "per-diem": Family(PER_DIEM),
    }
)


def generate_family(name: str, n: int, seed: int) -> Week:
    """Make up a program of one of the ``FAMILIES``.

    :raises KeyError: there is none of that name.
    """
    family = FAMILIES[name]
    week = generate(n, seed, knobs=family.knobs)
    if family.twist is None:
        return week
    return family.twist(week, stream(f"iop-{name}-{seed}-{n}"), family.knobs)
