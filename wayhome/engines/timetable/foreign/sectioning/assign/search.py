"""Simulated annealing of conflicts: a seat takes another way, or two students trade theirs.

A trade leaves every class as full as it was, so tight limits don't stand in its way. Seats beyond a
limit are allowed on the way, at a price; of two results, fewer of them come first.
"""

import math
from typing import NamedTuple

import numpy as np
from numba import njit

from wayhome.engines.timetable.foreign.arrays import Whole
from wayhome.engines.timetable.foreign.chance import below, share
from wayhome.engines.timetable.foreign.sectioning.assign.ways import Ways

OVERFULL = 8  # conflicts that a seat beyond a limit is as bad as
HOTTEST, WARM, COLDEST = 1.0, 0.2, 0.05
EACH = 1_000  # moves at one temperature
OVER, CONFLICTS, LEAST_OVER, LEAST = 0, 1, 2, 3  # now, now, and of the best yet


class Search(NamedTuple):
    chance: Whole
    chosen: Whole  # seat: its way
    load: Whole  # class
    best: Whole  # seat: its way in the best yet
    tally: Whole


def search_of(ways: Ways, chance: Whole) -> Search:
    """Begin: seat by seat, each where the most is free."""
    search = Search(
        chance=chance,
        chosen=np.full(ways.course.size, -1, np.int64),
        load=np.zeros(ways.limit.size, np.int64),
        best=np.full(ways.course.size, -1, np.int64),
        tally=np.zeros(4, np.int64),
    )
    fill(ways, search)
    count(ways, search)
    keep(search)
    return search


def compare(ways: Ways, search: Search, chosen: Whole) -> None:
    """Take another assignment as the best, if it is better."""
    search.chosen[:] = chosen
    count(ways, search)
    if is_better(search):
        keep(search)


@njit(cache=True)
def fill(ways: Ways, search: Search) -> None:
    for seat in range(ways.course.size):
        roomiest, freest = -1, 0
        for way in range(ways.first_way[ways.course[seat]], ways.first_way[ways.course[seat] + 1]):
            free = 1 << 40
            for at in range(ways.first_class[way], ways.first_class[way + 1]):
                each = ways.classes[at]
                free = min(free, ways.limit[each] - search.load[each])
            if roomiest < 0 or free > freest:
                roomiest, freest = way, free
        enter(ways, search, roomiest)
        search.chosen[seat] = roomiest


@njit(cache=True)
def count(ways: Ways, search: Search) -> None:
    """Count loads and conflicts of what is chosen."""
    conflicts = 0
    search.load[:] = 0
    search.tally[OVER] = 0
    for seat in range(ways.course.size):
        way = search.chosen[seat]
        search.tally[OVER] += enter(ways, search, way)
        conflicts += conflicts_of(ways, search, seat, way) + ways.within[way]
    search.tally[CONFLICTS] = conflicts // 2


@njit(cache=True)
def anneal(ways: Ways, search: Search, moves: int, target: int, hottest: float) -> None:
    """Cool down once, from what is chosen now; stop at a result with no more than the target."""
    heat, factor = hottest, (COLDEST / hottest) ** (EACH / max(moves, 1))
    for number in range(moves):
        if search.tally[LEAST_OVER] == 0 and search.tally[LEAST] <= target:
            return
        if number % EACH == 0:
            heat *= factor
        seat = below(search.chance, ways.course.size)
        most = -heat * math.log(share(search.chance))
        if below(search.chance, 2):
            change_way(ways, search, seat, most)
        else:
            trade(ways, search, seat, most)
        if is_better(search):
            keep(search)


@njit(cache=True)
def is_better(search: Search) -> bool:
    if search.tally[OVER] != search.tally[LEAST_OVER]:
        return bool(search.tally[OVER] < search.tally[LEAST_OVER])
    return bool(search.tally[CONFLICTS] < search.tally[LEAST])


@njit(cache=True)
def keep(search: Search) -> None:
    search.best[:] = search.chosen
    search.tally[LEAST_OVER] = search.tally[OVER]
    search.tally[LEAST] = search.tally[CONFLICTS]


@njit(cache=True)
def change_way(ways: Ways, search: Search, seat: int, most: float) -> None:
    first = ways.first_way[ways.course[seat]]
    new = first + below(search.chance, ways.first_way[ways.course[seat] + 1] - first)
    old = search.chosen[seat]
    if new == old:
        return
    over = leave(ways, search, old) + enter(ways, search, new)
    change = conflicts_of(ways, search, seat, new) - conflicts_of(ways, search, seat, old)
    if change + OVERFULL * over <= most:
        search.chosen[seat] = new
        search.tally[CONFLICTS] += change
        search.tally[OVER] += over
    else:
        leave(ways, search, new)
        enter(ways, search, old)


@njit(cache=True)
def trade(ways: Ways, search: Search, seat: int, most: float) -> None:
    """Trade ways with somebody else who takes the course."""
    first = ways.first_taker[ways.course[seat]]
    among = ways.first_taker[ways.course[seat] + 1] - first
    other = ways.takers[first + below(search.chance, among)]
    mine, theirs = search.chosen[seat], search.chosen[other]
    if mine == theirs:
        return
    change = (
        conflicts_of(ways, search, seat, theirs)
        - conflicts_of(ways, search, seat, mine)
        + conflicts_of(ways, search, other, mine)
        - conflicts_of(ways, search, other, theirs)
    )
    if change <= most:
        search.chosen[seat], search.chosen[other] = theirs, mine
        search.tally[CONFLICTS] += change


@njit(cache=True)
def conflicts_of(ways: Ways, search: Search, seat: int, way: int) -> int:
    """Count what the student would have, there, with their other courses and within the way."""
    student, total = ways.student[seat], ways.within[way]
    for other in range(ways.first_seat[student], ways.first_seat[student + 1]):
        if other != seat:
            total += conflicts_between_ways(ways, way, search.chosen[other])
    return int(total)


@njit(cache=True)
def conflicts_between_ways(ways: Ways, one: int, other: int) -> int:
    total = 0
    for at in range(ways.first_class[one], ways.first_class[one + 1]):
        for its in range(ways.first_class[other], ways.first_class[other + 1]):
            total += ways.conflict[ways.classes[at], ways.classes[its]]
    return int(total)


@njit(cache=True)
def enter(ways: Ways, search: Search, way: int) -> int:
    """Take the seats; give how many of them are beyond a limit."""
    over = 0
    for at in range(ways.first_class[way], ways.first_class[way + 1]):
        each = ways.classes[at]
        over += search.load[each] >= ways.limit[each]
        search.load[each] += 1
    return over


@njit(cache=True)
def leave(ways: Ways, search: Search, way: int) -> int:
    """Free the seats; give, as less than nothing, how many of them were beyond a limit."""
    over = 0
    for at in range(ways.first_class[way], ways.first_class[way + 1]):
        each = ways.classes[at]
        search.load[each] -= 1
        over -= search.load[each] >= ways.limit[each]
    return over
