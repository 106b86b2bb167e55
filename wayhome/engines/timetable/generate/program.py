"""A whole made-up program: its sites, one after the other, and the rules of its week."""

import math
from random import Random

from wayhome.engines.timetable.domain import (
    Client,
    GroupKind,
    GroupSeries,
    Room,
    Rules,
    Service,
    Site,
    Staff,
    Week,
)
from wayhome.engines.timetable.generate.admissions import redraw_unservable
from wayhome.engines.timetable.generate.caseloads import give_counselors, keep_pairs_apart
from wayhome.engines.timetable.generate.chance import stream
from wayhome.engines.timetable.generate.clients import newcomer
from wayhome.engines.timetable.generate.groups import Timetable
from wayhome.engines.timetable.generate.knobs import USUAL, Knobs
from wayhome.engines.timetable.generate.staff import (
    COUNSELOR,
    FAMILY_THERAPIST,
    HOLISTIC,
    PRESCRIBER,
    draw_team,
)
from wayhome.engines.timetable.generate.tracks import open_tracks

LED_BY_COUNSELORS = ("cbt", "relapse-prevention", "education", "life-skills")
RULES = Rules(
    kinds=(
        *(GroupKind(kind, frozenset((COUNSELOR,))) for kind in LED_BY_COUNSELORS),
        GroupKind("holistic", frozenset((HOLISTIC,))),
    ),
    services=(
        Service("individual", 4, 8, frozenset((COUNSELOR,)), own_counselor=True),
        Service("family", 4, 4, frozenset((FAMILY_THERAPIST,))),
        Service("medication", 2, 6, frozenset((PRESCRIBER,))),
    ),
)
FEWEST_ROOMS = 2


def generate(n: int, seed: int, *, knobs: Knobs = USUAL) -> Week:
    """Make up a program of ``n`` clients; the same numbers make the same program."""
    program = _Program(stream(f"iop-{seed}-{n}-{knobs.site_size}"), knobs)
    sites = max(1, round(n / knobs.site_size))
    for number in range(sites):
        program.add_site(number, n // sites + (number < n % sites))
    return Week(
        clients=tuple(program.clients),
        series=tuple(program.series),
        staff=tuple(program.staff),
        rooms=tuple(program.rooms),
        sites=tuple(program.sites),
        rules=RULES,
    )


class _Program:
    def __init__(self, chance: Random, knobs: Knobs) -> None:
        self.chance = chance
        self.knobs = knobs
        self.clients: list[Client] = []
        self.series: list[GroupSeries] = []
        self.staff: list[Staff] = []
        self.rooms: list[Room] = []
        self.sites: list[Site] = []
        self.blocks = 0

    def add_site(self, number: int, size: int) -> None:
        site = Site(f"s{number}", region=f"region-{number // self.knobs.region_sites}")
        rooms = self._rooms(site, size)
        clients = [
            newcomer(self.chance, self.knobs, f"c{len(self.clients) + place}", site.id)
            for place in range(size)
        ]
        team = draw_team(self.chance, self.knobs, site.id, size)
        timetable = Timetable(site.id, team, rooms, len(self.series), self.blocks)
        open_tracks(self.chance, self.knobs, clients, timetable)
        redraw_unservable(self.chance, self.knobs, clients, timetable.series)
        give_counselors(self.chance, self.knobs, clients, team.counselors)
        keep_pairs_apart(self.chance, self.knobs, clients)
        self.sites.append(site)
        self.rooms += rooms
        self.clients += clients
        self.staff += team.everybody()
        self.series += timetable.series
        self.blocks += timetable.blocks

    def _rooms(self, site: Site, clients: int) -> list[Room]:
        number = max(FEWEST_ROOMS, math.ceil(clients / self.knobs.clients_a_room))
        return [
            Room(f"{site.id}-r{each}", site.id, self.chance.choice(self.knobs.room_sizes))
            for each in range(number)
        ]
