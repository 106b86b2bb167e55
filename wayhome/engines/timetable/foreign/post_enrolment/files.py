"""The competition's two files: ``.tim`` says what is to be placed, ``.sln`` where it was."""

import re
from collections.abc import Iterable

from wayhome.engines.timetable.foreign.malformed import MalformedFileError
from wayhome.engines.timetable.foreign.post_enrolment.problem import (
    SLOTS,
    Place,
    Problem,
    Timetable,
)

WHOLE = re.compile(r"-?[0-9]{1,9}")
UNPLACED = "-1 -1"


class Numbers:
    """The whole numbers of a text, one after the other, each with its line."""

    def __init__(self, text: str) -> None:
        lines = enumerate(text.splitlines(), start=1)
        self._words = [(number, word) for number, line in lines for word in line.split()]
        self._last = text.count("\n") + 1
        self._read = 0

    def one(self, expected: str, least: int, most: int) -> int:
        """Read the next number.

        :raises MalformedFileError: it isn't there, or isn't between the two.
        """
        if self._read == len(self._words):
            raise MalformedFileError(self._last, expected, "the end of the file")
        line, word = self._words[self._read]
        if not WHOLE.fullmatch(word) or not least <= int(word) <= most:
            raise MalformedFileError(line, f"{expected}, from {least} to {most}", repr(word))
        self._read += 1
        return int(word)

    def row(self, length: int, expected: str, least: int = 0) -> list[int]:
        return [self.one(f"{expected} {number}", least, 1) for number in range(length)]

    def chosen(self, length: int, expected: str) -> frozenset[int]:
        """Read a row of 0 and 1: the numbers of those that are 1."""
        return frozenset(n for n, value in enumerate(self.row(length, expected)) if value)

    def end(self) -> None:
        """Make sure that nothing is left.

        :raises MalformedFileError: something is.
        """
        if self._read < len(self._words):
            line, word = self._words[self._read]
            raise MalformedFileError(line, "the end of the file", repr(word))


def read_problem(text: str) -> Problem:
    """Read a ``.tim`` file.

    :raises MalformedFileError: it isn't one.
    """
    numbers = Numbers(text)
    events, rooms, features, students = (
        numbers.one(f"the number of {what}", least, 100_000)
        for what, least in (("events", 1), ("rooms", 1), ("features", 0), ("students", 0))
    )
    capacities = tuple(numbers.one(f"the size of room {r}", 0, 10**9) for r in range(rooms))
    attended = [numbers.chosen(events, f"0 or 1 of student {s} at event") for s in range(students)]
    problem = Problem(
        students=students,
        features=features,
        capacities=capacities,
        attendees=_turned(attended, events),
        room_features=tuple(
            numbers.chosen(features, f"0 or 1 of room {r} for feature") for r in range(rooms)
        ),
        event_features=tuple(
            numbers.chosen(features, f"0 or 1 of event {e} for feature") for e in range(events)
        ),
        available=tuple(
            numbers.chosen(SLOTS, f"0 or 1 of event {e} in slot") for e in range(events)
        ),
        before=_before(numbers, events),
    )
    numbers.end()
    return problem


def write_problem(problem: Problem) -> str:
    """Write it as a ``.tim`` file, a row of each matrix a line."""
    events, features = range(problem.events), range(problem.features)
    before = set(problem.before)
    order = (
        [((one, other) in before) - ((other, one) in before) for other in events] for one in events
    )
    attended = _turned(problem.attendees, problem.students)
    lines: list[Iterable[object]] = [
        [problem.events, problem.rooms, problem.features, problem.students],
        *([capacity] for capacity in problem.capacities),
        *(_marks(chosen, events) for chosen in attended),
        *(_marks(chosen, features) for chosen in problem.room_features),
        *(_marks(chosen, features) for chosen in problem.event_features),
        *(_marks(chosen, range(SLOTS)) for chosen in problem.available),
        *order,
    ]
    return "".join(" ".join(map(str, line)) + "\n" for line in lines)


def read_timetable(text: str, problem: Problem) -> Timetable:
    """Read a ``.sln`` file: slot and room of each event, -1 for both if it was left out.

    :raises MalformedFileError: it isn't one for this problem.
    """
    numbers, places = Numbers(text), list[Place | None]()
    for event in range(problem.events):
        slot = numbers.one(f"the slot of event {event}", -1, SLOTS - 1)
        least, most = (-1, -1) if slot < 0 else (0, problem.rooms - 1)
        room = numbers.one(f"the room of event {event}", least, most)
        places.append(None if slot < 0 else Place(slot, room))
    numbers.end()
    return tuple(places)


def write_timetable(timetable: Timetable) -> str:
    return "".join(
        f"{UNPLACED if place is None else f'{place.slot} {place.room}'}\n" for place in timetable
    )


def _before(numbers: Numbers, events: int) -> tuple[tuple[int, int], ...]:
    """Read the order matrix: 1 if the row's event comes first, -1 if the column's does."""
    found = set()
    for row in range(events):
        expected = f"-1, 0 or 1 of event {row} before event"
        for column, order in enumerate(numbers.row(events, expected, least=-1)):
            if order:
                found.add((row, column) if order > 0 else (column, row))
    return tuple(sorted(found))


def _turned(rows: Iterable[frozenset[int]], columns: int) -> tuple[frozenset[int], ...]:
    """Give for each column the rows that hold it."""
    holders: list[set[int]] = [set() for _ in range(columns)]
    for row, chosen in enumerate(rows):
        for column in chosen:
            holders[column].add(row)
    return tuple(map(frozenset, holders))


def _marks(chosen: frozenset[int], among: range) -> list[int]:
    return [int(number in chosen) for number in among]
