"""The page on which staff offer a make-up, and the section of a client's week that leads to it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories.accounts import make_counselor
from tests.factories.scheduling import NOW, START, make_appointment, make_availability, make_session
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import TimeUse
from wayhome.journey.scheduling.models import Appointment
from wayhome.journey.scheduling.rules import Habit
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.rules import roles
from wayhome.shared.audit.permissions import Permission

DAY = timedelta(days=1)
THURSDAY = START + 2 * DAY


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def missed(program):
    session = make_session(program.service, start=START - DAY, title="Life story")
    return make_appointment(session, program.client(), origin="roster", status="noshow")


@pytest.fixture
def thursday(program):
    return make_session(program.service, start=THURSDAY, capacity=1)


@pytest.fixture
def book(client, supervisor):  # noqa: ARG001  # signs in
    """Return a function that books a session for the missed place and follows to the page."""

    def post(missed, session_id):
        url = reverse("scheduling:make-up", args=[missed.pk])
        return client.post(url, {"session": session_id}, follow=True)

    return post


def test_the_page_names_what_was_missed_and_what_fits(get, missed, thursday):
    text = get("make-up", missed.pk).text
    assert "Missed: Yesterday, 5:30 pm Life story" in text
    assert "Thu, Nov 26, 5:30\u20137:00 pm" in text
    assert "1 seat free" in text
    assert "not known whether they can come then" in text
    assert f'value="{thursday.pk}"' in text


@pytest.mark.usefixtures("thursday")
def test_a_time_that_was_told_is_not_said_to_be_unknown(program, get, missed):
    week = rules.week_of([Habit((3,), 68, 88, TimeUse.FREE)])
    make_availability(program.organization, patient_id=missed.patient_id, week=week)
    assert "not known whether" not in get("make-up", missed.pk).text


def test_by_video_is_said(program, get, missed):
    make_session(program.service, start=THURSDAY, modality="telehealth", room_id=None)
    assert "By video" in get("make-up", missed.pk).text


def test_a_seat_is_booked_and_the_page_says_what_makes_up(book, missed, thursday):
    text = book(missed, thursday.pk).text
    assert "Booked. It makes up for the session that was missed." in text
    assert "Makes up for it" in text
    assert "Give up the place" in text
    assert Appointment.objects.get(makes_up_for=missed.pk).group_session_id == thursday.pk


def test_a_full_group_is_said_and_offered_no_more(program, book, missed, thursday):
    make_appointment(thursday, program.client())
    text = book(missed, thursday.pk).text
    assert "The group is full." in text
    assert "No session of that week fits" in text


def test_nonsense_books_nothing(book, missed):
    assert book(missed, "nonsense").status_code == 200
    assert not Appointment.objects.filter(makes_up_for=missed.pk).exists()


def test_a_place_that_was_kept_has_nothing_to_make_up_for(program, get):
    kept = make_appointment(make_session(program.service), program.client())
    text = get("make-up", kept.pk).text
    assert "This session wasn't missed" in text
    assert "Missed:" not in text


def test_a_place_that_does_not_exist_is_not_found(get):
    get("make-up", uuid4(), status=404)


def test_whoever_may_not_book_sees_no_button(program, client, missed, thursday, monkeypatch):
    without = roles.PERMISSIONS[Role.COUNSELOR] - {Permission.APPOINTMENT_BOOK}
    monkeypatch.setattr(roles, "PERMISSIONS", {**roles.PERMISSIONS, Role.COUNSELOR: without})
    client.force_login(make_counselor(program.organization).user)
    url = reverse("scheduling:make-up", args=[missed.pk])
    assert "Book this seat" not in client.get(url).text
    assert client.post(url, {"session": thursday.pk}).status_code == 403


def test_a_client_s_week_lists_what_was_missed_and_leads_to_the_offers(get, missed):
    text = get("week-of-client", missed.patient_id).text
    assert "Yesterday, 5:30 pm" in text
    assert reverse("scheduling:make-up", args=[missed.pk]) in text


def test_a_client_s_week_says_what_makes_up(get, book, missed, thursday):
    book(missed, thursday.pk)
    text = get("week-of-client", missed.patient_id).text
    assert "Thu, Nov 26, 5:30 pm CBT skills makes up for it" in text
    assert reverse("scheduling:make-up", args=[missed.pk]) not in text


def test_a_week_that_is_over_leads_to_no_offers(program, get):
    ana = program.client()
    session = make_session(program.service, start=START - 7 * DAY)
    place = make_appointment(session, ana, origin="roster", status="noshow")
    text = get("week-of-client", ana.patient_id, day="2026-11-17").text
    assert "Tue, Nov 17, 5:30 pm" in text
    assert reverse("scheduling:make-up", args=[place.pk]) not in text
