"""A counselor signs a group's notes while the desk takes attendance back, or corrects it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction

from tests.factories.accounts import make_actor
from tests.factories.encounters import START
from tests.journey.encounters.test_notes_actions import OVER, Evening
from wayhome.journey.encounters import actions
from wayhome.journey.encounters.codes import AttendanceKind
from wayhome.journey.encounters.models import LIVE, Encounter, ProgressNote
from wayhome.shared.core.refusal import Refusal

pytestmark = pytest.mark.django_db(transaction=True)

LONG_ENOUGH = 0.5  # for the other to come as far as it can


@pytest.fixture
def evening():
    return Evening().written()


@pytest.fixture
def desk(evening):
    return make_actor(evening.organization)


@pytest.fixture
def in_the_midst(acting):
    """Let the second begin before the transaction of the first ends; return both's fates."""

    def attempt(by, first, second):
        has_begun = Event()

        def begin():
            with acting(by), transaction.atomic():
                first()
                has_begun.set()
                sleep(LONG_ENOUGH)

        def follow():
            assert has_begun.wait(timeout=20)
            second()

        with ThreadPoolExecutor(2) as pool:
            tried = [pool.submit(fate_of, act) for act in (begin, follow)]
            return [one.result(timeout=60) for one in tried]

    return attempt


def fate_of(act):
    try:
        act()
    except Refusal as refusal:
        return refusal.codes
    finally:
        connection.close()
    return "done"


def standing(acting, evening):
    """Return the status of Ana's attendance and the minutes of the notes that stand."""
    with acting(evening.by), transaction.atomic():
        ana = Encounter.objects.get(pk=evening.came[0].pk)
        notes = ProgressNote.objects.filter(patient=evening.ana.patient_id)
        sealed_of_live = notes.filter(encounter__in=Encounter.objects.filter(LIVE)).count()
        return ana.status, notes.count(), sealed_of_live, [note.minutes for note in notes]


def test_nothing_is_signed_about_attendance_that_is_being_undone(
    evening, desk, in_the_midst, acting
):
    fates = in_the_midst(
        desk,
        lambda: actions.undo_attendance(desk, encounter_id=evening.came[0].pk, now=OVER),
        evening.sign,
    )
    assert fates == ["done", ("attendance-missing",)]  # of Ana, about whom something is written
    assert standing(acting, evening) == ("entered-in-error", 0, 0, [])


def test_what_is_being_signed_is_not_undone(evening, desk, in_the_midst, acting):
    fates = in_the_midst(
        evening.by,
        evening.sign,
        lambda: actions.undo_attendance(desk, encounter_id=evening.came[0].pk, now=OVER),
    )
    assert fates == ["done", ("note-signed",)]
    assert standing(acting, evening) == ("finished", 1, 1, [90])


def test_a_note_says_the_minutes_as_they_are_being_corrected(evening, desk, in_the_midst, acting):
    first = evening.came[0]
    fates = in_the_midst(
        desk,
        lambda: actions.correct_attendance(
            desk,
            encounter_id=first.pk,
            kind=AttendanceKind.ATTENDED,
            arrived_at=START,
            left_at=START + timedelta(minutes=40),
            seen_at=first.recorded_at,
            now=OVER,
        ),
        evening.sign,
    )
    assert fates == ["done", "done"]
    assert standing(acting, evening) == ("finished", 1, 1, [40])
