"""A small program with a plan that keeps every rule, and ways to change one thing of it."""

from dataclasses import replace

from tests.engines.timetable.weeks import (
    FRIDAY,
    MONDAY,
    NINE,
    NOON,
    ONE,
    TEN,
    THURSDAY,
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
    at,
    rules,
)
from wayhome.engines.timetable.calendar import between
from wayhome.engines.timetable.domain import Seat

LUNCH = tuple(between(day, NOON, NOON + 6) for day in range(5))
BOTH = frozenset({"en", "es"})

SERIES = (
    a_group("cbt", capacity=3, target=2, block="morning"),
    a_group(
        "education",
        kind="education",
        meetings=at((TUESDAY, NINE)),
        room="elm",
        facilitator="bo",
        block="morning",
    ),
    a_group(
        "evening",
        kind="education",
        meetings=at((THURSDAY, 68)),
        room=None,
        video=True,
        facilitator="bo",
    ),
    a_group(
        "afternoon",
        meetings=at((MONDAY, 56), (WEDNESDAY, 56)),
        room="elm",
        facilitator="bo",
    ),
    a_group(
        "court",
        kind="education",
        meetings=at((FRIDAY, NINE)),
        facilitator="ana",
        contract="county",
        held=11,
    ),
)
STAFF = (
    a_counselor("ana", breaks=LUNCH, caseload=3),
    a_counselor("bo", languages=BOTH, caseload=2),
    a_counselor("fay", credentials=frozenset({"family-therapist"})),
    a_counselor("sue", site="south"),
)
FULL = a_prescription(weekly=26, kinds=(("cbt", 12), ("education", 12)), services=("individual",))
CLIENTS = (
    a_client("ben", travel=2, prescription=replace(FULL, services=("individual", "family"))),
    a_client("cam", attends="either", prescription=FULL),
    a_client("dee", attends="video", prescription=FULL),
    a_client("eve", prescription=FULL, counselor=None, contract="county"),
    a_client("gus", waiting=True, prescription=FULL),
    a_client("hal", counselor="bo", prescription=FULL),
)
PROGRAM = a_week(
    *CLIENTS,
    series=SERIES,
    staff=STAFF,
    rooms=(a_room("oak"), a_room("elm")),
    sites=(a_site(), a_site("south"), a_site("east", region="coast")),
    rules=rules(day_maximum=12, break_quarters=2),
)
BOOKINGS = {
    "ben": (
        Seat("cbt"),
        Seat("education"),
        a_visit("ana", TUESDAY, ONE),
        a_visit("fay", MONDAY, 44, "family"),
    ),
    "cam": (Seat("cbt"), Seat("education"), Seat("evening"), a_visit("ana", THURSDAY, NINE)),
    "dee": (Seat("evening"), a_visit("ana", TUESDAY, TEN)),
    "eve": (Seat("afternoon"), Seat("court"), a_visit("bo", THURSDAY, TEN)),
    "gus": (Seat("afternoon"),),
    "hal": (Seat("afternoon"), Seat("court"), a_visit("bo", FRIDAY, NINE + 8)),
}


def with_client(name, **parts):
    """Give the program's week with one client who is different."""
    clients = (replace(each, **parts) if each.id == name else each for each in PROGRAM.clients)
    return replace(PROGRAM, clients=tuple(clients))


def with_series(name, **parts):
    series = (replace(each, **parts) if each.id == name else each for each in PROGRAM.series)
    return replace(PROGRAM, series=tuple(series))


def with_staff(name, **parts):
    staff = (replace(each, **parts) if each.id == name else each for each in PROGRAM.staff)
    return replace(PROGRAM, staff=tuple(staff))


def with_rules(**parts):
    return replace(PROGRAM, rules=replace(PROGRAM.rules, **parts))


def booked(client, *, without=(), plus=()):
    """Give the bookings with other ones for one client."""
    own = tuple(each for each in BOOKINGS.get(client, ()) if each not in without)
    return BOOKINGS | {client: (*own, *plus)}
