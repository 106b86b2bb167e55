"""Files written by hand in the competition's format, judged and solved."""

import dataclasses
import os
import subprocess
import sys

import pytest

from wayhome.engines.timetable.foreign.malformed import MalformedFileError
from wayhome.engines.timetable.foreign.sectioning import files
from wayhome.engines.timetable.foreign.sectioning.assign import assign
from wayhome.engines.timetable.foreign.sectioning.assign.ways import UnusableCourseError
from wayhome.engines.timetable.foreign.sectioning.check import check
from wayhome.engines.timetable.foreign.sectioning.generate import Shape, generate
from wayhome.engines.timetable.foreign.sectioning.problem import Course

PROBLEM = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE problem PUBLIC "-//ITC 2019//DTD Problem Format/EN" "http://example.org/format.dtd">
<problem name="small" nrDays="5" nrWeeks="2" slotsPerDay="288">
<optimization time="1" room="2" distribution="3" student="4"/>
<rooms>
<room id="1" capacity="50"/>
<room id="2" capacity="50"><travel room="1" value="3"/>
<unavailable days="10000" start="0" length="9" weeks="11"/></room>
</rooms>
<courses>
<course id="1"><config id="1"><subpart id="1">
<class id="1" limit="2"><room id="1" penalty="0"/>
<time days="10000" start="100" length="10" weeks="11" penalty="7"/></class>
</subpart><subpart id="2">
<class id="2" limit="1" parent="1"><room id="1" penalty="0"/>
<time days="01000" start="100" length="10" weeks="11" penalty="0"/></class>
<class id="3" limit="1" parent="1"><room id="2" penalty="0"/>
<time days="00100" start="100" length="10" weeks="11" penalty="0"/></class>
</subpart></config></course>
<course id="2"><config id="2"><subpart id="3">
<class id="4" limit="1" room="false"><time days="01000" start="105" length="10" weeks="10" penalty="0"/></class>
</subpart></config><config id="3"><subpart id="4">
<class id="5" limit="1"><room id="1" penalty="0"/>
<time days="00100" start="112" length="10" weeks="01" penalty="0"/></class>
</subpart></config></course>
</courses>
<distributions><distribution type="SameRoom" required="true"><class id="1"/><class id="2"/></distribution></distributions>
<students>
<student id="1"><course id="1"/><course id="2"/></student>
<student id="2"><course id="1"/><course id="2"/></student>
</students>
</problem>
"""
SOLUTION = """<solution name="small">
<class id="1" days="10000" weeks="11" start="100" room="1"><student id="1"/><student id="2"/></class>
<class id="2" days="01000" weeks="11" start="100" room="1"><student id="1"/></class>
<class id="3" days="00100" weeks="11" start="100" room="2"><student id="2"/></class>
<class id="4" days="01000" weeks="10" start="105"><student id="1"/></class>
<class id="5" days="00100" weeks="01" start="112" room="1"><student id="2"/></class>
</solution>
"""
UNCOMPILED = """
from wayhome.engines.timetable.foreign.sectioning.assign import assign
from wayhome.engines.timetable.foreign.sectioning.generate import Shape, generate
print(assign(*generate(Shape(20, 10, courses_each=4), 3), seed=5, moves=2_000))
"""


def small(solution=SOLUTION, problem=PROBLEM):
    read = files.read_problem(problem)
    return read, files.read_solution(solution, read)


def attended(old, new):
    return small(SOLUTION.replace(old, new))


def test_each_part_of_a_problem_is_read():
    problem, _ = small()
    assert (problem.name, problem.days, problem.weeks, problem.slots_a_day) == ("small", 5, 2, 288)
    assert dataclasses.astuple(problem.weights) == (1, 2, 3, 4)
    assert problem.rooms[1].travel == (("1", 3),)
    assert problem.rooms[1].unavailable[0].days == 0b10000
    assert problem.classes()["2"].parent == "1"
    assert problem.classes()["4"].rooms == ()
    assert problem.classes()["1"].times[0].penalty == 7
    assert [len(course.configurations) for course in problem.courses] == [1, 2]
    assert problem.distributions[0].required
    assert problem.students[1].courses == ("1", "2")


def test_a_solution_is_read_as_it_was_written():
    problem, solution = small()
    assert files.read_solution(files.write_solution(problem, solution), problem) == solution


@pytest.mark.parametrize(
    ("old", "new", "line", "expected"),
    [
        ("</problem>", "", 33, "well-formed XML"),
        ('nrDays="5"', "", 3, "an attribute nrDays of <problem>"),
        ('nrDays="5"', 'nrDays="x"', 3, "a whole number as nrDays of <problem>"),
        ('start="0"', 'start="-1"', 8, "a whole number as start of <unavailable>"),
        ('days="10000" start="0"', 'days="1000" start="0"', 8, "5 of 0 and 1 as days of"),
        ('travel room="1"', 'travel room="9"', 7, "something known as room of <travel>"),
        ('parent="1"', 'parent="4"', 15, "something known as parent of <class>"),
        ('<class id="2" limit', '<class id="1" limit', 15, "each <class> once"),
        ('<student id="2"', '<student id="1"', 30, "each <student> once"),
        ("<optimization ", "<other ", 3, "one <optimization> in <problem>"),
    ],
)
def test_a_malformed_problem_is_refused_by_line(old, new, line, expected):
    with pytest.raises(MalformedFileError) as refused:
        files.read_problem(PROBLEM.replace(old, new, 1))
    assert expected in refused.value.expected
    assert refused.value.line == line


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('start="105"', 'start="106"', "one of the times of class 4"),
        ('start="112" room="1"', 'start="112" room="2"', "one of the rooms of class 5"),
        ('start="112" room="1"', 'start="112"', "one of the rooms of class 5"),
        ('<class id="5"', '<class id="9"', "something known as id of <class>"),
        ('<student id="1"/><student id="2"/>', '<student id="9"/>', "something known as id of"),
        ("solution", "problem", "<solution>"),
    ],
)
def test_a_malformed_solution_is_refused(old, new, expected):
    with pytest.raises(MalformedFileError) as refused:
        attended(old, new)
    assert expected in refused.value.expected


def test_entities_are_refused():
    text = '<!DOCTYPE problem [<!ENTITY a "b">]>' + PROBLEM.split('format.dtd">\n', 1)[1]
    with pytest.raises(MalformedFileError, match="no entities"):
        files.read_problem(text)


def test_overlaps_and_ways_that_are_too_long_are_conflicts():
    """Student 1: an overlap in a common week. Student 2: two slots' gap where three are needed."""
    report = check(*small())
    assert (report.hard, report.conflicts) == ((), 2)


@pytest.mark.parametrize("change", [('value="3"', 'value="2"'), ('start="112"', 'start="113"')])
def test_a_way_that_can_be_walked_in_time_is_no_conflict(change):
    problem, solution = small(SOLUTION.replace(*change), PROBLEM.replace(*change))
    assert check(problem, solution).conflicts == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('room="2"><student id="2"/>', 'room="2">', "student 2 is in ['1'] of course 1"),
        (
            'start="105"><student id="1"/>',
            'start="105"><student id="1"/><student id="2"/>',
            "class 4 has 2 students, more than 1",
        ),
    ],
)
def test_a_broken_rule_is_named(old, new, said):
    assert said in check(*attended(old, new)).hard


def test_a_class_without_a_time_is_named():
    problem, solution = small()
    unsat = check(problem, tuple(h for h in solution if h.class_id != "5"))
    assert "class 5 has 0 times" in unsat.hard


def test_the_best_sectioning_is_found_and_proven():
    problem, solution = small()
    found = assign(problem, solution, moves=2_000)
    report = check(problem, found.solution)
    assert (report.hard, report.conflicts, found.conflicts) == ((), 0, 0)
    assert (found.at_least, found.beyond) == (0, 0)


@pytest.mark.parametrize("seed", range(3))
def test_what_it_says_of_its_sectioning_is_true(seed):
    problem, hidden = generate(Shape(60, 14), seed)
    found = assign(problem, hidden, seed=seed, moves=20_000)
    report = check(problem, found.solution)
    assert check(problem, hidden).hard == report.hard == ()
    assert found.at_least <= report.conflicts == found.conflicts
    assert report.conflicts <= check(problem, hidden).conflicts


def test_limits_that_cannot_be_kept_are_said():
    problem, solution = small(
        problem=PROBLEM.replace('<class id="5" limit="1"', '<class id="5" limit="0"')
    )
    assert assign(problem, solution, moves=2_000).beyond == 1


def test_a_course_without_a_way_through_it_is_refused():
    problem, solution = small()
    closed = dataclasses.replace(problem, courses=(*problem.courses, Course("3", ())))
    with pytest.raises(UnusableCourseError, match="course 3 has no way through it"):
        assign(closed, solution, moves=10)


def test_it_finds_the_same_compiled_or_not():
    plain = subprocess.run(  # noqa: S603
        [sys.executable, "-c", UNCOMPILED],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    found = assign(*generate(Shape(20, 10, courses_each=4), 3), seed=5, moves=2_000)
    assert plain.stdout.splitlines()[-1] == str(found)
