"""Drafts, signing, co-signing, addenda: what is written, refused and left behind."""

import threading
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.accounts import make_actor
from tests.factories.base import writing_for
from tests.factories.encounters import (
    START,
    make_attendance,
    make_client,
    make_meeting,
    make_note,
    make_place,
)
from tests.factories.scheduling import make_series
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.encounters.actions import drafts, notes, signing, typed
from wayhome.journey.encounters.codes import (
    AddendumObstacle,
    AttendanceKind,
    CosigningObstacle,
    DraftObstacle,
    NoteStatus,
    NoteTemplate,
    SigningObstacle,
)
from wayhome.journey.encounters.models import (
    Encounter,
    NoteDraft,
    NoteDraftLine,
    ProgressNote,
)
from wayhome.journey.encounters.queries.notes import get_group_note
from wayhome.journey.encounters.rules import Typed
from wayhome.journey.scheduling.models import GroupSession
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.models import Credential
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

OVER = START + timedelta(hours=2)


class Evening:
    """A group of Ana, Ben and Cora (who missed it), and the counselor who writes."""

    def __init__(self, **practitioner):
        self.organization = make_organization()
        self.service = make_service(self.organization)
        self.by = make_actor(self.organization, **practitioner)
        self.meeting = make_meeting(self.service, facilitator_id=self.by.practitioner_id)
        self.ana = self.place("Ana", "Reyes")
        self.ben = self.place("Ben", "Tran")
        self.cora = self.place("Cora", "Moss")
        self.came = [make_attendance(self.ana), make_attendance(self.ben)]
        make_attendance(self.cora, AttendanceKind.ABSENT_UNKNOWN)

    def place(self, given, family):
        episode = make_client(self.service, given_name=given, family_name=family)
        return make_place(self.meeting, episode)

    def write(self, place, text, edition=0, now=OVER):
        return drafts.save_draft_line(
            self.by, appointment_id=place.pk, edition=edition, text=text, now=now
        )

    def share(self, text, edition=0, now=OVER):
        return drafts.save_draft(
            self.by, group_session_id=self.meeting.pk, edition=edition, shared_text=text, now=now
        )

    def sign(self, by=None, shared=None, now=OVER, **lines):
        typed = {getattr(self, name).pk: each for name, each in lines.items()}
        return signing.sign_notes(
            by or self.by, group_session_id=self.meeting.pk, shared=shared, lines=typed, now=now
        )

    def written(self):
        self.share("We practised saying no.")
        self.write(self.ana, "Spoke of a hard weekend.")
        self.write(self.ben, "Was quiet, stayed to the end.")
        return self


@pytest.fixture
def evening():
    return Evening()


def refusal_of(write):
    with pytest.raises(signing.CannotSignNotesError) as refused:
        write()
    return refused.value


def test_one_signature_seals_a_separate_note_for_each_attendee(evening, acting):
    signed = evening.written().sign()
    assert [note.individual_text for note in signed] == [
        "Spoke of a hard weekend.",
        "Was quiet, stayed to the end.",
    ]
    assert {note.shared_text for note in signed} == {"We practised saying no."}
    assert {note.attendees_count for note in signed} == {2}
    with acting(evening.by):
        assert {
            e.status for e in Encounter.objects.filter(pk__in=[e.pk for e in evening.came])
        } == {"finished"}


def test_signing_removes_the_drafts_and_is_one_event_for_the_batch(evening, acting):
    evening.written().sign()
    with acting(evening.by):
        assert not NoteDraft.objects.exists()
        assert not NoteDraftLine.objects.exists()
        event = AuditEvent.objects.get(
            organization_id=evening.by.organization_id, action="encounters.sign_notes"
        )
    assert event.count == 2


def test_no_note_names_another_client_or_their_record_number(evening):
    for note, other in zip(evening.written().sign(), ("Ben", "Ana"), strict=True):
        assert other not in note.shared_text + note.individual_text


def test_what_is_typed_and_not_saved_yet_is_signed_too(evening):
    signed = evening.sign(
        shared=Typed(0, "Breathing."), ana=Typed(0, "Joined in."), ben=Typed(0, "Listened.")
    )
    assert {(n.shared_text, n.individual_text) for n in signed} == {
        ("Breathing.", "Joined in."),
        ("Breathing.", "Listened."),
    }


@pytest.mark.parametrize("who", ["Ben", "Cora", "Tran"])
def test_a_note_that_names_another_member_is_not_signed(evening, who):
    evening.written()
    evening.write(evening.ana, f"Argued with {who} about rent.", edition=1)
    refused = refusal_of(evening.sign)
    assert refused.problems == ((SigningObstacle.NAMES_SOMEONE_ELSE, evening.ana.pk),)


def test_a_note_that_carries_another_member_s_record_number_is_not_signed(evening, acting):
    evening.written()
    with acting(evening.by):
        number = get_group_note(evening.by, evening.meeting.pk).lines[1].appointment.patient
    evening.write(evening.ana, f"See {number.medical_record_number}.", edition=1)
    assert SigningObstacle.NAMES_SOMEONE_ELSE in refusal_of(evening.sign).obstacles


def test_the_shared_part_names_nobody(evening):
    evening.written()
    evening.share("Ana told her story.", edition=1)
    refused = refusal_of(evening.sign)
    assert refused.problems == ((SigningObstacle.NAMES_SOMEONE_ELSE, None),)


def test_words_confirmed_to_mean_nobody_of_the_group_are_kept_with_the_note(evening):
    evening.written()
    evening.write(evening.ana, "Her cousin Ben visited.", edition=1)
    evening.share("Read a text by Cora.", edition=1)
    drafts.confirm_words(evening.by, appointment_id=evening.ana.pk, words=["Ben"], now=OVER)
    drafts.confirm_shared_words(
        evening.by, group_session_id=evening.meeting.pk, words=["Cora"], now=OVER
    )
    first, second = evening.sign()
    assert (first.confirmed_words, second.confirmed_words) == (["Ben", "Cora"], ["Cora"])


def test_an_empty_line_is_not_signed(evening):
    evening.share("Breathing.")
    evening.write(evening.ana, "Joined in.")
    refused = refusal_of(evening.sign)
    assert refused.problems == ((SigningObstacle.NOTHING_WRITTEN, evening.ben.pk),)


def test_headings_alone_are_nothing_written(evening):
    drafts.apply_template(
        evening.by, group_session_id=evening.meeting.pk, template=NoteTemplate.BIRP, now=OVER
    )
    assert SigningObstacle.NOTHING_WRITTEN in refusal_of(evening.sign).obstacles


def test_a_template_puts_its_headings_into_each_line_once(evening, acting):
    evening.write(evening.ana, "Plan: sleep more.")
    for _ in range(2):
        drafts.apply_template(
            evening.by, group_session_id=evening.meeting.pk, template=NoteTemplate.DAP, now=OVER
        )
    with acting(evening.by):
        note = get_group_note(evening.by, evening.meeting.pk)
    assert [line.text for line in note.lines] == [
        "Plan: sleep more.\nData:\nAssessment:",
        "Data:\nAssessment:\nPlan:",
        "",
    ]
    assert note.template is NoteTemplate.DAP


def test_free_text_has_no_headings(evening, acting):
    drafts.apply_template(
        evening.by, group_session_id=evening.meeting.pk, template=NoteTemplate.FREE, now=OVER
    )
    with acting(evening.by):
        assert not NoteDraftLine.objects.exists()


def test_a_session_that_goes_on_is_not_signed(evening):
    evening.written()
    refused = refusal_of(lambda: evening.sign(now=START + timedelta(minutes=10)))
    assert SigningObstacle.SESSION_NOT_OVER in refused.obstacles


def test_nobody_signs_without_a_credential_that_is_valid_today(evening):
    evening.written()
    with writing_for(evening.organization.pk):
        Credential.objects.update(expiry_date=date(2026, 11, 23))
    assert SigningObstacle.CREDENTIAL_NOT_VALID in refusal_of(evening.sign).obstacles


def test_someone_who_is_no_practitioner_neither_writes_nor_signs(evening):
    permissions = evening.by.permissions
    nobody = make_actor(evening.organization, permissions=permissions)
    nobody = type(nobody)(nobody.agent_id, nobody.organization_id, permissions)
    with pytest.raises(drafts.CannotSaveDraftError) as refused:
        drafts.save_draft(
            nobody, group_session_id=evening.meeting.pk, edition=0, shared_text="x", now=OVER
        )
    assert refused.value.obstacles == (DraftObstacle.NO_PRACTITIONER,)
    evening.written()
    assert (
        SigningObstacle.CREDENTIAL_NOT_VALID
        in refusal_of(lambda: evening.sign(by=nobody)).obstacles
    )


def test_a_second_signature_is_told_that_the_first_came(evening):
    evening.written().sign()
    assert refusal_of(evening.sign).obstacles == (SigningObstacle.ALREADY_SIGNED,)


def test_what_a_colleague_changed_since_is_not_signed_unseen(evening):
    evening.written()
    refused = refusal_of(
        lambda: evening.sign(shared=Typed(0, "Old."), ana=Typed(0, "Old."), ben=Typed(1, "Mine."))
    )
    assert set(refused.problems) == {
        (SigningObstacle.EDITION_CHANGED, None),
        (SigningObstacle.EDITION_CHANGED, evening.ana.pk),
    }


def test_a_refused_signature_seals_nothing(evening, acting):
    evening.share("Breathing.")
    refusal_of(evening.sign)
    with acting(evening.by):
        assert not ProgressNote.objects.exists()


def test_a_late_walk_in_is_signed_alone(evening):
    evening.written().sign()
    dan = evening.place("Dan", "Wu")
    make_attendance(dan)
    evening.write(dan, "Came late, settled in.")
    (note,) = evening.sign()
    assert note.individual_text == "Came late, settled in."


@pytest.mark.parametrize(("after", "late"), [(47, False), (49, True)])
def test_a_note_is_late_after_the_rule_pack_s_hours(evening, after, late):
    end = START + timedelta(minutes=90)
    notes_signed = evening.written().sign(now=end + timedelta(hours=after))
    assert {note.is_late for note in notes_signed} == {late}


def test_an_edition_that_is_not_the_newest_is_refused_and_overwrites_nothing(evening, acting):
    evening.write(evening.ana, "First.")
    with pytest.raises(drafts.CannotSaveDraftError) as refused:
        evening.write(evening.ana, "Second, based on nothing.")
    assert refused.value.obstacles == (DraftObstacle.EDITION_CHANGED,)
    evening.share("First.")
    with pytest.raises(drafts.CannotSaveDraftError):
        evening.share("Second, based on nothing.")
    with acting(evening.by):
        note = get_group_note(evening.by, evening.meeting.pk)
    assert (note.draft.shared_text, note.lines[0].text) == ("First.", "First.")


def test_a_signed_line_takes_no_draft_any_more(evening):
    evening.written().sign()
    with pytest.raises(drafts.CannotSaveDraftError) as refused:
        evening.write(evening.ana, "More.")
    assert refused.value.obstacles == (DraftObstacle.ALREADY_SIGNED,)


def test_a_draft_leaves_one_event_a_sitting(evening, acting):
    evening.share("One.")
    evening.share("Two.", edition=1, now=OVER + timedelta(seconds=5))
    evening.write(evening.ana, "Three.", now=OVER + timedelta(seconds=9))
    evening.share("Four.", edition=2, now=OVER + timedelta(hours=1))
    with acting(evening.by):
        events = AuditEvent.objects.filter(
            organization_id=evening.by.organization_id, action="encounters.write_draft"
        )
        assert events.count() == 2


def test_the_last_note_is_carried_forward_and_has_to_be_changed(evening, acting):
    evening.written().sign()
    week = timedelta(days=7)
    meeting = make_meeting(
        evening.service, start=START + week, facilitator_id=evening.by.practitioner_id
    )
    again = make_place(meeting, made_episode(evening.ana))
    make_attendance(again)
    line = drafts.copy_last_note(evening.by, appointment_id=again.pk, now=OVER + week)
    assert line.text == "Spoke of a hard weekend."
    sign = lambda: signing.sign_notes(  # noqa: E731
        evening.by, group_session_id=meeting.pk, shared=None, lines={}, now=OVER + week
    )
    assert refusal_of(sign).obstacles == (SigningObstacle.COPIED_UNCHANGED,)
    drafts.save_draft_line(
        evening.by, appointment_id=again.pk, edition=1, text="Spoke of a good weekend.", now=OVER
    )
    with acting(evening.by):
        difference = get_group_note(evening.by, meeting.pk).lines[0].difference
    assert [(part.kind, part.text.strip()) for part in difference if part.kind != "same"] == [
        ("removed", "hard"),
        ("added", "good"),
    ]
    assert len(sign()) == 1


def made_episode(place):
    class Episode:
        pk, patient_id = place.episode_id, place.patient_id

    return Episode


def test_the_shared_part_of_the_series_last_session_is_carried_forward(acting):
    evening = Evening()
    series = make_series(evening.service)
    with writing_for(evening.organization.pk):
        GroupSession.objects.filter(pk=evening.meeting.pk).update(series=series.pk)
    evening.written().sign()
    week = timedelta(days=7)
    meeting = make_meeting(
        evening.service,
        start=START + week,
        facilitator_id=evening.by.practitioner_id,
        series_id=series.pk,
        occurrence_date=(START + week).date(),
    )
    drafts.copy_last_shared_text(evening.by, group_session_id=meeting.pk, now=OVER + week)
    with acting(evening.by):
        note = get_group_note(evening.by, meeting.pk)
    assert note.draft.shared_text == note.draft.copied_text == "We practised saying no."


def test_there_may_be_nothing_to_carry_forward(evening):
    for copy in (
        lambda: drafts.copy_last_note(evening.by, appointment_id=evening.ana.pk, now=OVER),
        lambda: drafts.copy_last_shared_text(
            evening.by, group_session_id=evening.meeting.pk, now=OVER
        ),
    ):
        with pytest.raises(drafts.CannotSaveDraftError) as refused:
            copy()
        assert refused.value.obstacles == (DraftObstacle.NOTHING_BEFORE,)


def test_notes_of_someone_under_supervision_wait_for_a_co_signature():
    evening = Evening(needs_cosignature=True)
    (note, _) = evening.written().sign()
    assert note.status == NoteStatus.AWAITING_COSIGNATURE
    supervisor = make_actor(evening.organization, Role.CLINICAL_SUPERVISOR)
    cosigned = notes.cosign_note(supervisor, note_id=note.pk, now=OVER)
    assert (cosigned.status, cosigned.cosigner_id) == (
        NoteStatus.COSIGNED,
        supervisor.practitioner_id,
    )
    with pytest.raises(notes.CannotCosignNoteError) as refused:
        notes.cosign_note(supervisor, note_id=note.pk, now=OVER)
    assert refused.value.obstacles == (CosigningObstacle.NOT_AWAITING,)


def test_nobody_co_signs_their_own_note_or_without_a_credential(evening):
    supervisor = make_actor(evening.organization, Role.CLINICAL_SUPERVISOR)
    note = make_note(
        evening.came[0],
        status=NoteStatus.AWAITING_COSIGNATURE,
        author_id=supervisor.practitioner_id,
    )
    with writing_for(evening.organization.pk):
        Credential.objects.filter(practitioner=supervisor.practitioner_id).update(
            expiry_date=date(2026, 1, 1), issue_date=date(2025, 1, 1)
        )
    with pytest.raises(notes.CannotCosignNoteError) as refused:
        notes.cosign_note(supervisor, note_id=note.pk, now=OVER)
    assert set(refused.value.obstacles) == {
        CosigningObstacle.OWN_NOTE,
        CosigningObstacle.CREDENTIAL_NOT_VALID,
    }


def test_a_supervisor_who_is_no_practitioner_can_t_co_sign(evening):
    note = make_note(evening.came[0], status=NoteStatus.AWAITING_COSIGNATURE)
    someone = make_actor(evening.organization, Role.CLINICAL_SUPERVISOR)
    someone = type(someone)(someone.agent_id, someone.organization_id, someone.permissions)
    with pytest.raises(notes.CannotCosignNoteError) as refused:
        notes.cosign_note(someone, note_id=note.pk, now=OVER)
    assert refused.value.obstacles == (CosigningObstacle.CREDENTIAL_NOT_VALID,)


def test_an_addendum_stands_beside_the_note_and_is_signed(evening):
    (note, _) = evening.written().sign()
    addendum = notes.add_addendum(evening.by, note_id=note.pk, text=" It was Sunday. ", now=OVER)
    assert (addendum.text, addendum.author_id) == ("It was Sunday.", evening.by.practitioner_id)


@pytest.mark.parametrize(
    ("text", "obstacle"),
    [(" ", AddendumObstacle.NOTHING_WRITTEN), ("Ben saw it.", AddendumObstacle.NAMES_SOMEONE_ELSE)],
)
def test_an_addendum_says_something_and_names_nobody_else(evening, text, obstacle):
    (note, _) = evening.written().sign()
    with pytest.raises(notes.CannotAddAddendumError) as refused:
        notes.add_addendum(evening.by, note_id=note.pk, text=text, now=OVER)
    assert refused.value.obstacles == (obstacle,)


def test_an_addendum_needs_a_credential(evening):
    (note, _) = evening.written().sign()
    with writing_for(evening.organization.pk):
        Credential.objects.update(expiry_date=date(2026, 11, 23))
    with pytest.raises(notes.CannotAddAddendumError) as refused:
        notes.add_addendum(evening.by, note_id=note.pk, text="More.", now=OVER)
    assert refused.value.obstacles == (AddendumObstacle.CREDENTIAL_NOT_VALID,)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE encounters_progressnote SET individual_text = 'other'",
        "DELETE FROM encounters_progressnote",
        "UPDATE encounters_noteaddendum SET text = 'other'",
    ],
)
def test_the_database_keeps_what_was_signed(evening, acting, statement):
    (note, _) = evening.written().sign()
    notes.add_addendum(evening.by, note_id=note.pk, text="More.", now=OVER)
    where = f" WHERE organization_id = '{evening.by.organization_id}'"
    with (
        acting(evening.by),
        pytest.raises(DatabaseError, match="as it was signed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement + where)


def test_another_organization_s_session_does_not_exist(evening):
    stranger = make_actor(make_organization())
    with pytest.raises(Exception, match="does not exist"):
        signing.sign_notes(
            stranger, group_session_id=evening.meeting.pk, shared=None, lines={}, now=OVER
        )


DENIED = [
    drafts.save_draft,
    drafts.save_draft_line,
    drafts.apply_template,
    drafts.copy_last_note,
    drafts.copy_last_shared_text,
    drafts.confirm_words,
    drafts.confirm_shared_words,
    signing.sign_notes,
    typed.save_typed,
    notes.cosign_note,
    notes.add_addendum,
]


@pytest.mark.parametrize("write", DENIED, ids=lambda write: write.__name__)
def test_without_its_permission_an_action_on_notes_is_denied(write):
    with pytest.raises(NotPermittedError):
        write(make_actor(permissions=set()))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_at_once_one_does_and_the_other_is_told(acting):
    evening = Evening().written()
    colleague = make_actor(evening.organization, given_name="Ola")
    barrier = threading.Barrier(2)
    outcomes = []

    def sign(by):
        barrier.wait()
        try:
            outcomes.append(len(evening.sign(by=by)))
        except signing.CannotSignNotesError as refused:
            outcomes.append(refused.obstacles)
        finally:
            connection.close()

    threads = [threading.Thread(target=sign, args=[by]) for by in (evening.by, colleague)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == sorted(map(str, [2, (SigningObstacle.ALREADY_SIGNED,)]))
    with acting(evening.by), transaction.atomic():
        assert ProgressNote.objects.count() == 2
