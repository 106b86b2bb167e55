"""A problem and a timetable in the making, as arrays that compiled code can work on."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wayhome.engines.timetable.foreign.arrays import Whole, flat
from wayhome.engines.timetable.foreign.post_enrolment.problem import (
    DAYS,
    SLOTS,
    SLOTS_A_DAY,
    Place,
    Problem,
    Timetable,
)

type Flags = NDArray[np.bool_]

NOWHERE = -1


class Board(NamedTuple):
    """What is given comes first, then where everything is, then room to work in.

    Lists of lists are flat: those of event ``e`` are ``students[first_student[e] :
    first_student[e + 1]]``, and so on.
    """

    clash: Flags  # event, event: never in one slot
    suits: Flags  # event, room
    open: Flags  # event, slot
    size: Whole  # event: how many attend
    first_student: Whole
    students: Whole
    first_earlier: Whole
    earlier: Whole  # events that must come before
    first_later: Whole
    later: Whole  # events that must come after
    mind: Whole  # what a student minds of a day, by the bits of its slots

    slot: Whole  # event
    room: Whole  # event
    held: Whole  # slot, room: the event there
    days: Whole  # student, day: the bits of its slots

    chain: Whole  # events about to change places
    marked: Flags  # event: is in the chain
    mover: Whole  # room: who would take it
    queue: Whole
    kept: Whole  # two slots' rooms before a change


def board_of(problem: Problem) -> Board:
    """Set out a problem with nothing placed yet."""
    earlier: list[list[int]] = [[] for _ in range(problem.events)]
    later: list[list[int]] = [[] for _ in range(problem.events)]
    for one, other in problem.before:
        later[one].append(other)
        earlier[other].append(one)
    slots = [[slot in slots for slot in range(SLOTS)] for slots in problem.available]
    return Board(
        _clashes(problem),
        _suits(problem),
        np.array(slots, np.bool_),
        np.array([len(who) for who in problem.attendees], np.int64),
        *flat([sorted(who) for who in problem.attendees]),
        *flat(earlier),
        *flat(later),
        np.array([_minded(bits) for bits in range(1 << SLOTS_A_DAY)], np.int64),
        slot=np.full(problem.events, NOWHERE, np.int64),
        room=np.full(problem.events, NOWHERE, np.int64),
        held=np.full((SLOTS, problem.rooms), NOWHERE, np.int64),
        days=np.zeros((problem.students, DAYS), np.int64),
        chain=np.zeros(problem.events, np.int64),
        marked=np.zeros(problem.events, np.bool_),
        mover=np.zeros(problem.rooms, np.int64),
        queue=np.zeros(problem.rooms + 1, np.int64),
        kept=np.zeros((2, problem.rooms), np.int64),
    )


def lay_out(board: Board, slots: Whole, rooms: Whole) -> None:
    """Put everything where it was when these were copied."""
    board.slot[:] = slots
    board.room[:] = rooms
    board.held[:] = NOWHERE
    placed = np.flatnonzero(slots != NOWHERE)
    board.held[slots[placed], rooms[placed]] = placed


def timetable_of(slots: Whole, rooms: Whole) -> Timetable:
    return tuple(
        None if slot == NOWHERE else Place(slot, room)
        for slot, room in zip(slots.tolist(), rooms.tolist(), strict=True)
    )


def _clashes(problem: Problem) -> Flags:
    attends = np.zeros((problem.events, problem.students), np.float32)
    for event, who in enumerate(problem.attendees):
        attends[event, sorted(who)] = 1
    clash: Flags = attends @ attends.T > 0
    for one, other in problem.before:
        clash[one, other] = clash[other, one] = True
    np.fill_diagonal(clash, val=False)
    return clash


def _suits(problem: Problem) -> Flags:
    rooms = [*zip(problem.capacities, problem.room_features, strict=True)]
    events = zip(problem.attendees, problem.event_features, strict=True)
    return np.array(
        [[len(who) <= seats and needs <= has for seats, has in rooms] for who, needs in events],
        np.bool_,
    )


def _minded(bits: int) -> int:
    last_slot = bits >> (SLOTS_A_DAY - 1)
    return last_slot + (bits & bits << 1 & bits << 2).bit_count() + (bits.bit_count() == 1)
