"""Every write of encounters: attendance, checking in."""

from wayhome.journey.encounters.actions.attendance import (
    CannotRecordAttendanceError,
    CannotUndoAttendanceError,
    correct_attendance,
    record_attendance,
    record_leaving,
    undo_attendance,
)
from wayhome.journey.encounters.actions.check_in import (
    CannotCheckInError,
    check_in_by_code,
    give_day_codes,
    give_own_day_code,
)
from wayhome.journey.encounters.actions.walk_ins import add_walk_in, drop_walk_in

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
    "record_leaving",
    "undo_attendance",
]
