"""Someone checks a client in while another cancels, moves or ends what they are booked into."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction

from tests.factories.accounts import make_actor
from tests.factories.encounters import START, make_client, make_meeting, make_place
from tests.factories.scheduling import make_facilitator
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.admissions.codes import DischargeReason
from wayhome.journey.encounters import actions
from wayhome.journey.encounters.codes import AttendanceKind
from wayhome.journey.encounters.models import LIVE, Encounter
from wayhome.journey.scheduling import actions as scheduling
from wayhome.journey.scheduling.actions import locks
from wayhome.journey.scheduling.models import Appointment, GroupSession
from wayhome.shared.core.refusal import Refusal

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = START - timedelta(minutes=10)
LONG_ENOUGH = 0.5  # for the other to come as far as it can


class Door:
    """A session with a client in it, and two people who work for the clinic."""

    def __init__(self, acting):
        self.organization = make_organization()
        service = make_service(self.organization)
        lead = make_facilitator(self.organization)
        self.meeting = make_meeting(service, facilitator_id=lead.pk)
        self.episode = make_client(service)
        self.place = make_place(self.meeting, self.episode)
        self.desk = make_actor(self.organization)
        self.supervisor = make_actor(self.organization, "clinical-supervisor")
        self.director = make_actor(self.organization, "program-director")
        self.acting = acting

    def record(self, kind=AttendanceKind.ATTENDED):
        return actions.record_attendance(
            self.desk, appointment_id=self.place.pk, kind=kind, now=BEFORE
        )

    def cancel(self):
        return scheduling.cancel_session(
            self.supervisor, session_id=self.meeting.pk, edition=1, now=BEFORE
        )

    def move(self):
        return scheduling.change_session(
            self.supervisor,
            session_id=self.meeting.pk,
            edition=1,
            start_time=time(18, 30),
            now=BEFORE,
        )

    def discharge(self):
        return scheduling.discharge_patient(
            self.supervisor,
            episode_id=self.episode.pk,
            discharge_date=self.meeting.service_date,
            reason=DischargeReason.COMPLETED,
            now=BEFORE,
        )

    def hold_session(self):
        locks.locked_session(self.meeting.pk)

    def outcome(self):
        """Return the status of session and place, and what is recorded of it."""
        with self.acting(self.desk), transaction.atomic():
            place = Appointment.objects.get(pk=self.place.pk)
            encounter = Encounter.objects.filter(LIVE, appointment=place.pk).first()
            session = GroupSession.objects.get(pk=self.meeting.pk)
        if encounter is not None:
            assert encounter.minutes == (place.period_end - place.period_start).seconds // 60
            assert encounter.left_at == place.period_end
        return session.status, place.status, encounter is not None


@pytest.fixture
def door(acting):
    return Door(acting)


def in_the_midst(door, first, second, *, then=lambda: None):
    """Do the first, and let the second begin before its transaction ends; return both's fates."""
    has_begun = Event()

    def begin():
        with door.acting(door.supervisor), transaction.atomic():
            first()
            has_begun.set()
            sleep(LONG_ENOUGH)
            then()

    def follow():
        assert has_begun.wait(timeout=20)
        second()

    def run(act):
        try:
            act()
        except Refusal as refusal:
            return refusal.codes
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return [one.result(timeout=60) for one in [pool.submit(run, a) for a in (begin, follow)]]


CANCELLED = ("cancelled", "cancelled", False)
CAME = ("planned", "checked-in", True)


@pytest.mark.parametrize("act", ["cancel", "move"])
def test_who_changes_a_session_and_who_checks_in_never_wait_in_a_ring(door, act):
    change = getattr(door, act)
    fates = in_the_midst(door, door.hold_session, door.record, then=change)
    assert fates == [("attendance-recorded",), "done"]
    assert door.outcome() == CAME


@pytest.mark.parametrize("act", ["cancel", "move"])
def test_a_session_is_left_as_it_is_once_someone_is_being_checked_in(door, act):
    fates = in_the_midst(door, door.record, getattr(door, act))
    assert fates == ["done", ("attendance-recorded",)]
    assert door.outcome() == CAME


def test_nobody_is_checked_in_to_a_session_that_is_being_cancelled(door):
    fates = in_the_midst(door, door.cancel, door.record)
    assert fates == ["done", ("changed-meanwhile",)]
    assert door.outcome() == CANCELLED


def test_nobody_is_checked_in_at_the_time_from_which_a_session_is_being_moved(door):
    fates = in_the_midst(door, door.move, door.record)
    assert fates == ["done", ("changed-meanwhile",)]
    assert door.outcome() == ("planned", "booked", False)


def test_whoever_is_being_checked_in_keeps_the_place_though_the_stay_ends(door):
    assert in_the_midst(door, door.record, door.discharge)[0] == "done"
    assert door.outcome() == CAME


def test_nobody_is_checked_in_to_a_place_that_is_being_given_up(door):
    fates = in_the_midst(door, door.discharge, door.record)
    assert fates == ["done", ("changed-meanwhile",)]
    assert door.outcome() == ("planned", "cancelled", False)


def test_undoing_a_late_cancellation_books_nobody_into_a_session_that_was_cancelled(door):
    late = door.record(AttendanceKind.LATE_CANCEL)
    door.cancel()
    actions.undo_attendance(door.desk, encounter_id=late.pk, now=BEFORE)
    assert door.outcome() == CANCELLED


def test_a_late_cancellation_is_not_undone_while_its_session_is_being_cancelled(door):
    late = door.record(AttendanceKind.LATE_CANCEL)
    fates = in_the_midst(
        door,
        door.cancel,
        lambda: actions.undo_attendance(door.desk, encounter_id=late.pk, now=BEFORE),
    )
    assert fates == ["done", ("changed-meanwhile",)]
