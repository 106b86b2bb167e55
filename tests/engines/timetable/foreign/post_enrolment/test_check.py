"""The independent judge of a timetable, on cases counted by hand."""

import pytest

from wayhome.engines.timetable.foreign.post_enrolment.check import check
from wayhome.engines.timetable.foreign.post_enrolment.problem import SLOTS, Place, Problem


def problem(attendees, *, capacities=(9, 9), needs=None, available=None, before=()):
    """Two rooms, the second with feature 0; each event may be anywhere unless said."""
    events = len(attendees)
    return Problem(
        students=5,
        features=1,
        capacities=capacities,
        room_features=(frozenset(), frozenset({0})),
        attendees=tuple(map(frozenset, attendees)),
        event_features=tuple(map(frozenset, needs or [()] * events)),
        available=tuple(map(frozenset, available or [range(SLOTS)] * events)),
        before=before,
    )


def at(*slots, rooms=None):
    return tuple(
        None if slot is None else Place(slot, room)
        for slot, room in zip(slots, rooms or [0] * len(slots), strict=True)
    )


@pytest.mark.parametrize(
    ("posed", "timetable", "said"),
    [
        (problem([[0]], available=[[1]]), at(2), "event 0 isn't available in slot 2"),
        (
            problem([[0, 1]], capacities=(1, 9)),
            at(2),
            "event 0 has more students than room 0 has seats",
        ),
        (problem([[0]], needs=[[0]]), at(2), "event 0 needs features that room 0 hasn't"),
        (problem([[0], [1]]), at(2, 2), "events 0 and 1 share room 0 in slot 2"),
        (problem([[0], [0]]), at(2, 2, rooms=[0, 1]), "events 0 and 1 share students in slot 2"),
        (problem([[0], [1]], before=((0, 1),)), at(3, 2), "event 0 isn't before event 1"),
        (
            problem([[0], [1]], before=((0, 1),)),
            at(3, 3, rooms=[0, 1]),
            "event 0 isn't before event 1",
        ),
    ],
)
def test_a_broken_rule_is_named(posed, timetable, said):
    assert check(posed, timetable).hard == (said,)


def test_an_event_left_out_breaks_no_rule_but_counts_its_students():
    posed = problem([[0, 1, 2], [0]], before=((0, 1),))
    report = check(posed, at(None, 2))
    assert (report.hard, report.distance) == ((), 3)


@pytest.mark.parametrize(
    ("slots", "last_slot", "in_a_row", "alone"),
    [
        ((0, 1), 0, 0, 0),
        ((0,), 0, 0, 1),
        ((8,), 1, 0, 1),
        ((0, 1, 2), 0, 1, 0),
        ((0, 1, 2, 3), 0, 2, 0),
        ((0, 1, 3, 4), 0, 0, 0),
        ((7, 8, 9, 10), 1, 0, 0),
        ((6, 7, 8), 1, 1, 0),
        ((8, 9), 1, 0, 2),
        ((0, 2, 36, 44), 1, 0, 0),
    ],
)
def test_what_a_student_minds_is_counted(slots, last_slot, in_a_row, alone):
    report = check(problem([[0]] * len(slots)), at(*slots))
    assert (report.last_slot, report.in_a_row, report.alone) == (last_slot, in_a_row, alone)
    assert report.soft == last_slot + in_a_row + alone


def test_every_student_counts():
    assert check(problem([[0, 1, 2]]), at(8)).soft == 6


def test_a_timetable_of_another_problem_is_refused():
    with pytest.raises(ValueError, match="2 places for 1 events"):
        check(problem([[0]]), at(1, 2))
