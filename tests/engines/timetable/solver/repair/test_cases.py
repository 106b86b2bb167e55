"""One small week, one change each: what stands in, who moves, who loses what, and why."""

from dataclasses import replace

import pytest

from tests.engines.timetable.weeks import (
    FIVE,
    MONDAY,
    NINE,
    NOON,
    ONE,
    SEAT,
    TUESDAY,
    WEDNESDAY,
    a_client,
    a_counselor,
    a_group,
    a_prescription,
    a_room,
    a_site,
    a_visit,
    a_week,
    an_honest_plan,
    at,
    office_hours,
)
from wayhome.engines.timetable.calendar import QUARTERS_A_DAY, WEEK, between, span
from wayhome.engines.timetable.changes import apply
from wayhome.engines.timetable.check import check
from wayhome.engines.timetable.domain import (
    Cause,
    ClientAdmitted,
    ClientChanged,
    ClientDischarged,
    MeetingsCovered,
    Move,
    NotHeld,
    Ring,
    RoomClosed,
    Seat,
    SeriesCancelled,
    SiteClosed,
    StaffAway,
    Substitute,
)
from wayhome.engines.timetable.solver.repair import proposals, repair

ON_MONDAY = between(MONDAY, 0, QUARTERS_A_DAY)
ON_TUESDAY = between(TUESDAY, 0, QUARTERS_A_DAY)
FIRST, SECOND = at((MONDAY, NINE), (WEDNESDAY, NINE))
VISIT = a_visit()
LATER = a_group("late", meetings=at((MONDAY, ONE), (WEDNESDAY, ONE)), facilitator="dan")


def of_two(**parts):
    """Make a week in which dan could stand in for ana, and the elm room for the oak room."""
    defaults = {
        "staff": (a_counselor(), a_counselor("dan")),
        "rooms": (a_room(), a_room("elm")),
        "clients": (a_client(),),
    }
    return a_week(**defaults | parts)


def mended(week, bookings, *changes, held=0):
    plan = an_honest_plan(week, bookings)
    assert check(week, plan).is_clean
    found = repair(week, plan, changes, held=held)
    assert check(found.week, found.plan).is_clean, check(found.week, found.plan).sentences
    assert apply(week, found.changes) == found.week
    return found


def test_another_facilitator_stands_in_and_nobody_moves():
    found = mended(of_two(), {"ben": (SEAT, VISIT)}, StaffAway("ana", ON_MONDAY))
    assert found.substitutes == (Substitute("cbt", (FIRST,), staff="dan"),)
    assert (found.moves, found.hit, found.not_held) == ((), (), ())
    assert found.rings == (Ring.SUBSTITUTES,)


CANNOT_STAND_IN = {
    "no credential": {"credentials": frozenset({"prescriber"})},
    "another language": {"languages": frozenset({"es"})},
    "off then": {"hours": office_hours(8, 20, days=(TUESDAY,))},
    "no break left": {"breaks": (between(MONDAY, NINE, NINE + 7),)},
    "at another site": {"site": "south"},
}


@pytest.mark.parametrize("parts", CANNOT_STAND_IN.values(), ids=CANNOT_STAND_IN)
def test_a_series_that_nobody_can_lead_loses_only_the_meetings_of_that_day(parts):
    sites = (a_site(), a_site("south"))
    week = of_two(staff=(a_counselor(), a_counselor("dan", **parts)), sites=sites)
    found = mended(week, {"ben": (SEAT, VISIT)}, StaffAway("ana", ON_MONDAY))
    assert found.not_held == (NotHeld("cbt", (FIRST,), Cause.STAFF_AWAY, "ana"),)
    (series,) = found.week.series
    assert series.meetings == (SECOND,)
    assert (found.substitutes, found.hit) == ((), ("ben",))
    assert SEAT in found.plan.of("ben")


@pytest.mark.parametrize(("video", "stands_in"), [(True, True), (False, False)])
def test_a_group_by_video_may_be_led_from_another_site_of_the_region(video, stands_in):
    week = of_two(
        clients=(a_client(attends="either"),),
        series=(a_group(video=video, room=None if video else "oak"),),
        staff=(a_counselor(), a_counselor("dan", site="south")),
        sites=(a_site(), a_site("south")),
    )
    found = mended(week, {"ben": (SEAT, VISIT)}, StaffAway("ana", ON_MONDAY))
    assert bool(found.substitutes) == stands_in


def test_whoever_has_visits_or_a_group_then_does_not_stand_in():
    busy = a_client("cam", counselor="dan", prescription=a_prescription(4, kinds=()))
    week = of_two(clients=(a_client(), busy))
    visit = a_visit("dan", MONDAY)
    found = mended(week, {"ben": (SEAT,), "cam": (visit,)}, StaffAway("ana", ON_MONDAY))
    assert found.substitutes == ()
    assert found.plan.of("cam") == (visit,)


def test_another_room_takes_the_meeting_of_the_closed_one():
    found = mended(of_two(), {"ben": (SEAT, VISIT)}, RoomClosed("oak", ON_MONDAY))
    assert found.substitutes == (Substitute("cbt", (FIRST,), room="elm"),)
    assert found.moves == ()


@pytest.mark.parametrize(
    "elm", [{"capacity": 8}, {"open": WEEK & ~ON_MONDAY}, {"site": "south"}], ids=str
)
def test_without_another_room_the_meeting_is_not_held(elm):
    week = of_two(rooms=(a_room(), a_room("elm", **elm)), sites=(a_site(), a_site("south")))
    found = mended(week, {"ben": (SEAT, VISIT)}, RoomClosed("oak", ON_MONDAY))
    assert found.not_held == (NotHeld("cbt", (FIRST,), Cause.ROOM_CLOSED, "oak"),)


def test_of_two_groups_at_once_one_gets_the_only_stand_in():
    other = a_group("b", facilitator="eve", room="elm")
    staff = (a_counselor(), a_counselor("dan"), a_counselor("eve"))
    week = of_two(series=(a_group(), other), staff=staff)
    away = [StaffAway("ana", ON_MONDAY), StaffAway("eve", ON_MONDAY)]
    found = mended(week, {"ben": (SEAT, VISIT)}, *away)
    assert found.substitutes == (Substitute("b", (FIRST,), staff="dan"),)
    assert [each.series for each in found.not_held] == ["cbt"]


def test_a_stand_in_who_falls_ill_too_is_followed_by_another():
    week = of_two(staff=tuple(a_counselor(name) for name in ("ana", "dan", "eve")))
    covered = MeetingsCovered("cbt", span(MONDAY, NINE, 6), staff="dan")
    changes = [StaffAway("ana", ON_MONDAY), covered, StaffAway("dan", ON_MONDAY)]
    found = mended(week, {"ben": (SEAT, VISIT)}, *changes)
    assert found.substitutes == (Substitute("cbt", (FIRST,), staff="eve"),)
    assert covered not in found.changes


def test_a_stand_in_that_was_found_before_stays():
    covered = MeetingsCovered("cbt", span(MONDAY, NINE, 6), staff="dan")
    found = mended(of_two(), {"ben": (SEAT, VISIT)}, StaffAway("ana", ON_MONDAY), covered)
    assert (found.substitutes, found.not_held, found.moves) == ((), (), ())
    assert covered in found.changes


def test_a_visit_moves_to_another_hour_of_the_same_counselor():
    found = mended(of_two(), {"ben": (SEAT, VISIT)}, StaffAway("ana", ON_TUESDAY))
    (move,) = found.moved
    assert (move.before, move.cause, move.subject) == (VISIT, Cause.STAFF_AWAY, "ana")
    assert move.after.service == "individual"
    assert found.plan.levels.hours == 0


def test_a_visit_without_another_hour_is_lost():
    hours = between(TUESDAY, NINE, NOON) | office_hours(9, 11, days=(MONDAY, WEDNESDAY))
    week = of_two(staff=(a_counselor(hours=hours),))
    found = mended(week, {"ben": (SEAT, VISIT)}, StaffAway("ana", ON_TUESDAY))
    assert found.lost == (Move("ben", VISIT, None, Cause.STAFF_AWAY, "ana"),)


def test_when_a_group_is_canceled_its_people_find_another_of_its_kind():
    week = of_two(series=(a_group(), LATER))
    found = mended(week, {"ben": (SEAT, VISIT)}, SeriesCancelled("cbt"))
    assert found.moves == (Move("ben", SEAT, Seat("late"), Cause.CANCELLED, "cbt"),)


def test_on_a_closed_day_nothing_is_held_there():
    found = mended(of_two(), {"ben": (SEAT, VISIT)}, SiteClosed("north", ON_MONDAY))
    assert found.not_held == (NotHeld("cbt", (FIRST,), Cause.SITE_CLOSED, "north"),)


def test_new_hours_move_the_client_who_has_them_and_nobody_else():
    week = of_two(clients=(a_client(), a_client("cam")), series=(a_group(), LATER))
    shifted = a_client(free=WEEK & ~span(WEDNESDAY, NINE, 6))
    other = a_visit(start=ONE)
    bookings = {"ben": (SEAT, VISIT), "cam": (SEAT, other)}
    found = mended(week, bookings, ClientChanged(shifted))
    assert found.moves == (Move("ben", SEAT, Seat("late"), Cause.NEW_FACTS, "ben"),)
    assert found.plan.of("cam") == bookings["cam"]


def test_who_is_admitted_gets_what_is_left():
    found = mended(of_two(), {"ben": (SEAT, VISIT)}, ClientAdmitted(a_client("cam")))
    assert {move.cause for move in found.added} == {Cause.ADMITTED}
    assert found.plan.levels.hours == 0
    assert found.touched == ("cam",)


def test_who_is_discharged_leaves_nothing_behind():
    found = mended(of_two(), {"ben": (SEAT, VISIT)}, ClientDischarged("ben"))
    assert found.plan.bookings == ()
    assert {move.cause for move in found.lost} == {Cause.DISCHARGED}


def a_full_group(free=WEEK):
    """Let cam hold the only seat at nine, while there is one in the afternoon."""
    cam = a_client("cam", counselor="dan", free=free)
    week = of_two(clients=(cam,), series=(a_group(capacity=1, target=1), LATER))
    return week, {"cam": (SEAT, a_visit("dan"))}


def test_another_makes_room_if_that_wins_an_hour():
    week, bookings = a_full_group()
    mornings = a_client(free=office_hours(8, 12))
    found = mended(week, bookings, ClientAdmitted(mornings))
    assert SEAT in found.plan.of("ben")
    (move,) = found.moved
    assert move == Move("cam", SEAT, Seat("late"), Cause.MAKES_ROOM, "ben")
    assert found.rings == (Ring.SUBSTITUTES, Ring.HIT, Ring.EXCHANGE)


def test_nobody_makes_room_who_would_have_less_then():
    week, bookings = a_full_group(free=office_hours(8, 12))
    found = mended(week, bookings, ClientAdmitted(a_client(free=office_hours(8, 12))))
    assert found.plan.of("cam") == bookings["cam"]
    assert SEAT not in found.plan.of("ben")


def test_nobody_makes_room_whose_booking_is_pinned():
    week, bookings = a_full_group()
    pinned = replace(week.clients[0], pinned=(SEAT,))
    week = replace(week, clients=(pinned,))
    found = mended(week, bookings, ClientAdmitted(a_client(free=office_hours(8, 12))))
    assert found.plan.of("cam") == bookings["cam"]


def test_a_pin_that_another_has_the_seat_of_plans_everybody_anew():
    week, bookings = a_full_group()
    found = mended(week, bookings, ClientAdmitted(a_client(pinned=(SEAT,))))
    assert SEAT in found.plan.of("ben")
    assert Seat("late") in found.plan.of("cam")
    assert Ring.ANEW in found.rings


NOW = WEDNESDAY * QUARTERS_A_DAY
DURING_THE_FIRST = MONDAY * QUARTERS_A_DAY + NINE + 2


@pytest.mark.parametrize("held", [NOW, DURING_THE_FIRST])
def test_what_has_begun_is_not_covered_anymore(held):
    week = of_two()
    found = mended(week, {"ben": (SEAT, VISIT)}, StaffAway("ana", ON_MONDAY), held=held)
    assert (found.substitutes, found.not_held, found.moves) == ((), (), ())


def test_of_a_group_that_is_canceled_midweek_the_meetings_held_stay():
    week = of_two(series=(a_group(), LATER))
    found = mended(week, {"ben": (SEAT, VISIT)}, SeriesCancelled("cbt"), held=NOW)
    assert next(each for each in found.week.series if each.id == "cbt").meetings == (FIRST,)
    assert found.plan.of("ben") == (SEAT, VISIT)


def test_new_hours_leave_what_was_held_and_name_what_is_missed():
    shifted = a_client(free=between(WEDNESDAY, ONE, FIVE))
    found = mended(of_two(), {"ben": (SEAT, VISIT)}, ClientChanged(shifted), held=NOW)
    assert found.plan.of("ben") == (SEAT, VISIT)
    ((missed),) = found.missed
    assert (missed.client, missed.series, missed.meeting) == ("ben", "cbt", SECOND)


def test_nobody_new_is_booked_into_what_has_begun():
    found = mended(of_two(), {"ben": (SEAT, VISIT)}, ClientAdmitted(a_client("cam")), held=NOW)
    assert all(move.after.meeting.day >= WEDNESDAY for move in found.added)
    assert SEAT not in found.plan.of("cam")


def test_a_region_that_nothing_happened_to_stays_as_it_is():
    sites = (a_site(), a_site("west", region="hills"))
    other = a_client("cam", site="west", counselor=None)
    week = of_two(clients=(a_client(), other), sites=sites)
    found = mended(week, {"ben": (SEAT, VISIT)}, StaffAway("ana", ON_TUESDAY))
    assert found.touched == ("ben",)
    assert found.plan.of("cam") == ()


def test_proposals_begin_with_the_one_that_disturbs_least():
    week, bookings = a_full_group()
    plan = an_honest_plan(week, bookings)
    found = proposals(week, plan, [ClientAdmitted(a_client(free=office_hours(8, 12)))])
    assert [len(each.touched) for each in found] == [0, 1, 2]
    hours = [each.plan.levels.hours for each in found]
    assert hours == sorted(hours, reverse=True)
    assert all(check(each.week, each.plan).is_clean for each in found)


def test_of_equal_proposals_only_one_is_made():
    plan = an_honest_plan(of_two(), {"ben": (SEAT, VISIT)})
    (only,) = proposals(of_two(), plan, [StaffAway("ana", ON_MONDAY)])
    assert only.substitutes


def test_what_is_not_in_the_week_can_not_change():
    with pytest.raises(LookupError):
        repair(of_two(), an_honest_plan(of_two()), [StaffAway("zoe", WEEK)])
