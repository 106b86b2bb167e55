"""What recording, correcting and undoing attendance writes, refuses and leaves behind."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied

from tests.factories.accounts import make_actor
from tests.factories.encounters import (
    START,
    make_attendance,
    make_client,
    make_meeting,
    make_note,
    make_place,
)
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.encounters import actions
from wayhome.journey.encounters.codes import (
    AttendanceKind,
    EncounterStatus,
    RecordingObstacle,
    UndoingObstacle,
)
from wayhome.journey.encounters.models import Encounter
from wayhome.journey.scheduling.codes import BookingObstacle
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.models import AuditEvent, RowHistory
from wayhome.shared.core.refusal import Refusal

pytestmark = pytest.mark.django_db

END = START + timedelta(minutes=90)
LATER = END + timedelta(minutes=10)


def minutes(count):
    return timedelta(minutes=count)


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def service(organization):
    return make_service(organization)


@pytest.fixture
def counselor(organization):
    return make_actor(organization)


@pytest.fixture
def place(service):
    return make_place(make_meeting(service), make_client(service))


def record(by, place, kind=AttendanceKind.ATTENDED, *, now=START, **given):
    return actions.record_attendance(by, appointment_id=place.pk, kind=kind, now=now, **given)


def correct(by, encounter, kind=AttendanceKind.ATTENDED, *, now=LATER, **given):
    given.setdefault("seen_at", encounter.recorded_at)
    return actions.correct_attendance(by, encounter_id=encounter.pk, kind=kind, now=now, **given)


def status_of(place):
    return place.refreshed().status


@pytest.mark.parametrize(
    ("tapped", "arrived", "minutes_counted"),
    [
        (START - minutes(4), START - minutes(4), 90),
        (START, START, 90),
        (START + timedelta(minutes=12, seconds=59), START + minutes(12), 78),
        (END, START, 90),
        (LATER, START, 90),
    ],
)
def test_one_tap_takes_the_arrival_from_the_clock_and_the_leaving_from_the_session(
    counselor, place, tapped, arrived, minutes_counted
):
    encounter = record(counselor, place, now=tapped)
    assert (encounter.arrived_at, encounter.left_at) == (arrived, END)
    assert encounter.minutes == minutes_counted


@pytest.mark.parametrize(
    ("tapped", "becomes"), [(START, "checked-in"), (END, "fulfilled"), (LATER, "fulfilled")]
)
def test_a_tap_checks_in_and_after_the_session_it_fulfils(
    acting, counselor, place, tapped, becomes
):
    record(counselor, place, now=tapped)
    with acting(counselor):
        assert status_of(place) == becomes


def test_the_encounter_says_who_recorded_what_when(counselor, place):
    encounter = record(counselor, place, reason="  Bus was late. ")
    assert (encounter.patient_id, encounter.episode_id) == (place.patient_id, place.episode_id)
    assert (encounter.recorded_at, encounter.recorded_by) == (START, counselor.agent_id)
    assert (encounter.service_date, encounter.reason) == (place.service_date, "Bus was late.")
    assert encounter.status == EncounterStatus.IN_PROGRESS


def test_given_times_count_within_the_session_alone(counselor, place):
    encounter = record(
        counselor, place, now=LATER, arrived_at=START - minutes(20), left_at=START + minutes(50)
    )
    assert encounter.minutes == 50
    assert encounter.status == EncounterStatus.FINISHED


def test_who_left_early_is_done_before_the_session_is(acting, counselor, place):
    now = START + minutes(40)
    encounter = record(counselor, place, now=now, arrived_at=START, left_at=now)
    assert (encounter.minutes, encounter.status) == (40, EncounterStatus.FINISHED)
    with acting(counselor):
        assert status_of(place) == "fulfilled"


@pytest.mark.parametrize(
    ("kind", "becomes"),
    [
        (AttendanceKind.ATTENDED, "fulfilled"),
        (AttendanceKind.ATTENDED_NOT_BILLABLE, "fulfilled"),
        (AttendanceKind.ABSENT_EXCUSED, "noshow"),
        (AttendanceKind.ABSENT_NOT_EXCUSED, "noshow"),
        (AttendanceKind.ABSENT_UNKNOWN, "noshow"),
        (AttendanceKind.LATE_CANCEL, "cancelled"),
    ],
)
def test_each_kind_of_attendance_makes_its_status_of_the_place(
    acting, counselor, place, kind, becomes
):
    encounter = record(counselor, place, kind, now=LATER)
    assert bool(encounter.minutes) == (becomes == "fulfilled")
    with acting(counselor):
        assert status_of(place) == becomes


def test_a_late_cancellation_frees_the_seat_for_someone_else(counselor, service):
    meeting = make_meeting(service, capacity=1)
    record(
        counselor,
        make_place(meeting, make_client(service)),
        AttendanceKind.LATE_CANCEL,
        now=START - minutes(30),
    )
    walked_in = actions.add_walk_in(
        counselor, group_session_id=meeting.pk, episode_id=make_client(service).pk, now=START
    )
    assert walked_in.minutes == 90


def test_recording_leaves_one_event_that_names_the_client(acting, counselor, place):
    encounter = record(counselor, place)
    with acting(counselor):
        event = AuditEvent.objects.get(
            organization_id=counselor.organization_id, action="encounters.record_attendance"
        )
    assert (event.agent_id, event.entity_id) == (counselor.agent_id, encounter.pk)
    assert event.patient_id == place.patient_id


def test_recording_refuses_with_every_reason_and_writes_nothing(acting, counselor, service):
    place = make_place(make_meeting(service), make_client(service), status="cancelled")
    with pytest.raises(actions.CannotRecordAttendanceError) as refusal:
        record(counselor, place, now=START - timedelta(hours=3), arrived_at=END + minutes(5))
    assert set(refusal.value.obstacles) == {
        RecordingObstacle.APPOINTMENT_CLOSED,
        RecordingObstacle.TOO_EARLY,
        RecordingObstacle.LEFT_BEFORE_ARRIVING,
        RecordingObstacle.NOT_YET_HELD,
    }
    with acting(counselor):
        assert not Encounter.objects.exists()
        assert status_of(place) == "cancelled"


def test_nobody_attends_a_cancelled_session(counselor, service):
    place = make_place(make_meeting(service, status="cancelled"), make_client(service))
    with pytest.raises(actions.CannotRecordAttendanceError) as refusal:
        record(counselor, place)
    assert refusal.value.obstacles == (RecordingObstacle.SESSION_CANCELLED,)


def test_a_second_recording_is_refused_and_keeps_the_first(acting, counselor, place):
    first = record(counselor, place)
    with pytest.raises(actions.CannotRecordAttendanceError) as refusal:
        record(counselor, place, AttendanceKind.ABSENT_UNKNOWN, now=LATER)
    assert refusal.value.obstacles[0] == RecordingObstacle.ALREADY_RECORDED
    with acting(counselor):
        assert Encounter.objects.get().pk == first.pk


def test_correcting_changes_the_same_encounter_and_keeps_what_it_was(acting, counselor, place):
    first = record(counselor, place)
    changed = correct(counselor, first, arrived_at=START, left_at=START + minutes(50))
    assert (changed.pk, changed.minutes, changed.recorded_at) == (first.pk, 50, LATER)
    with acting(counselor):
        history = RowHistory.objects.filter(
            organization_id=counselor.organization_id, row_id=first.pk, operation="update"
        ).get()
    assert (history.old_row["minutes"], history.new_row["minutes"]) == (90, 50)


def test_correcting_to_an_absence_takes_minutes_and_status_with_it(acting, counselor, place):
    changed = correct(counselor, record(counselor, place), AttendanceKind.ABSENT_NOT_EXCUSED)
    assert (changed.minutes, changed.arrived_at) == (0, None)
    assert changed.status == EncounterStatus.CANCELLED
    with acting(counselor):
        assert status_of(place) == "noshow"


def test_a_late_cancellation_corrected_to_attendance_takes_the_seat_again(acting, counselor, place):
    first = record(counselor, place, AttendanceKind.LATE_CANCEL, now=START - minutes(30))
    changed = correct(counselor, first)
    assert changed.minutes == 90
    with acting(counselor):
        assert status_of(place) == "fulfilled"


def test_a_late_cancellation_whose_seat_somebody_else_has_stays_one(acting, counselor, service):
    meeting = make_meeting(service, capacity=1)
    place = make_place(meeting, make_client(service))
    first = record(counselor, place, AttendanceKind.LATE_CANCEL, now=START - minutes(30))
    actions.add_walk_in(
        counselor, group_session_id=meeting.pk, episode_id=make_client(service).pk, now=START
    )
    with pytest.raises(Refusal) as refusal:
        correct(counselor, first)
    assert refusal.value.obstacles == (BookingObstacle.GROUP_FULL,)
    with acting(counselor):
        assert status_of(place) == "cancelled"
        assert first.refreshed().attendance == AttendanceKind.LATE_CANCEL


def test_correcting_only_the_reason_leaves_the_status_as_it_is(acting, counselor, place):
    first = record(counselor, place, AttendanceKind.ABSENT_EXCUSED, now=LATER)
    assert (
        correct(counselor, first, AttendanceKind.ABSENT_EXCUSED, reason="Court").reason == "Court"
    )
    with acting(counselor):
        assert status_of(place) == "noshow"


def test_a_correction_of_what_was_changed_meanwhile_is_refused(counselor, place):
    first = record(counselor, place)
    seen_at = first.recorded_at
    correct(counselor, first, left_at=START + minutes(50))
    with pytest.raises(actions.CannotRecordAttendanceError) as refusal:
        correct(counselor, first, seen_at=seen_at, left_at=START + minutes(60))
    assert refusal.value.obstacles == (RecordingObstacle.CHANGED_MEANWHILE,)


def test_a_correction_of_what_was_undone_meanwhile_is_refused(counselor, place):
    first = record(counselor, place)
    actions.undo_attendance(counselor, encounter_id=first.pk, now=LATER)
    with pytest.raises(actions.CannotRecordAttendanceError) as refusal:
        correct(counselor, first)
    assert refusal.value.obstacles == (RecordingObstacle.CHANGED_MEANWHILE,)


def test_what_a_signed_note_stands_on_is_neither_corrected_nor_undone(acting, counselor, place):
    encounter = make_attendance(place)
    make_note(encounter)
    with pytest.raises(actions.CannotRecordAttendanceError) as correcting:
        correct(counselor, encounter)
    with pytest.raises(actions.CannotUndoAttendanceError) as undoing:
        actions.undo_attendance(counselor, encounter_id=encounter.pk, now=LATER)
    assert correcting.value.obstacles == (RecordingObstacle.NOTE_SIGNED,)
    assert undoing.value.obstacles == (UndoingObstacle.NOTE_SIGNED,)
    with acting(counselor):
        assert encounter.refreshed().minutes == 90


def test_a_note_entered_in_error_binds_nothing(counselor, place):
    encounter = make_attendance(place)
    make_note(encounter, status="entered-in-error")
    assert correct(counselor, encounter, left_at=START + minutes(50)).minutes == 50


def test_undoing_takes_attendance_and_status_back_and_it_can_be_recorded_anew(
    acting, counselor, place
):
    first = record(counselor, place)
    undone = actions.undo_attendance(counselor, encounter_id=first.pk, now=LATER)
    assert undone.status == EncounterStatus.ENTERED_IN_ERROR
    with acting(counselor):
        assert status_of(place) == "booked"
    assert record(counselor, place, AttendanceKind.ABSENT_EXCUSED, now=LATER).pk != first.pk


def test_undoing_twice_is_refused(counselor, place):
    first = record(counselor, place)
    actions.undo_attendance(counselor, encounter_id=first.pk, now=LATER)
    with pytest.raises(actions.CannotUndoAttendanceError) as refusal:
        actions.undo_attendance(counselor, encounter_id=first.pk, now=LATER)
    assert refusal.value.obstacles == (UndoingObstacle.ALREADY_UNDONE,)


def test_a_walk_in_gets_a_place_and_is_checked_in_at_once(acting, counselor, service):
    meeting, episode = make_meeting(service), make_client(service)
    encounter = actions.add_walk_in(
        counselor, group_session_id=meeting.pk, episode_id=episode.pk, now=START + minutes(10)
    )
    assert (encounter.episode_id, encounter.minutes) == (episode.pk, 80)
    with acting(counselor):
        place = encounter.appointment
        assert (place.origin, place.status) == ("walk-in", "checked-in")


def test_a_full_group_takes_no_walk_in(acting, counselor, service):
    meeting = make_meeting(service, capacity=1)
    make_place(meeting, make_client(service))
    with pytest.raises(Refusal) as refusal:
        actions.add_walk_in(
            counselor, group_session_id=meeting.pk, episode_id=make_client(service).pk, now=START
        )
    assert refusal.value.codes == ("group-full",)
    with acting(counselor):
        assert not Encounter.objects.exists()


def test_nobody_walks_in_hours_before_the_session(acting, counselor, service):
    meeting, episode = make_meeting(service), make_client(service)
    with pytest.raises(actions.CannotRecordAttendanceError) as refusal:
        actions.add_walk_in(
            counselor,
            group_session_id=meeting.pk,
            episode_id=episode.pk,
            now=START - timedelta(hours=4),
        )
    assert refusal.value.obstacles == (RecordingObstacle.TOO_EARLY,)
    with acting(counselor):
        assert not Encounter.objects.exists()


def test_a_walk_in_is_dropped_with_the_attendance(acting, counselor, service):
    meeting, episode = make_meeting(service), make_client(service)
    encounter = actions.add_walk_in(
        counselor, group_session_id=meeting.pk, episode_id=episode.pk, now=START
    )
    actions.drop_walk_in(counselor, appointment_id=encounter.appointment_id, now=START)
    with acting(counselor):
        assert encounter.refreshed().status == EncounterStatus.ENTERED_IN_ERROR
        assert encounter.appointment.status == "entered-in-error"


def test_a_walk_in_whose_attendance_was_undone_is_dropped_too(acting, counselor, service):
    place = make_place(make_meeting(service), make_client(service), origin="walk-in")
    actions.drop_walk_in(counselor, appointment_id=place.pk, now=START)
    with acting(counselor):
        assert status_of(place) == "entered-in-error"


def test_someone_who_was_booked_is_not_dropped(counselor, place):
    with pytest.raises(actions.CannotRecordAttendanceError) as refusal:
        actions.drop_walk_in(counselor, appointment_id=place.pk, now=START)
    assert refusal.value.obstacles == (RecordingObstacle.APPOINTMENT_CLOSED,)


def test_a_walk_in_with_a_signed_note_is_not_dropped(counselor, service):
    place = make_place(make_meeting(service), make_client(service), origin="walk-in")
    make_note(make_attendance(place))
    with pytest.raises(actions.CannotUndoAttendanceError) as refusal:
        actions.drop_walk_in(counselor, appointment_id=place.pk, now=LATER)
    assert refusal.value.obstacles == (UndoingObstacle.NOTE_SIGNED,)


ANY = UUID(int=7)
DENIED = [
    (actions.record_attendance, {"appointment_id": ANY, "kind": AttendanceKind.ATTENDED}),
    (
        actions.correct_attendance,
        {"encounter_id": ANY, "kind": AttendanceKind.ATTENDED, "seen_at": START},
    ),
    (actions.record_leaving, {"encounter_id": ANY}),
    (actions.undo_attendance, {"encounter_id": ANY}),
    (actions.add_walk_in, {"group_session_id": ANY, "episode_id": ANY}),
    (actions.drop_walk_in, {"appointment_id": ANY}),
]


@pytest.mark.parametrize(("act", "given"), DENIED)
def test_attendance_is_denied_to_a_client(organization, act, given):
    client = make_actor(organization, Role.CLIENT)
    with pytest.raises(PermissionDenied):
        act(client, **given, now=START)


def test_another_organization_s_ids_do_not_exist(counselor):
    service = make_service(make_organization())
    place = make_place(make_meeting(service), make_client(service), origin="walk-in")
    encounter = make_attendance(place)
    with pytest.raises(ObjectDoesNotExist):
        record(counselor, place)
    with pytest.raises(ObjectDoesNotExist):
        correct(counselor, encounter)
    with pytest.raises(ObjectDoesNotExist):
        actions.undo_attendance(counselor, encounter_id=encounter.pk, now=LATER)
    with pytest.raises(ObjectDoesNotExist):
        actions.drop_walk_in(counselor, appointment_id=place.pk, now=LATER)
    with pytest.raises(ObjectDoesNotExist):
        actions.add_walk_in(
            counselor,
            group_session_id=place.group_session_id,
            episode_id=place.episode_id,
            now=LATER,
        )
