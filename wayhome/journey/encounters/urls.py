"""Addresses of encounters."""

from django.urls import path

from wayhome.journey.encounters.views import (
    attendance,
    hours,
    kiosk,
    note_lists,
    note_preview,
    notes,
)

app_name = "encounters"
urlpatterns = [
    path("kiosk/", kiosk.kiosk, name="kiosk"),
    path("hours/", hours.hours, name="hours"),
    path("hours/<uuid:episode_id>/make-up/", hours.book_make_up, name="book-make-up"),
    path("sessions/<uuid:session_id>/", attendance.roster, name="roster"),
    path("sessions/<uuid:session_id>/walk-ins/", attendance.walk_ins, name="walk-ins"),
    path("sessions/<uuid:session_id>/walk-ins/add/", attendance.add_walk_in, name="add-walk-in"),
    path(
        "sessions/<uuid:session_id>/walk-ins/<uuid:appointment_id>/drop/",
        attendance.drop_walk_in,
        name="drop-walk-in",
    ),
    path("sessions/<uuid:session_id>/codes/", attendance.day_codes, name="day-codes"),
    path(
        "sessions/<uuid:session_id>/codes/give/", attendance.give_day_codes, name="give-day-codes"
    ),
    path("places/<uuid:appointment_id>/", attendance.attendance, name="attendance"),
    path("places/<uuid:appointment_id>/here/", attendance.check_in, name="check-in"),
    path("places/<uuid:appointment_id>/line/", attendance.roster_line, name="roster-line"),
    path(
        "places/<uuid:appointment_id>/<uuid:encounter_id>/leaving/",
        attendance.leave_now,
        name="leave-now",
    ),
    path(
        "places/<uuid:appointment_id>/<uuid:encounter_id>/undo/",
        attendance.undo_attendance,
        name="undo-attendance",
    ),
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
    path("sessions/<uuid:session_id>/note/save/", notes.save_note, name="save-note"),
    path(
        "sessions/<uuid:session_id>/note/<uuid:appointment_id>/preview/",
        note_preview.preview,
        name="preview-note",
    ),
    path("sessions/<uuid:session_id>/note/difference/", notes.difference, name="difference"),
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
        "sessions/<uuid:session_id>/note/<uuid:appointment_id>/difference/",
        notes.difference,
        name="line-difference",
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
