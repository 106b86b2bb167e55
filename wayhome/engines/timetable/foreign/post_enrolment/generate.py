"""Invented problems of the competition's shapes, each with a timetable that nobody minds.

The hidden timetable has every event placed and no soft cost: no student in a day's last slot, none
with a day of one event, none with more than two events in a row. It is given beside the problem.
"""

from dataclasses import dataclass
from itertools import pairwise
from random import Random

from wayhome.engines.timetable.foreign.post_enrolment.problem import (
    DAYS,
    SLOTS,
    SLOTS_A_DAY,
    Place,
    Problem,
    Timetable,
)
from wayhome.engines.timetable.generate.chance import stream


@dataclass(frozen=True, slots=True)
class Shape:
    """How big, and how tight: shares are between 0 and 1.

    ``days_off``: how many days a student has none of the events. ``open_slots``: slots an event
    could be in. ``room_has``: features that a room has; ``event_needs``: of the features of its
    hidden room, those that an event asks for. ``ordered``: pairs to be kept in order, per event.
    ``streams``: students and events are divided among so many courses of study; ``loyal``: choices
    that a student makes within their own.
    """

    events: int
    rooms: int
    students: int
    features: int = 10
    days_off: float = 0.1
    open_slots: float = 0.55
    room_has: float = 0.4
    event_needs: float = 0.25
    ordered: float = 0.15
    streams: int = 5
    loyal: float = 0.95


def generate(shape: Shape, seed: int) -> tuple[Problem, Timetable]:
    """Invent a problem and its hidden timetable.

    :raises ValueError: so many events don't fit into the rooms.
    """
    chance = stream(f"post-enrolment-{seed}-{shape}")
    calm = [slot for slot in range(SLOTS) if slot % SLOTS_A_DAY != SLOTS_A_DAY - 1]
    spots = [Place(slot, room) for slot in calm for room in range(shape.rooms)]
    hidden = tuple(chance.sample(spots, shape.events))
    attendees = _attendees(shape, hidden, chance)
    room_features = tuple(_some(shape.features, shape.room_has, chance) for _ in range(shape.rooms))
    problem = Problem(
        students=shape.students,
        features=shape.features,
        capacities=_capacities(shape, hidden, attendees),
        room_features=room_features,
        attendees=attendees,
        event_features=tuple(
            room_features[place.room] & _some(shape.features, shape.event_needs, chance)
            for place in hidden
        ),
        available=tuple(_some(SLOTS, shape.open_slots, chance) | {place.slot} for place in hidden),
        before=_order(shape, hidden, chance),
    )
    return problem, hidden


def _attendees(shape: Shape, hidden: Timetable, chance: Random) -> tuple[frozenset[int], ...]:
    """Fill the students' days with what the hidden timetable holds then."""
    at: dict[int, list[int]] = {}
    for event, place in enumerate(hidden):
        if place is not None:
            at.setdefault(place.slot, []).append(event)
    streams = [chance.randrange(shape.streams) for _ in hidden]
    attendees: list[set[int]] = [set() for _ in hidden]
    for student in range(shape.students):
        own = student % shape.streams
        for day in range(DAYS):
            if chance.random() < shape.days_off:
                continue
            held = [
                slot for slot in range(day * SLOTS_A_DAY, (day + 1) * SLOTS_A_DAY) if slot in at
            ]
            for slot in _calm_day(held, chance):
                among = [event for event in at[slot] if streams[event] == own]
                loyal = among and chance.random() < shape.loyal
                attendees[chance.choice(among if loyal else at[slot])].add(student)
    return tuple(map(frozenset, attendees))


def _calm_day(held: list[int], chance: Random) -> list[int]:
    """Choose two to six of the slots, never three in a row."""
    chosen: set[int] = set()
    wanted = chance.randint(2, 6)
    for slot in chance.sample(held, len(held)):
        around = (slot - 2, slot - 1, slot + 1, slot + 2)
        if len(chosen) < wanted and not any(
            one in chosen and other in chosen for one, other in pairwise(around)
        ):
            chosen.add(slot)
    return sorted(chosen) if len(chosen) > 1 else []


def _capacities(
    shape: Shape, hidden: Timetable, attendees: tuple[frozenset[int], ...]
) -> tuple[int, ...]:
    """Make each room as large as its largest hidden event."""
    return tuple(
        max(
            (
                len(attending)
                for attending, place in zip(attendees, hidden, strict=True)
                if place is not None and place.room == room
            ),
            default=0,
        )
        for room in range(shape.rooms)
    )


def _order(shape: Shape, hidden: Timetable, chance: Random) -> tuple[tuple[int, int], ...]:
    found = set()
    for _ in range(round(shape.ordered * shape.events)):
        one, other = chance.randrange(shape.events), chance.randrange(shape.events)
        first, then = hidden[one], hidden[other]
        if first is not None and then is not None and first.slot < then.slot:
            found.add((one, other))
    return tuple(sorted(found))


def _some(number: int, share: float, chance: Random) -> frozenset[int]:
    return frozenset(n for n in range(number) if chance.random() < share)
