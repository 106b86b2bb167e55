"""A timetable is offered only if people get more hours by it, and can be held as it stands."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.engines.timetable.check.proof.tiny import weeks
from tests.engines.timetable.weeks import (
    FRIDAY,
    MONDAY,
    NINE,
    SEAT,
    WEDNESDAY,
    a_client,
    a_counselor,
    a_group,
    a_prescription,
    a_room,
    a_week,
    at,
)
from wayhome.engines.timetable.calendar import WEEK, between, quarter
from wayhome.engines.timetable.check import check
from wayhome.engines.timetable.domain import Effort, TimetableLimits
from wayhome.engines.timetable.generate import generate
from wayhome.engines.timetable.solver.design import design
from wayhome.engines.timetable.sound import sound

SIX = quarter(18)
EVENINGS = WEEK
for _day in range(5):
    EVENINGS &= ~between(_day, 0, quarter(17))
GROUPS_ALONE = a_prescription(weekly=12, services=())
PEOPLE = tuple(
    a_client(name, free=EVENINGS, prescription=GROUPS_ALONE) for name in ("ben", "cam", "dee")
)
LATE = a_counselor(hours=between(MONDAY, NINE, quarter(21)) | between(WEDNESDAY, NINE, quarter(21)))
EVENING_GROUP = a_group("evening", meetings=at((MONDAY, SIX), (WEDNESDAY, SIX)))


def test_a_group_at_a_time_when_nobody_comes_gives_way_to_one_in_the_evening():
    week = a_week(*PEOPLE, staff=(LATE,))
    made = design(week, TimetableLimits(templates=(EVENING_GROUP,)))
    assert made.is_new
    (series,) = made.series
    assert (series.meetings, series.facilitator, series.room) == (
        EVENING_GROUP.meetings,
        "ana",
        "oak",
    )
    assert made.plan.levels.hours == 0


def test_a_new_site_gets_its_groups_from_templates():
    week = a_week(*PEOPLE, staff=(LATE,), series=())
    made = design(week, TimetableLimits(blocks=1, templates=(EVENING_GROUP,)))
    assert [series.meetings for series in made.series] == [EVENING_GROUP.meetings]


def test_the_present_timetable_stays_where_none_gives_more():
    week = a_week(*(replace(each, free=WEEK) for each in PEOPLE))
    made = design(week, TimetableLimits())
    assert (made.series, made.is_new) == (week.series, False)
    assert made.plan == made.present


@pytest.mark.parametrize(
    ("group", "pinned"),
    [(a_group(admits=False), ()), (a_group(contract="county", held=2), ()), (a_group(), (SEAT,))],
)
def test_a_group_that_somebody_counts_on_stays(group, pinned):
    zoe = a_client("zoe", pinned=pinned)
    week = a_week(*PEOPLE, zoe, staff=(LATE,), series=(group,))
    made = design(week, TimetableLimits(blocks=2, templates=(EVENING_GROUP,)))
    assert made.is_new
    assert group in made.series


def test_no_more_blocks_are_held_than_are_allowed():
    many = tuple(replace(PEOPLE[0], id=f"client {number}") for number in range(9))
    week = a_week(*many, staff=(LATE, replace(LATE, id="bo")), rooms=(a_room(), a_room("elm")))
    limits = TimetableLimits(blocks=1, templates=(EVENING_GROUP,), size=3)
    assert len(design(week, limits).series) == 1
    assert len(design(week, replace(limits, blocks=2)).series) == 2


def test_nobody_leads_more_than_is_allowed():
    week = a_week(*PEOPLE, staff=(LATE,))
    limits = TimetableLimits(templates=(EVENING_GROUP,), leads=6)
    assert not design(week, limits).is_new


def test_a_group_that_nobody_can_lead_isn_t_opened():
    on_friday = a_counselor(hours=between(FRIDAY, NINE, quarter(21)))
    week = a_week(*PEOPLE, staff=(on_friday,), series=())
    made = design(week, TimetableLimits(blocks=1, templates=(EVENING_GROUP,)))
    assert made.series == ()


@settings(max_examples=15, deadline=None)
@given(weeks())
def test_a_new_timetable_is_sound_and_misses_fewer_hours(week):
    made = design(week, TimetableLimits(blocks=4, fewest=1, size=2))
    new_week = replace(week, series=made.series)
    assert check(new_week, made.plan).is_clean
    if made.is_new:
        assert made.plan.levels.hours < made.present.levels.hours
        assert sound(new_week).week.series == made.series
    else:
        assert made.series == week.series


def test_a_design_is_the_same_each_time():
    week = generate(30, 3)
    limits = TimetableLimits(blocks=8)
    assert design(week, limits, effort=Effort.QUICK) == design(week, limits, effort=Effort.QUICK)
