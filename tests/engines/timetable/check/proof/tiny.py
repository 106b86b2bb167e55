"""Weeks so small that every plan of them can be listed."""

from itertools import product
from operator import itemgetter

from hypothesis import strategies as st

from tests.engines.timetable.weeks import (
    MONDAY,
    NINE,
    TUESDAY,
    a_client,
    a_counselor,
    a_group,
    a_room,
    a_site,
    a_week,
    rules,
)
from wayhome.engines.timetable.calendar import WEEK, between, span
from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.person import violations_of_client
from wayhome.engines.timetable.check.problems import ground_of, impossible_pins
from wayhome.engines.timetable.check.together import turned, violations_together
from wayhome.engines.timetable.check.whole import levels_of
from wayhome.engines.timetable.check.worth import levels_of_client
from wayhome.engines.timetable.domain import (
    Daypart,
    Meeting,
    Prescription,
    Seat,
    Visit,
    Week,
)

DAYS = (MONDAY, TUESDAY)
STARTS = range(NINE, NINE + 12, 2)
HOURS = sum(between(day, NINE, NINE + 8) for day in DAYS)
BREAK = between(MONDAY, NINE + 2, NINE + 6)

meetings = st.builds(
    Meeting, st.sampled_from(DAYS), st.sampled_from(STARTS), st.sampled_from((2, 4))
)


@st.composite
def series(draw, name):
    """Draw a group with a facilitator and a room of its own."""
    capacity = draw(st.integers(1, 2))
    return a_group(
        name,
        kind=draw(st.sampled_from(("cbt", "education"))),
        meetings=(draw(meetings),),
        capacity=capacity,
        target=draw(st.integers(0, capacity)),
        facilitator=f"leads {name}",
        room=f"room of {name}",
        video=draw(st.booleans()),
        block=draw(st.sampled_from(("", "a", "b"))),
        phases=frozenset(draw(st.sets(st.sampled_from((1, 2)), max_size=1))),
        contract=draw(st.sampled_from(("", "county"))),
        held=draw(st.integers(0, 1)),
    )


prescriptions = st.builds(
    Prescription,
    weekly=st.integers(0, 14),
    kinds=st.tuples(st.integers(0, 8), st.integers(0, 8)).map(
        lambda quarters: (("cbt", quarters[0]), ("education", quarters[1]))
    ),
    services=st.sets(st.sampled_from(("individual", "family"))).map(sorted).map(tuple),
    floor=st.integers(0, 10),
    ceiling=st.integers(14, 20),
    minimum_days=st.integers(0, 2),
    day_minimum=st.integers(0, 6),
    any_mix=st.booleans(),
)


@st.composite
def clients(draw, name, others, groups):
    """Draw somebody who is busy now and then."""
    free = WEEK
    for day, start in draw(
        st.lists(st.tuples(st.sampled_from(DAYS), st.sampled_from(STARTS)), max_size=2)
    ):
        free &= ~span(day, start, 1)
    return a_client(
        name,
        free=free,
        prescription=draw(prescriptions),
        travel=draw(st.integers(0, 2)),
        attends=draw(st.sampled_from(("in_person", "either", "video"))),
        phase=draw(st.integers(1, 2)),
        counselor=draw(st.sampled_from(("ana", None))),
        prefers=draw(st.sampled_from(Daypart)),
        avoid=frozenset(draw(st.sets(st.sampled_from(others)))) if others else frozenset(),
        waiting=draw(st.integers(0, 4)) == 0,
        contract=draw(st.sampled_from(("", "county"))),
        pinned=tuple(draw(st.lists(bookings_in(groups), max_size=1))),
    )


def bookings_in(groups):
    visits = st.builds(
        Visit,
        st.sampled_from(("individual", "family")),
        st.sampled_from(("ana", "bo")),
        st.builds(Meeting, st.sampled_from(DAYS), st.sampled_from((NINE, NINE + 4)), st.just(4)),
    )
    return visits | st.sampled_from(groups).map(Seat) if groups else visits


@st.composite
def weeks(draw, most_clients=2):
    names = ["ben", "cam", "dee"][: draw(st.integers(1, most_clients))]
    groups = ["g", "h", "i", "j"][: draw(st.integers(0, 4))]
    held = tuple(draw(series(group)) for group in groups)
    leaders = (a_counselor(each.facilitator, site="south") for each in held)
    staff = (
        a_counselor("ana", hours=HOURS, breaks=(BREAK,), caseload=draw(st.integers(0, 2))),
        a_counselor("bo", hours=HOURS, credentials=frozenset({"family-therapist", "counselor"})),
    )
    people = tuple(draw(clients(name, names[:place], groups)) for place, name in enumerate(names))
    published = tuple(
        (name, tuple(draw(st.lists(bookings_in(groups), max_size=2)))) for name in names
    )
    return a_week(
        *people,
        series=held,
        staff=(*staff, *leaders),
        rooms=tuple(a_room(each.room) for each in held),
        sites=(a_site(), a_site("south")),
        rules=rules(day_maximum=draw(st.sampled_from((6, 10))), step=4),
        published=published,
    )


def every_booking(ground):
    yield from (Seat(name) for name in ground.series)
    for service, staff, day in product(ground.services, ("ana", "bo"), DAYS):
        for start in (NINE, NINE + 4):
            yield Visit(service, staff, Meeting(day, start, ground.services[service].quarters))


def every_week_of(ground: Ground, client, impossible):
    """List each choice of bookings that keeps the rules which concern one client alone."""
    weeks_so_far = [()]
    for booking in every_booking(ground):
        more = ((*own, booking) for own in weeks_so_far)
        weeks_so_far += [
            own for own in more if not any(violations_of_client(ground, client, own, client.pinned))
        ]
    return [
        own
        for own in weeks_so_far
        if not any(violations_of_client(ground, client, own, impossible))
    ]


def least_total(week: Week, problems, weights):
    """Compare all plans; a plan that keeps every rule exists, since pins that can't be don't count."""
    ground = ground_of(week, problems)
    impossible = impossible_pins(ground, problems)
    people = list(ground.clients.values())
    choices = [
        sorted(
            (
                (levels_of_client(ground, client, own).total(weights), own)
                for own in every_week_of(ground, client, impossible.get(client.id, ()))
            ),
            key=itemgetter(0),
        )
        for client in people
    ]
    return min(_totals(ground, weights, [client.id for client in people], choices))


def _totals(ground, weights, names, choices):
    best = float("inf")
    for weeks_of_all in product(*choices):
        if sum(total for total, _ in weeks_of_all) >= best:
            continue
        bookings = dict(zip(names, (own for _, own in weeks_of_all), strict=True))
        together = turned(bookings.items())
        if not any(violations_together(ground, together)):
            total = levels_of(ground, bookings, together).total(weights)
            best = min(best, total)
            yield total
