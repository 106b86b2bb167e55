"""Events that need a slot and a room, and the students who attend them.

Events, rooms, features, students and slots are numbered from 0, as in the competition's files.
"""

from dataclasses import dataclass

DAYS = 5
SLOTS_A_DAY = 9
SLOTS = DAYS * SLOTS_A_DAY


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be placed.

    ``attendees``, ``event_features`` and ``available`` hold a set of students, features and slots
    for each event. ``before``: pairs of events, the first of which must be in an earlier slot.
    """

    students: int
    features: int
    capacities: tuple[int, ...]
    room_features: tuple[frozenset[int], ...]
    attendees: tuple[frozenset[int], ...]
    event_features: tuple[frozenset[int], ...]
    available: tuple[frozenset[int], ...]
    before: tuple[tuple[int, int], ...]

    @property
    def events(self) -> int:
        return len(self.attendees)

    @property
    def rooms(self) -> int:
        return len(self.capacities)


@dataclass(frozen=True, slots=True)
class Place:
    slot: int
    room: int


type Timetable = tuple[Place | None, ...]
"""A place for each event; None leaves the event out."""
