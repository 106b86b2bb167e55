"""Made-up programs: the same each time, sound in themselves, in the sizes that were asked for."""

from collections import Counter, defaultdict

import pytest

from wayhome.engines.timetable.calendar import NEVER, count, holds_a_run
from wayhome.engines.timetable.domain import Week
from wayhome.engines.timetable.eligibility import times_of
from wayhome.engines.timetable.generate import Knobs, generate

SIZES = ((1, 1), (24, 3), (100, 11), (330, 31))


@pytest.fixture(scope="module", params=SIZES, ids=str)
def week(request) -> Week:
    return generate(*request.param)


def test_the_same_numbers_make_the_same_program():
    assert generate(60, 2) == generate(60, 2)
    assert generate(60, 2) != generate(60, 3)


def test_it_is_known_what_a_seed_makes():
    week = generate(100, 11)
    assert (len(week.series), len(week.staff), len(week.rooms)) == (56, 13, 5)
    assert sum(count(client.free) for client in week.clients) == 24_898
    assert Counter(client.counselor for client in week.clients)[None] == 5


def test_there_are_as_many_clients_as_asked_for_each_with_an_id_of_their_own(week):
    assert [client.id for client in week.clients] == [f"c{n}" for n in range(len(week.clients))]


def test_sites_have_about_a_hundred_clients_and_three_share_a_region():
    week = generate(420, 5)
    assert Counter(client.site for client in week.clients) == dict.fromkeys(
        ("s0", "s1", "s2", "s3"), 105
    )
    assert [site.region for site in week.sites] == ["region-0"] * 3 + ["region-1"]


def test_nobody_leads_two_groups_at_once_nor_outside_their_hours_nor_without_a_break(week):
    staff = {each.id: each for each in week.staff}
    leads = defaultdict(int)
    for series in week.series:
        times = times_of(series.meetings)
        assert not leads[series.facilitator] & times
        leads[series.facilitator] |= times
    for facilitator, times in leads.items():
        assert times & ~staff[facilitator].hours == NEVER
        assert all(holds_a_run(window & ~times, 2) for window in staff[facilitator].breaks)


def test_no_room_holds_two_groups_at_once_nor_more_people_than_it_has_chairs(week):
    rooms = {room.id: room for room in week.rooms}
    taken = defaultdict(int)
    for series in week.series:
        assert series.video == (series.room is None)
        if series.room:
            assert series.capacity <= rooms[series.room].capacity
            assert not taken[series.room] & times_of(series.meetings)
            taken[series.room] |= times_of(series.meetings)


def test_a_prescription_adds_up_but_for_half_an_hour_of_the_last_phase(week):
    lengths = {service.id: service.quarters for service in week.rules.services}
    for client in week.clients:
        prescription = client.prescription
        due = sum(quarters for _, quarters in prescription.kinds)
        least = prescription.weekly - (2 if client.phase == 3 else 0)
        assert due + lengths["individual"] >= least
        assert {"individual"} <= set(prescription.services) <= set(lengths)


def test_a_counselor_has_no_more_clients_than_the_caseload_allows(week):
    loads = Counter(client.counselor for client in week.clients if client.counselor)
    assert all(loads[staff.id] <= staff.caseload for staff in week.staff)


def test_whoever_must_keep_apart_says_so_on_both_sides(week):
    avoid = {client.id: client.avoid for client in week.clients}
    assert all(client in avoid[other] for client, others in avoid.items() for other in others)


def test_clients_are_free_for_half_of_the_opening_hours_on_the_whole():
    week = generate(1000, 8)
    opening_hours = 1000 * 6 * 14 * 4
    assert 0.4 < sum(count(client.free) for client in week.clients) / opening_hours < 0.7
    assert max(count(client.free) for client in week.clients) <= 6 * 16 * 4


def test_a_knob_changes_what_it_says():
    everybody_by_video = generate(60, 2, knobs=Knobs(attends=(("video", 1.0),), video_tracks=1))
    assert {client.attends for client in everybody_by_video.clients} == {"video"}
    assert all(series.video for series in everybody_by_video.series)
