"""Rules of attendance, hours and notes."""

from wayhome.journey.encounters.rules.attendance import (
    AttendanceDraft,
    appointment_status_after,
    default_stay,
    encounter_status_after,
    obstacles_to_recording,
    obstacles_to_undoing,
    service_minutes,
)
from wayhome.journey.encounters.rules.copying import (
    DiffPart,
    changed_share,
    is_copy,
    word_diff,
)
from wayhome.journey.encounters.rules.drafts import (
    Typed,
    begins_a_sitting,
    with_headings,
    without_headings,
)
from wayhome.journey.encounters.rules.hours import (
    LedgerPlace,
    OpenSession,
    WeekHours,
    make_up_options,
    open_minutes,
    sessions_to_make_up,
    week_hours,
)
from wayhome.journey.encounters.rules.names import (
    Found,
    MemberNames,
    names_of_others,
    unconfirmed_names,
)
from wayhome.journey.encounters.rules.notes import (
    NoteLine,
    SigningProblem,
    needs_note,
    note_age,
    note_due_at,
    note_is_late,
    note_status_after_signing,
    obstacles_to_adding_addendum,
    obstacles_to_cosigning,
    obstacles_to_signing,
)

__all__ = [
    "AttendanceDraft",
    "DiffPart",
    "Found",
    "LedgerPlace",
    "MemberNames",
    "NoteLine",
    "OpenSession",
    "SigningProblem",
    "Typed",
    "WeekHours",
    "appointment_status_after",
    "begins_a_sitting",
    "changed_share",
    "default_stay",
    "encounter_status_after",
    "is_copy",
    "make_up_options",
    "names_of_others",
    "needs_note",
    "note_age",
    "note_due_at",
    "note_is_late",
    "note_status_after_signing",
    "obstacles_to_adding_addendum",
    "obstacles_to_cosigning",
    "obstacles_to_recording",
    "obstacles_to_signing",
    "obstacles_to_undoing",
    "open_minutes",
    "service_minutes",
    "sessions_to_make_up",
    "unconfirmed_names",
    "week_hours",
    "with_headings",
    "without_headings",
    "word_diff",
]
