"""The competition's files, written by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.engines.timetable.foreign.malformed import MalformedFileError
from wayhome.engines.timetable.foreign.post_enrolment import files
from wayhome.engines.timetable.foreign.post_enrolment.generate import Shape, generate
from wayhome.engines.timetable.foreign.post_enrolment.problem import SLOTS, Place

ALWAYS = " ".join(["1"] * SLOTS)
MORNING_ONLY = " ".join(["1", *["0"] * (SLOTS - 1)])
SMALL = f"""2 1 1 3
2
1 0
1 1
0 1
1
1
0
{ALWAYS}
{MORNING_ONLY}
0 1
-1 0
"""


def test_each_part_of_a_problem_is_read():
    problem = files.read_problem(SMALL)
    assert (problem.events, problem.rooms, problem.students, problem.features) == (2, 1, 3, 1)
    assert problem.capacities == (2,)
    assert problem.attendees == (frozenset({0, 1}), frozenset({1, 2}))
    assert problem.room_features == (frozenset({0}),)
    assert problem.event_features == (frozenset({0}), frozenset())
    assert problem.available == (frozenset(range(SLOTS)), frozenset({0}))
    assert problem.before == ((0, 1),)


def test_where_lines_end_means_nothing():
    assert files.read_problem(SMALL.replace(" ", "\n")) == files.read_problem(SMALL)
    assert files.read_problem(" ".join(SMALL.split())) == files.read_problem(SMALL)


@pytest.mark.parametrize(
    ("text", "line", "expected", "found"),
    [
        ("", 1, "the number of events", "the end of the file"),
        ("two", 1, "the number of events, from 1 to 100000", "'two'"),
        ("0 1 1 3", 1, "the number of events, from 1 to 100000", "'0'"),
        (SMALL.replace("\n2\n", "\n-2\n", 1), 2, "the size of room 0, from 0 to", "'-2'"),
        (SMALL.replace("1 0\n", "1 2\n", 1), 3, "0 or 1 of student 0 at event 1", "'2'"),
        (SMALL.replace("-1 0", "-1 0.5"), 12, "-1, 0 or 1 of event 1 before event 1", "'0.5'"),
        (SMALL.replace("-1 0\n", "-1\n"), 13, "of event 1 before event 1", "the end of the file"),
        (SMALL + "7\n", 13, "the end of the file", "'7'"),
        (SMALL.replace("2 1 1 3", "2 1 1 \uff13"), 1, "the number of students", "'\uff13'"),
    ],
)
def test_a_malformed_problem_is_refused_by_line_and_by_what_was_expected(
    text, line, expected, found
):
    with pytest.raises(MalformedFileError) as refused:
        files.read_problem(text)
    assert refused.value.line == line
    assert expected in refused.value.expected
    assert refused.value.found == found
    assert str(refused.value).startswith(f"line {line}: expected ")


def test_a_timetable_has_a_place_or_none_for_each_event():
    problem = files.read_problem(SMALL)
    timetable = files.read_timetable("-1 -1\n44 0\n", problem)
    assert timetable == (None, Place(44, 0))
    assert files.write_timetable(timetable) == "-1 -1\n44 0\n"


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("0 0\n", 2, "the slot of event 1"),
        ("0 0\n45 0\n", 2, "the slot of event 1, from -1 to 44"),
        ("0 0\n1 1\n", 2, "the room of event 1, from 0 to 0"),
        ("0 -1\n1 0\n", 1, "the room of event 0, from 0 to 0"),
        ("-1 0\n1 0\n", 1, "the room of event 0, from -1 to -1"),
        ("0 0\n1 0\n2 0\n", 3, "the end of the file"),
    ],
)
def test_a_malformed_timetable_is_refused(text, line, expected):
    with pytest.raises(MalformedFileError) as refused:
        files.read_timetable(text, files.read_problem(SMALL))
    assert (refused.value.line, refused.value.expected) == (line, expected)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.integers(1, 3), st.integers(0, 12), st.integers(0, 99))
def test_what_is_written_is_read_back(events, rooms, students, seed):
    problem, hidden = generate(Shape(events, rooms, students), seed)
    assert files.read_problem(files.write_problem(problem)) == problem
    assert files.read_timetable(files.write_timetable(hidden), problem) == hidden
