"""Small weeks, made by hand: each part has sensible defaults, a test names what it is about."""

from dataclasses import replace

from wayhome.engines.timetable.calendar import WEEK, between, quarter
from wayhome.engines.timetable.check import check
from wayhome.engines.timetable.domain import (
    Bound,
    Client,
    GroupKind,
    GroupSeries,
    Levels,
    Meeting,
    Plan,
    Prescription,
    Room,
    Rules,
    Seat,
    Service,
    Site,
    Staff,
    Visit,
    Week,
)

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
HOUR = quarter(1)
NINE, TEN, NOON, ONE, FIVE = (quarter(hour) for hour in (9, 10, 12, 13, 17))


def office_hours(start=9, end=17, days=range(5)):
    """Give the same hours on each of the days."""
    times = 0
    for day in days:
        times |= between(day, quarter(start), quarter(end))
    return times


def at(*meetings, quarters=6):
    """Give meetings, each a day and a quarter of that day."""
    return tuple(Meeting(day, start, quarters) for day, start in meetings)


def a_site(name="north", **parts):
    return Site(**{"id": name, "region": "valley"} | parts)


def a_room(name="oak", **parts):
    return Room(**{"id": name, "site": "north", "capacity": 12} | parts)


def a_counselor(name="ana", **parts):
    defaults = {
        "id": name,
        "site": "north",
        "hours": office_hours(8, 20),
        "credentials": frozenset({"counselor"}),
        "caseload": 14,
    }
    return Staff(**defaults | parts)


def a_group(name="cbt", **parts):
    """Make a group that meets on Monday and Wednesday from 9:00 to 10:30."""
    defaults = {
        "id": name,
        "kind": "cbt",
        "meetings": at((MONDAY, NINE), (WEDNESDAY, NINE)),
        "capacity": 12,
        "target": 10,
        "site": "north",
        "facilitator": "ana",
        "room": "oak",
    }
    return GroupSeries(**defaults | parts)


def a_prescription(weekly=16, **parts):
    """Prescribe twelve quarters of therapy in a group and one hour with one's own counselor."""
    defaults = {
        "weekly": weekly,
        "kinds": (("cbt", 12),),
        "services": ("individual",),
    }
    return Prescription(**defaults | parts)


def a_client(name="ben", **parts):
    defaults = {
        "id": name,
        "site": "north",
        "free": WEEK,
        "prescription": a_prescription(),
        "counselor": "ana",
    }
    return Client(**defaults | parts)


def a_visit(staff="ana", day=TUESDAY, start=NINE, service="individual", quarters=HOUR):
    return Visit(service, staff, Meeting(day, start, quarters))


KINDS = (
    GroupKind("cbt", frozenset({"counselor"})),
    GroupKind("education", frozenset({"counselor"})),
)
SERVICES = (
    Service("individual", HOUR, 8, frozenset({"counselor"}), own_counselor=True),
    Service("family", HOUR, 4, frozenset({"family-therapist"})),
    Service("medication", 2, 6, frozenset({"prescriber"})),
)


def rules(**parts):
    return Rules(**{"kinds": KINDS, "services": SERVICES} | parts)


def a_week(*clients, **parts):
    """Make the week of one site: a counselor, a room and a group, unless others are named."""
    defaults = {
        "clients": clients or (a_client(),),
        "series": (a_group(),),
        "staff": (a_counselor(),),
        "rooms": (a_room(),),
        "sites": (a_site(),),
        "rules": rules(),
    }
    return Week(**defaults | parts)


def a_plan(bookings=(), **parts):
    """Make a plan of bookings by client; what it claims of itself is nothing yet."""
    listed = tuple(sorted((client, tuple(own)) for client, own in dict(bookings).items()))
    return Plan(**{"bookings": listed, "levels": Levels(), "bound": Bound(0, 0)} | parts)


def an_honest_plan(week, bookings=(), **parts):
    """Make a plan that claims the levels which it has."""
    plan = a_plan(bookings, **parts)
    return replace(plan, levels=check(week, plan).levels)


SEAT = Seat("cbt")
