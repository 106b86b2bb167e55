"""Small weeks as the solver sees them, and what the checker says of one client in them."""

from dataclasses import replace

from hypothesis import strategies as st

from tests.engines.timetable.check.proof.tiny import every_week_of, weeks
from tests.engines.timetable.weeks import a_plan
from wayhome.engines.timetable.check import check
from wayhome.engines.timetable.check.problems import ground_of, impossible_pins
from wayhome.engines.timetable.check.worth import levels_of_client
from wayhome.engines.timetable.domain import Seat, Weights
from wayhome.engines.timetable.solver.bookings import bookings_of
from wayhome.engines.timetable.solver.patterns import Lister, Scale
from wayhome.engines.timetable.solver.region import Region
from wayhome.engines.timetable.solver.worth import Worth
from wayhome.engines.timetable.sound import sound

SCALE = Scale(Weights().hours, 1)
BELOW_HOURS = replace(Weights(), hours=0)
HOURS_ALONE = Weights(1, 0, 0, 0, 0)
MANY = 100_000


def region_of(week):
    return Region(sound(week).week)


def judges_of(region):
    return {client.id: Worth(region, client) for client in region.week.clients}


def patterns_of(region, client, most=MANY):
    return Lister(region, client, most).list(SCALE)


@st.composite
def one_client_s(draw):
    """Draw a week of one client in which every counselor has room for them."""
    week = draw(weeks(most_clients=1))
    staff = (replace(each, caseload=5) for each in week.staff)
    return replace(week, staff=tuple(staff))


def possible_weeks(week):
    """Give each week of bookings that the only client could have, with what it is worth."""
    found = sound(week)
    ground = ground_of(week, found.problems)
    impossible = impossible_pins(ground, found.problems)
    for client in ground.clients.values():
        for own in every_week_of(ground, client, impossible.get(client.id, ())):
            yield own, levels_of_client(ground, client, own)


def seats_in(bookings):
    return frozenset(each.series for each in bookings if isinstance(each, Seat))


def services_in(bookings):
    return frozenset(each.service for each in bookings if not isinstance(each, Seat))


def violations_of(week, region, plans):
    problems = sound(week).problems
    plan = a_plan(dict(bookings_of(region, plans)), problems=problems)
    return check(week, plan, proofs=False).violations
