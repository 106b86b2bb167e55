"""How an episode moves, what is still missing, which week it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.journey.admissions import rules
from wayhome.journey.admissions.codes import (
    ADMITTED_STATUSES,
    OPEN_STATUSES,
    TRANSITIONS,
    DischargeReason,
    EpisodeObstacle,
    EpisodeStatus,
    MissingItem,
)
from wayhome.journey.admissions.rules import AdmissionFacts
from wayhome.shared.core.period import DatePeriod

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 3, day) for day in (2, 3, 4))
COMPLETE = AdmissionFacts(
    has_emergency_contact=True,
    has_safe_phone=True,
    has_birth_date=True,
    has_primary_counselor=True,
    has_placement_assessment=True,
    has_preferred_language=True,
    rostered_minutes=540,
    target_minutes=540,
)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({}, ()),
        ({"has_emergency_contact": False}, ("emergency-contact",)),
        ({"has_safe_phone": False}, ("safe-phone",)),
        ({"has_birth_date": False}, ("birth-date",)),
        ({"has_primary_counselor": False}, ("primary-counselor",)),
        ({"has_placement_assessment": False}, ("placement-assessment",)),
        ({"has_preferred_language": False}, ("preferred-language",)),
        ({"rostered_minutes": 0}, ("group-roster",)),
        ({"rostered_minutes": 539}, ("hours-below-target",)),
        ({"rostered_minutes": 0, "target_minutes": 0}, ("group-roster",)),
    ],
)
def test_whats_missing_derives_from_the_facts(change, missing):
    assert rules.whats_missing(replace(COMPLETE, **change)) == tuple(map(MissingItem, missing))


def test_whats_missing_names_everything_the_most_pressing_first():
    nothing = AdmissionFacts(*[False] * 6, rostered_minutes=0, target_minutes=540)
    assert rules.whats_missing(nothing) == tuple(
        item for item in MissingItem if item is not MissingItem.HOURS_BELOW_TARGET
    )


@pytest.mark.parametrize(("days", "week"), [(-8, 0), (-1, 0), (0, 1), (6, 1), (7, 2), (83, 12)])
def test_the_first_week_is_the_first_seven_days(days, week):
    assert rules.week_number(MONDAY, MONDAY + timedelta(days)) == week


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 2000))
def test_a_week_later_is_the_next_week(admitted_on, days):
    day = admitted_on + timedelta(days)
    assert rules.week_number(admitted_on, day + timedelta(7)) == (
        rules.week_number(admitted_on, day) + 1
    )


@pytest.mark.parametrize(
    ("is_open_here", "program_is_open", "replaced", "obstacles"),
    [
        (False, True, False, ()),
        (True, False, True, ("already-open-here", "program-closed", "record-replaced")),
    ],
)
def test_obstacles_to_opening_are_all_told(is_open_here, program_is_open, replaced, obstacles):
    found = rules.obstacles_to_opening(
        has_open_episode_here=is_open_here,
        program_is_open=program_is_open,
        record_is_replaced=replaced,
    )
    assert found == tuple(map(EpisodeObstacle, obstacles))


@pytest.mark.parametrize(
    ("status", "to", "day", "obstacles"),
    [
        ("active", "onhold", TUESDAY, ()),
        ("onhold", "active", MONDAY, ()),
        ("finished", "active", TUESDAY, ("transition-not-allowed",)),
        ("active", "waitlist", TUESDAY, ("transition-not-allowed",)),
        ("active", "onhold", WEDNESDAY, ("day-in-future",)),
        ("active", "onhold", MONDAY - timedelta(1), ("day-before-last-change",)),
    ],
)
def test_obstacles_to_moving_are_all_told(status, to, day, obstacles):
    found = rules.obstacles_to_moving(
        status=EpisodeStatus(status),
        to=EpisodeStatus(to),
        day=day,
        last_change_on=MONDAY,
        today=TUESDAY,
    )
    assert found == tuple(map(EpisodeObstacle, obstacles))


@pytest.mark.parametrize(
    ("change", "obstacles"),
    [
        ({}, ()),
        ({"counselor_credentials": [DatePeriod(MONDAY, WEDNESDAY)]}, ()),
        (
            {"counselor_credentials": [DatePeriod(MONDAY, TUESDAY)]},
            ("counselor-credential-not-valid",),
        ),
        ({"counselor_credentials": []}, ("counselor-credential-not-valid",)),
        (
            {"status": EpisodeStatus.ACTIVE, "program_is_open": False, "record_is_replaced": True},
            ("transition-not-allowed", "program-closed", "record-replaced"),
        ),
    ],
)
def test_obstacles_to_admitting_are_all_told(change, obstacles):
    facts = {
        "status": EpisodeStatus.WAITLIST,
        "day": TUESDAY,
        "last_change_on": MONDAY,
        "today": TUESDAY,
        "program_is_open": True,
        "record_is_replaced": False,
        "counselor_credentials": None,
    }
    assert rules.obstacles_to_admitting(**facts | change) == tuple(map(EpisodeObstacle, obstacles))


@pytest.mark.parametrize(
    ("change", "obstacles"),
    [
        ({}, ()),
        ({"same_program": True, "has_open_episode_there": True}, ("same-program",)),
        ({"has_open_episode_there": True}, ("already-open-here",)),
        ({"target_is_open": False, "day": WEDNESDAY}, ("day-in-future", "program-closed")),
        ({"status": EpisodeStatus.WAITLIST}, ("transition-not-allowed",)),
        ({"last_attended_on": TUESDAY}, ()),
        ({"last_attended_on": WEDNESDAY}, ("attended-after-discharge",)),
    ],
)
def test_obstacles_to_transferring_are_all_told(change, obstacles):
    facts = {
        "status": EpisodeStatus.ACTIVE,
        "day": TUESDAY,
        "last_change_on": MONDAY,
        "today": TUESDAY,
        "same_program": False,
        "has_open_episode_there": False,
        "target_is_open": True,
        "last_attended_on": None,
    }
    found = rules.obstacles_to_transferring(**facts | change)
    assert found == tuple(map(EpisodeObstacle, obstacles))


@pytest.mark.parametrize(
    ("change", "obstacles"),
    [
        ({}, ()),
        ({"last_attended_on": TUESDAY}, ()),
        ({"last_attended_on": WEDNESDAY}, ("attended-after-discharge",)),
        ({"reason": None}, ("reason-missing",)),
        ({"status": EpisodeStatus.FINISHED}, ("transition-not-allowed",)),
    ],
)
def test_obstacles_to_discharging_are_all_told(change, obstacles):
    facts = {
        "status": EpisodeStatus.ONHOLD,
        "day": TUESDAY,
        "last_change_on": MONDAY,
        "today": TUESDAY,
        "reason": DischargeReason.COMPLETED,
        "last_attended_on": None,
    }
    found = rules.obstacles_to_discharging(**facts | change)
    assert found == tuple(map(EpisodeObstacle, obstacles))


def test_only_who_was_admitted_is_discharged_and_whoever_was_not_is_cancelled():
    assert set(TRANSITIONS) == set(EpisodeStatus)
    for status in OPEN_STATUSES:
        assert (EpisodeStatus.FINISHED in TRANSITIONS[status]) is (status in ADMITTED_STATUSES)
        assert (EpisodeStatus.CANCELLED in TRANSITIONS[status]) is (status not in ADMITTED_STATUSES)
    assert DischargeReason("1") is DischargeReason.COMPLETED  # TEDS-D: "REASON 1 = completed"
