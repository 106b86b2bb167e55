"""Rooms within one slot: an event takes one that suits it, others make way if they can."""

from numba import njit

from wayhome.engines.timetable.foreign.arrays import Whole
from wayhome.engines.timetable.foreign.chance import below
from wayhome.engines.timetable.foreign.post_enrolment.solve.board import NOWHERE, Board


@njit(cache=True)
def way_to_a_room(board: Board, event: int, slot: int) -> int:
    """Find a room that comes free if each event on the way moves on; ``mover`` holds the way.

    Events in the chain are taken to have left the slot.
    """
    board.mover[:] = NOWHERE
    board.queue[0] = event
    done, waiting = 0, 1
    while done < waiting:
        seeker = board.queue[done]
        done += 1
        for room in range(board.mover.size):
            if board.suits[seeker, room] and board.mover[room] == NOWHERE:
                board.mover[room] = seeker
                holder = board.held[slot, room]
                if holder == NOWHERE or board.marked[holder]:
                    return room
                board.queue[waiting] = holder
                waiting += 1
    return NOWHERE


@njit(cache=True)
def seat(board: Board, event: int, slot: int, room: int) -> None:
    """Go the way that was found: each takes the next one's room, up to the event itself."""
    while True:
        seeker = board.mover[room]
        left = board.room[seeker]
        board.held[slot, room] = seeker
        board.room[seeker] = room
        if seeker == event:
            board.slot[event] = slot
            return
        room = left


@njit(cache=True)
def unseat(board: Board, event: int) -> None:
    board.held[board.slot[event], board.room[event]] = NOWHERE
    board.slot[event] = NOWHERE
    board.room[event] = NOWHERE


@njit(cache=True)
def room_to_empty(board: Board, chance: Whole) -> int:
    """Choose by chance one of the rooms that the failed search has reached."""
    chosen, among = NOWHERE, 0
    for room in range(board.mover.size):
        if board.mover[room] != NOWHERE:
            among += 1
            if below(chance, among) == 0:
                chosen = room
    return chosen
