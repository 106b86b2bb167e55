"""The week that is cheapest for one student, by depth-first search with a bound at each step."""

from typing import NamedTuple

import numpy as np
from numba import njit

from wayhome.engines.timetable.foreign.arrays import Whole
from wayhome.engines.timetable.foreign.sectioning.assign.search import conflicts_between_ways
from wayhome.engines.timetable.foreign.sectioning.assign.ways import Ways

MOST_STEPS = 20_000
NEVER = 1 << 60


class Desk(NamedTuple):
    """Room to work in; a place is one way through one of the student's courses.

    The courses come in the order of their number of ways. Row ``d`` of ``cost`` and of ``rest``
    holds what is still to choose after ``d`` courses: what each place would add, and what the
    courses from one on add at the least.
    """

    price: Whole  # way
    depth: Whole  # one number: how many courses
    order: Whole  # depth: seat
    first: Whole  # depth: its first place
    cost: Whole
    rest: Whole
    spent: Whole  # depth
    tried: Whole  # depth: the last place tried
    now: Whole  # depth: way
    best: Whole  # depth: way


def desk_of(ways: Ways) -> Desk:
    seats = int(np.diff(ways.first_seat).max(initial=0))
    each = np.diff(ways.first_way)[ways.course]
    students = ways.first_seat[:-1][np.diff(ways.first_seat) > 0]
    places = int(np.add.reduceat(each, students).max(initial=0)) if students.size else 0
    return Desk(
        price=np.zeros(ways.within.size, np.int64),
        depth=np.zeros(1, np.int64),
        order=np.zeros(seats, np.int64),
        first=np.zeros(seats + 1, np.int64),
        cost=np.zeros((seats + 1, places), np.int64),
        rest=np.zeros((seats + 1, seats + 1), np.int64),
        spent=np.zeros(seats + 1, np.int64),
        tried=np.zeros(seats + 1, np.int64),
        now=np.zeros(seats, np.int64),
        best=np.zeros(seats, np.int64),
    )


@njit(cache=True)
def cheapest(ways: Ways, desk: Desk, student: int, unit: int) -> int:
    """Give the price of the cheapest week, with the week in ``best``.

    After too many steps the week is one that is cheap, and the price one that is low enough.
    """
    set_out(ways, desk, student)
    least = dive(ways, desk, unit)
    depth, steps = 0, 0
    while depth >= 0:
        place = next_place(desk, depth, least)
        if place < 0:
            depth -= 1
            continue
        steps += 1
        if steps > MOST_STEPS:
            return int(min(least, desk.rest[0, 0]))
        choose(ways, desk, depth, place, unit)
        if desk.spent[depth + 1] + desk.rest[depth + 1, depth + 1] >= least:
            continue
        if depth + 1 == desk.depth[0]:
            least = desk.spent[depth + 1]
            desk.best[: desk.depth[0]] = desk.now[: desk.depth[0]]
        else:
            depth += 1
            desk.tried[depth] = desk.first[depth] - 1
    return int(least)


@njit(cache=True)
def set_out(ways: Ways, desk: Desk, student: int) -> None:
    """Order the courses, those with the fewest ways first, and lay out their places."""
    count = 0
    for seat in range(ways.first_seat[student], ways.first_seat[student + 1]):
        at = count
        while at > 0 and number_of_ways(ways, desk.order[at - 1]) > number_of_ways(ways, seat):
            desk.order[at] = desk.order[at - 1]
            at -= 1
        desk.order[at] = seat
        count += 1
    desk.depth[0] = count
    for depth in range(count):
        seat = desk.order[depth]
        first = ways.first_way[ways.course[seat]]
        desk.first[depth + 1] = desk.first[depth] + number_of_ways(ways, seat)
        for number in range(number_of_ways(ways, seat)):
            desk.cost[0, desk.first[depth] + number] = desk.price[first + number]
    sum_up(desk, 0)
    desk.spent[0] = 0
    desk.tried[0] = -1


@njit(cache=True)
def number_of_ways(ways: Ways, seat: int) -> int:
    return int(ways.first_way[ways.course[seat] + 1] - ways.first_way[ways.course[seat]])


@njit(cache=True)
def sum_up(desk: Desk, chosen: int) -> None:
    """Say what the courses from each on add at the least, so many being chosen."""
    desk.rest[chosen, desk.depth[0]] = 0
    for depth in range(desk.depth[0] - 1, chosen - 1, -1):
        least = NEVER
        for place in range(desk.first[depth], desk.first[depth + 1]):
            least = min(least, desk.cost[chosen, place])
        desk.rest[chosen, depth] = desk.rest[chosen, depth + 1] + least


@njit(cache=True)
def next_place(desk: Desk, depth: int, least: int) -> int:
    """Find the next place that could lead to less, or -1."""
    for place in range(desk.tried[depth] + 1, desk.first[depth + 1]):
        here = desk.spent[depth] + desk.cost[depth, place]
        if here + desk.rest[depth, depth + 1] < least:
            desk.tried[depth] = place
            return place
    return -1


@njit(cache=True)
def choose(ways: Ways, desk: Desk, depth: int, place: int, unit: int) -> None:
    """Take a way, and add its conflicts to what the courses still to come would cost."""
    seat = desk.order[depth]
    way = ways.first_way[ways.course[seat]] + place - desk.first[depth]
    desk.now[depth] = way
    desk.spent[depth + 1] = desk.spent[depth] + desk.cost[depth, place]
    for later in range(depth + 1, desk.depth[0]):
        first = ways.first_way[ways.course[desk.order[later]]]
        for at in range(desk.first[later], desk.first[later + 1]):
            met = conflicts_between_ways(ways, way, first + at - desk.first[later])
            desk.cost[depth + 1, at] = desk.cost[depth, at] + unit * met
    sum_up(desk, depth + 1)


@njit(cache=True)
def dive(ways: Ways, desk: Desk, unit: int) -> int:
    """Take the cheapest place of each course in turn: a first week to compare with."""
    for depth in range(desk.depth[0]):
        place = desk.first[depth]
        for other in range(desk.first[depth], desk.first[depth + 1]):
            if desk.cost[depth, other] < desk.cost[depth, place]:
                place = other
        choose(ways, desk, depth, place, unit)
    desk.best[: desk.depth[0]] = desk.now[: desk.depth[0]]
    return int(desk.spent[desk.depth[0]])
