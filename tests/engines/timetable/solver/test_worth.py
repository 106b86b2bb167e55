"""A client's bookings are judged as the checker judges them, level by level."""

import pytest
from hypothesis import given, settings

from tests.engines.timetable.solver.small import judges_of, one_client_s, possible_weeks, region_of
from tests.engines.timetable.weeks import a_client, a_counselor, a_group, a_plan, a_week
from wayhome.engines.timetable.check import check
from wayhome.engines.timetable.first_fit import first_fit
from wayhome.engines.timetable.generate import FAMILIES, generate_family, next_week
from wayhome.engines.timetable.solver.bookings import booked_of
from wayhome.engines.timetable.solver.region import Region
from wayhome.engines.timetable.solver.worth import Booked, Taken, is_new, levels_of
from wayhome.engines.timetable.sound import sound


@settings(max_examples=60)
@given(one_client_s())
def test_one_client_s_levels_are_the_checker_s(week):
    region = region_of(week)
    judges = judges_of(region)
    for own, levels in possible_weeks(week):
        (judge,) = judges.values()
        assert judge.levels(booked_of(region, own)) == levels


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_a_whole_plan_s_levels_are_the_checker_s(family):
    week = generate_family(family, 30, 4)
    week = next_week(week, first_fit(sound(week).week), 2)
    found = sound(week)
    region = Region(found.week)
    bookings = first_fit(found.week, smart=True)
    plans = {client: booked_of(region, own) for client, own in bookings}
    report = check(week, a_plan(dict(bookings), problems=found.problems), proofs=False)
    assert levels_of(region, judges_of(region), plans) == report.levels


def test_what_is_taken_is_counted_by_seat_staff_and_new_client():
    week = a_week(
        a_client(counselor=None),
        a_client("cam", contract="county"),
        series=(a_group(contract="county", held=2),),
        staff=(a_counselor(caseload=4),),
    )
    region = region_of(week)
    first, second = 0, 3
    taken = Taken(
        region,
        {
            "ben": Booked((0,), (("individual", first),)),
            "cam": Booked((0,), (("individual", second),)),
        },
    )
    assert taken.seats[0] == ["ben", "cam"]
    assert taken.strangers(0) == 1
    assert taken.times["ana"] == region.slots[first].times | region.slots[second].times
    assert taken.new["ana"] == 1
    assert not is_new(region, "ben", "family")
