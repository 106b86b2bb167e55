"""Exchanges between two slots: an event moves, those it clashes with come back, and so on.

Known as Kempe chains. A chain of one is a plain move, one of two a swap.
"""

from numba import njit

from wayhome.engines.timetable.foreign.post_enrolment.solve.board import NOWHERE, Board
from wayhome.engines.timetable.foreign.post_enrolment.solve.rooms import seat, way_to_a_room


@njit(cache=True)
def grow(board: Board, event: int, partner: int, there: int) -> int:
    """Mark all that must change places between the event's slot and there; 0: they can't.

    ``partner``: an event there that is to come back anyway, or nobody.
    """
    here, length = board.slot[event], mark(board, event, 0)
    if partner != NOWHERE:
        length = mark(board, partner, length)
    reached, allowed = 0, True
    while allowed and reached < length:
        moving = board.chain[reached]
        reached += 1
        target = here + there - board.slot[moving]
        allowed = board.open[moving, target]
        for room in range(board.mover.size):
            met = board.held[target, room]
            if met != NOWHERE and board.clash[moving, met]:
                length = mark(board, met, length)
    allowed = allowed and keeps_order(board, length, here, there)
    forget(board, length)
    return length if allowed else 0


@njit(cache=True)
def forget(board: Board, length: int) -> None:
    for number in range(length):
        board.marked[board.chain[number]] = False


@njit(cache=True)
def keeps_order(board: Board, length: int, here: int, there: int) -> bool:
    for number in range(length):
        event = board.chain[number]
        target = here + there - board.slot[event]
        for at in range(board.first_earlier[event], board.first_earlier[event + 1]):
            if after_move(board, board.earlier[at], here, there) >= target:
                return False
        for at in range(board.first_later[event], board.first_later[event + 1]):
            slot = after_move(board, board.later[at], here, there)
            if slot != NOWHERE and slot <= target:
                return False
    return True


@njit(cache=True)
def after_move(board: Board, event: int, here: int, there: int) -> int:
    slot = int(board.slot[event])
    return here + there - slot if board.marked[event] else slot


@njit(cache=True)
def exchange(board: Board, length: int, here: int, there: int) -> bool:
    """Move the chain, with rooms for all; if there are none, nothing changes."""
    board.kept[0] = board.held[here]
    board.kept[1] = board.held[there]
    for number in range(length):
        event = board.chain[number]
        slot = board.slot[event]
        board.held[slot, board.room[event]] = NOWHERE
        board.slot[event] = here + there - slot
    for number in range(length):
        event = board.chain[number]
        slot = board.slot[event]
        room = way_to_a_room(board, event, slot)
        if room == NOWHERE:
            put_back(board, here, there)
            return False
        seat(board, event, slot, room)
    return True


@njit(cache=True)
def put_back(board: Board, here: int, there: int) -> None:
    """Undo the exchange that was made last."""
    for number, slot in enumerate((here, there)):
        for room in range(board.mover.size):
            event = board.kept[number, room]
            board.held[slot, room] = event
            if event != NOWHERE:
                board.slot[event] = slot
                board.room[event] = room


@njit(cache=True)
def in_the_way(board: Board, event: int, slot: int) -> int:
    """Mark, as the chain, the events that can't stay if this one comes, rooms apart."""
    length = 0
    for room in range(board.mover.size):
        met = board.held[slot, room]
        if met != NOWHERE and board.clash[event, met]:
            length = mark(board, met, length)
    for at in range(board.first_earlier[event], board.first_earlier[event + 1]):
        if board.slot[board.earlier[at]] >= slot:
            length = mark(board, board.earlier[at], length)
    for at in range(board.first_later[event], board.first_later[event + 1]):
        later = board.slot[board.later[at]]
        if later != NOWHERE and later <= slot:
            length = mark(board, board.later[at], length)
    return length


@njit(cache=True)
def mark(board: Board, event: int, length: int) -> int:
    if board.marked[event]:
        return length
    board.marked[event] = True
    board.chain[length] = event
    return length + 1


@njit(cache=True)
def add(board: Board, event: int, slot: int) -> bool:
    """Place an event that waits, if nothing has to go for it."""
    length = in_the_way(board, event, slot)
    forget(board, length)
    room = NOWHERE if length else way_to_a_room(board, event, slot)
    if room != NOWHERE:
        seat(board, event, slot, room)
    return room != NOWHERE
