"""Today, per role: what runs, what is next, what waits and since when."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import make_counselor, make_membership
from tests.factories.encounters import (
    START,
    make_attendance,
    make_client,
    make_meeting,
    make_note,
    make_place,
)
from tests.factories.inquiries import make_inquiry
from tests.factories.tenancy import make_organization, make_service
from tests.guards import no_inline_script
from wayhome.faces.console.today import today
from wayhome.journey.encounters.codes import AttendanceKind, NoteStatus
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.queries import as_actor

pytestmark = pytest.mark.django_db

NOW = START + timedelta(minutes=20)
HOUR = timedelta(hours=1)


class House:
    """A program, and whoever works in it."""

    def __init__(self, client):
        self.client = client
        self.organization = make_organization()
        self.service = make_service(self.organization, weekly_target_minutes=540)
        self.member = make_counselor(self.organization)

    def sign_in(self, *roles, member=None):
        self.member = member or make_counselor(self.organization, *roles)
        self.client.force_login(self.member.user)
        return self

    def meeting(self, start=START, **given):
        given.setdefault("facilitator_id", self.member.practitioner_id)
        return make_meeting(self.service, start=start, **given)

    def place(self, meeting, given_name="Ana", **given):
        return make_place(meeting, make_client(self.service, given_name=given_name, **given))

    def open(self, **query):
        response = self.client.get("/today/", query)
        no_inline_script(response.text)
        return response.text

    def read(self, acting, **given):
        by = as_actor(self.member)
        with acting(by):
            return today(by, now=NOW, **given)


@pytest.fixture
def house(client, time_machine):
    time_machine.move_to(NOW)
    return House(client)


def test_a_group_that_runs_now_shows_who_is_here_who_is_missed_and_who_is_late(house):
    house.sign_in(Role.COUNSELOR)
    meeting = house.meeting()
    make_attendance(house.place(meeting, "Ana"), is_over=False)
    make_attendance(house.place(meeting, "Ben"), AttendanceKind.ABSENT_EXCUSED)
    house.place(meeting, "Cora")
    text = house.open()
    for words in (
        "Now: CBT skills",
        "1 of 3 here",
        "Ana R.",
        "5:30\u20137:00 pm",
        "missed",
        "not here yet",
    ):
        assert words in text
    assert "Rivera" not in text


def test_groups_are_running_upcoming_or_over(house, acting):
    running = house.meeting()
    later = house.meeting(START + 2 * HOUR, room_id=None, modality="telehealth")
    over = house.meeting(START - 3 * HOUR)
    house.meeting(START + timedelta(days=1))
    house.meeting(START - timedelta(days=1))
    page = house.read(acting)
    assert [c.session.pk for c in page.running] == [running.pk]
    assert [c.session.pk for c in page.upcoming] == [later.pk]
    assert [c.session.pk for c in page.ended] == [over.pk]
    assert not page.is_empty


def test_a_group_that_begins_this_minute_runs(house, acting):
    begins = house.meeting(NOW)
    assert [c.session.pk for c in house.read(acting).running] == [begins.pk]


def test_a_counselor_sees_their_own_groups_and_may_look_at_all(house, acting):
    own = house.meeting()
    colleague = make_counselor(house.organization)
    other = house.meeting(facilitator_id=colleague.practitioner_id)
    assert [c.session.pk for c in house.read(acting).running] == [own.pk]
    page = house.read(acting, everyone=True)
    assert {c.session.pk for c in page.running} == {own.pk, other.pk}
    assert all(card.arrivals == () for card in page.running)


def test_what_is_to_document_has_its_age_and_says_when_it_is_overdue(house):
    house.sign_in(Role.COUNSELOR)
    make_attendance(house.place(house.meeting(START - timedelta(days=5), title="Family")))
    text = house.open()
    for words in ("To document", "Family", "1 person", "old", "overdue"):
        assert words in text
    assert "To co-sign" not in text


def test_a_supervisor_sees_how_many_notes_wait_and_since_when(house):
    meeting = house.meeting(START - timedelta(days=1))
    encounter = make_attendance(house.place(meeting))
    make_note(encounter, status=NoteStatus.AWAITING_COSIGNATURE, signed_at=NOW - timedelta(hours=5))
    house.sign_in(Role.CLINICAL_SUPERVISOR)
    text = house.open()
    assert "1 note</a>" in text
    assert "the oldest waits 5\xa0hours" in text


def test_whoever_cannot_reach_their_hours_is_named_to_their_own_counselor(house):
    house.sign_in(Role.COUNSELOR)
    make_client(house.service, given_name="Ana", care_manager_id=house.member.practitioner_id)
    make_client(house.service, given_name="Ben")
    text = house.open()
    assert "Ana R." in text
    assert "9.0 h to go" in text
    assert "Ben R." not in text


def test_the_front_desk_sees_all_groups_and_calls_that_wait_too_long(house):
    house.meeting(title="Family")
    make_inquiry(house.organization, next_step_due_at=NOW - 3 * HOUR)
    make_inquiry(house.organization, next_step_due_at=NOW + 3 * HOUR)
    house.sign_in(member=make_membership(house.organization, Role.FRONT_DESK))
    text = house.open()
    assert "Now: Family" in text
    assert "1 waits longer than promised" in text
    assert "the oldest since 3\xa0hours" in text
    assert "To document" not in text


def test_a_day_without_anything_says_what_would_be_here(house):
    house.sign_in(Role.COUNSELOR)
    text = house.open()
    for words in ("You lead no group today", "All notes are written", "caseload is."):
        assert words in text
    assert "No groups today" in house.open(whose="all")


def test_a_client_has_no_today(house):
    member = make_membership(house.organization, Role.CLIENT)
    house.client.force_login(member.user)
    assert house.client.get("/today/").status_code == 403


def test_an_organization_without_a_program_still_has_a_today(client):
    client.force_login(make_counselor(make_organization()).user)
    assert client.get("/today/").status_code == 200


def test_the_page_takes_as_many_statements_for_twenty_lines_as_for_one(house):
    house.sign_in(Role.CLINICAL_SUPERVISOR)
    now = house.meeting(capacity=40)

    def one_more(days):
        make_attendance(house.place(now, f"Client{days}"), is_over=False)
        past = house.meeting(START - timedelta(days=days))
        person = make_client(house.service, care_manager_id=house.member.practitioner_id)
        make_attendance(make_place(past, person))
        make_inquiry(house.organization)

    def statements():
        with CaptureQueriesContext(connection) as captured:
            house.open()
        return len(captured)

    one_more(1)
    statements()
    few = statements()
    for days in range(2, 21):
        one_more(days)
    assert statements() == few
