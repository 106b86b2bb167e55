"""What each change makes of a week, and that nothing else changes."""

from dataclasses import replace

import pytest

from tests.engines.timetable.weeks import (
    MONDAY,
    NINE,
    NOON,
    SEAT,
    a_client,
    a_counselor,
    a_group,
    a_room,
    a_site,
    a_week,
    office_hours,
)
from wayhome.engines.timetable.calendar import WEEK, between
from wayhome.engines.timetable.changes import apply
from wayhome.engines.timetable.domain import (
    ClientAdmitted,
    ClientChanged,
    ClientDischarged,
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
]
UNKNOWN = [
    StaffAway("eve", WEEK),
    ClientChanged(a_client("dora")),
    ClientDischarged("dora"),
    RoomClosed("ash", WEEK),
    SiteClosed("east", WEEK),
    SeriesCancelled("c"),
]


def kind_of(value):
    return type(value).__name__ if not isinstance(value, dict) else ""


@pytest.mark.parametrize(("change", "parts"), CASES, ids=kind_of)
def test_a_change_changes_what_it_says_and_nothing_else(change, parts):
    assert apply(WEEK_OF_TWO, [change]) == replace(WEEK_OF_TWO, **parts)


@pytest.mark.parametrize("change", UNKNOWN, ids=kind_of)
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
