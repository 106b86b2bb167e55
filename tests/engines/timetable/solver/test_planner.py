"""A week is planned region by region, from whatever was put in, the same way each time."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from tests.engines.timetable.weeks import (
    FRIDAY,
    SEAT,
    a_client,
    a_counselor,
    a_group,
    a_prescription,
    a_room,
    a_site,
    a_visit,
    a_week,
    at,
    office_hours,
    rules,
)
from wayhome.engines.timetable.calendar import NEVER
from wayhome.engines.timetable.check import check
from wayhome.engines.timetable.domain import Effort, Reason, Seat
from wayhome.engines.timetable.first_fit import first_fit
from wayhome.engines.timetable.generate import FAMILIES, generate_family
from wayhome.engines.timetable.solver.planner import parts_of, plan
from wayhome.engines.timetable.sound import sound

ANN = a_client("ann")
HASHED = """
from hashlib import sha256
from wayhome.engines.timetable.generate import generate_family
from wayhome.engines.timetable.solver.planner import plan
for family in ("contracted-seats", "waiting-list"):
    found = plan(generate_family(family, 20, 2))
    claims = found.bookings, found.levels, found.bound, found.certificates, found.problems
    print(sha256(repr(claims).encode()).hexdigest())
"""


def bookings_in(week, client="ann"):
    result = plan(week, effort=Effort.QUICK)
    assert check(week, result).sentences == ()
    return result, result.of(client)


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_no_family_is_planned_worse_than_by_hand(family):
    week = generate_family(family, 20, 12)
    result = plan(week, effort=Effort.QUICK)
    report = check(week, result)
    weights = week.rules.weights
    assert report.sentences == ()
    assert result.bound.hours <= report.levels.hours
    assert result.bound.total <= report.total
    for smart in (False, True):
        bookings = first_fit(sound(week).week, smart=smart)
        by_hand = replace(result, bookings=bookings, certificates=())
        levels = check(week, by_hand, proofs=False).levels
        assert (report.levels.hours, report.total) <= (levels.hours, levels.total(weights))


def test_the_plan_does_not_depend_on_how_python_orders_sets():
    def hashed(seed):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", HASHED]
        return subprocess.check_output(command, env=environment).splitlines()[-2:]  # noqa: S603

    assert hashed("1") == hashed("2")


def test_parts_are_regions_with_all_that_is_theirs():
    week = a_week(
        ANN,
        a_client("bea", site="east"),
        series=(a_group(), a_group("far", site="east")),
        staff=(a_counselor(), a_counselor("eli", site="east")),
        rooms=(a_room(), a_room("elm", site="east")),
        sites=(a_site(), a_site("east", region="coast"), a_site("empty", region="nowhere")),
        published=(("ann", (SEAT,)), ("bea", (SEAT,))),
    )
    coast, valley = parts_of(week)
    assert [client.id for client in coast.clients] == ["bea"]
    assert ([s.id for s in coast.series], [s.id for s in coast.staff]) == (["far"], ["eli"])
    assert ([r.id for r in coast.rooms], [s.id for s in coast.sites]) == (["elm"], ["east"])
    assert valley.published == (("ann", (SEAT,)),)


def test_seats_that_are_held_stay_empty_for_others():
    people = [a_client(name) for name in ("ann", "bea", "cam")]
    dee = a_client("dee", contract="county")
    group = a_group(capacity=3, target=3, contract="county", held=1)
    result, _ = bookings_in(a_week(*people, dee, series=(group,)))
    seated = {client for client, own in result.bookings if SEAT in own}
    assert len(seated) == 3
    assert "dee" in seated


def test_a_closed_group_keeps_its_own_and_takes_nobody_else():
    week = a_week(
        ANN, a_client("bea"), series=(a_group(admits=False),), published=(("bea", (SEAT,)),)
    )
    result, own = bookings_in(week)
    assert SEAT not in own
    assert SEAT in result.of("bea")


def test_whoever_waits_gets_what_seats_are_left_and_no_visits():
    waiting = a_client("zoe", waiting=True, counselor=None)
    week = a_week(ANN, waiting, series=(a_group(capacity=1, target=1),))
    result, own = bookings_in(week)
    assert SEAT in own
    assert result.of("zoe") == ()
    result, _ = bookings_in(replace(week, series=(a_group(),)))
    assert result.of("zoe") == (SEAT,)


@pytest.mark.parametrize("pin", [SEAT, a_visit(day=FRIDAY, start=60)])
def test_a_pinned_booking_comes_before_everyone_else_s(pin):
    week = a_week(ANN, a_client("bea", pinned=(pin,)), series=(a_group(capacity=1, target=1),))
    result, _ = bookings_in(week)
    assert pin in result.of("bea")


FINE = a_group(
    "a fine one", kind="education", meetings=at((FRIDAY, 40)), room="elm", facilitator="bo"
)
BOTH_KINDS = a_client("ann", prescription=a_prescription(kinds=(("cbt", 12), ("education", 6))))
BAD_SERIES = {
    Reason.NO_MEETINGS: a_group(meetings=()),
    Reason.OVERLAPPING_MEETINGS: a_group(meetings=at((0, 36), (0, 38))),
    Reason.OUTSIDE_THE_WEEK: a_group(meetings=at((7, 36))),
    Reason.UNKNOWN_KIND: a_group(kind="dance"),
    Reason.UNKNOWN_SITE: a_group(site="moon"),
    Reason.NO_SEATS: a_group(capacity=0),
    Reason.NO_FACILITATOR: a_group(facilitator=None),
    Reason.FACILITATOR_LACKS_CREDENTIAL: a_group(facilitator="vic"),
    Reason.FACILITATOR_LACKS_LANGUAGE: a_group(language="es"),
    Reason.FACILITATOR_OFF: a_group(meetings=at((6, 36))),
    Reason.FACILITATOR_ELSEWHERE: a_group(meetings=at((FRIDAY, 42)), facilitator="bo"),
    Reason.NO_ROOM: a_group(room=None),
    Reason.ROOM_CLOSED: a_group(room="shut"),
    Reason.ROOM_TAKEN: a_group(meetings=at((FRIDAY, 40)), room="elm"),
    Reason.ROOM_LACKS_FEATURE: a_group(needs=frozenset({"piano"})),
    Reason.ROOM_TOO_SMALL: a_group(room="den"),
}
BAD_CLIENTS = {
    Reason.NO_AVAILABILITY: a_client("ben", free=NEVER),
    Reason.NO_PRESCRIPTION: a_client("ben", prescription=a_prescription(0, kinds=(), services=())),
    Reason.CONTRADICTORY_PRESCRIPTION: a_client("ben", prescription=a_prescription(ceiling=10)),
    Reason.UNKNOWN_SERVICE: a_client("ben", prescription=a_prescription(services=("massage",))),
    Reason.UNKNOWN_COUNSELOR: a_client("ben", counselor="nobody"),
    Reason.UNKNOWN_SITE: a_client("ben", site="moon"),
    Reason.UNKNOWN_KIND: a_client("ben", prescription=a_prescription(kinds=(("dance", 4),))),
    Reason.PIN_IMPOSSIBLE: a_client("ben", pinned=(Seat("gone"),)),
}


def troubled(*, series=a_group(), client=a_client("ben")):  # noqa: B008 - both are frozen
    return a_week(
        BOTH_KINDS,
        client,
        series=(FINE, series),
        staff=(
            a_counselor(),
            a_counselor("bo", hours=office_hours()),
            a_counselor("vic", credentials=frozenset()),
        ),
        rooms=(a_room(), a_room("elm"), a_room("shut", open=NEVER), a_room("den", capacity=2)),
        rules=rules(),
    )


@pytest.mark.parametrize("reason", BAD_SERIES)
def test_a_bad_group_is_named_and_the_rest_of_the_week_is_planned(reason):
    result, own = bookings_in(troubled(series=BAD_SERIES[reason]))
    assert reason in {problem.reason for problem in result.problems}
    assert Seat(FINE.id) in own
    assert len(own) > 1


@pytest.mark.parametrize("reason", BAD_CLIENTS)
def test_half_entered_clients_are_named_and_the_others_are_planned(reason):
    result, own = bookings_in(troubled(client=BAD_CLIENTS[reason]))
    assert reason in {problem.reason for problem in result.problems}
    assert {problem.subject for problem in result.problems} == {"ben"}
    assert {Seat(FINE.id), SEAT} < set(own)


def test_a_site_that_is_closed_all_week_is_named_and_nobody_is_booked_there():
    result, own = bookings_in(a_week(ANN, sites=(a_site(open=NEVER),)))
    assert {problem.reason for problem in result.problems} == {Reason.SITE_CLOSED}
    assert own == ()


def test_what_a_worker_process_plans_keeps_its_problems_and_its_order():
    week = generate_family("waiting-list", 30, 2)
    week = replace(week, clients=(*week.clients, a_client("nobody", site="moon")))
    assert plan(week, effort=Effort.QUICK, processes=2) == plan(week, effort=Effort.QUICK)
