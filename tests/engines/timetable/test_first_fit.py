"""What a coordinator books by hand keeps every rule, in the order in which people came."""

from dataclasses import replace

import pytest

from tests.engines.timetable.weeks import (
    FRIDAY,
    MONDAY,
    NINE,
    NOON,
    ONE,
    SEAT,
    TEN,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    a_client,
    a_counselor,
    a_group,
    a_plan,
    a_prescription,
    a_visit,
    a_week,
    at,
    office_hours,
)
from wayhome.engines.timetable.calendar import between, quarter
from wayhome.engines.timetable.check import Claim, check
from wayhome.engines.timetable.domain import Daypart, Seat, Visit, Week
from wayhome.engines.timetable.first_fit import first_fit
from wayhome.engines.timetable.generate import FAMILIES, Knobs, generate, generate_family
from wayhome.engines.timetable.generate.chance import stream
from wayhome.engines.timetable.sound import sound

BOTH = pytest.mark.parametrize("smart", [False, True], ids=["plain", "smart"])
GROUPS_ONLY = a_prescription(12, services=())


def booked(week, client="ben", *, smart=False):
    return dict(first_fit(week, smart=smart))[client]


def troubled(seed) -> Week:
    """Make up a program and add whatever makes booking harder."""
    chance = stream(f"trouble-{seed}")
    week = generate_family(chance.choice(list(FAMILIES)), 45, seed)
    earlier = first_fit(sound(week).week)
    series = [
        replace(
            each,
            capacity=chance.choice((3, each.capacity)),
            admits=chance.random() < 0.8,
            contract=chance.choice(("", "county")),
            held=chance.choice((0, 2)),
        )
        for each in week.series
    ]
    pins = [booking for _, own in earlier for booking in own]
    clients = [
        replace(
            each,
            contract=chance.choice(("", "county")),
            counselor=chance.choice((None, each.counselor)),
            avoid=frozenset(chance.sample([other.id for other in week.clients], 2)),
            waiting=chance.random() < 0.2,
            pinned=tuple(chance.sample(pins, 3)) if chance.random() < 0.3 else (),
        )
        for each in week.clients
    ]
    staff = [replace(each, caseload=each.caseload and 6) for each in week.staff]
    return replace(
        week,
        series=tuple(series),
        clients=tuple(clients),
        staff=tuple(staff),
        published=earlier,
    )


@BOTH
@pytest.mark.parametrize("seed", range(12))
def test_no_rule_is_broken_whatever_the_trouble(seed, smart):
    week = troubled(seed)
    found = sound(week)
    bookings = first_fit(found.week, smart=smart)
    report = check(week, a_plan(dict(bookings), problems=found.problems))
    assert report.violations == ()
    assert not [each for each in report.objections if each.claim is Claim.ORDER]


@pytest.mark.parametrize(
    ("clients", "site_size", "seed", "total"),
    [(60, 60, 2, 15_443_366), (100, 100, 11, 32_918_020), (300, 100, 31, 81_016_534)],
)
def test_it_is_known_what_first_fit_costs(clients, site_size, seed, total):
    """Count what the same programs cost, twice over, when all of this was tried out in half hours."""
    week = generate(clients, seed, knobs=Knobs(site_size=site_size))
    assert check(week, a_plan(dict(first_fit(week)))).total == total


def test_clients_are_listed_by_id_and_served_in_the_order_of_the_week():
    week = a_week(a_client("cleo"), a_client("ben"), series=(a_group(capacity=1),))
    bookings = first_fit(week)
    assert [client for client, _ in bookings] == ["ben", "cleo"]
    assert SEAT in dict(bookings)["cleo"]
    assert SEAT not in dict(bookings)["ben"]


def test_whoever_waits_comes_last_and_has_no_visit():
    week = a_week(a_client(waiting=True), a_client("cleo"), series=(a_group(capacity=1),))
    assert booked(week) == ()
    assert booked(week, "cleo") == (SEAT, a_visit(day=MONDAY, start=quarter(8)))


def test_pins_come_before_everybody_else():
    week = a_week(a_client("ann"), a_client(pinned=(SEAT,)), series=(a_group(capacity=1),))
    assert SEAT in booked(week)


def test_nobody_is_on_the_way_during_a_session_by_video():
    video = a_group("video", video=True, room=None, meetings=at((MONDAY, quarter(10, 30))))
    week = a_week(
        a_client(travel=2, attends="either", prescription=a_prescription(kinds=(("cbt", 18),))),
        series=(a_group(), video),
    )
    assert Seat("video") not in booked(week)
    at_home = replace(week, clients=(replace(week.clients[0], travel=0),))
    assert Seat("video") in booked(at_home)


def test_a_visit_in_person_needs_time_for_the_way():
    free = between(TUESDAY, NINE, NOON)
    week = a_week(a_client(free=free, travel=3, prescription=a_prescription(kinds=())))
    assert booked(week) == (a_visit(day=TUESDAY, start=TEN),)


def test_a_visit_leaves_the_counselor_a_break():
    hours = between(TUESDAY, NOON, quarter(13, 30))
    counselor = a_counselor(hours=hours, breaks=(between(TUESDAY, NOON, ONE),))
    week = a_week(a_client(), series=(), staff=(counselor,))
    assert booked(week) == (a_visit(day=TUESDAY, start=quarter(12, 30)),)


def test_two_visits_of_one_s_own_counselor_make_one_new_client():
    services = a_week().rules.services
    twice = (*services, replace(services[0], id="assessment"))
    week = a_week(
        a_client(
            counselor=None, prescription=a_prescription(services=("individual", "assessment"))
        ),
        a_client("cleo", counselor=None),
        staff=(a_counselor(caseload=1),),
        rules=replace(a_week().rules, services=twice),
    )
    assert len(booked(week)) == 3
    assert booked(week, "cleo") == (SEAT,)


def test_the_smart_coordinator_keeps_what_people_are_used_to():
    used_to = (Seat("later"), a_visit(day=FRIDAY))
    later = a_group("later", meetings=at((THURSDAY, NINE), (FRIDAY, ONE)), room=None, video=True)
    week = a_week(
        a_client(attends="either"),
        series=(a_group(), later),
        published=(("ben", used_to),),
    )
    assert booked(week, smart=True) == used_to
    assert SEAT in booked(week)


def test_the_smart_coordinator_prefers_what_suits():
    evening = a_group("evening", meetings=at((MONDAY, quarter(17)), (WEDNESDAY, quarter(17))))
    for_others = a_group("others", meetings=at((TUESDAY, NINE), (THURSDAY, NINE)), phases={3})
    week = a_week(
        a_client(prefers=Daypart.EVENING, prescription=GROUPS_ONLY),
        series=(for_others, a_group(), evening),
    )
    assert booked(week, smart=True) == (Seat("evening"),)
    assert booked(week) == (Seat("others"),)


@pytest.mark.parametrize(
    ("attends", "visit"),
    [
        ("in_person", a_visit(day=MONDAY, start=quarter(8))),
        ("either", a_visit(day=MONDAY, start=quarter(8))),
    ],
)
def test_the_smart_coordinator_puts_a_visit_next_to_a_group(attends, visit):
    week = a_week(a_client(attends=attends, free=office_hours(7, 19)))
    assert booked(week, smart=True) == (SEAT, visit)
    free = office_hours(11, 19) | between(MONDAY, NINE, TEN + 2) | between(WEDNESDAY, NINE, TEN + 2)
    later = a_week(a_client(attends=attends, free=free))
    assert booked(later, smart=True)[1] == a_visit(day=MONDAY, start=quarter(11))


def test_by_video_the_first_visit_is_as_good_as_any():
    week = a_week(a_client(attends="video", prescription=a_prescription(kinds=())))
    assert booked(week, smart=True) == booked(week)
    assert isinstance(booked(week)[0], Visit)
