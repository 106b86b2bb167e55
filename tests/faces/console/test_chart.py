"""The chart of one person: its header, the story and its pages, the way to every part."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import make_actor, make_counselor, make_membership
from tests.factories.admissions import add_stretch, make_episode
from tests.factories.base import writing_for
from tests.factories.encounters import (
    START,
    make_attendance,
    make_meeting,
    make_note,
    make_place,
)
from tests.factories.patients import (
    make_contact_point,
    make_flag,
    make_patient,
    make_related_person,
)
from tests.factories.placement import make_placement
from tests.factories.scheduling import make_availability
from tests.factories.tenancy import make_organization, make_service
from tests.factories.weekplans import make_order
from tests.guards import no_inline_script
from wayhome.faces.console.chart import Filter, open_chart
from wayhome.faces.console.timeline import Entry, Window, page_of
from wayhome.journey.encounters.codes import AttendanceKind
from wayhome.journey.encounters.queries import story
from wayhome.journey.patients.codes import FlagCategory
from wayhome.journey.patients.models import Patient
from wayhome.journey.weekplans.rules import Ordered
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.queries import as_actor
from wayhome.shared.audit.models import AuditEvent
from wayhome.shared.audit.permissions import Permission

pytestmark = pytest.mark.django_db

NOW = START + timedelta(hours=3)
DAY = timedelta(days=1)
TOMORROW = (NOW + DAY).date()


class House:
    def __init__(self, client):
        self.client = client
        self.organization = make_organization()
        self.service = make_service(self.organization, weekly_target_minutes=540)
        self.member = make_counselor(self.organization)
        self.by = as_actor(self.member)
        self.patient = make_patient(
            self.organization, given_name="Ana", family_name="Rios", pronouns="she/her"
        )
        client.force_login(self.member.user)

    def admitted(self, **given):
        given.setdefault("since", (START - 20 * DAY).date())
        self.episode = make_episode(
            self.organization, patient=self.patient, service=self.service, **given
        )
        return self

    def session(self, days=1, kind=AttendanceKind.ATTENDED, *, note=True, **given):
        meeting = make_meeting(
            self.service,
            start=START - days * DAY,
            facilitator_id=self.member.practitioner_id,
            **given,
        )
        encounter = make_attendance(make_place(meeting, self.episode), kind)
        if note and kind == AttendanceKind.ATTENDED:
            make_note(encounter, author_id=self.member.practitioner_id)
        return meeting

    def open(self, **query):
        response = self.client.get(self.url(), query)
        no_inline_script(response.text)
        return response.text

    def url(self, patient=None):
        return reverse("console:chart", args=[(patient or self.patient).pk])

    def read(self, acting, by=None, shown=Filter.ALL, before=None):
        by = by or self.by
        with acting(by):
            return open_chart(by, self.patient.pk, now=NOW, shown=shown, before=before)


@pytest.fixture
def house(client, time_machine):
    time_machine.move_to(NOW)
    return House(client)


def test_the_header_says_who_this_is_what_is_dangerous_and_where_they_are(house):
    house.admitted(care_manager_id=house.member.practitioner_id)
    make_flag(house.patient, text="Overdose in October")
    make_flag(house.patient, text="Penicillin", category=FlagCategory.DRUG)
    make_flag(house.patient, text="Ended long ago", period_end=START)
    text = house.open()
    for words in (
        "Ana Rios",
        "she/her",
        "41 years",
        "Level 2.1",
        "Week 3",
        "Overdose in October",
        "Allergy: Penicillin",
        "Nadia Ortiz",
        "to go",
    ):
        assert words in text
    assert "Ended long ago" not in text


def test_safety_comes_before_every_other_flag(house, acting):
    make_flag(house.patient, text="Safety")
    make_flag(
        house.patient,
        text="Seat apart",
        category=FlagCategory.BEHAVIORAL,
        period_start=NOW,
    )
    assert house.read(acting).person.safety_flags == ("Safety", "Seat apart")


def test_someone_who_was_never_in_care_has_a_chart_too(house):
    text = house.open()
    for words in ("No safety flag", "No counselor yet", "Not in care now", "Nothing yet"):
        assert words in text
    assert "to go" not in text


def test_someone_without_a_birth_date_has_no_age(house, acting):
    with writing_for(house.organization.pk):
        Patient.objects.filter(pk=house.patient.pk).update(birth_date=None)
    assert house.read(acting).person.age is None


def test_a_stay_without_a_stretch_of_history_has_a_chart_too(house):
    house.admitted(history=False)
    assert house.service.name in house.open()


def test_someone_who_waits_has_no_week_and_no_hours(house, acting):
    house.admitted(status="waitlist")
    page = house.read(acting)
    assert page.person.week is None
    assert page.person.hours is None
    assert page.stay is not None


def test_the_story_tells_sessions_notes_stays_and_placements_the_newest_first(house, acting):
    house.admitted()
    house.session(1)
    house.session(2, AttendanceKind.ABSENT_EXCUSED)
    make_placement(house.organization, patient=house.patient, recorded_at=START - 30 * DAY)
    page = house.read(acting)
    assert [str(entry.kind) for entry in page.entries] == [
        "Note",
        "Session",
        "Session",
        "Stay",
        "Placement",
    ]
    assert page.older is None
    text = house.open()
    for words in ("90 minutes", "Missed, excused", "In care", "2.1 Intensive outpatient"):
        assert words in text


def test_a_placement_that_was_an_error_is_told_and_counts_no_more(house, acting):
    make_placement(
        house.organization,
        patient=house.patient,
        entered_in_error=True,
        error_reason="Wrong person",
    )
    page = house.read(acting)
    assert page.latest_placement is None
    assert page.entries[0].tag == "Entered in error"


@pytest.mark.parametrize(
    ("shown", "kinds"),
    [
        (Filter.SESSIONS, {"Session"}),
        (Filter.NOTES, {"Note"}),
        (Filter.STAYS, {"Stay"}),
        (Filter.ALL, {"Session", "Note", "Stay"}),
    ],
)
def test_a_filter_shows_a_part_of_the_story(house, acting, shown, kinds):
    house.admitted()
    house.session()
    assert {str(entry.kind) for entry in house.read(acting, shown=shown).entries} == kinds


def test_nonsense_in_the_address_shows_everything(house):
    house.admitted()
    house.session()
    text = house.open(show="nonsense", before="yesterday")
    assert "CBT skills" in text
    assert "CBT skills" in house.open(before="2027-01-01T00:00:00")


def test_a_long_story_comes_in_pages_that_leave_nothing_out(house, acting):
    house.admitted()
    for days in range(1, 41):
        house.session(days)
    seen, before = [], None
    while True:
        page = house.read(acting, before=before)
        seen += page.entries
        assert len(page.entries) <= story.ON_A_PAGE
        if page.older is None:
            break
        before = page.older
    assert len(seen) == len({(entry.url, entry.kind) for entry in seen}) == 81
    assert [entry.at for entry in seen] == sorted((e.at for e in seen), reverse=True)
    first = house.open()
    assert "Show what was before" in first
    assert "Back to the newest" not in first
    assert "Back to the newest" in house.open(before=before.isoformat())


def test_what_happened_at_one_moment_stays_on_one_page():
    entries = [Entry(at=START, kind="Note", title=str(n)) for n in range(story.ON_A_PAGE + 3)]
    earlier = Entry(at=START - DAY, kind="Note", title="earlier")
    page, older = page_of([*entries, earlier], Window())
    assert len(page) == story.ON_A_PAGE + 3
    assert older == START
    assert page_of([*entries, earlier], Window(before=older)) == ((earlier,), None)
    assert page_of(entries, Window()) == (tuple(entries), None)


def test_what_is_missing_is_told_with_the_page_where_it_is_supplied(house):
    house.admitted()
    text = house.open()
    assert "Still missing" in text
    assert reverse("scheduling:groups") in text
    assert reverse("admissions:episode", args=[house.episode.pk]) in text


def test_every_part_of_the_record_is_one_click_away(house):
    house.admitted()
    meeting = house.session()
    text = house.open()
    for name in ("patients:record", "admissions:stays", "placement:placements"):
        assert reverse(name, args=[house.patient.pk]) in text
    assert reverse("encounters:roster", args=[meeting.pk]) in text
    assert f"/encounters/notes/{house.patient.pk}/" in text


def test_a_caller_is_told_what_may_be_said(house):
    make_contact_point(house.patient, may_leave_message=True)
    make_related_person(house.patient)
    text = house.open()
    assert "(518) 555-0123" in text
    assert "say who we are." in text
    assert "Luis Rios" in text


def test_a_replaced_record_leads_to_the_one_that_stands(house):
    other = make_patient(house.organization, replaced_by_id=house.patient.pk)
    assert house.client.get(house.url(other))["Location"] == house.url()


def test_another_organization_s_client_does_not_exist(house):
    elsewhere = make_patient(make_organization())
    assert house.client.get(house.url(elsewhere)).status_code == 404


def test_who_may_read_no_chart_is_refused(house):
    kiosk = make_membership(house.organization, Role.KIOSK)
    house.client.force_login(kiosk.user)
    assert house.client.get(house.url()).status_code == 403


def test_the_front_desk_sees_sessions_and_no_notes(house):
    house.admitted()
    house.session()
    house.client.force_login(make_membership(house.organization, Role.FRONT_DESK).user)
    text = house.open()
    assert "90 minutes" in text
    assert "/encounters/notes/" not in text


def test_each_room_shows_only_what_the_reader_may_see(house, acting):
    house.admitted()
    house.session()
    make_placement(house.organization, patient=house.patient)
    reader = make_actor(
        house.organization,
        permissions={
            Permission.CHART_READ,
            Permission.ADMISSION_VIEW,
            Permission.PATIENT_SEARCH,
            Permission.PLACEMENT_VIEW,
            Permission.SITE_VIEW,
            Permission.RULE_VIEW,
            Permission.HOURS_VIEW,
        },
    )
    without = reader.permissions - {Permission.PLACEMENT_VIEW, Permission.HOURS_VIEW}
    page = house.read(acting, by=reader)
    assert {str(entry.kind) for entry in page.entries} == {"Stay", "Placement"}
    assert page.person.hours is not None
    fewer = make_actor(house.organization, permissions=without)
    page = house.read(acting, by=fewer)
    assert {str(entry.kind) for entry in page.entries} == {"Stay"}
    assert page.person.hours is None


def test_opening_a_chart_is_written_down(house, acting):
    house.open()
    with acting(house.by):
        events = AuditEvent.objects.filter(
            organization_id=house.organization.pk, patient_id=house.patient.pk
        )
        assert "patients.open_chart" in {event.action for event in events}


def test_the_chart_takes_as_many_statements_for_many_sessions_as_for_one(house):
    house.admitted()

    def statements():
        with CaptureQueriesContext(connection) as captured:
            house.open()
        return len(captured)

    house.session(1)
    make_placement(house.organization, patient=house.patient)
    statements()
    few = statements()
    for days in range(2, 25):
        house.session(days)
        make_flag(house.patient)
        make_contact_point(house.patient, value=f"+151855501{days}")
    add_stretch(house.episode, start_date=START.date())
    assert statements() == few


def test_the_chart_says_when_they_can_come_and_from_when_that_counts(house, time_machine):
    time_machine.move_to(NOW, tick=False)
    assert "Nobody has asked yet." in house.open()
    make_availability(house.organization, patient_id=house.patient.pk, period_start=TOMORROW)
    later = house.open()
    assert "Their week counts from" in later
    assert "Nobody has asked yet." not in later
    assert "Can come" not in later
    make_availability(house.organization, patient_id=house.patient.pk, period_start=START.date())
    now = house.open()
    assert "Another week from" in now
    assert "Can come" in now


def test_the_chart_says_what_they_should_get_in_a_week(house, time_machine):
    time_machine.move_to(NOW, tick=False)
    assert "What they should get" not in house.open()
    house.admitted()
    assert "Nothing is ordered yet." in house.open()
    make_order(service=house.service, items=[Ordered("cbt", 180)])
    assert "at most 3 hours a week" in house.open()
    make_order(episode=house.episode, items=[Ordered("individual", 60, 2)])
    text = house.open()
    assert "60 minutes, every 2 weeks" in text
    assert reverse("weekplans:order", args=[house.episode.pk]) in text


def test_what_they_should_get_is_left_out_for_those_who_dont_see_hours(house, acting):
    house.admitted()
    by = make_actor(
        house.organization, permissions={*house.by.permissions} - {Permission.HOURS_VIEW}
    )
    assert house.read(acting, by).ordered is None
