"""A place for every event, whatever students think of it.

Simulated annealing over timetables that keep every hard rule and leave events out: an event that
waits comes in and pushes others out, and what is placed is exchanged at random. What counts is how
many events wait; of the timetables passed, the one kept leaves out the fewest students.
"""

import math
from typing import NamedTuple

import numpy as np
from numba import njit

from wayhome.engines.timetable.foreign.arrays import Whole
from wayhome.engines.timetable.foreign.chance import below, share
from wayhome.engines.timetable.foreign.post_enrolment.problem import SLOTS
from wayhome.engines.timetable.foreign.post_enrolment.solve.board import (
    NOWHERE,
    Board,
    lay_out,
)
from wayhome.engines.timetable.foreign.post_enrolment.solve.chains import (
    exchange,
    forget,
    grow,
    in_the_way,
)
from wayhome.engines.timetable.foreign.post_enrolment.solve.rooms import (
    room_to_empty,
    seat,
    unseat,
    way_to_a_room,
)

FIRST_ROUND = 1_000_000
LONGER = 3
EACH = 1_000  # moves at one temperature
HOTTEST, COLDEST = 0.9, 0.09
EVENTS, STUDENTS, FEWEST = 0, 1, 2  # of what is left out: now, now, and ever


class Search(NamedTuple):
    chance: Whole
    waiting: Whole
    left_out: Whole
    slot: Whole  # the best yet
    room: Whole


def place(board: Board, chance: Whole, moves: int) -> int:
    """Place as many as so many moves allow, in rounds, each longer; give the moves not needed."""
    events, students = board.size.size, int(board.size.sum())
    search = Search(
        chance=chance,
        waiting=np.arange(events),
        left_out=np.array([events, students, students]),
        slot=board.slot.copy(),
        room=board.room.copy(),
    )
    this_round = FIRST_ROUND
    while moves > 0 and search.left_out[FEWEST]:
        moves -= anneal(board, search, min(this_round, moves))
        this_round *= LONGER
    lay_out(board, search.slot, search.room)
    return moves


@njit(cache=True)
def anneal(board: Board, search: Search, moves: int) -> int:
    """Cool down once, and stop as soon as nobody is left out; give the moves used."""
    heat, factor = HOTTEST, (COLDEST / HOTTEST) ** (EACH / moves)
    for number in range(moves):
        if search.left_out[EVENTS] == 0:
            return number
        if number % EACH == 0:
            heat *= factor
        if below(search.chance, 2):
            exchange_any(board, search.chance)
        else:
            try_to_insert(board, search, 1 - heat * math.log(share(search.chance)))
    return moves


@njit(cache=True)
def exchange_any(board: Board, chance: Whole) -> None:
    event = below(chance, board.size.size)
    there = below(chance, SLOTS)
    here = board.slot[event]
    if here == NOWHERE or not board.open[event, there]:
        return
    if here == there:
        return
    partner = NOWHERE
    if below(chance, 2):
        partner = board.held[there, below(chance, board.mover.size)]
    length = grow(board, event, partner, there)
    if length:
        exchange(board, length, here, there)


@njit(cache=True)
def try_to_insert(board: Board, search: Search, most: float) -> None:
    """Take in one that waits, if no more than so many have to go for it."""
    place_in_line = below(search.chance, search.left_out[EVENTS])
    event = search.waiting[place_in_line]
    slot = below(search.chance, SLOTS)
    if not board.open[event, slot]:
        return
    length = in_the_way(board, event, slot)
    holder = NOWHERE
    allowed = length <= most
    if allowed and way_to_a_room(board, event, slot) == NOWHERE:
        room = room_to_empty(board, search.chance)
        allowed = room != NOWHERE and length + 1 <= most
        holder = board.held[slot, room]
    forget(board, length)
    if allowed:
        for number in range(length):
            push_out(board, search, board.chain[number])
        if holder != NOWHERE:
            push_out(board, search, holder)
        take_in(board, search, place_in_line, slot)


@njit(cache=True)
def push_out(board: Board, search: Search, event: int) -> None:
    search.waiting[search.left_out[EVENTS]] = event
    search.left_out[EVENTS] += 1
    search.left_out[STUDENTS] += board.size[event]
    unseat(board, event)


@njit(cache=True)
def take_in(board: Board, search: Search, place_in_line: int, slot: int) -> None:
    event = search.waiting[place_in_line]
    search.left_out[EVENTS] -= 1
    search.left_out[STUDENTS] -= board.size[event]
    search.waiting[place_in_line] = search.waiting[search.left_out[EVENTS]]
    seat(board, event, slot, way_to_a_room(board, event, slot))
    if search.left_out[STUDENTS] < search.left_out[FEWEST]:
        search.left_out[FEWEST] = search.left_out[STUDENTS]
        search.slot[:] = board.slot
        search.room[:] = board.room
