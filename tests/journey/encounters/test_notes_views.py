"""The page of the group note through the whole stack: autosave, signing, what stands in the way."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import make_counselor, make_membership
from tests.factories.base import writing_for
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
from tests.journey.encounters.evening import OVER, Evening, said
from wayhome.journey.encounters.actions import drafts
from wayhome.journey.encounters.codes import AttendanceKind, NoteTemplate
from wayhome.journey.encounters.models import Encounter, NoteDraft, ProgressNote
from wayhome.shared.accounts.codes import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(client, time_machine):
    time_machine.move_to(OVER)
    return Evening(client)


def test_the_page_has_the_shared_part_once_and_a_line_for_each_client(evening):
    cora = evening.place("Cora")
    make_attendance(evening.place("Dan", "Poe"), AttendanceKind.ABSENT_EXCUSED, reason="Court")
    text = evening.get().text
    assert text.count('name="shared_text"') == 1
    assert text.count('name="text"') == 2
    for words in ("Ana R.", "Ben T.", "Cora M.", "Dan P.", "50 minutes", "left early", "Court"):
        assert words in text
    assert evening.url("note-attendance", cora.pk, "attended") in text
    assert "Sign 2 notes" in text


def test_a_session_without_anyone_says_where_people_come_from(evening):
    evening.meeting = make_meeting(evening.service, start=START - timedelta(days=1))
    assert "Nobody is on this session" in evening.get().text


def test_a_cancelled_session_says_so(evening):
    evening.meeting = make_meeting(
        evening.service,
        start=START - timedelta(days=1),
        status="cancelled",
        cancellation_reason="Snow",
    )
    evening.place("Eve")
    assert "This session is cancelled" in evening.get().text


@pytest.mark.parametrize("name", ["group-note", "difference"])
def test_another_organization_s_session_does_not_exist(evening, name):
    elsewhere = make_meeting(make_service(make_organization()))
    assert evening.client.get(reverse(f"encounters:{name}", args=[elsewhere.pk])).status_code == 404


@pytest.mark.parametrize("name", ["save-draft", "sign-notes", "apply-template", "copy-shared"])
def test_nothing_is_written_into_another_organization_s_session(evening, name):
    elsewhere = make_meeting(make_service(make_organization()))
    response = evening.client.post(
        reverse(f"encounters:{name}", args=[elsewhere.pk]),
        {"edition": 0, "shared_text": "x", "template": "dap"},
    )
    assert response.status_code == 404


@pytest.mark.parametrize("name", ["save-draft-line", "copy-line", "confirm-words"])
def test_nothing_is_written_into_another_organization_s_place(evening, name):
    service = make_service(make_organization())
    elsewhere = make_place(make_meeting(service), make_client(service))
    response = evening.post(name, elsewhere.pk, edition=0, text="x", word="x")
    assert response.status_code == 404


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.PROGRAM_DIRECTOR])
def test_the_front_desk_and_the_director_do_not_see_notes(evening, role):
    other = make_counselor(evening.organization, role)
    evening.client.force_login(other.user)
    assert evening.client.get(evening.url("group-note")).status_code == 403
    assert evening.sign().status_code == 403


def test_what_is_typed_is_kept_with_the_next_edition(evening, acting):
    shared = evening.post("save-draft", edition=0, shared_text="Breathing.\r\n")
    line = evening.post("save-draft-line", evening.ana.pk, edition=0, text=" Joined in.")
    assert (shared.json()["edition"], line.json()["edition"]) == (1, 1)
    note = evening.note(acting)
    assert note.text == "Breathing.\n"
    assert note.line(evening.ana.pk).text == " Joined in."
    assert "Joined in." in evening.get().text


def test_an_older_edition_is_answered_with_what_is_saved(evening):
    evening.post("save-draft", edition=0, shared_text="Theirs")
    evening.post("save-draft-line", evening.ana.pk, edition=0, text="Hers")
    shared = evening.post("save-draft", edition=0, shared_text="Mine")
    line = evening.post("save-draft-line", evening.ana.pk, edition=0, text="Mine")
    assert (shared.status_code, line.status_code) == (409, 409)
    assert shared.json() == {"edition": 1, "values": {"shared_text": "Theirs"}}
    assert line.json() == {"edition": 1, "values": {"text": "Hers"}}


def test_a_text_that_is_too_long_is_not_taken(evening):
    long = "x" * 20_001
    shared = evening.post("save-draft", edition=0, shared_text=long)
    line = evening.post("save-draft-line", evening.ana.pk, edition=0, text=long)
    assert (shared.status_code, line.status_code) == (422, 422)
    assert "too long" in line.json()["message"]


def test_a_line_that_is_signed_takes_no_more_text_and_says_why(evening):
    evening.sign()
    answer = evening.post("save-draft-line", evening.ana.pk, edition=0, text="More")
    assert answer.status_code == 422
    assert "addendum" in answer.json()["message"]


def test_someone_who_is_no_practitioner_is_told_so(evening):
    evening.client.force_login(make_membership(evening.organization).user)
    answer = evening.post("save-draft", edition=0, shared_text="x")
    assert answer.status_code == 422
    assert "practitioners" in answer.json()["message"]


def test_a_place_of_another_session_is_not_a_line_here(evening):
    other = make_meeting(evening.service, start=START - timedelta(days=7))
    place = make_place(other, make_client(evening.service))
    evening.post("save-draft-line", place.pk, edition=0, text="x")
    assert evening.post("save-draft-line", place.pk, edition=0, text="y").status_code == 404
    assert evening.get("line-difference", evening.ana.pk).status_code == 200
    assert evening.client.get(evening.url("line-difference", place.pk)).status_code == 404


def test_signing_seals_each_note_and_says_how_many(evening, acting):
    response = evening.sign()
    assert response.status_code == 302
    assert said(response) == ["Signed 2 notes."]
    with acting(evening.by):
        notes = ProgressNote.objects.order_by("individual_text")
        assert [n.individual_text for n in notes] == ["Listened well.", "Spoke of home."]
    page = evening.get().text
    assert page.count("Read the signed note") == 2
    assert 'name="text"' not in page
    assert 'name="shared_text"' not in page


def test_notes_under_supervision_say_that_they_wait_for_the_supervisor(evening):
    trainee = make_counselor(
        evening.organization,
        needs_cosignature=True,
        supervisor_id=evening.member.practitioner_id,
    )
    evening.client.force_login(trainee.user)
    assert said(evening.sign()) == [
        "Signed 2 notes. Your supervisor finds them in the list to co-sign."
    ]


def test_a_refused_signature_keeps_what_was_typed_and_says_why_at_the_line(evening, acting):
    response = evening.sign(ana="Quarrelled with Ben.", ben="   ")
    no_inline_script(response.text)
    assert response.status_code == 422
    assert "Quarrelled with Ben." in response.text
    assert "We practised saying no." in response.text
    assert "The text names someone else of the group" in response.text
    assert "Write something about this person." in response.text
    assert "“Ben” isn't them" in response.text
    with acting(evening.by):
        assert not ProgressNote.objects.exists()


def test_a_note_names_someone_only_after_the_writer_put_on_record_that_it_isn_t_them(
    evening, acting
):
    evening.post("save-draft-line", evening.ana.pk, edition=0, text="Quoted Big Ben twice.")
    evening.post("save-draft-line", evening.ben.pk, edition=0, text="Listened.")
    answer = evening.post("confirm-words", evening.ana.pk, word="Ben")
    assert answer["Location"].endswith(f"#line-{evening.ana.pk}")
    assert evening.note(acting).line(evening.ana.pk).words == ()
    response = evening.sign(editions=(0, 2, 1), ana="Quoted Big Ben twice.", ben="Listened.")
    assert response.status_code == 302
    with acting(evening.by):
        assert [n.confirmed_words for n in ProgressNote.objects.order_by("individual_text")] == [
            [],
            ["Ben"],
        ]


def test_a_name_in_the_shared_part_is_confirmed_for_everyone(evening, acting):
    evening.post("save-draft", edition=0, shared_text="We read from Ben Franklin.")
    assert "“Ben” isn't them" in evening.get().text
    evening.post("confirm-shared-words", word="Ben")
    assert evening.note(acting).words == ()
    assert "isn't them" not in evening.get().text


def test_a_note_that_someone_else_changed_meanwhile_shows_both_texts(evening):
    evening.post("save-draft", edition=0, shared_text="Their shared part")
    evening.post("save-draft-line", evening.ana.pk, edition=0, text="Their words of Ana")
    response = evening.sign(ana="My words")
    assert response.status_code == 422
    for words in ("Their words of Ana", "My words", "Their shared part", "We practised saying no."):
        assert words in response.text
    assert evening.sign(editions=(1, 1, 0), ana="My words").status_code == 302


def test_a_session_that_is_not_over_is_not_signed(evening, time_machine):
    time_machine.move_to(START + timedelta(minutes=10))
    response = evening.sign()
    assert response.status_code == 422
    assert "over yet. Sign when it has ended" in response.text


def test_signing_twice_says_that_it_is_done(evening):
    evening.sign()
    response = evening.sign()
    assert response.status_code == 422
    assert "signed already" in response.text


def test_a_template_puts_its_headings_into_each_note(evening):
    evening.post("apply-template", template="dap")
    text = evening.get().text
    assert text.count("Assessment:") == 2
    assert '<option value="dap" selected>' in text


def test_an_unknown_template_changes_nothing(evening, acting):
    assert evening.post("apply-template", template="nonsense").status_code == 302
    assert evening.note(acting).template is NoteTemplate.FREE


def carry_forward_from_last_week(evening, text="Spoke of work."):
    last = make_meeting(evening.service, start=START - timedelta(days=7))
    make_note(make_attendance(make_place(last, evening.episode_of_ana)), individual_text=text)


def test_the_last_note_is_carried_forward_with_a_visible_difference(evening, acting):
    carry_forward_from_last_week(evening)
    evening.post("copy-line", evening.ana.pk)
    page = evening.get()
    assert "What differs from the last note" in page.text
    evening.post("save-draft-line", evening.ana.pk, edition=1, text="Spoke of home.")
    fragment = evening.get("line-difference", evening.ana.pk).text
    assert "<del>work. </del>" in fragment
    assert "<ins>home.</ins>" in fragment
    assert evening.note(acting).line(evening.ana.pk).stored == "Spoke of home."


def test_carrying_forward_loses_nothing_that_was_typed(evening, acting):
    carry_forward_from_last_week(evening)
    evening.post("save-draft-line", evening.ana.pk, edition=0, text="Came early.")
    evening.post("copy-line", evening.ana.pk)
    assert evening.note(acting).line(evening.ana.pk).text == "Came early.\n\nSpoke of work."


def test_without_an_earlier_note_nothing_is_carried_forward(evening):
    assert said(evening.post("copy-line", evening.ana.pk)) == [
        "There is no earlier note to carry forward."
    ]
    evening.get()
    assert said(evening.post("copy-shared")) == ["There is no earlier note to carry forward."]


def test_the_difference_of_the_shared_part_is_shown_too(evening):
    evening.post("save-draft", edition=0, shared_text="Breathing and walking")
    with writing_for(evening.organization.pk):
        NoteDraft.objects.update(copied_text="Breathing and sitting")
    assert "<ins>walking</ins>" in evening.get("difference").text
    assert "What differs from the last note" in evening.get().text


@pytest.mark.parametrize(
    ("kind", "came"), [(AttendanceKind.ATTENDED, True), (AttendanceKind.ABSENT_UNKNOWN, False)]
)
def test_the_note_s_page_records_who_came_and_who_was_missed(evening, acting, kind, came):
    cora = evening.place("Cora")
    answer = evening.post("note-attendance", cora.pk, kind)
    assert answer["Location"].endswith(f"#line-{cora.pk}")
    assert evening.note(acting).line(cora.pk).came is came


def test_attendance_of_another_kind_is_recorded_elsewhere(evening, acting):
    cora = evening.place("Cora")
    assert evening.post("note-attendance", cora.pk, "late-cancel").status_code == 400
    with acting(evening.by):
        assert not Encounter.objects.filter(appointment=cora.pk).exists()


def test_attendance_that_a_colleague_recorded_first_is_told(evening):
    response = evening.post("note-attendance", evening.ana.pk, "attended")
    assert response.status_code == 302
    assert len(said(response)) == 1


def test_a_word_that_is_no_text_is_not_confirmed(evening, acting):
    for name, *ids in (("confirm-words", evening.ana.pk), ("confirm-shared-words",)):
        assert evening.post(name, *ids, word=["Will", "a\0b"]).status_code == 302
    with acting(evening.by):
        assert NoteDraft.objects.get().confirmed_words == ["Will"]


def test_a_form_with_nonsense_in_it_signs_what_is_saved(evening):
    evening.post("save-draft-line", evening.ana.pk, edition=0, text="Joined in.")
    evening.post("save-draft-line", evening.ben.pk, edition=0, text="Listened.")
    response = evening.post(
        "sign-notes", edition=["x", "y", "0"], line=["nobody", str(evening.ana.pk)], text=["a", "b"]
    )
    assert response.status_code == 422
    assert evening.post("sign-notes").status_code == 302


def test_the_page_takes_as_many_statements_for_twenty_lines_as_for_one(evening):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            evening.get()
        return len(captured)

    statements()  # the first page of a session notes when it was seen
    few = statements()
    for number in range(20):
        make_attendance(evening.place(f"Client{number}"))
    assert statements() == few


def test_drafts_are_refused_with_a_sentence(evening, monkeypatch):
    def refuse(*_args, **_given):
        raise drafts.CannotSaveDraftError((drafts.DraftObstacle.EDITION_CHANGED,))

    monkeypatch.setattr(drafts, "apply_template", refuse)
    assert said(evening.post("apply-template", template="dap")) == [
        "Someone else changed this text meanwhile."
    ]
