"""Courses with their classes, students with their courses, and a timetable for all of them.

Identifiers are the file's own. Days and weeks are whole numbers, read from strings of 0 and 1: what
counts is whether two of them have a bit in common. Starts and lengths are slots of a day.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Time:
    days: int
    weeks: int
    start: int
    length: int
    penalty: int = 0

    @property
    def end(self) -> int:
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Room:
    """``travel``: slots on the way to other rooms; those not named are next door."""

    id: str
    capacity: int
    travel: tuple[tuple[str, int], ...] = ()
    unavailable: tuple[Time, ...] = ()


@dataclass(frozen=True, slots=True)
class RoomChoice:
    room: str
    penalty: int = 0


@dataclass(frozen=True, slots=True)
class Class:
    """``limit``: how many students it takes; None: any number. Who attends attends the parent."""

    id: str
    limit: int | None
    times: tuple[Time, ...]
    rooms: tuple[RoomChoice, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Subpart:
    """A student of the configuration attends one of its classes."""

    id: str
    classes: tuple[Class, ...]


@dataclass(frozen=True, slots=True)
class Configuration:
    """One way of taking a course."""

    id: str
    subparts: tuple[Subpart, ...]


@dataclass(frozen=True, slots=True)
class Course:
    id: str
    configurations: tuple[Configuration, ...]

    def classes(self) -> dict[str, Class]:
        return {
            each.id: each
            for configuration in self.configurations
            for subpart in configuration.subparts
            for each in subpart.classes
        }


@dataclass(frozen=True, slots=True)
class Student:
    id: str
    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Distribution:
    """A rule on times and rooms of classes; sectioning, which moves neither, only carries it."""

    type: str
    required: bool
    penalty: int
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    time: int
    room: int
    distribution: int
    student: int


@dataclass(frozen=True, slots=True)
class Problem:
    name: str
    days: int
    weeks: int
    slots_a_day: int
    weights: Weights
    rooms: tuple[Room, ...]
    courses: tuple[Course, ...]
    distributions: tuple[Distribution, ...]
    students: tuple[Student, ...]

    def classes(self) -> dict[str, Class]:
        return {name: each for course in self.courses for name, each in course.classes().items()}


@dataclass(frozen=True, slots=True)
class Held:
    """When and where a class is held, and who attends it."""

    class_id: str
    time: Time
    room: str | None
    students: tuple[str, ...]


type Solution = tuple[Held, ...]
