"""What a person reads for attendance, checking in and hours, and the way out of each obstacle."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wayhome.journey.encounters.codes import (
    AttendanceKind,
    CheckInObstacle,
    Part,
    RecordingObstacle,
    UndoingObstacle,
)
from wayhome.journey.scheduling.codes import AppointmentObstacle, BookingObstacle

type Words = str | Promise

ATTENDANCE: Mapping[AttendanceKind, Words] = MappingProxyType(
    {
        AttendanceKind.ATTENDED: _("Came"),
        AttendanceKind.ATTENDED_NOT_BILLABLE: _("Came, not billable"),
        AttendanceKind.ABSENT_EXCUSED: _("Missed, excused"),
        AttendanceKind.ABSENT_NOT_EXCUSED: _("Missed, not excused"),
        AttendanceKind.ABSENT_UNKNOWN: _("Missed, no word"),
        AttendanceKind.LATE_CANCEL: _("Cancelled late"),
    }
)
# Tones of components/status_tag.html.
ATTENDANCE_TONE: Mapping[AttendanceKind, str] = MappingProxyType(
    {
        AttendanceKind.ATTENDED: "done",
        AttendanceKind.ATTENDED_NOT_BILLABLE: "done",
        AttendanceKind.ABSENT_EXCUSED: "neutral",
        AttendanceKind.ABSENT_NOT_EXCUSED: "due",
        AttendanceKind.ABSENT_UNKNOWN: "due",
        AttendanceKind.LATE_CANCEL: "neutral",
    }
)
PART: Mapping[Part, Words] = MappingProxyType(
    {
        Part.ALL: _("All"),
        Part.SHORT: _("Short"),
        Part.OUT_OF_REACH: _("Can't reach"),
    }
)
RECORDING: Mapping[RecordingObstacle, Words] = MappingProxyType(
    {
        RecordingObstacle.ALREADY_RECORDED: _(
            "Someone else recorded this first. This is what they recorded."
        ),
        RecordingObstacle.CHANGED_MEANWHILE: _(
            "Someone else changed this meanwhile. This is how it stands now."
        ),
        RecordingObstacle.APPOINTMENT_CLOSED: _(
            "This place was given up or is none that can be recorded. Book it again first."
        ),
        RecordingObstacle.SESSION_CANCELLED: _(
            "The session is cancelled. Restore it on the schedule first."
        ),
        RecordingObstacle.TOO_EARLY: _(
            "Check-in for this session isn't open yet. Until then only an excused absence or a"
            " cancellation can be recorded."
        ),
        RecordingObstacle.LEFT_BEFORE_ARRIVING: _("Enter a leaving time after the arrival time."),
        RecordingObstacle.OUTSIDE_SESSION: _(
            "These times don't touch the session. Enter times within it, or record an absence."
        ),
        RecordingObstacle.NOT_YET_HELD: _(
            "That hasn't happened yet. Enter a time that is past, or leave the session's end."
        ),
        RecordingObstacle.TIMES_OF_AN_ABSENCE: _("An absence has no times. Clear them."),
        RecordingObstacle.ARRIVAL_MISSING: _("Enter when the client arrived."),
        RecordingObstacle.NOTE_SIGNED: _(
            "A signed note stands on this attendance. Write what is different as an addendum to"
            " the note."
        ),
    }
)
UNDOING: Mapping[UndoingObstacle, Words] = MappingProxyType(
    {
        UndoingObstacle.NOTE_SIGNED: RECORDING[RecordingObstacle.NOTE_SIGNED],
        UndoingObstacle.ALREADY_UNDONE: _("This was undone already. This is how it stands now."),
    }
)
CHECK_IN: Mapping[CheckInObstacle, Words] = MappingProxyType(
    {
        CheckInObstacle.CODE_NOT_VALID: _(
            "That code doesn't work right now. Please try again, or ask at the front desk."
        ),
    }
)
BOOKING: Mapping[BookingObstacle, Words] = MappingProxyType(
    {
        BookingObstacle.GROUP_FULL: _("The group is full. Free a seat, or choose another session."),
        BookingObstacle.OVER_CAP: _(
            "As many people are here as may sit in this group. Choose another session."
        ),
        BookingObstacle.PERSON_BUSY: _("The client has another session at this time."),
        BookingObstacle.ALREADY_BOOKED: _("The client has a place in this session already."),
        BookingObstacle.NOT_ADMITTED: _("The client isn't admitted on this day. Admit them first."),
        BookingObstacle.SESSION_CANCELLED: RECORDING[RecordingObstacle.SESSION_CANCELLED],
        BookingObstacle.SESSION_OVER: _("The session is over. Choose one that is still to come."),
    }
)
PLACE: Mapping[AppointmentObstacle, Words] = MappingProxyType(
    {
        AppointmentObstacle.TRANSITION_NOT_ALLOWED: _(
            "Someone else changed this place meanwhile. This is how it stands now."
        ),
    }
)
