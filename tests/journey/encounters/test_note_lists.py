"""The worklists of notes, one note's page, co-signing and addenda, through the whole stack."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import make_actor, make_counselor, make_membership
from tests.factories.encounters import (
    START,
    make_attendance,
    make_client,
    make_meeting,
    make_note,
    make_place,
)
from tests.factories.tenancy import make_organization, make_service
from tests.guards import no_inline_script
from wayhome.journey.encounters.codes import AttendanceKind, NoteStatus
from wayhome.journey.encounters.models import NoteAddendum, ProgressNote
from wayhome.journey.encounters.queries import note_lists, presence, story
from wayhome.journey.encounters.queries.sealed import get_note, read_note
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.queries import as_actor
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

NOW = START + timedelta(hours=30)
DAY = timedelta(days=1)


class Program:
    """A program with its counselor; sessions are held on the days before."""

    def __init__(self):
        self.organization = make_organization()
        self.service = make_service(self.organization)
        self.member = make_counselor(self.organization)
        self.by = as_actor(self.member)
        self.days = 0

    def meeting(self, *, title="CBT skills", facilitator_id=None, **given):
        self.days += 1
        given.setdefault("start", START - self.days * DAY)
        return make_meeting(
            self.service,
            title=title,
            facilitator_id=facilitator_id or self.member.practitioner_id,
            **given,
        )

    def attendance(self, meeting=None, kind=AttendanceKind.ATTENDED, **person):
        place = make_place(meeting or self.meeting(), make_client(self.service, **person))
        return make_attendance(place, kind)

    def note(self, **given):
        person = given.pop("person", {})
        return make_note(self.attendance(**person), **given)


@pytest.fixture
def program():
    return Program()


@pytest.fixture
def signed_in(client, program, time_machine):
    """Return a function that signs someone of the program in, in a role."""
    time_machine.move_to(NOW)

    def sign_in(role=Role.COUNSELOR, member=None):
        member = member or make_counselor(program.organization, role)
        client.force_login(member.user)
        return member

    return sign_in


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def url_of(name, note):
    return reverse(f"encounters:{name}", args=[note.patient_id, note.pk])


def test_unsigned_sessions_come_the_oldest_first_with_people_and_age(program, acting):
    fresh = program.meeting(start=START)
    old = program.meeting(title="Life skills", start=START - 5 * DAY)
    program.attendance(fresh)
    program.attendance(fresh, given_name="Ben")
    program.attendance(old)
    program.attendance(program.meeting(), AttendanceKind.ABSENT_UNKNOWN)
    program.note()
    with acting(program.by):
        found = note_lists.undocumented(program.by, now=NOW)
    assert [(line.session.pk, line.people) for line in found] == [(old.pk, 1), (fresh.pk, 2)]
    assert [line.is_overdue for line in found] == [True, False]
    assert found[1].age == NOW - fresh.period_end


def test_a_note_entered_in_error_leaves_its_session_to_be_documented(program, acting):
    program.note(status=NoteStatus.ENTERED_IN_ERROR)
    with acting(program.by):
        assert len(note_lists.undocumented(program.by, now=NOW)) == 1


def test_only_sessions_that_are_over_and_not_long_ago_are_to_be_documented(program, acting):
    program.attendance(program.meeting(start=NOW - timedelta(minutes=10)))
    program.attendance(program.meeting(start=NOW - 31 * DAY))
    with acting(program.by):
        assert note_lists.undocumented(program.by, now=NOW) == ()


def test_one_s_own_list_holds_only_one_s_own_groups(program, acting):
    colleague = make_counselor(program.organization)
    program.attendance(program.meeting(facilitator_id=colleague.practitioner_id))
    own = program.meeting()
    program.attendance(own)
    with acting(program.by):
        mine = note_lists.undocumented(
            program.by, facilitator_id=program.by.practitioner_id, now=NOW
        )
    assert [line.session.pk for line in mine] == [own.pk]


def test_a_supervisor_s_queue_is_the_oldest_first_without_one_s_own(program, acting):
    supervisor = make_actor(program.organization, Role.CLINICAL_SUPERVISOR)
    waits = {"status": NoteStatus.AWAITING_COSIGNATURE}
    newer = program.note(signed_at=NOW - timedelta(hours=1), **waits)
    older = program.note(signed_at=NOW - timedelta(hours=9), **waits)
    program.note(author_id=supervisor.practitioner_id, signed_at=START, **waits)
    program.note()
    with acting(supervisor):
        queue = note_lists.to_cosign(supervisor)
        assert [line.note.pk for line in queue] == [older.pk, newer.pk]
        assert note_lists.cosigning_queue(supervisor) == (2, older.signed_at)
        assert len(note_lists.to_cosign(supervisor, limit=1)) == 1


def test_a_counselor_has_no_queue_to_co_sign(program, acting):
    with acting(program.by):
        for read in (note_lists.to_cosign, note_lists.cosigning_queue):
            with pytest.raises(NotPermittedError):
                read(program.by)


def test_notes_signed_late_are_listed_for_thirty_days(program, acting):
    late = program.note(is_late=True, author_id=program.by.practitioner_id)
    other = program.note(is_late=True)
    program.note(is_late=True, signed_at=NOW - 31 * DAY)
    program.note(is_late=True, status=NoteStatus.ENTERED_IN_ERROR)
    program.note()
    with acting(program.by):
        everyone = note_lists.signed_late(program.by, now=NOW)
        mine = note_lists.signed_late(program.by, author_id=program.by.practitioner_id, now=NOW)
    assert [line.note.pk for line in everyone] == [late.pk, other.pk]
    assert [line.note.pk for line in mine] == [late.pk]


READS = {
    "undocumented": lambda by: note_lists.undocumented(by, now=NOW),
    "signed late": lambda by: note_lists.signed_late(by, now=NOW),
    "a note": lambda by: get_note(by, by.agent_id),
    "presence": lambda by: presence.presence_by_session(by, []),
    "arrivals": lambda by: presence.arrivals(by, by.agent_id),
    "attendance": lambda by: story.attendance_of(by, by.agent_id),
    "notes": lambda by: story.notes_of(by, by.agent_id),
    "reading": lambda by: read_note(by, by.agent_id, by.agent_id),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_read_of_notes_asks_for_its_permission(program, acting, read):
    nobody = make_actor(program.organization, permissions=())
    with acting(nobody), pytest.raises(NotPermittedError):
        read(nobody)


def test_presence_counts_who_came_and_who_missed_it(program, acting):
    meeting = program.meeting()
    program.attendance(meeting)
    program.attendance(meeting, AttendanceKind.ABSENT_EXCUSED, given_name="Ben")
    make_place(meeting, make_client(program.service, given_name="Cora"))
    with acting(program.by):
        here = presence.presence_by_session(program.by, [meeting.pk])
        people = presence.arrivals(program.by, meeting.pk)
    assert here == {meeting.pk: presence.Presence(came=1, missed=1)}
    assert [(p.name, p.arrived_at is None, p.is_missed) for p in people] == [
        ("Ana R.", False, False),
        ("Ben R.", True, True),
        ("Cora R.", True, False),
    ]


def test_a_story_is_read_backwards_from_a_moment(program, acting):
    episode = make_client(program.service)
    places = [make_place(program.meeting(), episode) for _ in range(3)]
    encounters = [make_attendance(place) for place in places]
    notes = [make_note(encounter) for encounter in encounters]
    before = places[0].period_start
    with acting(program.by):
        sessions = story.attendance_of(program.by, episode.patient_id, before=before)
        written = story.notes_of(program.by, episode.patient_id, before=notes[0].signed_at)
        assert len(story.attendance_of(program.by, episode.patient_id)) == 3
        assert len(story.notes_of(program.by, episode.patient_id)) == 3
    assert [encounter.pk for encounter in sessions] == [encounters[1].pk, encounters[2].pk]
    assert [note.pk for note in written] == [notes[1].pk, notes[2].pk]


def test_the_page_of_worklists_shows_each_with_its_age(signed_in, client, program):
    member = signed_in(Role.CLINICAL_SUPERVISOR)
    program.attendance(program.meeting(title="Family", start=START - 4 * DAY))
    program.note(
        status=NoteStatus.AWAITING_COSIGNATURE,
        is_late=True,
        signed_at=NOW - timedelta(hours=5),
        person={"given_name": "Zoe"},
    )
    text = client.get(reverse("encounters:note-worklist"), {"whose": "all"}).text
    no_inline_script(text)
    for words in ("Family", "1 person", "overdue", "Zoe R.", "signed 5\xa0hours ago"):
        assert words in text
    assert "Only mine" in text
    mine = client.get(reverse("encounters:note-worklist")).text
    assert "Nothing to write" in mine
    assert "None. Every note was signed in time." in mine
    assert "Zoe R." in mine  # what waits for a supervisor is nobody else's
    assert member.practitioner_id


def test_a_counselor_s_worklists_have_nothing_to_co_sign(signed_in, client, program):
    signed_in(member=program.member)
    text = client.get(reverse("encounters:note-worklist")).text
    assert "To co-sign" not in text
    assert "Everyone's" in text


def test_somebody_without_groups_sees_everyone_s_notes(signed_in, client, program):
    signed_in(member=make_membership(program.organization, Role.CLINICAL_SUPERVISOR))
    program.attendance(program.meeting(title="Family"))
    assert "Family" in client.get(reverse("encounters:note-worklist")).text


def test_the_front_desk_has_no_worklist_of_notes(signed_in, client):
    signed_in(Role.FRONT_DESK)
    assert client.get(reverse("encounters:note-worklist")).status_code == 403


def test_the_worklists_take_as_many_statements_for_twenty_as_for_one(signed_in, client, program):
    signed_in(Role.CLINICAL_SUPERVISOR)

    def one_more():
        program.attendance()
        program.note(status=NoteStatus.AWAITING_COSIGNATURE, is_late=True)

    def statements():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("encounters:note-worklist"), {"whose": "all"})
        return len(captured)

    one_more()
    statements()
    few = statements()
    for _ in range(9):
        one_more()
    assert statements() == few


def test_a_note_s_page_shows_both_parts_who_signed_and_what_was_confirmed(
    signed_in, client, program
):
    signed_in(member=program.member)
    note = program.note(
        shared_text="We practised saying no.",
        individual_text="Spoke of home.",
        confirmed_words=["Ben"],
        is_late=True,
    )
    response = client.get(url_of("note", note))
    no_inline_script(response.text)
    for words in ("We practised", "Spoke of home.", "Ana R.", "LCSW", "Ben", "late", "90"):
        assert words in response.text
    assert "Co-sign this note" not in response.text


def test_reading_a_note_is_an_event_of_that_person_s_chart(signed_in, client, program, acting):
    signed_in(member=program.member)
    note = program.note()
    client.get(url_of("note", note))
    with acting(program.by):
        event = AuditEvent.objects.get(
            organization_id=program.organization.pk, action="encounters.read_note"
        )
    assert event.patient_id == note.patient_id


@pytest.mark.parametrize("name", ["note", "add-addendum", "cosign-note"])
def test_another_organization_s_note_does_not_exist(signed_in, client, name):
    signed_in(Role.CLINICAL_SUPERVISOR)
    elsewhere = Program().note(status=NoteStatus.AWAITING_COSIGNATURE)
    url = url_of(name, elsewhere)
    response = client.get(url) if name == "note" else client.post(url, {"text": "x"})
    assert response.status_code == 404


def test_a_note_is_not_found_under_another_client_s_address(signed_in, client, program):
    signed_in(member=program.member)
    note, other = program.note(), program.note()
    url = reverse("encounters:note", args=[other.patient_id, note.pk])
    assert client.get(url).status_code == 404


def test_a_supervisor_co_signs_and_goes_on_with_the_list(signed_in, client, program, acting):
    signed_in(Role.CLINICAL_SUPERVISOR)
    note = program.note(status=NoteStatus.AWAITING_COSIGNATURE)
    assert "Co-sign this note" in client.get(url_of("note", note)).text
    response = client.post(url_of("cosign-note", note))
    assert response["Location"] == reverse("encounters:note-worklist")
    assert said(response) == ["Co-signed."]
    with acting(program.by):
        assert ProgressNote.objects.get(pk=note.pk).status == NoteStatus.COSIGNED
    assert "Co-signed" in client.get(url_of("note", note)).text


def test_a_note_that_was_co_signed_first_by_another_says_so(signed_in, client, program):
    signed_in(Role.CLINICAL_SUPERVISOR)
    note = program.note()
    response = client.post(url_of("cosign-note", note))
    assert response["Location"] == url_of("note", note)
    assert said(response) == ["This note doesn't wait for a co-signature any more."]


def test_nobody_co_signs_their_own_note(signed_in, client, program):
    member = signed_in(Role.CLINICAL_SUPERVISOR)
    note = program.note(status=NoteStatus.AWAITING_COSIGNATURE, author_id=member.practitioner_id)
    assert "Co-sign this note" not in client.get(url_of("note", note)).text


def test_an_addendum_stands_beside_the_note(signed_in, client, program, acting):
    signed_in(member=program.member)
    note = program.note()
    response = client.post(url_of("add-addendum", note), {"text": "The date was the 3rd."})
    assert response["Location"] == url_of("note", note)
    assert "The date was the 3rd." in client.get(url_of("note", note)).text
    with acting(program.by):
        assert NoteAddendum.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "This field is required."), ("As Ben said.", "names someone else of the group")],
)
def test_a_refused_addendum_keeps_its_text_and_says_why(signed_in, client, program, text, reason):
    signed_in(member=program.member)
    meeting = program.meeting()
    note = make_note(program.attendance(meeting))
    program.attendance(meeting, given_name="Ben", family_name="Tran")
    response = client.post(url_of("add-addendum", note), {"text": text})
    assert response.status_code == 422
    assert reason in response.text
    assert text in response.text
    assert re.search(r"<details[^>]* open>", response.text)


def test_a_counselor_may_not_co_sign(signed_in, client, program):
    signed_in(member=program.member)
    note = program.note(status=NoteStatus.AWAITING_COSIGNATURE)
    assert client.post(url_of("cosign-note", note)).status_code == 403
