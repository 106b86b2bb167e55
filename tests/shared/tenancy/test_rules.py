"""What makes a site, a room and a program fit to be used."""

from dataclasses import replace

import pytest

from wayhome.shared.core.period import Weekday
from wayhome.shared.tenancy import rules
from wayhome.shared.tenancy.codes import (
    STATES,
    OrganizationObstacle,
    PlaceObstacle,
    ServiceLevel,
    ServiceObstacle,
)
from wayhome.shared.tenancy.labels import (
    LEVELS,
    ORGANIZATION_OBSTACLES,
    PLACE_OBSTACLES,
    SERVICE_OBSTACLES,
    WEEKDAYS,
    ZONES,
)
from wayhome.shared.tenancy.rules import ServicePlan

EVENING = ServicePlan("Evening IOP", ServiceLevel.INTENSIVE_OUTPATIENT, "America/New_York")


@pytest.mark.parametrize(
    ("name", "state", "obstacles"),
    [
        ("Main Street", "", ()),
        ("Main Street", "NY", ()),
        ("Main Street", "ny", (PlaceObstacle.STATE_UNKNOWN,)),
        ("  ", "XX", (PlaceObstacle.NAME_MISSING, PlaceObstacle.STATE_UNKNOWN)),
    ],
)
def test_a_site_needs_a_name_and_a_state_that_there_is(name, state, obstacles):
    assert rules.obstacles_to_site(name=name, state=state) == obstacles


@pytest.mark.parametrize(
    ("name", "capacity", "obstacles"),
    [
        ("Room 1", None, ()),
        ("Room 1", 1, ()),
        ("", 0, (PlaceObstacle.NAME_MISSING, PlaceObstacle.CAPACITY_BELOW_ONE)),
    ],
)
def test_a_room_needs_a_name_and_a_seat_if_they_are_counted(name, capacity, obstacles):
    assert rules.obstacles_to_room(name=name, capacity=capacity) == obstacles


@pytest.mark.parametrize(
    ("given", "obstacles"),
    [
        ({}, ()),
        ({"jurisdiction": "KS", "weekly_target_minutes": 540, "group_cap": 12}, ()),
        ({"weekly_target_minutes": 10080}, ()),
        ({"name": " "}, (ServiceObstacle.NAME_MISSING,)),
        ({"level_of_care": "3.5"}, (ServiceObstacle.LEVEL_UNKNOWN,)),
        ({"time_zone": "America/Nowhere"}, (ServiceObstacle.TIME_ZONE_UNKNOWN,)),
        ({"week_starts_on": 7}, (ServiceObstacle.WEEK_START_UNKNOWN,)),
        ({"jurisdiction": "Kansas"}, (ServiceObstacle.JURISDICTION_UNKNOWN,)),
        ({"weekly_target_minutes": 0}, (ServiceObstacle.TARGET_OUT_OF_RANGE,)),
        ({"weekly_target_minutes": 10081}, (ServiceObstacle.TARGET_OUT_OF_RANGE,)),
        ({"group_cap": 0}, (ServiceObstacle.CAP_BELOW_ONE,)),
    ],
)
def test_a_program_is_refused_for_what_it_lacks(given, obstacles):
    assert rules.obstacles_to_service(replace(EVENING, **given)) == obstacles


def test_every_reason_is_told_at_once():
    plan = ServicePlan("", "x", "y", 9, "z", -1, 0)
    assert len(rules.obstacles_to_service(plan)) == 7


def test_everything_that_a_person_reads_has_words():
    assert {*PlaceObstacle} == {*PLACE_OBSTACLES}
    assert {*ServiceObstacle} == {*SERVICE_OBSTACLES}
    assert {*OrganizationObstacle} == {*ORGANIZATION_OBSTACLES}
    assert {*LEVELS} == {*ServiceLevel}
    assert {*WEEKDAYS} == {*Weekday}


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_that_is_offered_is_one(zone):
    assert rules.obstacles_to_service(replace(EVENING, time_zone=zone)) == ()


def test_there_are_fifty_states_the_district_and_five_territories():
    assert len(STATES) == 56
