"""Visits that are placed one by one keep every rule, and take nothing away."""

import pytest

from tests.engines.timetable.solver.small import judges_of, region_of, violations_of
from tests.engines.timetable.weeks import (
    MONDAY,
    NINE,
    TUESDAY,
    a_client,
    a_counselor,
    a_group,
    a_prescription,
    a_week,
    at,
    rules,
)
from wayhome.engines.timetable.calendar import between
from wayhome.engines.timetable.domain import Seat
from wayhome.engines.timetable.first_fit import first_fit
from wayhome.engines.timetable.generate import FAMILIES, generate_family
from wayhome.engines.timetable.solver.bookings import booked_of
from wayhome.engines.timetable.solver.start import place_visits
from wayhome.engines.timetable.solver.worth import Booked

VISIT_ALONE = a_prescription(kinds=())


def placed(week, plans=None):
    region = region_of(week)
    plans = plans or {client.id: Booked() for client in region.week.clients}
    return region, place_visits(region, judges_of(region), plans)


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_visits_beside_groups_break_no_rule(family):
    week = generate_family(family, 40, 8)
    region = region_of(week)
    groups = {
        client: booked_of(region, [each for each in own if isinstance(each, Seat)])
        for client, own in first_fit(region.week)
    }
    _, plans = placed(week, groups)
    assert violations_of(week, region, plans) == ()
    assert any(booked.visits for booked in plans.values())
    assert {c: booked.series for c, booked in plans.items()} == {
        c: booked.series for c, booked in groups.items()
    }


def test_whoever_has_fewest_times_goes_first():
    only = between(MONDAY, NINE, NINE + 4)
    people = (
        a_client("ann", prescription=VISIT_ALONE),
        a_client("zoe", free=only, prescription=VISIT_ALONE),
    )
    region, plans = placed(a_week(*people, series=()))
    ((_, slot),) = plans["zoe"].visits
    assert region.slots[slot].times == only
    assert len(plans["ann"].visits) == 1


def test_a_visit_is_placed_next_to_the_groups():
    week = a_week(series=(a_group(meetings=at((TUESDAY, NINE + 8))),))
    region, plans = placed(week, {"ben": Booked((0,))})
    ((_, slot),) = plans["ben"].visits
    assert region.slots[slot].day == TUESDAY
    assert region.slots[slot].start in {NINE + 4, NINE + 14}


@pytest.mark.parametrize(
    ("client", "week"),
    [
        (a_client(prescription=VISIT_ALONE), {"rules": rules(day_maximum=3)}),
        (a_client(counselor=None, prescription=VISIT_ALONE), {"staff": (a_counselor(caseload=0),)}),
        (
            a_client(prescription=VISIT_ALONE),
            {
                "staff": (
                    a_counselor(
                        hours=between(MONDAY, NINE, NINE + 4),
                        breaks=(between(MONDAY, NINE, NINE + 4),),
                    ),
                )
            },
        ),
    ],
    ids=["day", "caseload", "break"],
)
def test_what_a_rule_forbids_is_not_placed(client, week):
    _, plans = placed(a_week(client, series=(), **week))
    assert plans["ben"].visits == ()


def test_a_week_does_not_grow_above_its_ceiling():
    prescription = a_prescription(12, floor=0, ceiling=14)
    _, plans = placed(a_week(a_client(prescription=prescription)), {"ben": Booked((0,))})
    assert plans["ben"].visits == ()
