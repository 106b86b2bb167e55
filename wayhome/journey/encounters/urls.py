"""Addresses of encounters."""

from django.urls import path

from wayhome.journey.encounters.views import note_lists, notes

app_name = "encounters"
urlpatterns = [
    path("notes/", note_lists.note_worklist, name="note-worklist"),
    path("notes/<uuid:patient_id>/<uuid:note_id>/", note_lists.note, name="note"),
    path(
        "notes/<uuid:patient_id>/<uuid:note_id>/addenda/",
        note_lists.add_addendum,
        name="add-addendum",
    ),
    path(
        "notes/<uuid:patient_id>/<uuid:note_id>/co-signature/",
        note_lists.cosign_note,
        name="cosign-note",
    ),
    path("sessions/<uuid:session_id>/note/", notes.group_note, name="group-note"),
    path("sessions/<uuid:session_id>/note/shared/", notes.save_draft, name="save-draft"),
    path("sessions/<uuid:session_id>/note/signature/", notes.sign_notes, name="sign-notes"),
    path("sessions/<uuid:session_id>/note/template/", notes.apply_template, name="apply-template"),
    path("sessions/<uuid:session_id>/note/copy/", notes.copy_shared, name="copy-shared"),
    path(
        "sessions/<uuid:session_id>/note/words/",
        notes.confirm_shared_words,
        name="confirm-shared-words",
    ),
    path(
        "sessions/<uuid:session_id>/note/<uuid:appointment_id>/text/",
        notes.save_draft_line,
        name="save-draft-line",
    ),
    path(
        "sessions/<uuid:session_id>/note/<uuid:appointment_id>/copy/",
        notes.copy_line,
        name="copy-line",
    ),
    path(
        "sessions/<uuid:session_id>/note/<uuid:appointment_id>/words/",
        notes.confirm_words,
        name="confirm-words",
    ),
    path(
        "sessions/<uuid:session_id>/note/<uuid:appointment_id>/attendance/<slug:kind>/",
        notes.note_attendance,
        name="note-attendance",
    ),
]
