"""What two people may do at once: real connections, as the app role, let go at one moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from tests.factories.admissions import make_episode, make_waiting
from tests.factories.inquiries import make_inquiry
from tests.factories.patients import make_patient
from tests.factories.tenancy import make_service
from tests.journey.admissions.conftest import NOW, TODAY, build_desk
from wayhome.journey.admissions import actions
from wayhome.journey.admissions.codes import DischargeReason, EpisodeObstacle
from wayhome.journey.admissions.models import EpisodeOfCare, EpisodeStatusHistory
from wayhome.journey.inquiries.codes import InquiryObstacle
from wayhome.journey.patients.queries import people
from wayhome.launch import database
from wayhome.shared.core.context import acting_as
from wayhome.shared.core.refusal import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk():
    return build_desk()


def at_once(*writes):
    """Run each in a thread with a connection of its own; return what each gave or was refused."""
    barrier = Barrier(len(writes))

    def run(write):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_user")
                assert cursor.fetchone() == (database.APP,)
            barrier.wait(timeout=20)
            return write()
        except Refusal as refusal:
            return refusal.obstacles
        finally:
            connection.close()

    with ThreadPoolExecutor(len(writes)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, w) for w in writes]]


def told(results):
    return [result for result in results if isinstance(result, tuple)]


def counts(desk):
    with acting_as(desk.by.acting), transaction.atomic():
        return EpisodeOfCare.objects.count(), EpisodeStatusHistory.objects.count()


def test_of_those_who_admit_one_person_at_once_one_does_and_the_others_are_told(desk):
    patient = make_patient(desk.organization)

    def admit():
        return actions.admit_patient(
            desk.by,
            patient_id=patient.pk,
            healthcare_service_id=desk.service.pk,
            admission_date=TODAY,
            now=NOW,
        )

    results = at_once(*[admit] * 4)
    assert told(results) == [(EpisodeObstacle.ALREADY_OPEN_HERE,)] * 3
    assert counts(desk) == (1, 1)


def test_one_admits_while_another_puts_the_person_on_the_list(desk):
    patient = make_patient(desk.organization)
    given = {"patient_id": patient.pk, "healthcare_service_id": desk.service.pk, "now": NOW}
    results = at_once(
        lambda: actions.admit_patient(desk.by, admission_date=TODAY, **given),
        lambda: actions.place_on_waitlist(desk.by, waiting_since=TODAY, **given),
    )
    # either order is sound: admitted from the list, or on no list since admitted already
    assert len(told(results)) <= 1
    assert all(each == (EpisodeObstacle.ALREADY_OPEN_HERE,) for each in told(results))
    assert counts(desk)[0] == 1


def test_of_two_who_admit_from_the_list_the_second_is_told(desk):
    waiting = make_waiting(desk.organization, service=desk.service)

    def admit():
        return actions.admit_from_waitlist(
            desk.by, episode_id=waiting.pk, admission_date=TODAY, edition=1, now=NOW
        )

    (obstacles,) = told(at_once(admit, admit))
    assert obstacles in [
        (EpisodeObstacle.CHANGED_MEANWHILE,),
        (EpisodeObstacle.TRANSITION_NOT_ALLOWED,),
    ]
    assert counts(desk) == (1, 2)


def test_one_pauses_what_another_discharges_and_the_second_is_told(desk):
    episode = make_episode(desk.organization, service=desk.service)
    given = {"episode_id": episode.pk, "edition": 1, "now": NOW}
    results = at_once(
        lambda: actions.put_on_hold(desk.by, day=TODAY, reason="Ill", **given),
        lambda: actions.discharge_patient(
            desk.by, discharge_date=TODAY, reason=DischargeReason.COMPLETED, **given
        ),
    )
    assert told(results) == [(EpisodeObstacle.CHANGED_MEANWHILE,)]
    assert counts(desk) == (1, 2)


def test_of_two_who_transfer_one_stay_the_second_is_told(desk):
    episode = make_episode(desk.organization, service=desk.service)
    targets = [make_service(desk.organization) for _ in range(2)]
    writes = [
        lambda target=target: actions.transfer_level(
            desk.by,
            episode_id=episode.pk,
            healthcare_service_id=target.pk,
            day=TODAY,
            now=NOW,
        )
        for target in targets
    ]
    assert told(at_once(*writes)) == [(EpisodeObstacle.TRANSITION_NOT_ALLOWED,)]
    assert counts(desk) == (2, 3)


def test_of_those_who_convert_one_inquiry_at_once_one_does_and_registers_one_person(desk):
    inquiry = make_inquiry(desk.organization)

    def convert():
        return actions.admit_inquiry(
            desk.by,
            inquiry_id=inquiry.pk,
            confirmed_new=True,
            healthcare_service_id=desk.service.pk,
            admission_date=TODAY,
            now=NOW,
        )

    results = at_once(*[convert] * 3)
    assert told(results) == [(InquiryObstacle.TRANSITION_NOT_ALLOWED,)] * 2
    with acting_as(desk.by.acting), transaction.atomic():
        assert people(desk.by).count() == 1


def test_two_link_one_inquiry_to_two_people_and_the_second_is_told(desk):
    inquiry = make_inquiry(desk.organization)
    known = [make_patient(desk.organization) for _ in range(2)]
    writes = [
        lambda patient=patient: actions.admit_inquiry(
            desk.by,
            inquiry_id=inquiry.pk,
            patient_id=patient.pk,
            healthcare_service_id=desk.service.pk,
            admission_date=TODAY,
            now=NOW,
        )
        for patient in known
    ]
    assert told(at_once(*writes)) == [(InquiryObstacle.TRANSITION_NOT_ALLOWED,)]
    assert counts(desk) == (1, 1)
