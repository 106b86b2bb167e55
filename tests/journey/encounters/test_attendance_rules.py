"""Minutes, defaults, and what may be recorded and undone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.journey.encounters import rules
from wayhome.journey.encounters.codes import (
    PRESENT,
    AttendanceKind,
    EncounterStatus,
    NoteStatus,
    RecordingObstacle,
    UndoingObstacle,
)
from wayhome.journey.encounters.rules import AttendanceDraft
from wayhome.journey.scheduling.codes import HOLDS_SEAT, TRANSITIONS, AppointmentStatus
from wayhome.shared.core.period import Period


def at(hour, minute=0, second=0):
    return datetime(2026, 3, 2, hour, minute, second, tzinfo=UTC)


SESSION = Period(at(9), at(12))
SECONDS = st.integers(-7200, 5 * 3600).map(lambda seconds: at(9) + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("arrived", "left", "minutes"),
    [
        (at(9), at(12), 180),
        (at(8, 40), at(12, 30), 180),
        (at(9), at(11, 20), 140),  # left 40 minutes early
        (at(9, 5, 30), at(12), 174),  # a begun minute is no minute
        (at(11, 59, 1), at(12), 0),
        (at(12), at(13), 0),
        (at(8), at(9), 0),
        (at(10), at(10), 0),
        (at(11), at(10), 0),
    ],
)
def test_only_whole_minutes_within_the_session_are_service(arrived, left, minutes):
    assert rules.service_minutes(SESSION, arrived, left) == minutes


@given(SECONDS, SECONDS, SECONDS)
def test_minutes_are_never_negative_nor_more_than_the_session_and_grow_with_the_stay(
    arrived, left, later
):
    minutes = rules.service_minutes(SESSION, arrived, left)
    assert 0 <= minutes <= SESSION.minutes
    assert rules.service_minutes(SESSION, arrived, max(left, later)) >= minutes


@pytest.mark.parametrize(
    ("arrived_at", "stay"),
    [
        (at(8, 50), SESSION),
        (at(9), SESSION),
        (at(9, 20), Period(at(9, 20), at(12))),
        (at(12), SESSION),
        (at(15), SESSION),
    ],
)
def test_a_stay_is_taken_to_last_from_arrival_to_the_end(arrived_at, stay):
    assert rules.default_stay(SESSION, arrived_at) == stay


@given(SECONDS)
def test_a_default_stay_is_never_an_obstacle_once_someone_is_there(now):
    stay = rules.default_stay(SESSION, now)
    draft = AttendanceDraft(AttendanceKind.ATTENDED, stay.start, stay.end)
    found = set(obstacles(draft, now=max(now, at(9))))
    # Whoever comes in the last minute is told that no whole minute is left.
    last_minute = at(11, 59) < now < at(12)
    assert found == ({RecordingObstacle.OUTSIDE_SESSION} if last_minute else set())


def obstacles(draft, **changes):
    facts = {
        "session": SESSION,
        "session_is_cancelled": False,
        "status": AppointmentStatus.BOOKED,
        "has_encounter": False,
        "note_is_sealed": False,
        "corrects": False,
        "opens_before": timedelta(minutes=30),
        "now": at(13),
    }
    return rules.obstacles_to_recording(draft, **facts | changes)


CAME = AttendanceDraft(AttendanceKind.ATTENDED, at(9), at(12))


@pytest.mark.parametrize(
    ("draft", "changes", "expected"),
    [
        (CAME, {}, ()),
        (AttendanceDraft(AttendanceKind.ATTENDED_NOT_BILLABLE, at(9), at(10)), {}, ()),
        (CAME, {"status": AppointmentStatus.CHECKED_IN}, ()),
        (CAME, {"session_is_cancelled": True}, ("session-cancelled",)),
        # recorded once; after that it is corrected
        (CAME, {"status": AppointmentStatus.FULFILLED}, ("appointment-closed",)),
        (
            CAME,
            {"status": AppointmentStatus.NOSHOW, "has_encounter": True},
            ("already-recorded", "appointment-closed"),
        ),
        (
            CAME,
            {"status": AppointmentStatus.NOSHOW, "has_encounter": True, "corrects": True},
            (),
        ),
        (CAME, {"status": AppointmentStatus.PROPOSED, "corrects": True}, ("appointment-closed",)),
        (CAME, {"note_is_sealed": True, "corrects": True}, ("note-signed",)),
        # times
        (AttendanceDraft(AttendanceKind.ATTENDED), {}, ("arrival-missing",)),
        (
            AttendanceDraft(AttendanceKind.ATTENDED, at(10), at(10)),
            {},
            ("left-before-arriving",),
        ),
        (AttendanceDraft(AttendanceKind.ATTENDED, at(12), at(12, 30)), {}, ("outside-session",)),
        (AttendanceDraft(AttendanceKind.ATTENDED, at(12)), {}, ("outside-session",)),
        # while the session runs
        (CAME, {"now": at(8, 30)}, ("not-yet-held",)),
        (
            AttendanceDraft(AttendanceKind.ATTENDED, at(8, 29)),
            {"now": at(8, 29)},
            ("too-early",),
        ),
        (AttendanceDraft(AttendanceKind.ATTENDED, at(8, 30)), {"now": at(8, 30)}, ()),
        (AttendanceDraft(AttendanceKind.ATTENDED, at(9)), {"now": at(9)}, ()),
        (CAME, {"now": at(9)}, ()),  # the end of the session is what one expects
        (AttendanceDraft(AttendanceKind.ATTENDED, at(9), at(11)), {"now": at(11)}, ()),
        (
            AttendanceDraft(AttendanceKind.ATTENDED, at(9), at(11)),
            {"now": at(10)},
            ("not-yet-held",),
        ),
        (
            AttendanceDraft(AttendanceKind.ATTENDED, at(9), at(12, 30)),
            {"now": at(12, 10)},
            ("not-yet-held",),
        ),
        # absences
        (AttendanceDraft(AttendanceKind.ABSENT_EXCUSED), {"now": at(7)}, ()),
        (AttendanceDraft(AttendanceKind.LATE_CANCEL), {"now": at(7)}, ()),
        (AttendanceDraft(AttendanceKind.ABSENT_UNKNOWN), {"now": at(9)}, ()),
        (AttendanceDraft(AttendanceKind.ABSENT_UNKNOWN), {"now": at(8, 59)}, ("not-yet-held",)),
        (AttendanceDraft(AttendanceKind.ABSENT_NOT_EXCUSED), {"now": at(7)}, ("not-yet-held",)),
        (AttendanceDraft(AttendanceKind.ABSENT_EXCUSED, at(9)), {}, ("times-of-an-absence",)),
        (
            AttendanceDraft(AttendanceKind.LATE_CANCEL, None, at(9)),
            {"session_is_cancelled": True},
            ("session-cancelled", "times-of-an-absence"),
        ),
    ],
)
def test_obstacles_to_recording_are_all_told(draft, changes, expected):
    assert obstacles(draft, **changes) == tuple(map(RecordingObstacle, expected))


@pytest.mark.parametrize(
    ("status", "note_status", "expected"),
    [
        (EncounterStatus.FINISHED, None, ()),
        (EncounterStatus.CANCELLED, NoteStatus.ENTERED_IN_ERROR, ()),
        (EncounterStatus.FINISHED, NoteStatus.SIGNED, ("note-signed",)),
        (EncounterStatus.FINISHED, NoteStatus.AWAITING_COSIGNATURE, ("note-signed",)),
        (EncounterStatus.FINISHED, NoteStatus.COSIGNED, ("note-signed",)),
        (EncounterStatus.ENTERED_IN_ERROR, None, ("already-undone",)),
    ],
)
def test_attendance_under_a_sealed_note_is_not_undone(status, note_status, expected):
    found = rules.obstacles_to_undoing(status=status, note_status=note_status)
    assert found == tuple(map(UndoingObstacle, expected))


@pytest.mark.parametrize(
    ("kind", "is_over", "place", "encounter"),
    [
        ("attended", False, "checked-in", "in-progress"),
        ("attended", True, "fulfilled", "finished"),
        ("attended-not-billable", True, "fulfilled", "finished"),
        ("absent-excused", True, "noshow", "cancelled"),
        ("absent-not-excused", True, "noshow", "cancelled"),
        ("absent-unknown", True, "noshow", "cancelled"),
        ("late-cancel", False, "cancelled", "cancelled"),
    ],
)
def test_attendance_decides_the_status_of_place_and_encounter(kind, is_over, place, encounter):
    kind = AttendanceKind(kind)
    assert rules.appointment_status_after(kind, is_over=is_over) == place
    assert rules.encounter_status_after(kind, is_over=is_over) == encounter


@given(st.sampled_from(AttendanceKind), st.booleans(), st.booleans())
def test_attendance_can_be_recorded_corrected_and_undone(kind, is_over, corrected):
    after = rules.appointment_status_after(kind, is_over=is_over)
    assert after in TRANSITIONS[AppointmentStatus.BOOKED]
    assert AppointmentStatus.BOOKED in TRANSITIONS[after]
    assert (after in HOLDS_SEAT) is (kind is not AttendanceKind.LATE_CANCEL)
    if kind in PRESENT and corrected:
        assert AppointmentStatus.NOSHOW in TRANSITIONS[after]
