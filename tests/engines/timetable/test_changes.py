"""What each change makes of a week, and that nothing else changes."""

from dataclasses import replace

import pytest

from tests.engines.timetable.weeks import (
    MONDAY,
    NINE,
    NOON,
    SEAT,
    WEDNESDAY,
    a_client,
    a_counselor,
    a_group,
    a_room,
    a_site,
    a_week,
    at,
    office_hours,
)
from wayhome.engines.timetable.calendar import WEEK, between
from wayhome.engines.timetable.changes import apply
from wayhome.engines.timetable.domain import (
    ClientAdmitted,
    ClientChanged,
    ClientDischarged,
    MeetingsCancelled,
    MeetingsCovered,
    RoomClosed,
    SeriesCancelled,
    SiteClosed,
    StaffAway,
)

WEEK_OF_TWO = a_week(
    a_client(),
    a_client("cleo"),
    series=(a_group(), a_group("b")),
    staff=(a_counselor(), a_counselor("dan")),
    rooms=(a_room(), a_room("elm")),
    sites=(a_site(), a_site("south")),
    published=(("ben", (SEAT,)), ("cleo", (SEAT,))),
)
MORNING = between(MONDAY, NINE, NOON)
SHIFTED = a_client("cleo", free=office_hours())
CASES = [
    (
        StaffAway("ana", MORNING),
        {"staff": (a_counselor(hours=office_hours(8, 20) & ~MORNING), a_counselor("dan"))},
    ),
    (ClientChanged(SHIFTED), {"clients": (a_client(), SHIFTED)}),
    (
        ClientAdmitted(a_client("dora")),
        {"clients": (a_client(), a_client("cleo"), a_client("dora"))},
    ),
    (
        ClientDischarged("ben"),
        {"clients": (a_client("cleo"),), "published": (("cleo", (SEAT,)),)},
    ),
    (RoomClosed("elm", MORNING), {"rooms": (a_room(), a_room("elm", open=WEEK & ~MORNING))}),
    (SiteClosed("south", WEEK), {"sites": (a_site(), a_site("south", open=0))}),
    (SeriesCancelled("b"), {"series": (a_group(),)}),
    (
        MeetingsCancelled("b", MORNING),
        {"series": (a_group(), a_group("b", meetings=at((WEDNESDAY, NINE))))},
    ),
    (MeetingsCancelled("b", WEEK), {"series": (a_group(),)}),
    (
        MeetingsCovered("b", MORNING, staff="dan"),
        {"staff": (a_counselor(), a_counselor("dan", hours=office_hours(8, 20) & ~MORNING))},
    ),
    (
        MeetingsCovered("b", MORNING, room="elm"),
        {"rooms": (a_room(), a_room("elm", open=WEEK & ~MORNING))},
    ),
]
UNKNOWN = [
    StaffAway("eve", WEEK),
    ClientChanged(a_client("dora")),
    ClientDischarged("dora"),
    RoomClosed("ash", WEEK),
    SiteClosed("east", WEEK),
    SeriesCancelled("c"),
    MeetingsCancelled("c", WEEK),
    MeetingsCovered("c", WEEK, staff="dan"),
    MeetingsCovered("b", WEEK, staff="eve"),
    MeetingsCovered("b", WEEK, room="ash"),
]


@pytest.mark.parametrize(("change", "parts"), CASES)
def test_a_change_changes_what_it_says_and_nothing_else(change, parts):
    assert apply(WEEK_OF_TWO, [change]) == replace(WEEK_OF_TWO, **parts)


@pytest.mark.parametrize("change", UNKNOWN)
def test_what_is_not_in_the_week_can_not_change(change):
    with pytest.raises(LookupError, match="isn't in the week"):
        apply(WEEK_OF_TWO, [change])


def test_nobody_is_admitted_twice():
    with pytest.raises(ValueError, match="ben is in the week already"):
        apply(WEEK_OF_TWO, [ClientAdmitted(a_client())])


def test_changes_happen_one_after_the_other():
    back_again = apply(WEEK_OF_TWO, [ClientDischarged("ben"), ClientAdmitted(a_client())])
    assert [client.id for client in back_again.clients] == ["cleo", "ben"]
    assert apply(WEEK_OF_TWO, []) == WEEK_OF_TWO


def test_who_is_covered_for_is_named_with_the_group_though_away():
    changes = [StaffAway("ana", WEEK), MeetingsCovered("b", MORNING, staff="dan")]
    hours = {staff.id: staff.hours for staff in apply(WEEK_OF_TWO, changes).staff}
    assert hours == {"ana": MORNING, "dan": office_hours(8, 20) & ~MORNING}


def test_who_stands_in_keeps_a_break_in_what_is_left_of_it():
    with_break = replace(WEEK_OF_TWO, staff=(a_counselor(), a_counselor("dan", breaks=(MORNING,))))
    covered = between(MONDAY, NINE, NINE + 6)
    week = apply(with_break, [MeetingsCovered("b", covered, staff="dan")])
    assert week.staff[1].breaks == (MORNING & ~covered,)
