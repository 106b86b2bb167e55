"""The pages of the schedule, through the whole stack."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import make_counselor, make_membership
from tests.factories.patients import make_patient
from tests.factories.scheduling import (
    NOW,
    START,
    make_appointment,
    make_client,
    make_facilitator,
    make_member,
    make_series,
    make_session,
)
from tests.factories.tenancy import make_organization, make_room, make_service
from tests.guards import no_inline_script
from wayhome.journey.scheduling import actions
from wayhome.journey.scheduling.models import Appointment, GroupMember, GroupSeries, GroupSession
from wayhome.shared.accounts.codes import Role

pytestmark = pytest.mark.django_db

WEEK = timedelta(weeks=1)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def post(client, supervisor):
    """Return a function that sends a form as the supervisor."""
    del supervisor

    def post_form(name, *args, **given):
        response = client.post(reverse(f"scheduling:{name}", args=args), given)
        no_inline_script(response.text)
        return response

    return post_form


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def statements_of(show, *args):
    """Count after a first look, which opens the browser's session."""
    show(*args)
    with CaptureQueriesContext(connection) as asked:
        show(*args)
    return len(asked)


def sessions_of(series):
    return list(GroupSession.objects.filter(series=series.pk).order_by("period_start"))


def group_form(program, **given):
    return {
        "healthcare_service": program.service.pk,
        "service_type": "cbt",
        "title": "CBT skills",
        "weekday": "1",
        "start_time": "17:30",
        "duration_minutes": "90",
        "first_day": TODAY.isoformat(),
        "last_day": "",
        "facilitator": program.facilitator.pk,
        "modality": "on-site",
        "room": program.room.pk,
        "join_url": "",
        "capacity": "10",
        **given,
    }


def change_form(session, **given):
    return {
        "scope": "this-one",
        "title": session.title,
        "service_date": session.service_date.isoformat(),
        "start_time": "17:30",
        "duration_minutes": "90",
        "facilitator": session.facilitator_id,
        "modality": session.modality,
        "room": session.room_id or "",
        "join_url": "",
        "capacity": session.capacity,
        "edition": session.edition,
        "series_edition": "1",
        **given,
    }


@pytest.mark.parametrize("name", ["schedule", "list", "board", "groups"])
def test_the_schedule_shows_the_sessions_in_the_programs_own_time(program, get, name):
    program.plan()
    page = get(name).text
    assert "CBT skills" in page
    assert "5:30" in page
    assert "10:30" not in page


@pytest.mark.parametrize("name", ["schedule", "list", "board", "groups"])
def test_an_empty_schedule_says_how_to_make_the_first_group(get, name):
    page = get(name).text
    assert reverse("scheduling:plan-group") in page
    assert "Plan a weekly group, and its sessions" in page


def test_without_a_program_the_schedule_says_who_sets_one_up(client):
    membership = make_membership(make_organization(), Role.PROGRAM_DIRECTOR, display_name="P. D.")
    client.force_login(membership.user)
    for name in ("schedule", "list", "board", "groups", "plan-group", "plan-extra"):
        assert "There is no program yet" in client.get(reverse(f"scheduling:{name}")).text


def test_a_week_and_a_day_are_those_that_the_address_asks_for(program, get):
    program.plan(period_start=TODAY + WEEK)
    assert "CBT skills" not in get("list").text
    later = (TODAY + WEEK).isoformat()
    assert "CBT skills" in get("list", day=later).text
    assert "CBT skills" in get("board", day=later).text
    assert "CBT skills" not in get("list", day="nonsense", service="nonsense").text
    assert "CBT skills" not in get("list", day="0001-01-01").text


def test_the_board_has_a_column_for_how_each_session_stands(program, get):
    for hours, title in ((-5, "Over one"), (-0.5, "Running one"), (5, "Later one")):
        make_session(program.service, start=NOW + timedelta(hours=hours), title=title)
    assert "Cancelled" not in get("board").text
    make_session(program.service, start=NOW, title="Lost one", status="cancelled")
    page = get("board").text
    order = [page.index(title) for title in ("Later one", "Running one", "Over one", "Lost one")]
    assert order == sorted(order)


def test_only_mine_or_one_programs_sessions_are_shown_when_asked(program, get):
    make_session(program.service, title="Led by me", facilitator_id=program.facilitator.pk)
    other = make_service(program.organization)
    make_session(other, title="Led by others")
    assert "Led by others" not in get("list", whose="mine").text
    assert "Led by me" not in get("list", service=other.pk).text
    both = get("list").text
    assert "Led by me" in both
    assert "Led by others" in both


def test_another_organizations_program_is_not_found(get):
    get("list", service=make_service(make_organization()).pk, status=404)


def test_programs_in_two_zones_name_them_beside_each_time(program, get):
    west = make_service(program.organization, time_zone="America/Los_Angeles")
    make_session(west, start=START, title="West coast")
    make_session(program.service, start=START, title="East coast")
    page = get("list").text
    assert "2:30\u20134:00 pm" in page
    assert "Pacific" in page


def test_the_calendar_fetches_titles_times_and_seats_but_no_names(program, get):
    session = make_session(program.service, capacity=1)
    make_appointment(session, program.client())
    make_session(program.service, start=START + timedelta(hours=3), status="cancelled")
    days = {"start": "2026-11-22", "end": "2026-11-29"}
    found = json.loads(get("events", "everyone", **days).text)
    assert found[0] == {
        "id": str(session.pk),
        "start": "2026-11-24T17:30",
        "end": "2026-11-24T19:00",
        "title": "CBT skills",
        "url": reverse("scheduling:session", args=[session.pk]),
        "note": f"1 of 1 · {session.room.name}" if session.room else "",
        "tone": "due",
    }
    assert (found[1]["tone"], found[1]["note"]) == ("neutral", "Cancelled")
    assert json.loads(get("events", "mine", **days).text) == []
    of_program = get("events-of-program", "everyone", program.service.pk, **days).text
    assert len(json.loads(of_program)) == 2


@pytest.mark.parametrize(
    "days",
    [
        {},
        {"start": "2026-11-22"},
        {"start": "tomorrow", "end": "2026-11-29"},
        {"start": "2026-11-29", "end": "2026-11-22"},
        {"start": "2026-01-01", "end": "2026-11-22"},
    ],
)
def test_the_calendar_is_told_what_days_it_may_ask_for(get, days):
    assert "error" in json.loads(get("events", "everyone", status=400, **days).text)


@pytest.mark.parametrize("name", ["schedule", "list", "board", "groups"])
def test_a_page_asks_as_often_for_twenty_sessions_as_for_one(program, get, name):
    counts = set()
    for number in (1, 19):
        for _ in range(number):
            series = make_series(program.service)
            make_member(series, program.client())
            session = make_session(program.service, series=series)
            make_appointment(session, program.client())
        counts.add(statements_of(get, name))
    assert len(counts) == 1


def test_a_sessions_page_asks_as_often_for_twenty_people_as_for_one(program, get):
    session = make_session(program.service, capacity=30)
    counts = set()
    for seats in ((1,), range(2, 21)):
        for seat in seats:
            make_appointment(session, program.client(), seat=seat)
        counts.add(statements_of(get, "session", session.pk))
    assert len(counts) == 1


def test_a_groups_page_asks_as_often_for_twenty_people_as_for_one(program, get):
    series = program.plan(capacity=1)
    counts = set()
    for number in (2, 18):
        for _ in range(number):
            actions.join_series(
                program.by,
                series_id=series.pk,
                episode_id=program.client().pk,
                period_start=TODAY,
                now=NOW,
            )
        counts.add(statements_of(get, "group", series.pk))
    assert len(counts) == 1


def test_a_group_is_planned_from_its_form(program, get, post):
    assert "Plan the group" in get("plan-group").text
    last = TODAY + 2 * WEEK
    response = post("plan-group", **group_form(program, last_day=last.isoformat()))
    series = GroupSeries.objects.get()
    assert response.headers["Location"] == reverse("scheduling:group", args=[series.pk])
    assert series.period_end == last + timedelta(days=1)
    assert len(sessions_of(series)) == 3


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"capacity": "13"}, "more than the program"),
        ({"capacity": "13"}, "At most 12 seats."),
        ({"room": ""}, "a session needs a room"),
        ({"last_day": "2026-01-01"}, "Choose the first day or a later one."),
        ({"start_time": "25:00"}, "Enter a valid time."),
        ({"weekday": "9"}, "Select a valid choice."),
        ({"facilitator": str(uuid4())}, "Select a valid choice."),
        ({"duration_minutes": "0"}, "greater than or equal to 1"),
    ],
)
def test_a_refused_group_form_says_why_and_keeps_what_was_typed(program, post, given, said):
    response = post("plan-group", **group_form(program, title="Evening skills", **given))
    assert response.status_code == 422
    assert said in response.text
    assert 'value="Evening skills"' in response.text
    assert not GroupSeries.objects.exists()


def test_a_clash_is_told_with_its_day_beside_the_field(program, post):
    make_session(program.service, start=START + WEEK, title="Family night", room_id=program.room.pk)
    response = post("plan-group", **group_form(program))
    assert response.status_code == 422
    assert "The room is taken at this time." in response.text
    assert "Tue, Dec 1: “Family night”, 5:30 pm to 7:00 pm" in response.text


def test_of_many_clashes_the_first_are_told_and_the_number_of_the_rest(program, post):
    for week in range(8):
        make_session(
            program.service,
            start=START + week * WEEK,
            title="Family night",
            room_id=program.room.pk,
        )
    page = post("plan-group", **group_form(program)).text
    assert page.count("“Family night”") == 6
    assert "and 2 more" in page


def test_by_video_a_group_has_a_link_and_no_room(program, post):
    link = "https://video.example.org/room"
    post("plan-group", **group_form(program, modality="telehealth", join_url=link))
    series = GroupSeries.objects.get()
    assert (series.room_id, series.join_url) == (None, link)


def test_a_groups_page_tells_who_has_no_place(program, get):
    series = program.plan(capacity=1)
    ana = make_patient(program.organization, given_name="Ana", family_name="Rios")
    make_appointment(sessions_of(series)[0], program.client())
    actions.join_series(
        program.by,
        series_id=series.pk,
        episode_id=program.client(patient=ana).pk,
        period_start=TODAY,
        now=NOW,
    )
    page = get("group", series.pk).text
    assert "Ana R., no free seat: Tue, Nov 24" in page
    assert "Weeks without a session" not in page


def test_a_groups_page_tells_which_week_has_no_session_and_why(
    program, get, client, supervisor, time_machine
):
    series = program.plan()
    make_session(
        program.service, start=START + 8 * WEEK, title="Family night", room_id=program.room.pk
    )
    time_machine.move_to(NOW + WEEK, tick=False)
    client.force_login(supervisor.user)
    page = get("group", series.pk).text
    assert "Weeks without a session" in page
    assert "the room is taken" in page
    assert "“Family night”, 5:30 pm to 7:00 pm" in page


def test_a_group_that_is_over_offers_nothing_to_change(program, get):
    series = make_series(program.service, period_end=TODAY - WEEK)
    page = get("group", series.pk).text
    assert reverse("scheduling:end-group", args=[series.pk]) not in page
    assert "None: the group has ended." in page


def test_someone_found_by_name_joins_the_roster(program, post):
    series = program.plan()
    ana = make_patient(program.organization, given_name="Ana", family_name="Rios")
    episode = program.client(patient=ana)
    found = post("find-for-group", series.pk, q="Rios")
    assert found.status_code == 200
    assert "Ana Rios" in found.text
    assert "q=" not in found.wsgi_request.get_full_path()
    response = post("join", series.pk, episode=episode.pk, first_day=TODAY.isoformat())
    assert response.status_code == 302
    assert told(response) == ["On the roster, with a place in every session to come."]
    assert GroupMember.objects.get().episode_id == episode.pk


def test_joining_without_a_place_everywhere_says_so(program, post):
    series = program.plan(capacity=1)
    make_appointment(sessions_of(series)[0], program.client())
    response = post("join", series.pk, episode=program.client().pk, first_day=TODAY.isoformat())
    assert "One session has no place for them" in told(response)[0]


def test_joining_twice_is_refused_on_the_page_with_the_search_kept(program, post):
    series = program.plan()
    ana = make_patient(program.organization, given_name="Ana", family_name="Rios")
    episode = program.client(patient=ana)
    make_member(series, episode)
    response = post("join", series.pk, episode=episode.pk, first_day=TODAY.isoformat(), q="Rios")
    assert response.status_code == 422
    assert "on this group&#x27;s roster already" in response.text
    assert 'value="Rios"' in response.text
    assert post("join", series.pk, episode="nonsense").status_code == 422


def test_nobody_found_is_said_with_what_to_try(program, post):
    response = post("find-for-session", make_session(program.service).pk, q="Nobody")
    assert "Nobody in care was found under that." in response.text


def test_someone_leaves_the_roster(program, get, post):
    series = program.plan()
    member = actions.join_series(
        program.by,
        series_id=series.pk,
        episode_id=program.client().pk,
        period_start=TODAY,
        now=NOW,
    )
    assert "off the roster" in get("leave", member.pk).text
    early = (TODAY - WEEK).isoformat()
    assert post("leave", member.pk, last_day=early).status_code == 422
    response = post("leave", member.pk, last_day=(TODAY + WEEK).isoformat())
    assert response.headers["Location"] == reverse("scheduling:group", args=[series.pk])
    assert GroupMember.objects.get().period_end == TODAY + WEEK + timedelta(days=1)


def test_a_group_is_ended_from_its_form_and_a_stale_one_is_told(program, get, post):
    series = program.plan()
    assert "Last day" in get("end-group", series.pk).text
    last = (TODAY + WEEK).isoformat()
    stale = post("end-group", series.pk, last_day=last, edition="7")
    assert stale.status_code == 422
    assert "Someone else changed this" in stale.text
    assert 'name="edition" value="1"' in stale.text
    post("end-group", series.pk, last_day=last, edition="1")
    assert GroupSeries.objects.get().period_end == TODAY + WEEK + timedelta(days=1)


def test_a_sessions_page_shows_roster_and_given_up_places(program, get):
    session = make_session(program.service, capacity=2, join_url="https://video.example.org/r")
    ana = make_patient(
        program.organization, given_name="Anastasia", preferred_name="Ana", family_name="Rios"
    )
    make_appointment(session, program.client(patient=ana))
    make_appointment(
        session, program.client(), seat=2, status="cancelled", cancellation_reason="client-asked"
    )
    page = get("session", session.pk).text
    assert "Ana R." in page
    assert "Anastasia" not in page
    assert "The client asked" in page
    assert "1 of 2" in page
    assert "Join by video" in page


def test_someone_is_added_to_one_session_or_from_now_on(program, post):
    series = program.plan()
    first = sessions_of(series)[0]
    one, always = program.client(), program.client()
    response = post("book", first.pk, episode=one.pk, scope="this-one")
    assert told(response) == ["Booked for this session."]
    post("book", first.pk, episode=always.pk, scope="from-now-on")
    assert Appointment.objects.filter(episode=one.pk).count() == 1
    assert Appointment.objects.filter(episode=always.pk).count() == 8


def test_a_full_session_says_so_and_how_to_go_on(program, post):
    session = make_session(program.service, capacity=1)
    make_appointment(session, program.client())
    response = post("book", session.pk, episode=program.client().pk, scope="this-one")
    assert response.status_code == 422
    assert "The group is full. Choose another session" in response.text
    assert post("book", session.pk, episode="x", scope="y").status_code == 422


def test_a_place_is_given_up_for_one_session_or_for_good(program, get, post):
    series = program.plan()
    episode = program.client()
    actions.join_series(
        program.by,
        series_id=series.pk,
        episode_id=episode.pk,
        period_start=TODAY,
        now=NOW,
    )
    first, second = Appointment.objects.order_by("period_start")[:2]
    page = get("give-up", first.pk).text
    assert "This session and all later ones" in page
    post("give-up", first.pk, reason="client-asked", scope="this-one")
    again = post("give-up", first.pk, reason="client-asked", scope="this-one")
    assert again.status_code == 422
    assert "given up already" in again.text
    post("give-up", second.pk, reason="other", scope="from-now-on")
    assert set(Appointment.objects.values_list("status", flat=True)) == {"cancelled"}


def test_a_guests_place_is_given_up_without_being_asked_about_a_roster(program, get, post):
    place = make_appointment(make_session(program.service), program.client())
    assert "all later ones" not in get("give-up", place.pk).text
    post("give-up", place.pk, reason="client-asked")
    assert Appointment.objects.get().status == "cancelled"


def test_this_session_is_changed_and_the_others_are_not(program, get, post):
    series = program.plan()
    second = sessions_of(series)[1]
    assert 'value="17:30"' in get("change", second.pk).text
    response = post("change", second.pk, **change_form(second, title="Guest speaker"))
    assert told(response) == ["Saved for this session. The others stay as they are."]
    assert [row.title for row in sessions_of(series)].count("Guest speaker") == 1


def test_this_session_and_all_later_ones_are_changed(program, get, post):
    series = program.plan()
    second = sessions_of(series)[1]
    page = get("change", second.pk, scope="from-now-on").text
    assert re.search(r'value="from-now-on"[^>]*checked', page)
    post("change", second.pk, **change_form(second, scope="from-now-on", start_time="18:00"))
    assert {row.period_start.hour for row in sessions_of(series)[1:]} == {23}


def test_a_stale_change_shows_what_stands_and_keeps_what_was_typed(program, post):
    series = program.plan()
    first = sessions_of(series)[0]
    form = change_form(first, title="My title", capacity="9")
    actions.change_session(
        program.by, session_id=first.pk, edition=1, title="Their title", capacity=8, now=NOW
    )
    response = post("change", first.pk, **form)
    assert response.status_code == 422
    assert 'value="My title"' in response.text
    assert "Name of the group: Their title" in response.text
    assert "Seats for clients: 8" in response.text
    assert "Facilitator: " not in response.text
    assert 'name="edition" value="2"' in response.text
    post("change", first.pk, **form | {"edition": "2"})
    assert GroupSession.objects.get(pk=first.pk).title == "My title"


def test_what_stands_is_told_in_the_words_of_its_choice(program, post):
    series = program.plan()
    first = sessions_of(series)[0]
    other = make_facilitator(program.organization, given_name="Malik", family_name="Greene")
    form = change_form(first, title="My title")
    actions.change_session(
        program.by, session_id=first.pk, edition=1, facilitator_id=other.pk, now=NOW
    )
    response = post("change", first.pk, **form)
    assert "Facilitator: Malik Greene" in response.text


def test_a_room_whose_seats_nobody_counted_is_offered_without_a_number(program, get):
    room = make_room(program.organization, name="Garden", capacity=None)
    page = get("plan-group").text
    assert f">Garden · {room.part_of.name}<" in page


def test_a_room_names_its_site_only_where_there_are_several(program, get):
    site = program.room.part_of
    make_room(program.organization, name="Garden", capacity=14, part_of=site)
    assert ">Garden, 14 seats<" in get("plan-group").text
    make_room(program.organization, name="Attic", capacity=8)
    assert f">Garden, 14 seats · {site.name}<" in get("plan-group").text


def test_the_list_of_groups_says_for_how_many_there_is_no_seat(program, get):
    series = program.plan(capacity=1)
    make_member(series, program.client())
    assert "without a seat" not in get("groups").text
    make_member(series, program.client())
    assert "1 without a seat" in get("groups").text


def test_a_group_by_video_says_so(program, get):
    program.plan(modality="telehealth", room_id=None, join_url="https://example.org/j")
    for name in ("list", "board", "groups"):
        assert "By video" in get(name).text
    calendar = get("schedule", service=program.service.pk).text
    assert (
        reverse("scheduling:events-of-program", args=["everyone", program.service.pk]) in calendar
    )


def test_a_client_who_is_busy_is_told_when_an_individual_session_is_planned(program, client, get):
    get("schedule")
    episode = program.client()
    make_appointment(make_session(program.service, start=START + timedelta(hours=2)), episode)
    url = f"{reverse('scheduling:book-individual')}?episode={episode.pk}"
    response = client.post(url, single_form(program))
    assert response.status_code == 422
    assert "The client has another session at this time." in response.text


def test_a_person_in_the_way_of_a_change_is_named_to_staff(program, post):
    series = program.plan()
    ana = make_patient(program.organization, given_name="Ana", family_name="Rios")
    episode = program.client(patient=ana)
    first = sessions_of(series)[0]
    make_appointment(first, episode)
    other = make_session(program.service, start=START + timedelta(hours=2), title="Family night")
    make_appointment(other, episode)
    response = post("change", first.pk, **change_form(first, start_time="19:00"))
    assert response.status_code == 422
    assert "Tue, Nov 24: Ana R. is in “Family night”, 7:30 pm to 9:00 pm" in response.text


def test_a_single_session_is_changed_without_being_asked_for_others(program, get, post):
    session = make_session(program.service)
    assert "all later ones" not in get("change", session.pk).text
    form = change_form(session, title="Other", series_edition="")
    del form["scope"]
    post("change", session.pk, **form)
    assert GroupSession.objects.get().title == "Other"


def test_a_substitute_is_put_in_for_one_session(program, get, post):
    series = program.plan()
    first = sessions_of(series)[0]
    other = make_facilitator(program.organization, given_name="Malik", family_name="Greene")
    lapsed = make_facilitator(program.organization, credential=False, family_name="Petrova")
    page = get("substitute", first.pk).text
    assert "Malik Greene" in page
    assert "Petrova (no valid credential today)" in page
    refused = post("substitute", first.pk, facilitator=lapsed.pk, edition="1")
    assert refused.status_code == 422
    assert "no valid credential on the day" in refused.text
    post("substitute", first.pk, facilitator=other.pk, edition="1")
    assert [row.facilitator_id for row in sessions_of(series)].count(other.pk) == 1


def test_a_session_is_cancelled_and_planned_again(program, get, post):
    session = make_session(program.service)
    make_appointment(session, program.client())
    assert "1 person loses the place" in get("cancel", session.pk).text
    assert post("cancel", session.pk, edition="9").status_code == 422
    post("cancel", session.pk, edition="1")
    page = get("session", session.pk).text
    assert "This session is cancelled" in page
    assert post("restore", session.pk, edition="1").status_code == 422
    post("restore", session.pk, edition="2")
    assert GroupSession.objects.get().status == "planned"
    assert Appointment.objects.get().status == "booked"
    assert post("restore", session.pk).status_code == 422


def test_a_group_is_cancelled_from_one_session_on(program, get, post):
    series = program.plan()
    third = sessions_of(series)[2]
    assert "This session and all later ones" in get("cancel", third.pk).text
    post("cancel", third.pk, edition="1", scope="from-now-on")
    assert [row.status for row in sessions_of(series)].count("planned") == 2


def single_form(program, **given):
    return {
        "healthcare_service": program.service.pk,
        "title": "Holiday group",
        "service_date": TODAY.isoformat(),
        "start_time": "19:30",
        "duration_minutes": "60",
        "facilitator": program.facilitator.pk,
        "modality": "on-site",
        "room": program.room.pk,
        "join_url": "",
        **given,
    }


def test_an_extra_session_is_planned(program, get, post):
    get("plan-extra")
    form = single_form(program, service_type="education", capacity="12")
    response = post("plan-extra", **form)
    session = GroupSession.objects.get()
    assert response.headers["Location"] == reverse("scheduling:session", args=[session.pk])
    refused = post("plan-extra", **form)
    assert refused.status_code == 422
    assert "leads another session at this time" in refused.text


def test_an_individual_session_is_planned_first_with_whom_then_when(program, get, post, client):
    ana = make_patient(program.organization, given_name="Ana", family_name="Rios")
    episode = program.client(patient=ana)
    assert "First: with whom?" in get("book-individual").text
    found = post("book-individual", q="Rios")
    assert f"?episode={episode.pk}" in found.text
    page = get("book-individual", episode=episode.pk).text
    assert "Individual session with Ana Rios" in page
    url = f"{reverse('scheduling:book-individual')}?episode={episode.pk}"
    client.post(url, single_form(program, title="Individual session"))
    place = Appointment.objects.get()
    assert (place.episode_id, place.origin) == (episode.pk, "one-off")
    again = client.post(url, single_form(program, title="Individual session"))
    assert again.status_code == 422
    assert "leads another session at this time" in again.text


def test_a_counselor_books_but_plans_no_groups(program, client):
    membership = make_counselor(program.organization, Role.COUNSELOR)
    client.force_login(membership.user)
    series = program.plan()
    page = client.get(reverse("scheduling:schedule")).text
    assert reverse("scheduling:book-individual") in page
    assert reverse("scheduling:plan-group") not in page
    group = client.get(reverse("scheduling:group", args=[series.pk])).text
    assert reverse("scheduling:end-group", args=[series.pk]) not in group
    assert "Add someone to the roster" in group
    response = client.post(reverse("scheduling:plan-group"), group_form(program))
    assert response.status_code == 403


def test_a_client_sees_no_page_of_the_schedule(program, client):
    episode = program.client()
    membership = make_membership(
        program.organization, Role.CLIENT, patient_id=episode.patient_id, display_name="A. R."
    )
    client.force_login(membership.user)
    for name in ("schedule", "list", "board", "groups"):
        assert client.get(reverse(f"scheduling:{name}")).status_code == 403


def test_pages_of_another_organization_are_not_found(get):
    other = make_service(make_organization())
    session, series = make_session(other), make_series(other)
    place = make_appointment(session, service=other)
    member = make_member(series, make_client(other))
    for name, key in (
        ("session", session.pk),
        ("change", session.pk),
        ("substitute", session.pk),
        ("cancel", session.pk),
        ("group", series.pk),
        ("end-group", series.pk),
        ("leave", member.pk),
        ("give-up", place.pk),
    ):
        get(name, key, status=404)


def test_nobody_who_is_not_signed_in_sees_the_schedule(client):
    response = client.get(reverse("scheduling:schedule"))
    assert response.status_code == 302
    assert "login" in response.headers["Location"]


def test_a_day_at_the_end_of_time_is_told_and_kept(program, post):
    series = program.plan()
    member = make_member(series, program.client())
    session = GroupSession.objects.filter(series=series.pk).order_by("period_start")[0]
    cases = (
        ("end-group", series.pk, {"last_day": "9999-12-31", "edition": "1"}),
        ("leave", member.pk, {"last_day": "9999-12-31"}),
        ("change", session.pk, {"service_date": "9999-12-31", "edition": "1"}),
    )
    for name, pk, given in cases:
        response = post(name, pk, **given)
        assert response.status_code == 422
        assert "Check the year." in response.text
        assert 'value="9999-12-31"' in response.text
    assert GroupSeries.objects.get(pk=series.pk).period_end is None
    assert GroupMember.objects.get(pk=member.pk).period_end is None
