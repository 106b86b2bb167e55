"""Simulated annealing of what students mind, over exchanges that keep every hard rule."""

import math
from typing import NamedTuple

from numba import njit

from wayhome.engines.timetable.foreign.arrays import Whole
from wayhome.engines.timetable.foreign.chance import below, share
from wayhome.engines.timetable.foreign.post_enrolment.problem import SLOTS, SLOTS_A_DAY
from wayhome.engines.timetable.foreign.post_enrolment.solve.board import NOWHERE, Board
from wayhome.engines.timetable.foreign.post_enrolment.solve.chains import (
    add,
    exchange,
    grow,
    put_back,
)

EACH = 1_000  # moves at one temperature
HOTTEST, COLDEST = 30.0, 0.3  # the first lets through almost all, the last nothing


class Found(NamedTuple):
    slot: Whole
    room: Whole


def anneal(board: Board, chance: Whole, moves: int) -> Found:
    """Make the timetable on the board kinder; events left out are taken in wherever they fit."""
    best = Found(board.slot.copy(), board.room.copy())
    cool(board, chance, moves, best)
    return best


@njit(cache=True)
def cool(board: Board, chance: Whole, moves: int, best: Found) -> None:
    now, distance = settle(board)
    least, nearest = now, distance
    heat, factor = HOTTEST, (COLDEST / HOTTEST) ** (EACH / max(moves, 1))
    for number in range(moves):
        if number % EACH == 0 and number:
            heat *= factor
            if least == 0 and nearest == 0:
                break
        event = below(chance, board.size.size)
        there = below(chance, SLOTS)
        if not board.open[event, there]:
            continue
        if board.slot[event] == NOWHERE:
            if add(board, event, there):
                now += join(board, event, there)
                distance -= board.size[event]
        elif board.slot[event] != there:
            now += try_exchange(board, chance, event, there, heat)
        if distance < nearest or (distance == nearest and now < least):
            least, nearest = now, distance
            best.slot[:] = board.slot
            best.room[:] = board.room


@njit(cache=True)
def try_exchange(board: Board, chance: Whole, event: int, there: int, heat: float) -> int:
    """Move the event there, with what comes back; give the change, 0 if it was refused."""
    here = board.slot[event]
    partner = board.held[there, below(chance, board.mover.size)]
    length = grow(board, event, partner, there)
    if length == 0 or not exchange(board, length, here, there):
        return 0
    change = cross(board, length, here, there)
    if change <= -heat * math.log(share(chance)):
        return change
    put_back(board, here, there)
    cross(board, length, here, there)
    return 0


@njit(cache=True)
def cross(board: Board, length: int, here: int, there: int) -> int:
    """Let the students follow a chain that has moved: all leave first, for some are in two."""
    change = 0
    for number in range(length):
        event = board.chain[number]
        change += leave(board, event, here + there - board.slot[event])
    for number in range(length):
        event = board.chain[number]
        change += join(board, event, board.slot[event])
    return change


@njit(cache=True)
def settle(board: Board) -> tuple[int, int]:
    """Fill in the students' days; give what they mind, and how many students are left out."""
    board.days[:] = 0
    now, distance = 0, 0
    for event in range(board.size.size):
        if board.slot[event] == NOWHERE:
            distance += board.size[event]
        else:
            now += join(board, event, board.slot[event])
    return now, distance


@njit(cache=True)
def join(board: Board, event: int, slot: int) -> int:
    day, bit = slot // SLOTS_A_DAY, 1 << slot % SLOTS_A_DAY
    change = 0
    for at in range(board.first_student[event], board.first_student[event + 1]):
        student = board.students[at]
        before = board.days[student, day]
        board.days[student, day] = before | bit
        change += board.mind[before | bit] - board.mind[before]
    return change


@njit(cache=True)
def leave(board: Board, event: int, slot: int) -> int:
    day, bit = slot // SLOTS_A_DAY, 1 << slot % SLOTS_A_DAY
    change = 0
    for at in range(board.first_student[event], board.first_student[event + 1]):
        student = board.students[at]
        before = board.days[student, day]
        board.days[student, day] = before & ~bit
        change += board.mind[before & ~bit] - board.mind[before]
    return change
