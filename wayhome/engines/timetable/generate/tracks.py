"""Made-up groups of a site: tracks are opened where clients who have none yet can come."""

from dataclasses import dataclass
from random import Random

from wayhome.engines.timetable.calendar import WEEK, widen
from wayhome.engines.timetable.domain import ANYONE, Client
from wayhome.engines.timetable.generate.chance import Mixture, happens, pick
from wayhome.engines.timetable.generate.groups import Timetable, Track
from wayhome.engines.timetable.generate.knobs import Knobs
from wayhome.engines.timetable.generate.templates import TEMPLATES

TRACK_GENDERS: Mixture[str] = ((ANYONE, 0.82), ("female", 0.12), ("male", 0.06))
TEMPLATES_TRIED = 14
FEWEST = 3
FEWEST_SPANISH = 4
EXPECTED = 10
USUAL_SIZE = 14


@dataclass(frozen=True, slots=True)
class _Audience:
    """Those a track is made for: their places in the list of clients."""

    video: bool
    language: str
    gender: str
    clients: list[int]


def open_tracks(chance: Random, knobs: Knobs, clients: list[Client], timetable: Timetable) -> None:
    """Fill the timetable until there are as many seats as the clients need, or no way to go on."""
    needed = sum(quarters for each in clients for _, quarters in each.prescription.kinds)
    can_come = [_templates(client) for client in clients]
    without = set(range(len(clients)))
    for _ in range(60 + 3 * len(clients)):
        if timetable.seat_quarters >= needed * knobs.tightness:
            return
        audience = _audience(chance, knobs, clients, without)
        if not audience.clients:
            continue
        track, coming = _best_of_some(chance, audience, can_come)
        if len(coming) >= FEWEST and timetable.open(chance, track):
            without.difference_update(chance.sample(coming, min(len(coming), EXPECTED)))


def _templates(client: Client) -> tuple[frozenset[int], frozenset[int]]:
    """Give the templates that somebody can come to in person, and by video."""
    busy = WEEK & ~client.free
    in_person = (
        number
        for number, template in enumerate(TEMPLATES)
        if not widen(template.times, client.travel) & busy
    )
    by_video = (number for number, template in enumerate(TEMPLATES) if not template.times & busy)
    return frozenset(in_person), frozenset(by_video)


def _audience(chance: Random, knobs: Knobs, clients: list[Client], without: set[int]) -> _Audience:
    video = happens(chance, knobs.video_tracks)
    aimed_at = without and happens(chance, 0.85)
    candidates = sorted(without) if aimed_at else list(range(len(clients)))
    spanish = sum(clients[each].language == "es" for each in candidates)
    language = "es" if spanish >= FEWEST_SPANISH and happens(chance, 0.25) else "en"
    gender = pick(chance, TRACK_GENDERS)
    impossible = "in_person" if video else "video"
    fitting = [
        each
        for each in candidates
        if clients[each].language == language
        and gender in (ANYONE, clients[each].gender)
        and clients[each].attends != impossible
    ]
    return _Audience(video, language, gender, fitting)


def _best_of_some(
    chance: Random,
    audience: _Audience,
    can_come: list[tuple[frozenset[int], frozenset[int]]],
) -> tuple[Track, list[int]]:
    """Draw some templates, and take the one that suits the most, more or less."""
    best: tuple[float, int, list[int]] = (-1.0, 0, [])
    for number in chance.sample(range(len(TEMPLATES)), TEMPLATES_TRIED):
        coming = [each for each in audience.clients if number in can_come[each][audience.video]]
        worth = min(len(coming), USUAL_SIZE) * chance.uniform(0.6, 1)
        if worth > best[0]:
            best = (worth, number, coming)
    _, number, coming = best
    track = Track(TEMPLATES[number], audience.video, audience.language, audience.gender)
    return track, coming
