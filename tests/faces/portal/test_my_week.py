"""My week: what is next, the hours, the days; never anyone else's name."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import make_counselor, make_membership
from tests.factories.base import writing_for
from tests.factories.encounters import (
    START,
    make_attendance,
    make_client,
    make_day_code,
    make_meeting,
    make_place,
)
from tests.factories.tenancy import make_organization, make_room, make_service, make_site
from tests.factories.weekplans import make_separation
from tests.guards import no_inline_script
from wayhome.faces.portal.my_week import DotState, my_week
from wayhome.journey.encounters.codes import AttendanceKind
from wayhome.journey.scheduling.models import Appointment
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.queries import as_actor

pytestmark = pytest.mark.django_db

NOW = START - timedelta(hours=2)
DAY = timedelta(days=1)


class Home:
    """Ana, who is in care, and what she sees."""

    def __init__(self, client):
        self.client = client
        self.organization = make_organization()
        self.site = make_site(
            self.organization,
            name="Main Street House",
            address_line="12 Main Street",
            address_city="Albany",
            directions="Side door",
            phone="518-555-0100",
        )
        self.room = make_room(self.organization, part_of=self.site, name="Room 2")
        self.service = make_service(
            self.organization, name="Evening IOP", location=self.site, weekly_target_minutes=540
        )
        self.episode = make_client(self.service)
        self.member = make_membership(
            self.organization, Role.CLIENT, patient_id=self.episode.patient_id
        )
        client.force_login(self.member.user)

    def place(self, start=START, episode=None, **given):
        given.setdefault("room_id", self.room.pk)
        place = {key: given.pop(key) for key in ("status",) if key in given}
        self.meeting = make_meeting(self.service, start=start, **given)
        return make_place(self.meeting, episode or self.episode, **place)

    def open(self):
        response = self.client.get("/my-week/")
        no_inline_script(response.text)
        return response.text

    def read(self, acting, now=NOW):
        by = as_actor(self.member)
        with acting(by):
            return my_week(by, now=now)


@pytest.fixture
def home(client, time_machine):
    time_machine.move_to(NOW)
    return Home(client)


def test_the_next_session_comes_first_with_the_way_there(home):
    home.place()
    home.place(START + 2 * DAY, title="Life skills")
    text = home.open()
    for words in (
        "Today, 5:30 pm",
        "CBT skills",
        "Nadia Ortiz",
        "How to get there",
        "12 Main Street, Albany",
        "Side door",
        "tel:518-555-0100",
        "After that",
        "Life skills",
        "Evening IOP",
    ):
        assert words in text


def test_a_session_by_video_has_one_button_to_join(home):
    home.place(modality="telehealth", room_id=None, join_url="https://meet.example.org/x")
    text = home.open()
    assert 'href="https://meet.example.org/x" rel="noreferrer"' in text
    assert "Join by video" in text


def test_a_session_by_video_without_a_link_says_that_it_will_come(home):
    home.place(modality="telehealth", room_id=None)
    assert "Your program will send you the link" in home.open()


def test_a_session_that_runs_now_is_said_to_run(home, time_machine):
    home.place()
    time_machine.move_to(START + timedelta(minutes=5))
    assert ">Now</h2>" in home.open()


def test_a_week_without_sessions_says_what_will_be_here(home):
    text = home.open()
    assert "Nothing is planned yet" in text
    assert "9 hours to go this week" in text


def test_nobody_else_in_the_group_is_named(home):
    home.place()
    other = make_client(home.service, given_name="Zebulon", family_name="Quist")
    make_place(home.meeting, other)
    home.place(START + 2 * DAY, episode=other)
    text = home.open()
    assert "Zebulon" not in text
    assert "Quist" not in text


def test_hours_and_days_follow_what_was_recorded(home, acting):
    make_attendance(home.place(START - DAY))
    home.place(START + 2 * DAY, minutes=180)
    page = home.read(acting)
    assert (page.hours.earned, page.hours.booked, page.hours.short) == (1.5, 3, 4.5)
    states = [dot.state for dot in page.week]
    assert states[:4] == [DotState.DONE, DotState.EMPTY, DotState.EMPTY, DotState.BOOKED]
    text = home.open()
    assert "attended" in text
    assert 'aria-current="date"' in text


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (AttendanceKind.ATTENDED, DotState.DONE),
        (AttendanceKind.ATTENDED_NOT_BILLABLE, DotState.DONE),
        (AttendanceKind.ABSENT_UNKNOWN, DotState.MISSED),
        (None, DotState.OPEN),
    ],
)
def test_a_day_that_is_over_shows_how_it_went(home, acting, kind, state):
    place = home.place(START - DAY)
    if kind:
        make_attendance(place, kind)
    assert home.read(acting).week[0].state is state


def test_a_session_that_was_given_up_is_not_planned(home, acting):
    home.place(status="cancelled")
    page = home.read(acting)
    assert page.next is None
    assert {dot.state for dot in page.week} == {DotState.EMPTY}


def test_a_day_with_several_sessions_shows_what_is_still_to_come(home, acting):
    make_attendance(home.place(START - timedelta(hours=6)))
    home.place()
    assert home.read(acting).week[1].state is DotState.BOOKED


def test_someone_who_left_the_program_sees_neither_hours_nor_days(client, acting, time_machine):
    time_machine.move_to(NOW)
    home = Home(client)
    home.episode = make_client(
        home.service, status="finished", discharge_date=START.date(), discharge_reason="1"
    )
    home.member = make_membership(
        home.organization, Role.CLIENT, patient_id=home.episode.patient_id
    )
    home.place()
    page = home.read(acting)
    assert page.week == ()
    assert page.hours is None
    assert page.zone.key == "America/New_York"
    assert home.read(acting, now=START + 30 * DAY).zone.key == "UTC"


def test_a_program_without_a_target_shows_no_ring(client, time_machine):
    time_machine.move_to(NOW)
    home = Home(client)
    other = make_service(home.organization, weekly_target_minutes=0)
    episode = make_client(other)
    member = make_membership(home.organization, Role.CLIENT, patient_id=episode.patient_id)
    client.force_login(member.user)
    assert "My hours" not in home.open()


def test_the_code_for_the_check_in_screen_is_shown_and_made_on_request(home):
    home.place()
    assert "Show my check-in code" in home.open()
    assert home.client.post("/my-week/code/")["Location"] == "/my-week/"
    assert "Your code for the check-in screen today" in home.open()


def test_a_code_that_the_desk_gave_is_the_same_one(home):
    home.place()
    make_day_code(home.episode, "135790", START.date())
    assert "135790" in home.open()


def test_only_clients_have_a_week_here(home):
    home.client.force_login(make_counselor(home.organization).user)
    assert home.client.get("/my-week/").status_code == 403
    assert home.client.post("/my-week/code/").status_code == 403


def test_a_client_whose_record_is_not_linked_sees_an_empty_week(home):
    home.client.force_login(make_membership(home.organization, Role.CLIENT).user)
    assert "Nothing is planned yet" in home.open()


def test_the_page_takes_as_many_statements_for_twenty_sessions_as_for_one(home):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            home.open()
        return len(captured)

    home.place()
    statements()
    few = statements()
    for hours in range(1, 20):
        home.place(START + hours * timedelta(hours=12))
    assert statements() == few


def missed_monday(home, **given):
    place = home.place(START - DAY, title="Life story", **given)
    make_attendance(place, AttendanceKind.ABSENT_EXCUSED)
    return place


def open_seat(home, **given):
    given.setdefault("start", START + 2 * DAY)
    given.setdefault("room_id", home.room.pk)
    return make_meeting(home.service, **given)


def take(home, place, meeting):
    url = f"/my-week/make-ups/{place.pk}/take/"
    return home.client.post(url, {"session": meeting.pk}, follow=True).text


def test_under_a_missed_session_stands_what_makes_up_for_it(home):
    missed_monday(home)
    assert "No other session of that week fits" in home.open()
    open_seat(home, title="Thursday skills", modality="telehealth", room_id=None)
    text = home.open()
    for words in (
        "Sessions to make up for",
        "Yesterday, 5:30 pm",
        "Life story",
        "Make up for it:",
        "Thu, Nov 26, 5:30 pm",
        "Thursday skills",
        "(by video)",
        "We don't know whether you can come then.",
        "Take this seat",
    ):
        assert words in text


def test_one_tap_takes_the_seat_and_another_gives_it_back(home):
    place, thursday = missed_monday(home), open_seat(home)
    text = take(home, place, thursday)
    assert "The seat is yours." in text
    assert "Thu, Nov 26, 5:30 pm CBT skills makes up for it." in text
    assert "1.5 more are booked" in text
    with writing_for(home.organization.pk):
        seat = Appointment.objects.get(makes_up_for=place.pk)
    url = f"/my-week/make-ups/{seat.pk}/give-back/"
    text = home.client.post(url, follow=True).text
    assert "You gave the seat back." in text
    assert "Take this seat" in text
    assert "You gave this seat back already." in home.client.post(url, follow=True).text


def test_a_full_group_is_told_in_plain_words_with_what_is_left(home):
    place, thursday = missed_monday(home), open_seat(home, capacity=1)
    open_seat(home, start=START + 3 * DAY, title="Friday skills")
    make_place(thursday, make_client(home.service))
    text = take(home, place, thursday)
    assert "Someone else took the last seat. Choose another session." in text
    assert "Friday skills" in text
    assert "CBT skills" not in text


def test_a_make_up_that_is_under_way_is_not_given_back(home, time_machine):
    place = missed_monday(home)
    take(home, place, open_seat(home))
    assert "Give it back" in home.open()
    time_machine.move_to(START + 2 * DAY)
    home.client.force_login(home.member.user)
    assert "makes up for it" in home.open()
    assert "Give it back" not in home.open()


def test_offers_are_in_spanish_for_who_reads_spanish(home):
    place = missed_monday(home)
    thursday = open_seat(home)
    home.client.cookies["django_language"] = "es"
    text = home.open()
    assert "Sesiones por recuperar" in text
    assert "Tomar este lugar" in text
    assert "El lugar es suyo." in take(home, place, thursday)


def test_an_excused_session_to_come_is_not_next_but_to_be_made_up_for(home, acting):
    make_attendance(home.place(START + DAY), AttendanceKind.ABSENT_EXCUSED)
    page = home.read(acting)
    assert page.next is None
    assert len(page.missed) == 1


def test_without_a_session_nothing_is_taken(home):
    place = missed_monday(home)
    assert home.client.post(f"/my-week/make-ups/{place.pk}/take/").status_code == 400


def test_nobody_takes_a_seat_for_somebody_else(home):
    place = home.place(START - DAY, episode=make_client(home.service))
    make_attendance(place, AttendanceKind.ABSENT_EXCUSED)
    url = f"/my-week/make-ups/{place.pk}/take/"
    answer = home.client.post(url, {"session": open_seat(home).pk})
    assert answer.status_code == 404


def test_offers_take_as_many_statements_for_many_missed_sessions_as_for_one(home):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            home.open()
        return len(captured)

    missed_monday(home)
    open_seat(home)
    statements()
    few = statements()
    for hours in range(3, 12, 2):
        missed = home.place(START - DAY - timedelta(hours=hours))
        make_attendance(missed, AttendanceKind.ABSENT_EXCUSED)
        open_seat(home, start=START + 2 * DAY + timedelta(hours=hours))
    assert statements() == few


def test_a_session_with_somebody_whom_they_must_not_meet_is_neither_offered_nor_given(home):
    place, thursday = missed_monday(home), open_seat(home, title="Thursday skills")
    other = make_client(home.service)
    make_place(thursday, other)
    assert "Thursday skills" in home.open()
    with writing_for(home.organization.pk):
        make_separation(home.episode.patient, other.patient)
    assert "Thursday skills" not in home.open()
    assert "That session can&#x27;t be taken for this one." in take(home, place, thursday)
