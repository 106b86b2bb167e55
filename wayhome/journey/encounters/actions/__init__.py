"""Every write of encounters: attendance, checking in."""

from wayhome.journey.encounters.actions.attendance import (
    CannotRecordAttendanceError,
    CannotUndoAttendanceError,
    add_walk_in,
    correct_attendance,
    drop_walk_in,
    record_attendance,
    undo_attendance,
)
from wayhome.journey.encounters.actions.check_in import (
    CannotCheckInError,
    check_in_by_code,
    give_day_codes,
    give_own_day_code,
)

__all__ = [
    "CannotCheckInError",
    "CannotRecordAttendanceError",
    "CannotUndoAttendanceError",
    "add_walk_in",
    "check_in_by_code",
    "correct_attendance",
    "drop_walk_in",
    "give_day_codes",
    "give_own_day_code",
    "record_attendance",
    "undo_attendance",
]
