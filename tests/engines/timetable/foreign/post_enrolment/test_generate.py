"""Invented problems."""

import pytest

from wayhome.engines.timetable.foreign.post_enrolment.check import Report, check
from wayhome.engines.timetable.foreign.post_enrolment.generate import Shape, generate


@pytest.mark.parametrize("seed", range(5))
def test_the_hidden_timetable_places_everything_and_nobody_minds(seed):
    problem, hidden = generate(Shape(events=120, rooms=4, students=60), seed)
    assert check(problem, hidden) == Report((), 0, 0, 0, 0)
    assert problem.before
    assert any(problem.event_features)


def test_the_same_seed_gives_the_same_problem_and_another_does_not():
    shape = Shape(events=30, rooms=2, students=20)
    assert generate(shape, 1) == generate(shape, 1)
    assert generate(shape, 1) != generate(shape, 2)


def test_more_events_than_calm_spots_are_refused():
    with pytest.raises(ValueError, match="Sample larger"):
        generate(Shape(events=41, rooms=1, students=1), 1)
