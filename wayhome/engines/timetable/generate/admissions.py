"""Whom a made-up site keeps: few people whom none of its tracks can serve are admitted."""

from collections import defaultdict
from random import Random

from wayhome.engines.timetable.domain import Client, GroupSeries
from wayhome.engines.timetable.eligibility import fits_life, fits_person, length_of, times_of
from wayhome.engines.timetable.generate.chance import happens
from wayhome.engines.timetable.generate.clients import other_life, with_preference
from wayhome.engines.timetable.generate.knobs import Knobs

SERVES = 26
REDRAWS = 40

type _Tracks = list[list[tuple[GroupSeries, int, int]]]


def redraw_unservable(
    chance: Random, knobs: Knobs, clients: list[Client], series: list[GroupSeries]
) -> None:
    tracks = _by_track(series)
    for place, client in enumerate(clients):
        if _served(client, tracks) or happens(chance, knobs.unservable):
            continue
        redrawn = client
        for _ in range(REDRAWS):
            redrawn = other_life(chance, knobs, redrawn)
            if _served(redrawn, tracks):
                break
        clients[place] = with_preference(chance, redrawn)


def _by_track(series: list[GroupSeries]) -> _Tracks:
    tracks: defaultdict[str, list[tuple[GroupSeries, int, int]]] = defaultdict(list)
    for each in series:
        tracks[each.block].append((each, times_of(each.meetings), length_of(each)))
    return list(tracks.values())


def _served(client: Client, tracks: _Tracks) -> bool:
    """Whether some one track has 6.5 hours that the client can come to."""
    return any(
        sum(
            length
            for series, times, length in track
            if fits_life(times, client, video=series.video)
        )
        >= SERVES
        for track in tracks
        if fits_person(track[0][0], client)
    )
