"""Bookings come back from the solver's places as they went in."""

import pytest

from tests.engines.timetable.solver.small import region_of
from tests.engines.timetable.weeks import MONDAY, NINE, SEAT, TUESDAY, a_visit, a_week
from wayhome.engines.timetable.domain import Seat
from wayhome.engines.timetable.first_fit import first_fit
from wayhome.engines.timetable.generate import FAMILIES, generate_family
from wayhome.engines.timetable.solver.bookings import booked_of, bookings_of, slot_of
from wayhome.engines.timetable.solver.region import Region
from wayhome.engines.timetable.solver.worth import Booked
from wayhome.engines.timetable.sound import sound


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_what_goes_in_comes_out(family):
    region = Region(sound(generate_family(family, 30, 4)).week)
    bookings = first_fit(region.week, smart=True)
    plans = {client: booked_of(region, own) for client, own in bookings}
    assert [(c, set(own)) for c, own in bookings_of(region, plans)] == [
        (c, set(own)) for c, own in bookings
    ]


def test_seats_come_before_visits_and_clients_in_the_order_of_their_ids():
    region = region_of(a_week())
    booked = booked_of(region, (a_visit(), SEAT))
    assert bookings_of(region, {"zoe": Booked(), "ben": booked}) == (
        ("ben", (SEAT, a_visit())),
        ("zoe", ()),
    )


@pytest.mark.parametrize(
    "booking",
    [Seat("gone"), a_visit("gone"), a_visit(start=0), a_visit(day=MONDAY, start=NINE)],
    ids=["series", "staff", "outside their hours", "during their group"],
)
def test_what_has_no_place_in_the_week_is_left_out(booking):
    assert booked_of(region_of(a_week()), (booking,)) == Booked()


def test_a_slot_is_a_visit_without_its_service():
    slot = slot_of(a_visit(day=TUESDAY, start=NINE))
    assert (slot.staff, slot.meeting) == ("ana", a_visit(day=TUESDAY, start=NINE).meeting)
