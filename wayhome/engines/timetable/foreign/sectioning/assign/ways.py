"""What each student can choose between, as arrays that compiled code can work on.

A way is one way through a course: a class of each subpart of one configuration. A student's week
is one way through each of their courses.
"""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wayhome.engines.timetable.foreign.arrays import Whole, flat
from wayhome.engines.timetable.foreign.sectioning.problem import (
    Configuration,
    Course,
    Held,
    Problem,
    Solution,
)

type Small = NDArray[np.int8]

MOST_WAYS = 200_000


class UnusableCourseError(ValueError):
    """A course has no way through it, or more than can be kept side by side."""

    def __init__(self, course: str, ways: str) -> None:
        super().__init__(f"course {course} has {ways} through it")


class Ways(NamedTuple):
    """Lists of lists are flat: those of ``x`` begin at ``first_…[x]``, end at ``first_…[x + 1]``.

    Students and courses are numbered as in the problem, classes as in ``Problem.classes``. A seat
    is one student's place in one course.
    """

    limit: Whole  # class
    conflict: Small  # class, class
    first_way: Whole  # course
    first_class: Whole  # way
    classes: Whole
    within: Whole  # way: conflicts among its own classes
    first_seat: Whole  # student
    course: Whole  # seat
    student: Whole  # seat
    first_taker: Whole  # course
    takers: Whole  # seats


def ways_of(problem: Problem, solution: Solution) -> Ways:
    """Set out a problem at the times and rooms of a solution; who attends there isn't looked at.

    :raises UnusableCourseError: a course has no way through it, or too many.
    """
    classes = problem.classes()
    number = {name: at for at, name in enumerate(classes)}
    courses = {course.id: at for at, course in enumerate(problem.courses)}
    ways = [[[number[c] for c in way] for way in _through(course)] for course in problem.courses]
    every_way = list(chain.from_iterable(ways))
    first_class, classes_of_ways = flat(every_way)
    taken = [[courses[course] for course in student.courses] for student in problem.students]
    first_seat, course = flat(taken)
    conflict = conflicts_between(problem, solution)
    return Ways(
        limit=np.array(
            [len(taken) if c.limit is None else c.limit for c in classes.values()], np.int64
        ),
        conflict=conflict,
        first_way=np.cumsum([0, *map(len, ways)], dtype=np.int64),
        first_class=first_class,
        classes=classes_of_ways,
        within=np.array([conflicts_among(conflict, way) for way in every_way], np.int64),
        first_seat=first_seat,
        course=course,
        student=np.repeat(np.arange(len(taken)), [len(mine) for mine in taken]),
        first_taker=np.searchsorted(np.sort(course), np.arange(len(ways) + 1)),
        takers=np.argsort(course, kind="stable"),
    )


def solution_of(problem: Problem, solution: Solution, ways: Ways, chosen: Whole) -> Solution:
    """Put the students of each seat into the classes of the way chosen for it."""
    attending: list[list[str]] = [[] for _ in problem.classes()]
    for student, way in zip(ways.student.tolist(), chosen.tolist(), strict=True):
        for each in ways.classes[ways.first_class[way] : ways.first_class[way + 1]].tolist():
            attending[each].append(problem.students[student].id)
    held = {one.class_id: one for one in solution}
    return tuple(
        Held(name, held[name].time, held[name].room, tuple(students))
        for name, students in zip(problem.classes(), attending, strict=True)
    )


def conflicts_between(problem: Problem, solution: Solution) -> Small:
    """Say of every two classes whether a student of both would have a conflict."""
    held = {one.class_id: one for one in solution}
    at = [held[name] for name in problem.classes()]
    rooms = {room.id: number for number, room in enumerate(problem.rooms)}
    way = _travel(problem, rooms)
    room = np.array([len(rooms) if one.room is None else rooms[one.room] for one in at], np.int64)
    days = np.array([one.time.days for one in at], np.int64)
    weeks = np.array([one.time.weeks for one in at], np.int64)
    start = np.array([one.time.start for one in at], np.int64)
    end = np.array([one.time.end for one in at], np.int64)
    conflict = np.zeros((len(at), len(at)), np.int8)
    for number in range(len(at)):
        to = way[room[number], room]
        meet = (days & days[number] != 0) & (weeks & weeks[number] != 0)
        conflict[number] = meet & (start[number] < end + to) & (start < end[number] + to)
    np.fill_diagonal(conflict, 0)
    return conflict


def conflicts_among(conflict: Small, classes: Sequence[int] | Whole) -> int:
    return int(conflict[np.ix_(classes, classes)].sum()) // 2


def _travel(problem: Problem, rooms: dict[str, int]) -> Whole:
    """Slots between rooms, either way if only one is named; the last stands for no room."""
    way = np.zeros((len(rooms) + 1, len(rooms) + 1), np.int64)
    for room in problem.rooms:
        for other, slots in room.travel:
            way[rooms[room.id], rooms[other]] = slots
    return np.where(way == 0, way.T, way)


def _through(course: Course) -> list[list[str]]:
    """List the ways through a course.

    :raises UnusableCourseError: there is none, or there are too many.
    """
    found = [way for configuration in course.configurations for way in _ways(course, configuration)]
    if not found:
        raise UnusableCourseError(course.id, "no way")
    return found


def _ways(course: Course, configuration: Configuration) -> list[list[str]]:
    """List the choices of a class a subpart that keep parents and children together."""
    ways, passed = [dict[str, str | None]()], set[str]()
    for subpart in configuration.subparts:
        here = {each.id for each in subpart.classes}
        ways = [
            way | {each.id: each.parent}
            for way in ways
            for each in subpart.classes
            if (each.parent not in passed or each.parent in way)
            and not any(parent in here and parent != each.id for parent in way.values())
        ]
        if len(ways) > MOST_WAYS:
            raise UnusableCourseError(course.id, f"more than {MOST_WAYS} ways")
        passed |= here
    return [list(way) for way in ways]
