"""Saving a whole page of notes without a script, and seeing one as it will read once signed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories.accounts import make_counselor, make_membership, make_practitioner
from tests.factories.base import writing_for
from tests.factories.encounters import START, make_attendance, make_client, make_meeting, make_place
from tests.factories.tenancy import make_organization, make_service
from tests.journey.encounters.evening import OVER, Evening, said
from wayhome.journey.encounters import actions as attendance
from wayhome.journey.encounters.codes import AttendanceKind
from wayhome.journey.encounters.models import Encounter, NoteDraft, ProgressNote
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(client, time_machine):
    time_machine.move_to(OVER)
    return Evening(client)


def form(evening, editions=(0, 0, 0), shared="We practised saying no.", **texts):
    return {
        "shared_text": shared,
        "edition": editions,
        "line": [evening.ana.pk, evening.ben.pk],
        "text": [texts.get("ana", "Spoke of home."), texts.get("ben", "Listened well.")],
    }


def stored(evening, acting):
    note = evening.note(acting)
    return [note.stored, note.line(evening.ana.pk).stored, note.line(evening.ben.pk).stored]


def test_the_whole_page_is_saved_at_once_and_nothing_is_signed(evening, acting):
    response = evening.post("save-note", **form(evening))
    assert response.status_code == 302
    assert said(response) == ["Your draft is saved. It isn't signed yet."]
    assert stored(evening, acting) == [
        "We practised saying no.",
        "Spoke of home.",
        "Listened well.",
    ]
    with acting(evening.by):
        assert not ProgressNote.objects.exists()
        events = AuditEvent.objects.filter(organization_id=evening.organization.pk)
        assert events.filter(action="encounters.write_draft").exists()


def test_saving_the_same_page_again_changes_nothing(evening, acting):
    evening.post("save-note", **form(evening))
    before = evening.note(acting)
    assert evening.post("save-note", **form(evening, (0, 0, 0))).status_code == 302
    after = evening.note(acting)
    assert (before.edition, before.lines[0].edition) == (after.edition, after.lines[0].edition)


@pytest.mark.parametrize("part", ["shared", "line"])
def test_a_page_on_an_old_edition_is_not_saved_and_keeps_all_that_was_typed(evening, acting, part):
    if part == "shared":
        evening.post("save-draft", edition=0, shared_text="We walked.")
    else:
        evening.post("save-draft-line", evening.ana.pk, edition=0, text="Was quiet.")
    before = stored(evening, acting)
    response = evening.post("save-note", **form(evening))
    assert response.status_code == 422
    assert "Not saved yet" in response.text
    assert "Someone else changed this text meanwhile." in response.text
    for typed in ("We practised saying no.", "Spoke of home.", "Listened well."):
        assert f">{typed}</textarea>" in response.text
    theirs = "We walked." if part == "shared" else "Was quiet."
    assert f'<p class="wh-diff">{theirs}</p>' in response.text
    assert stored(evening, acting) == before


def test_saved_once_more_after_being_told_one_s_own_text_stands(evening, acting):
    evening.post("save-draft-line", evening.ana.pk, edition=0, text="Was quiet.")
    evening.post("save-note", **form(evening))
    assert evening.post("save-note", **form(evening, (0, 1, 0))).status_code == 302
    assert stored(evening, acting)[1] == "Spoke of home."


def test_what_was_typed_for_a_note_that_is_signed_meanwhile_is_not_lost(evening):
    evening.sign(shared="Breathing.", ana="Came late.", ben="Listened well.")
    response = evening.post("save-note", **form(evening))
    assert response.status_code == 422
    assert "These notes are signed" not in response.text
    assert "This note is signed." in response.text
    for typed in ("We practised saying no.", "Spoke of home."):
        assert f'<p class="wh-diff">{typed}</p>' in response.text
    assert '<p class="wh-diff">Listened well.</p>' not in response.text


def test_a_shared_text_that_is_signed_as_it_was_typed_is_no_loss(evening):
    evening.sign()
    assert evening.post("save-note", **form(evening)).status_code == 302


def test_what_was_typed_about_someone_who_was_not_there_after_all_is_not_lost(evening, acting):
    with acting(evening.by):
        encounter = Encounter.objects.get(appointment=evening.ana.pk)
    attendance.undo_attendance(evening.by, encounter_id=encounter.pk, now=OVER)
    response = evening.post("save-note", **form(evening))
    assert response.status_code == 422
    assert "a person you wrote about was" in response.text
    assert '<p class="wh-diff">Spoke of home.</p>' in response.text
    assert stored(evening, acting) == ["", "", ""]


def test_a_shared_text_for_a_group_to_which_nobody_came_after_all_is_not_lost(evening):
    for place in (evening.ana, evening.ben):
        with writing_for(evening.organization.pk):
            encounter = Encounter.objects.get(appointment=place.pk)
        attendance.undo_attendance(evening.by, encounter_id=encounter.pk, now=OVER)
        attendance.record_attendance(
            evening.by, appointment_id=place.pk, kind=AttendanceKind.ABSENT_UNKNOWN, now=OVER
        )
    response = evening.post("save-note", edition=[0], shared_text="We practised saying no.")
    assert response.status_code == 422
    assert '<p class="wh-diff">We practised saying no.</p>' in response.text


def test_saving_is_denied_to_who_writes_no_notes(evening, acting):
    other = make_counselor(evening.organization, Role.FRONT_DESK)
    evening.client.force_login(other.user)
    assert evening.post("save-note", **form(evening)).status_code == 403
    assert evening.client.get(evening.url("preview-note", evening.ana.pk)).status_code == 403
    assert stored(evening, acting) == ["", "", ""]


def preview(evening, place=None, **data):
    url = evening.url("preview-note", (place or evening.ana).pk)
    return evening.client.post(url, data, headers={"HX-Request": "true"})


def test_a_note_is_seen_as_it_will_read_before_it_is_signed(evening, acting):
    text = preview(evening, **form(evening)).text
    for words in ("Ana R.", "We practised saying no.", "Spoke of home.", "LCSW NY", "Not signed"):
        assert words in text
    assert "<dt>Minutes</dt><dd>90</dd>" in text
    assert "<dt>People in the group</dt><dd>2</dd>" in text
    assert stored(evening, acting) == ["", "", ""]


def test_a_preview_that_is_open_renews_only_the_note_in_it(evening):
    data, asks = form(evening), {"HX-Request": "true"}
    url = evening.url("preview-note", evening.ana.pk)
    assert "<details" in evening.client.post(url, data, headers=asks).text
    renewed = evening.client.post(f"{url}?renew=1", data, headers=asks).text
    assert "<details" not in renewed
    assert "Spoke of home." in renewed


def test_a_preview_holds_nothing_of_anyone_else_of_the_group(evening):
    text = preview(evening, **form(evening)).text
    assert "Listened well." not in text
    assert "Ben" not in text
    assert "Tran" not in text


def test_what_was_previewed_is_what_is_sealed(evening, acting):
    seen = preview(evening, **form(evening)).text
    evening.sign()
    with acting(evening.by):
        note = ProgressNote.objects.get(patient=evening.ana.patient_id)
    for words in (note.shared_text, note.individual_text, note.author_credential):
        assert words
        assert words in seen
    assert f"<dd>{note.minutes}</dd>" in seen
    assert f"<dd>{note.attendees_count}</dd>" in seen


def test_without_a_script_the_page_is_saved_first_and_then_shown(evening, acting):
    response = evening.post("preview-note", evening.ana.pk, **form(evening))
    assert response["Location"] == evening.url("preview-note", evening.ana.pk)
    assert stored(evening, acting)[2] == "Listened well."
    page = evening.get("preview-note", evening.ana.pk)
    assert "Spoke of home." in page.text
    assert "Go on writing" in page.text
    assert "Listened well." not in page.text


def test_without_a_script_an_old_page_is_refused_instead_of_shown(evening):
    evening.post("save-draft-line", evening.ana.pk, edition=0, text="Was quiet.")
    response = evening.post("preview-note", evening.ana.pk, **form(evening))
    assert response.status_code == 422
    assert ">Listened well.</textarea>" in response.text


def test_a_preview_says_that_nothing_is_written_and_who_cannot_sign(evening):
    practitioner = make_practitioner(evening.organization)
    member = make_membership(evening.organization, Role.COUNSELOR, practitioner_id=practitioner.pk)
    evening.client.force_login(member.user)
    text = preview(evening).text
    assert "Nothing is written yet." in text
    assert "you have no credential that is valid today" in text


def test_a_preview_says_that_a_supervisor_co_signs(evening):
    member = make_counselor(evening.organization, needs_cosignature=True)
    evening.client.force_login(member.user)
    assert "then a supervisor co-signs" in preview(evening).text


@pytest.mark.parametrize("who", ["signed", "absent", "elsewhere", "another session"])
def test_there_is_no_preview_of_what_is_no_note_to_be_signed(evening, who):
    if who == "signed":
        evening.sign()
        place = evening.ana
    elif who == "absent":
        place = evening.place("Cora")
        make_attendance(place, AttendanceKind.ABSENT_UNKNOWN)
    else:
        service = make_service(make_organization()) if who == "elsewhere" else evening.service
        place = make_place(
            make_meeting(service, start=START - timedelta(days=2)), make_client(service)
        )
    assert preview(evening, place).status_code == 404


def test_nothing_of_another_organization_s_session_is_saved(evening):
    elsewhere = make_meeting(make_service(make_organization()))
    url = reverse("encounters:save-note", args=[elsewhere.pk])
    assert evening.client.post(url, form(evening)).status_code == 404
    with writing_for(elsewhere.organization_id):
        assert not NoteDraft.objects.exists()
