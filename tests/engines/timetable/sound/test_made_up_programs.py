"""What the look at a week finds in made-up programs."""

from collections import Counter

import pytest

from wayhome.engines.timetable.domain import Reason
from wayhome.engines.timetable.generate import FAMILIES, generate_family
from wayhome.engines.timetable.sound import sound


@pytest.mark.parametrize("name", sorted(set(FAMILIES) - {"counselors-out"}))
def test_a_made_up_program_is_sound_but_for_the_last_phase_s_half_hour(name):
    week = generate_family(name, 100, 3)
    found = sound(week)
    assert found.week == week
    assert {problem.reason for problem in found.problems} <= {Reason.CONTRADICTORY_PRESCRIPTION}


def test_when_counselors_are_out_their_groups_are_left_out():
    week = generate_family("counselors-out", 100, 3)
    reasons = Counter(each.reason for each in sound(week).problems if each.left_out)
    assert set(reasons) == {Reason.FACILITATOR_OFF}
    assert len(sound(week).week.series) + reasons.total() == len(week.series)


def test_a_week_that_is_sound_stays_as_it_is():
    week = sound(generate_family("counselors-out", 100, 3)).week
    assert sound(week).week == week
