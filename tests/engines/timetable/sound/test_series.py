"""Which groups can't be held, and why; the rest of the week stays."""

import pytest

from tests.engines.timetable.weeks import (
    MONDAY,
    NINE,
    NOON,
    ONE,
    TEN,
    TUESDAY,
    WEDNESDAY,
    a_counselor,
    a_group,
    a_room,
    a_site,
    a_week,
    at,
    office_hours,
    rules,
)
from wayhome.engines.timetable.calendar import between, quarter
from wayhome.engines.timetable.domain import GroupKind, Problem, Reason
from wayhome.engines.timetable.sound import sound

CLOSED_ON_MONDAY = office_hours(days=range(1, 5))
FAULTY = [
    (Reason.NO_MEETINGS, "", {"meetings": ()}),
    (Reason.OVERLAPPING_MEETINGS, "", {"meetings": at((MONDAY, NINE), (MONDAY, TEN))}),
    (Reason.OUTSIDE_THE_WEEK, "", {"meetings": at((7, NINE))}),
    (Reason.OUTSIDE_THE_WEEK, "", {"meetings": at((MONDAY, -2))}),
    (Reason.OUTSIDE_THE_WEEK, "", {"meetings": at((MONDAY, quarter(23)))}),
    (Reason.OUTSIDE_THE_WEEK, "", {"meetings": at((MONDAY, NINE), quarters=0)}),
    (Reason.UNKNOWN_KIND, "yoga", {"kind": "yoga"}),
    (Reason.UNKNOWN_SITE, "south", {"site": "south"}),
    (Reason.NO_SEATS, "", {"capacity": 0}),
    (Reason.NO_FACILITATOR, "", {"facilitator": None}),
    (Reason.NO_FACILITATOR, "dan", {"facilitator": "dan"}),
    (Reason.FACILITATOR_LACKS_LANGUAGE, "ana", {"language": "es"}),
    (Reason.FACILITATOR_OFF, "ana", {"meetings": at((MONDAY, quarter(7)))}),
    (Reason.NO_ROOM, "", {"room": None}),
    (Reason.NO_ROOM, "elm", {"room": "elm"}),
    (Reason.ROOM_LACKS_FEATURE, "oak", {"needs": frozenset({"mats"})}),
]
SURROUNDED = [
    (Reason.SITE_CLOSED, "north", {"sites": (a_site(open=CLOSED_ON_MONDAY),)}),
    (
        Reason.FACILITATOR_LACKS_CREDENTIAL,
        "ana",
        {"staff": (a_counselor(credentials=frozenset({"prescriber"})),)},
    ),
    (Reason.ROOM_CLOSED, "oak", {"rooms": (a_room(open=CLOSED_ON_MONDAY),)}),
    (Reason.NO_SEATS, "", {"rooms": (a_room(capacity=0),)}),
    (Reason.NO_SEATS, "", {"rules": rules(kinds=(GroupKind("cbt", capacity=0),))}),
    (
        Reason.FACILITATOR_WITHOUT_BREAK,
        "ana",
        {"staff": (a_counselor(breaks=(between(MONDAY, NINE, TEN),)),)},
    ),
]
EDUCATION = a_group("education", kind="education", meetings=at((TUESDAY, NINE)))


@pytest.mark.parametrize(("reason", "other", "parts"), FAULTY)
def test_a_group_with_a_fault_is_left_out_and_the_others_are_held(reason, other, parts):
    found = sound(a_week(series=(a_group(**parts), EDUCATION)))
    assert Problem("cbt", reason, left_out=True, other=other) in found.problems
    assert {problem.subject for problem in found.problems} == {"cbt"}
    assert found.week.series == (EDUCATION,)


@pytest.mark.parametrize(("reason", "other", "parts"), SURROUNDED)
def test_a_group_is_left_out_for_what_is_around_it(reason, other, parts):
    found = sound(a_week(**parts))
    assert found.problems == (Problem("cbt", reason, left_out=True, other=other),)
    assert found.week.series == ()


def test_all_that_is_wrong_with_a_group_is_said_at_once():
    found = sound(a_week(series=(a_group(facilitator=None, room=None, capacity=0),)))
    assert [problem.reason for problem in found.problems] == [
        Reason.NO_SEATS,
        Reason.NO_FACILITATOR,
        Reason.NO_ROOM,
    ]


def test_of_two_groups_of_one_facilitator_at_one_time_the_one_with_the_smaller_id_is_held():
    later, earlier = a_group("b", room="elm"), a_group("a")
    found = sound(a_week(series=(later, earlier), rooms=(a_room(), a_room("elm"))))
    assert found.problems == (Problem("b", Reason.FACILITATOR_ELSEWHERE, left_out=True, other="a"),)
    assert found.week.series == (earlier,)


def test_of_two_groups_in_one_room_at_one_time_the_one_with_the_smaller_id_is_held():
    groups = (a_group("a"), a_group("b", facilitator="dan"))
    found = sound(a_week(series=groups, staff=(a_counselor(), a_counselor("dan"))))
    assert found.problems == (Problem("b", Reason.ROOM_TAKEN, left_out=True, other="a"),)


def test_a_group_that_is_left_out_takes_nobody_s_time():
    in_the_middle = a_group("b", meetings=at((MONDAY, TEN), (WEDNESDAY, quarter(10, 30))))
    last = a_group("c", meetings=at((WEDNESDAY, quarter(11))))
    found = sound(a_week(series=(a_group("a"), in_the_middle, last)))
    assert {problem.subject for problem in found.problems} == {"b"}
    assert [series.id for series in found.week.series] == ["a", "c"]


def test_the_group_that_takes_the_last_break_is_left_out():
    window = between(MONDAY, NOON, ONE)
    groups = (
        a_group("a", meetings=at((MONDAY, NOON), quarters=2)),
        a_group("b", meetings=at((MONDAY, quarter(12, 30)), quarters=2)),
        a_group("c", meetings=at((TUESDAY, NOON), quarters=4)),
    )
    found = sound(a_week(series=groups, staff=(a_counselor(breaks=(window,)),)))
    assert found.problems == (
        Problem("b", Reason.FACILITATOR_WITHOUT_BREAK, left_out=True, other="ana"),
    )


def test_a_group_has_no_more_seats_than_its_room_and_that_is_said():
    found = sound(a_week(rooms=(a_room(capacity=8),)))
    assert found.problems == (Problem("cbt", Reason.ROOM_TOO_SMALL, left_out=False, other="oak"),)
    assert (found.week.series[0].capacity, found.week.series[0].target) == (8, 8)


def test_a_group_has_no_more_seats_than_its_kind_without_a_word():
    found = sound(a_week(rules=rules(kinds=(GroupKind("cbt", capacity=11),))))
    assert found.problems == ()
    assert (found.week.series[0].capacity, found.week.series[0].target) == (11, 10)


def test_a_group_by_video_needs_neither_a_room_nor_an_open_site():
    series = a_group(video=True, room=None)
    week = a_week(series=(series,), sites=(a_site(open=CLOSED_ON_MONDAY),))
    assert sound(week).week == week
    assert sound(week).problems == ()


def test_staff_of_no_known_site_lead_groups_and_give_no_visits():
    found = sound(a_week(staff=(a_counselor(site="south"),)))
    assert found.problems == (Problem("ana", Reason.UNKNOWN_SITE, left_out=False, other="south"),)
    assert found.week.staff == ()
    assert [series.id for series in found.week.series] == ["cbt"]
