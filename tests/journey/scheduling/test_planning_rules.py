"""How a session may be planned: caps, rooms, credentials; who may have a place in it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import (
    GROUP_KINDS,
    HOLDS_SEAT,
    TRANSITIONS,
    AppointmentOrigin,
    AppointmentStatus,
    BookingObstacle,
    GroupKind,
    Modality,
    PlanningObstacle,
    ServiceType,
    SessionStatus,
)
from wayhome.journey.scheduling.rules import Plan, Session
from wayhome.shared.core.period import DatePeriod, Period

MONDAY = date(2026, 3, 2)
CAPS = {GroupKind.THERAPY: 12, GroupKind.EDUCATION: 25, GroupKind.INDIVIDUAL: 1}  # domain sheet, 11


def at(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def session(number, day=2, hour=9, **changes):
    facts = {
        "id": UUID(int=number),
        "day": date(2026, 3, day),
        "period": Period(at(day, hour), at(day, hour + 3)),
        "capacity": 12,
    }
    return Session(**facts | changes)


@pytest.mark.parametrize(
    ("taken", "capacity", "seat"),
    [(set(), 12, 1), ({1, 2, 4}, 12, 3), ({1, 2}, 2, None), ({2}, 2, 1), (set(), 0, None)],
)
def test_the_lowest_free_seat_is_given(taken, capacity, seat):
    assert rules.lowest_free_seat(taken, capacity) == seat


@given(st.sets(st.integers(1, 20)), st.integers(0, 20))
def test_a_seat_is_free_and_within_the_capacity(taken, capacity):
    seat = rules.lowest_free_seat(taken, capacity)
    if seat is None:
        assert set(range(1, capacity + 1)) <= taken
    else:
        assert 1 <= seat <= capacity
        assert seat not in taken


@pytest.mark.parametrize(
    ("service_type", "has_cofacilitator", "cofacilitator_cap", "cap"),
    [
        ("cbt", False, 15, 12),
        ("cbt", True, 15, 15),
        ("relapse-prevention", True, None, 12),
        ("family", True, 8, 12),  # a second facilitator never makes a group smaller
        ("education", True, 15, 25),
        ("life-skills", False, 15, 25),
        ("yoga-meditation", False, 15, 25),
        ("individual", True, 15, 1),
    ],
)
def test_a_group_is_capped_by_its_kind(service_type, has_cofacilitator, cofacilitator_cap, cap):
    found = rules.group_cap(
        ServiceType(service_type),
        caps=CAPS,
        cofacilitator_cap=cofacilitator_cap,
        has_cofacilitator=has_cofacilitator,
    )
    assert found == cap


@pytest.mark.parametrize(
    ("change", "obstacles"),
    [
        ({}, ()),
        ({"is_admitted": False}, ("not-admitted",)),
        ({"already_booked": True}, ("already-booked",)),
        ({"session": session(1, status=SessionStatus.CANCELLED)}, ("session-cancelled",)),
        ({"now": at(2, 12)}, ("session-over",)),
        ({"now": at(2, 11, 59)}, ()),
        ({"now": at(3, 12), "origin": AppointmentOrigin.WALK_IN}, ()),
        ({"own": [Period(at(2, 11), at(2, 13))]}, ("person-busy",)),
        ({"own": [Period(at(2, 12), at(2, 13))]}, ()),
        ({"taken_seats": set(range(1, 13))}, ("group-full",)),
        ({"session": replace(session(1), cap=3)}, ()),
        ({"session": replace(session(1), cap=2)}, ("over-cap",)),
        ({"session": replace(session(1), cap=2), "taken_seats": {7, 9}}, ("over-cap",)),
        (
            {"session": replace(session(1), cap=2), "taken_seats": set(range(1, 13))},
            ("group-full",),
        ),
        (
            {"taken_seats": set(range(1, 13)), "is_admitted": False, "already_booked": True},
            ("not-admitted", "already-booked", "group-full"),
        ),
    ],
)
def test_obstacles_to_booking_are_all_told(change, obstacles):
    facts = {
        "session": session(1),
        "origin": AppointmentOrigin.MAKE_UP,
        "taken_seats": {1, 2},
        "own": [],
        "already_booked": False,
        "is_admitted": True,
        "now": at(1, 9),
    }
    assert rules.obstacles_to_booking(**facts | change) == tuple(map(BookingObstacle, obstacles))


PLAN = {
    "starts_at": at(2, 9),
    "ends_at": at(2, 12),
    "capacity": 12,
    "modality": Modality.ON_SITE,
    "days": (MONDAY,),
    "room_capacity": 12,
}
BUSY = [Period(at(2, 11), at(2, 13))]


@pytest.mark.parametrize(
    ("plan", "around", "obstacles"),
    [
        ({}, {}, ()),
        ({"ends_at": at(2, 9)}, {}, ("ends-before-it-starts",)),
        ({"capacity": 0}, {"booked": 0}, ("capacity-below-one",)),
        ({"capacity": 1}, {"booked": 1, "cap": 1}, ()),  # an individual session
        ({"capacity": 13, "room_capacity": 13}, {}, ("capacity-over-cap",)),
        ({"capacity": 4}, {}, ("capacity-below-booked",)),
        ({"room_capacity": None}, {}, ("room-missing",)),
        ({"room_capacity": 11}, {}, ("room-too-small",)),
        (
            {"room_capacity": None, "modality": Modality.TELEHEALTH},
            {"room_busy": BUSY},
            (),
        ),
        # the credential lapses before a later session of the series
        ({"days": (MONDAY, date(2026, 3, 9))}, {}, ("credential-lapsed",)),
        ({}, {"credentials": []}, ("credential-lapsed",)),
        ({}, {"facilitator_busy": BUSY}, ("facilitator-busy",)),
        ({}, {"room_busy": BUSY, "people_busy": BUSY}, ("room-busy", "person-busy")),
        ({}, {"room_busy": [Period(at(2, 12), at(2, 13))]}, ()),
        ({}, {"facilitator_busy": [Period(at(2, 8), at(2, 9))]}, ()),
    ],
)
def test_obstacles_to_planning_are_all_told(plan, around, obstacles):
    facts = {"cap": 12, "booked": 5, "credentials": [DatePeriod(MONDAY, date(2026, 3, 9))]}
    found = rules.obstacles_to_planning(Plan(**PLAN | plan), **facts | around)
    assert found == tuple(map(PlanningObstacle, obstacles))


def test_the_days_without_a_valid_credential_are_named():
    credentials = [
        DatePeriod(date(2025, 1, 1), date(2026, 3, 2)),
        DatePeriod(date(2026, 3, 9)),
    ]
    days = [date(2026, 3, day) for day in (1, 2, 8, 9)]
    assert rules.uncovered_days(iter(credentials), days) == (days[1], days[2])


@pytest.mark.parametrize(
    ("status", "has_attendance", "now", "obstacles"),
    [
        (SessionStatus.PLANNED, False, at(2, 8, 59), ()),
        (SessionStatus.PLANNED, False, at(2, 9), ("already-begun",)),
        (
            SessionStatus.CANCELLED,
            True,
            at(2, 8),
            ("attendance-recorded", "session-cancelled"),
        ),
    ],
)
def test_a_session_that_has_begun_stays_as_it_is(status, has_attendance, now, obstacles):
    found = rules.obstacles_to_changing(
        session(1, status=status), has_attendance=has_attendance, now=now
    )
    assert set(found) == set(map(PlanningObstacle, obstacles))


def test_every_status_has_its_moves_and_every_service_a_kind():
    assert set(TRANSITIONS) == set(AppointmentStatus)
    assert all(status not in TRANSITIONS[status] for status in AppointmentStatus)
    assert all(AppointmentStatus.BOOKED in TRANSITIONS[s] for s in HOLDS_SEAT if s != "booked")
    assert set(GROUP_KINDS) == set(ServiceType)
    assert set(GROUP_KINDS.values()) == set(GroupKind)
