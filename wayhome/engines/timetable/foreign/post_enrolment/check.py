"""Whether a timetable is allowed, how far it is from complete, and what it asks of students.

It shares no code with the solver, and counts as the competition's own rules say.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from wayhome.engines.timetable.foreign.post_enrolment.problem import (
    DAYS,
    SLOTS_A_DAY,
    Problem,
    Timetable,
)

IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class Report:
    """``hard``: a sentence for each rule broken. ``distance``: students of events left out.

    The rest is counted for each student: events in a day's last slot, events that follow two
    others without a break, days with a single event.
    """

    hard: tuple[str, ...]
    distance: int
    last_slot: int
    in_a_row: int
    alone: int

    @property
    def soft(self) -> int:
        return self.last_slot + self.in_a_row + self.alone


def check(problem: Problem, timetable: Timetable) -> Report:
    """Judge a timetable.

    :raises ValueError: it isn't one place, or none, for each event.
    """
    if len(timetable) != problem.events:
        message = f"{len(timetable)} places for {problem.events} events"
        raise ValueError(message)
    left_out = (event for event, place in enumerate(timetable) if place is None)
    days = _days(problem, timetable)
    return Report(
        hard=(*_misplaced(problem, timetable), *_clashes(problem, timetable)),
        distance=sum(len(problem.attendees[event]) for event in left_out),
        last_slot=sum(SLOTS_A_DAY - 1 in slots for slots in days),
        in_a_row=sum(_beyond_two_in_a_row(slots) for slots in days),
        alone=sum(len(slots) == 1 for slots in days),
    )


def _misplaced(problem: Problem, timetable: Timetable) -> list[str]:
    found = []
    for event, place in enumerate(timetable):
        if place is None:
            continue
        if place.slot not in problem.available[event]:
            found.append(f"event {event} isn't available in slot {place.slot}")
        if len(problem.attendees[event]) > problem.capacities[place.room]:
            found.append(f"event {event} has more students than room {place.room} has seats")
        if not problem.event_features[event] <= problem.room_features[place.room]:
            found.append(f"event {event} needs features that room {place.room} hasn't")
    return found


def _clashes(problem: Problem, timetable: Timetable) -> list[str]:
    found = []
    together = defaultdict(list)
    for event, place in enumerate(timetable):
        if place is not None:
            together[place.slot].append((event, place.room))
    for slot, held in sorted(together.items()):
        for (one, room), (other, its_room) in combinations(held, 2):
            if room == its_room:
                found.append(f"events {one} and {other} share room {room} in slot {slot}")
            if problem.attendees[one] & problem.attendees[other]:
                found.append(f"events {one} and {other} share students in slot {slot}")
    for first, then in problem.before:
        earlier, later = timetable[first], timetable[then]
        if earlier is not None and later is not None and earlier.slot >= later.slot:
            found.append(f"event {first} isn't before event {then}")
    return found


def _days(problem: Problem, timetable: Timetable) -> list[frozenset[int]]:
    """List the slots, within the day, of each student's days."""
    attended = defaultdict(set)
    for event, place in enumerate(timetable):
        if place is not None:
            day, slot = divmod(place.slot, SLOTS_A_DAY)
            for student in problem.attendees[event]:
                attended[student, day].add(slot)
    return [
        frozenset(attended[student, day])
        for student in range(problem.students)
        for day in range(DAYS)
    ]


def _beyond_two_in_a_row(slots: frozenset[int]) -> int:
    return sum(slot - 1 in slots and slot - IN_A_ROW in slots for slot in slots)
