"""How a roster flows into the sessions to come, and who may join or leave it."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import (
    HOLDS_SEAT,
    AppointmentOrigin,
    AppointmentStatus,
    CancellationReason,
    RosterObstacle,
    SessionStatus,
)
from wayhome.journey.scheduling.rules import Place, RosterChanges, RosterMember, Session
from wayhome.shared.core.period import DatePeriod, Period

FIRST_DAY = date(2026, 3, 2)
ANA, BO, CY = (UUID(int=number) for number in (101, 102, 103))
BEFORE = datetime(2026, 3, 1, tzinfo=UTC)


def week(number):
    """Return the day of the group's meeting in the week of this number."""
    return FIRST_DAY + timedelta(weeks=number)


def session(number, **changes):
    start = datetime(2026, 3, 2, 14, tzinfo=UTC) + timedelta(weeks=number)
    facts = {
        "id": UUID(int=number),
        "day": week(number),
        "period": Period(start, start + timedelta(hours=3)),
        "capacity": 12,
    }
    return Session(**facts | changes)


def member(patient, start=0, end=None):
    return RosterMember(patient, DatePeriod(week(start), None if end is None else week(end)))


def place(patient, number=0, **changes):
    facts = {
        "id": UUID(int=patient.int * 100 + number),
        "session": UUID(int=number),
        "patient": patient,
        "status": AppointmentStatus.BOOKED,
        "origin": AppointmentOrigin.ROSTER,
        "seat": 1,
    }
    return Place(**facts | changes)


def changes(members, sessions, places=(), now=BEFORE):
    """Return who is added, reopened, cancelled and unseated, as (session, patient[, seat])."""
    found = rules.roster_changes(members, sessions, places, now=now)
    by_id = {each.id: (each.session.int, each.patient) for each in places}
    return {
        "add": [(each.session.int, each.patient, each.seat) for each in found.add],
        "reopen": [(*by_id[each.id], each.seat) for each in found.reopen],
        "cancel": [by_id[each] for each in found.cancel],
        "unseated": [(each.session.int, each.patient) for each in found.unseated],
    }


def only(**expected):
    return {"add": [], "reopen": [], "cancel": [], "unseated": []} | expected


LEFT = {
    "status": AppointmentStatus.CANCELLED,
    "cancellation_reason": CancellationReason.LEFT_ROSTER,
}
EXCUSED = {
    "status": AppointmentStatus.CANCELLED,
    "cancellation_reason": CancellationReason.CLIENT_ASKED,
}


def test_a_new_member_gets_a_place_in_every_session_of_the_stay():
    found = changes([member(ANA, 1, 3)], [session(number) for number in (3, 2, 1, 0)])
    assert found == only(add=[(1, ANA, 1), (2, ANA, 1)])


def test_what_has_begun_stays_as_it_is():
    sessions = [session(0), session(1)]
    now = sessions[0].period.start
    assert changes([member(ANA)], sessions, now=now) == only(add=[(1, ANA, 1)])
    assert changes([], sessions, [place(ANA)], now=now) == only()


def test_whoever_leaves_loses_the_places_from_that_day_on():
    places = [place(ANA, number) for number in (0, 1, 2)]
    found = changes([member(ANA, 0, 1)], [session(number) for number in (0, 1, 2)], places)
    assert found == only(cancel=[(1, ANA), (2, ANA)])


@pytest.mark.parametrize(
    "kept",
    [
        {"origin": AppointmentOrigin.WALK_IN},
        {"origin": AppointmentOrigin.MAKE_UP},
        {"origin": AppointmentOrigin.ONE_OFF},
        {"status": AppointmentStatus.CHECKED_IN},
        {"status": AppointmentStatus.NOSHOW},
        {"status": AppointmentStatus.CANCELLED},
        {"status": AppointmentStatus.ENTERED_IN_ERROR},
    ],
)
def test_a_place_that_is_not_the_rosters_own_stays(kept):
    assert changes([], [session(0)], [place(ANA, **kept)]) == only()


@pytest.mark.parametrize("status", ["booked", "pending", "waitlist", "checked-in", "fulfilled"])
def test_a_member_who_has_a_place_gets_no_second_one(status):
    held = place(ANA, status=AppointmentStatus(status))
    assert changes([member(ANA)], [session(0)], [held]) == only()


def test_a_place_that_the_client_gave_up_stays_so_but_one_that_went_with_the_roster_returns():
    places = [place(ANA, 0, **EXCUSED), place(ANA, 1, **LEFT, seat=7)]
    found = changes([member(ANA)], [session(0), session(1)], places)
    assert found == only(reopen=[(1, ANA, 1)])


def test_a_place_entered_in_error_stands_in_nobodys_way():
    wrong = place(ANA, status=AppointmentStatus.ENTERED_IN_ERROR)
    assert changes([member(ANA)], [session(0)], [wrong]) == only(add=[(0, ANA, 1)])


def test_of_two_places_the_held_one_counts():
    places = [place(ANA, id=UUID(int=1)), place(ANA, id=UUID(int=2), **LEFT)]
    assert changes([member(ANA)], [session(0)], places) == only()
    assert changes([member(ANA)], [session(0)], places[::-1]) == only()


def test_seats_are_given_in_the_order_of_members_and_freed_ones_first():
    places = [place(CY, seat=1), place(UUID(int=9), seat=2, origin=AppointmentOrigin.WALK_IN)]
    found = changes([member(BO), member(ANA)], [session(0)], places)
    assert found == only(add=[(0, BO, 1), (0, ANA, 3)], cancel=[(0, CY)])


def test_whoever_finds_the_group_full_is_named():
    found = changes([member(ANA), member(BO)], [session(0, capacity=1), session(1)])
    assert found == only(add=[(0, ANA, 1), (1, ANA, 1), (1, BO, 2)], unseated=[(0, BO)])


def test_a_cancelled_session_holds_no_member():
    cancelled = session(0, status=SessionStatus.CANCELLED)
    assert changes([member(ANA)], [cancelled]) == only()
    assert changes([member(ANA)], [cancelled], [place(ANA)]) == only(cancel=[(0, ANA)])


PATIENTS = st.integers(101, 108).map(lambda number: UUID(int=number))
STAYS = st.builds(
    lambda patient, start, length: member(patient, start, start + length if length else None),
    PATIENTS,
    st.integers(0, 4),
    st.integers(0, 4),
)
ROSTERS = st.lists(STAYS, max_size=8)
SESSIONS = [session(number, capacity=5) for number in range(5)]


def applied(found, places):
    """Return the places as they stand once the changes are made."""
    seats = {each.id: each.seat for each in found.reopen}
    kept = []
    for each in places:
        if each.id in found.cancel:
            kept.append(place(each.patient, each.session.int, **LEFT, seat=each.seat))
        elif each.id in seats:
            kept.append(place(each.patient, each.session.int, seat=seats[each.id]))
        else:
            kept.append(each)
    return kept + [place(each.patient, each.session.int, seat=each.seat) for each in found.add]


@given(ROSTERS, ROSTERS)
def test_places_follow_the_roster_both_ways(before, after):
    places = []
    for roster in (before, after):
        found = rules.roster_changes(roster, SESSIONS, places, now=BEFORE)
        places = applied(found, places)
        again = rules.roster_changes(roster, SESSIONS, places, now=BEFORE)
        assert again == RosterChanges((), (), (), again.unseated)
        for each in SESSIONS:
            held = [p for p in places if p.session == each.id and p.status in HOLDS_SEAT]
            expected = {stay.patient for stay in roster if stay.period.contains(each.day)}
            assert {p.patient for p in held} <= expected
            assert len(held) == min(len(expected), each.capacity)
            assert len({p.seat for p in held}) == len(held)
            assert all(1 <= p.seat <= each.capacity for p in held)


@pytest.mark.parametrize(
    ("joins_on", "stays", "is_admitted", "ends_on", "obstacles"),
    [
        (week(1), [], True, None, ()),
        (week(1), [(0, 1)], True, week(2), ()),  # returns on the day on which the stay ended
        (week(1), [(0, None)], True, None, ("already-on-roster",)),
        (week(1), [(0, 2)], True, None, ("already-on-roster",)),
        (week(1), [(3, 4)], True, None, ("already-on-roster",)),  # a stay is planned already
        (week(1), [], False, week(1), ("not-admitted", "group-ended")),
    ],
)
def test_obstacles_to_joining_are_all_told(joins_on, stays, is_admitted, ends_on, obstacles):
    found = rules.obstacles_to_joining(
        joins_on=joins_on,
        stays=[member(ANA, *stay).period for stay in stays],
        is_admitted=is_admitted,
        group_ends_on=ends_on,
    )
    assert found == tuple(map(RosterObstacle, obstacles))


@pytest.mark.parametrize(
    ("stay", "leaves_on", "obstacles"),
    [
        ((1, None), week(2), ()),
        ((1, None), week(1), ()),  # never came after all
        ((1, 3), week(2), ()),
        ((1, 3), week(3), ()),
        ((1, None), week(0), ("leaves-before-joining",)),
        ((1, 3), week(4), ("not-on-roster",)),
    ],
)
def test_obstacles_to_leaving_are_all_told(stay, leaves_on, obstacles):
    found = rules.obstacles_to_leaving(member(ANA, *stay).period, leaves_on=leaves_on)
    assert found == tuple(map(RosterObstacle, obstacles))
