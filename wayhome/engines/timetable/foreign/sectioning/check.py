"""Whether students are in classes as their courses ask, and how many conflicts they have.

It shares no code with the assignment. Rules on times and rooms aren't judged: both are given.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations

from wayhome.engines.timetable.foreign.sectioning.problem import (
    Course,
    Held,
    Problem,
    Solution,
    Student,
)


@dataclass(frozen=True, slots=True)
class Report:
    """``hard``: a sentence for each rule broken. ``conflicts``: pairs of classes, by student."""

    hard: tuple[str, ...]
    conflicts: int


def check(problem: Problem, solution: Solution) -> Report:
    attended: dict[str, set[str]] = defaultdict(set)
    for held in solution:
        for student in held.students:
            attended[student].add(held.class_id)
    courses = {course.id: course for course in problem.courses}
    students = (
        said
        for student in problem.students
        for said in _enrolment(student, attended[student.id], courses)
    )
    hard = (*_classes(problem, solution), *_limits(problem, solution), *students)
    return Report(hard, _conflicts(problem, solution, attended))


def _classes(problem: Problem, solution: Solution) -> list[str]:
    times = Counter(held.class_id for held in solution)
    return [
        f"class {each} has {times[each]} times" for each in problem.classes() if times[each] != 1
    ]


def _limits(problem: Problem, solution: Solution) -> list[str]:
    classes, found = problem.classes(), []
    for held in solution:
        limit, students = classes[held.class_id].limit, len(held.students)
        if limit is not None and students > limit:
            found.append(f"class {held.class_id} has {students} students, more than {limit}")
    return found


def _enrolment(student: Student, attended: set[str], courses: dict[str, Course]) -> list[str]:
    found, rest = [], set(attended)
    for name in student.courses:
        mine = attended & courses[name].classes().keys()
        rest -= mine
        if not _is_one_way_through(courses[name], mine):
            found.append(f"student {student.id} is in {sorted(mine)} of course {name}")
    if rest:
        found.append(f"student {student.id} is in {sorted(rest)} of no course of theirs")
    return found


def _is_one_way_through(course: Course, mine: set[str]) -> bool:
    """Whether these are one class of each subpart of one configuration, with their parents."""
    for configuration in course.configurations:
        chosen = [
            [each for each in subpart.classes if each.id in mine]
            for subpart in configuration.subparts
        ]
        classes = [each for some in chosen for each in some]
        if all(len(some) == 1 for some in chosen) and len(classes) == len(mine):
            return all(each.parent is None or each.parent in mine for each in classes)
    return False


def _conflicts(problem: Problem, solution: Solution, attended: dict[str, set[str]]) -> int:
    held = {one.class_id: one for one in solution}
    travel = {(room.id, other): slots for room in problem.rooms for other, slots in room.travel}
    known: dict[tuple[str, str], bool] = {}
    total = 0
    for student in problem.students:
        for pair in combinations(sorted(attended[student.id]), 2):
            if pair not in known:
                known[pair] = _in_conflict(held[pair[0]], held[pair[1]], travel)
            total += known[pair]
    return total


def _in_conflict(one: Held, other: Held, travel: dict[tuple[str, str], int]) -> bool:
    """Whether nobody can attend both: they overlap, or the way between them is too long."""
    if not (one.time.weeks & other.time.weeks and one.time.days & other.time.days):
        return False
    way = 0
    if one.room is not None and other.room is not None:
        there, back = (one.room, other.room), (other.room, one.room)
        way = travel.get(there, travel.get(back, 0))
    return one.time.start < other.time.end + way and other.time.start < one.time.end + way
