"""The competition's XML: a problem, and a solution of one."""

from collections.abc import Collection
from xml.sax.saxutils import quoteattr

from wayhome.engines.timetable.foreign.markup import Element, parse
from wayhome.engines.timetable.foreign.sectioning.problem import (
    Class,
    Configuration,
    Course,
    Distribution,
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


def read_problem(text: str) -> Problem:
    """Read a problem.

    :raises MalformedFileError: it isn't one, names something twice or something unknown.
    """
    root = parse(text, "problem")
    days, weeks = root.whole("nrDays"), root.whole("nrWeeks")
    rooms, courses = root.one("rooms").all("room"), root.one("courses").all("course")
    weights = root.one("optimization")
    _named_once(rooms, courses, _below(courses, "config"), _classes(courses))
    _known(_below(_classes(courses), "room"), "id", _named(rooms))
    _known(_below(rooms, "travel"), "room", _named(rooms))
    return Problem(
        name=root.text("name"),
        days=days,
        weeks=weeks,
        slots_a_day=root.whole("slotsPerDay"),
        weights=Weights(*(weights.whole(k) for k in ("time", "room", "distribution", "student"))),
        rooms=tuple(_room(room, days, weeks) for room in rooms),
        courses=tuple(_course(course, days, weeks) for course in courses),
        distributions=_distributions(root, _named(_classes(courses))),
        students=_students(root, _named(courses)),
    )


def read_solution(text: str, problem: Problem) -> Solution:
    """Read a solution: times and rooms that the problem offers, students that it knows.

    :raises MalformedFileError: it isn't one for this problem.
    """
    found = parse(text, "solution").all("class")
    classes = problem.classes()
    _named_once(found)
    _known(found, "id", classes)
    _known(_below(found, "student"), "id", {student.id for student in problem.students})
    return tuple(_held(element, classes[element.text("id")], problem) for element in found)


def write_solution(problem: Problem, solution: Solution) -> str:
    """Write a solution; who made it, how and where is for the sender to add."""
    lines = [f"<solution name={quoteattr(problem.name)}>"]
    for held in solution:
        time, room = held.time, "" if held.room is None else f" room={quoteattr(held.room)}"
        days, weeks = f"{time.days:0{problem.days}b}", f"{time.weeks:0{problem.weeks}b}"
        when = f'days="{days}" weeks="{weeks}" start="{time.start}"'
        lines += [
            f"<class id={quoteattr(held.class_id)} {when}{room}>",
            *(f"<student id={quoteattr(student)}/>" for student in held.students),
            "</class>",
        ]
    return "\n".join([*lines, "</solution>\n"])


def _room(element: Element, days: int, weeks: int) -> Room:
    return Room(
        id=element.text("id"),
        capacity=element.whole("capacity"),
        travel=tuple((way.text("room"), way.whole("value")) for way in element.all("travel")),
        unavailable=tuple(_time(time, days, weeks) for time in element.all("unavailable")),
    )


def _time(element: Element, days: int, weeks: int) -> Time:
    return Time(
        days=element.bits("days", days),
        weeks=element.bits("weeks", weeks),
        start=element.whole("start"),
        length=element.whole("length"),
        penalty=element.whole("penalty", 0),
    )


def _course(element: Element, days: int, weeks: int) -> Course:
    return Course(
        element.text("id"),
        tuple(
            Configuration(configuration.text("id"), _subparts(configuration, days, weeks))
            for configuration in element.all("config")
        ),
    )


def _subparts(configuration: Element, days: int, weeks: int) -> tuple[Subpart, ...]:
    """Read them; a parent must be a class of another subpart of the configuration."""
    subparts = configuration.all("subpart")
    _known(_with(_below(subparts, "class"), "parent"), "parent", _named(_below(subparts, "class")))
    return tuple(
        Subpart(
            subpart.text("id"),
            tuple(_class(each, days, weeks) for each in subpart.all("class")),
        )
        for subpart in subparts
    )


def _class(element: Element, days: int, weeks: int) -> Class:
    return Class(
        id=element.text("id"),
        limit=element.whole("limit") if "limit" in element.attributes else None,
        times=tuple(_time(time, days, weeks) for time in element.all("time")),
        rooms=tuple(
            RoomChoice(room.text("id"), room.whole("penalty", 0)) for room in element.all("room")
        ),
        parent=element.attributes.get("parent"),
    )


def _distributions(root: Element, classes: Collection[str]) -> tuple[Distribution, ...]:
    found = _below(root.all("distributions"), "distribution")
    _known(_below(found, "class"), "id", classes)
    return tuple(
        Distribution(
            type=element.text("type"),
            required=element.attributes.get("required") == "true",
            penalty=element.whole("penalty", 0),
            classes=tuple(each.text("id") for each in element.all("class")),
        )
        for element in found
    )


def _students(root: Element, courses: Collection[str]) -> tuple[Student, ...]:
    found = _below(root.all("students"), "student")
    _named_once(found, *(student.all("course") for student in found))
    _known(_below(found, "course"), "id", courses)
    return tuple(
        Student(student.text("id"), tuple(course.text("id") for course in student.all("course")))
        for student in found
    )


def _held(element: Element, its_class: Class, problem: Problem) -> Held:
    days, weeks = element.bits("days", problem.days), element.bits("weeks", problem.weeks)
    start, room = element.whole("start"), element.attributes.get("room")
    times = [t for t in its_class.times if (t.days, t.weeks, t.start) == (days, weeks, start)]
    if not times:
        element.refuse(f"one of the times of class {its_class.id}", f"start {start}")
    offered: set[str | None] = {choice.room for choice in its_class.rooms}
    if room not in (offered or {None}):
        element.refuse(f"one of the rooms of class {its_class.id}", repr(room))
    _named_once(element.all("student"))
    return Held(
        its_class.id,
        times[0],
        room,
        tuple(student.text("id") for student in element.all("student")),
    )


def _below(elements: list[Element], tag: str) -> list[Element]:
    return [child for element in elements for child in element.all(tag)]


def _classes(courses: list[Element]) -> list[Element]:
    return _below(_below(_below(courses, "config"), "subpart"), "class")


def _with(elements: list[Element], attribute: str) -> list[Element]:
    return [element for element in elements if attribute in element.attributes]


def _named(elements: list[Element]) -> set[str]:
    return {element.text("id") for element in elements}


def _named_once(*lists: list[Element]) -> None:
    """Make sure that within each list nothing has the id of another.

    :raises MalformedFileError: something has.
    """
    for elements in lists:
        seen = set()
        for element in elements:
            name = element.text("id")
            if name in seen:
                element.refuse(f"each <{element.tag}> once", f"{name!r} again")
            seen.add(name)


def _known(elements: list[Element], attribute: str, names: Collection[str]) -> None:
    for element in elements:
        name = element.text(attribute)
        if name not in names:
            expected = f"something known as {attribute} of <{element.tag}>"
            element.refuse(expected, repr(name))
