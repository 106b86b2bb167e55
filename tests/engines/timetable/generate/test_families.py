"""Each family of made-up programs has what it is named for, and the same people otherwise."""

import pytest

from wayhome.engines.timetable.calendar import NEVER, count
from wayhome.engines.timetable.generate import FAMILIES, generate, generate_family


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_is_the_same_each_time_and_differs_from_the_usual(name):
    week = generate_family(name, 60, 2)
    assert week == generate_family(name, 60, 2)
    assert (week == generate(60, 2)) == (name == "usual")


def test_adolescents_have_six_hours_and_no_working_hours_to_speak_of():
    week = generate_family("adolescents", 60, 2)
    assert {client.prescription.floor for client in week.clients} == {24}
    assert min(client.prescription.weekly for client in week.clients) == 24
    assert all("family" in client.prescription.services for client in week.clients)


def test_a_contract_has_seats_held_in_some_groups_and_others_to_itself():
    week = generate_family("contracted-seats", 600, 2)
    held = {(series.contract, series.held) for series in week.series}
    assert held == {("", 0), ("county", 0), ("county", 4)}
    assert {client.contract for client in week.clients} == {"", "county"}


def test_with_tight_rooms_there_are_hardly_more_seats_than_needed():
    def seats(name):
        week = generate_family(name, 300, 2)
        needed = sum(q for client in week.clients for _, q in client.prescription.kinds)
        return sum(g.capacity * sum(m.quarters for m in g.meetings) for g in week.series) / needed

    assert seats("tight-rooms") < 1.1 < seats("usual")


def test_a_scarce_prescriber_cannot_see_everybody():
    week = generate_family("scarce-prescriber", 100, 2)
    due = sum("medication" in client.prescription.services for client in week.clients)
    prescribers = [staff for staff in week.staff if "prescriber" in staff.credentials]
    assert sum(count(staff.hours) for staff in prescribers) < 2 * due


def test_in_an_all_video_region_nobody_travels_to_a_group():
    week = generate_family("all-video", 60, 2)
    assert {client.attends for client in week.clients} == {"video"}
    assert all(series.video for series in week.series)


def test_when_counselors_are_out_their_groups_and_clients_are_still_theirs():
    week = generate_family("counselors-out", 200, 2)
    out = {staff.id for staff in week.staff if staff.hours == NEVER}
    assert [sum(each.startswith(site.id) for each in out) for site in week.sites] == [2, 2]
    assert out & {series.facilitator for series in week.series}
    assert out & {client.counselor for client in week.clients}


@pytest.mark.parametrize(
    ("name", "more", "waiting"), [("admission-wave", 15, False), ("waiting-list", 10, True)]
)
def test_more_people_come_than_the_groups_were_made_for(name, more, waiting):
    usual, week = generate(100, 2), generate_family(name, 100, 2)
    assert week.clients[:100] == usual.clients
    newcomers = week.clients[100:]
    assert len(newcomers) == more
    assert {(client.counselor, client.waiting) for client in newcomers} == {(None, waiting)}


def test_a_per_diem_asks_for_three_days_of_three_hours():
    week = generate_family("per-diem", 60, 2)
    days = {
        (each.prescription.minimum_days, each.prescription.day_minimum) for each in week.clients
    }
    assert days == {(3, 12)}
