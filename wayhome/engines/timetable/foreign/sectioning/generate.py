"""Invented problems of the competition's sizes, each with a sectioning that breaks no rule.

Students take most of their courses from a program of study; half of the larger courses are a
lecture with exercises below it, some have an alternative configuration. Limits leave few seats to
spare. The sectioning beside it fills classes in order, without a look at conflicts.
"""

from dataclasses import dataclass
from itertools import count
from random import Random

from wayhome.engines.timetable.foreign.sectioning.problem import (
    Class,
    Configuration,
    Course,
    Held,
    Problem,
    Room,
    RoomChoice,
    Solution,
    Student,
    Subpart,
    Time,
    Weights,
)
from wayhome.engines.timetable.generate.chance import stream

DAYS, WEEKS, SLOTS_A_DAY = 5, 14, 144
ALL_WEEKS = (1 << WEEKS) - 1
ODD_WEEKS = ALL_WEEKS // 3
STARTS = range(48, 120, 6)
LENGTHS = (9, 10, 18)


@dataclass(frozen=True, slots=True)
class Shape:
    """How big, and how tight: ``spare`` seats a class, as a share; ``section``: its usual size."""

    students: int
    courses: int
    rooms: int = 40
    programs: int = 12
    courses_each: int = 8
    section: int = 22
    spare: float = 0.08


def generate(shape: Shape, seed: int) -> tuple[Problem, Solution]:
    """Invent a problem and a sectioning of it."""
    chance = stream(f"sectioning-{seed}-{shape}")
    students = _students(shape, chance)
    takers: dict[str, list[str]] = {str(number): [] for number in range(shape.courses)}
    for student in students:
        for course in student.courses:
            takers[course].append(student.id)
    maker = _Maker(shape, chance)
    courses = tuple(maker.course(course, taking) for course, taking in takers.items())
    problem = Problem(
        name=f"invented-{seed}",
        days=DAYS,
        weeks=WEEKS,
        slots_a_day=SLOTS_A_DAY,
        weights=Weights(1, 1, 1, 1),
        rooms=_rooms(shape),
        courses=courses,
        distributions=(),
        students=students,
    )
    return problem, tuple(maker.held)


def _students(shape: Shape, chance: Random) -> tuple[Student, ...]:
    """Give each two courses of any kind at most, the rest from their program."""
    courses = [str(number) for number in range(shape.courses)]
    programs = [courses[number :: shape.programs] for number in range(shape.programs)]
    found = []
    for number in range(shape.students):
        own = programs[number % shape.programs]
        each = shape.courses_each + chance.randint(-2, 2)
        chosen = {*chance.sample(own, min(each - 2, len(own))), *chance.sample(courses, 2)}
        found.append(Student(str(number), tuple(sorted(chosen, key=int))))
    return tuple(found)


def _rooms(shape: Shape) -> tuple[Room, ...]:
    """Put the rooms in four buildings, a few slots apart."""
    return tuple(
        Room(
            str(number),
            1_000,
            tuple(
                (str(other), 1 + abs(number % 4 - other % 4))
                for other in range(number)
                if number % 4 != other % 4
            ),
        )
        for number in range(shape.rooms)
    )


class _Maker:
    """Makes courses for those who take them, and puts everybody in a class."""

    def __init__(self, shape: Shape, chance: Random) -> None:
        self._shape = shape
        self._chance = chance
        self._ids = count(1)
        self.held: list[Held] = []

    def course(self, name: str, takers: list[str]) -> Course:
        kind = self._chance.choice(("plain", "plain", "lecture", "lecture", "either"))
        if len(takers) <= self._shape.section:
            kind = "plain"
        half = len(takers) // 2 if kind == "either" else 0
        ways = [takers[:half], takers[half:]] if half else [takers]
        nested = kind != "plain"
        return Course(
            name,
            tuple(
                self._configuration(way, nested=nested and number == 0)
                for number, way in enumerate(ways)
            ),
        )

    def _configuration(self, takers: list[str], *, nested: bool) -> Configuration:
        name = str(next(self._ids))
        if not nested:
            return Configuration(name, (self._subpart(takers, self._shape.section),))
        lectures = self._subpart(takers, 4 * self._shape.section)
        exercises = [
            exercise
            for lecture in lectures.classes
            for exercise in self._subpart(
                list(self._held(lecture.id).students), self._shape.section, lecture.id
            ).classes
        ]
        return Configuration(name, (lectures, Subpart(str(next(self._ids)), tuple(exercises))))

    def _held(self, class_id: str) -> Held:
        return next(held for held in self.held if held.class_id == class_id)

    def _subpart(self, takers: list[str], size: int, parent: str | None = None) -> Subpart:
        """Make as many classes as are needed, and fill them evenly."""
        number = max(1, -(-len(takers) // size))
        most = -(-len(takers) // number)
        limit = most + round(most * self._shape.spare)
        classes = [self._class(limit, parent, takers[section::number]) for section in range(number)]
        return Subpart(str(next(self._ids)), tuple(classes))

    def _class(self, limit: int, parent: str | None, students: list[str]) -> Class:
        chance, room = self._chance, str(self._chance.randrange(self._shape.rooms))
        time = Time(
            days=chance.choice((1, 2, 4, 8, 16, 1 | 4, 2 | 8)),
            weeks=chance.choice((ALL_WEEKS, ALL_WEEKS, ODD_WEEKS, ALL_WEEKS ^ ODD_WEEKS)),
            start=chance.choice(STARTS),
            length=chance.choice(LENGTHS),
        )
        made = Class(str(next(self._ids)), limit, (time,), (RoomChoice(room),), parent)
        self.held.append(Held(made.id, time, room, tuple(students)))
        return made
