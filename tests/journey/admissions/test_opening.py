"""Putting someone on the list and admitting someone: what is written, refused, left behind."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.factories.accounts import make_actor, make_credential, make_practitioner
from tests.factories.admissions import add_stretch, make_episode, make_waiting
from tests.factories.base import writing_for
from tests.factories.patients import make_patient
from tests.factories.tenancy import make_organization, make_service
from tests.journey.admissions.conftest import NOW, TODAY, episodes_of, history_of, refusal_of
from wayhome.journey.admissions import actions, queries
from wayhome.journey.admissions.codes import EpisodeObstacle, EpisodeStatus
from wayhome.journey.placement.codes import LevelOfCare
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.models import AuditEvent
from wayhome.shared.audit.permissions import Permission

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)


@pytest.fixture
def patient(desk):
    return make_patient(desk.organization)


def admit(desk, patient, **given):
    given.setdefault("healthcare_service_id", desk.service.pk)
    given.setdefault("admission_date", TODAY)
    given.setdefault("now", NOW)
    return actions.admit_patient(desk.by, patient_id=patient.pk, **given)


def wait(desk, patient, **given):
    given.setdefault("healthcare_service_id", desk.service.pk)
    given.setdefault("waiting_since", TODAY)
    given.setdefault("now", NOW)
    return actions.place_on_waitlist(desk.by, patient_id=patient.pk, **given)


def counselor(desk, **credential):
    practitioner = make_practitioner(desk.organization)
    make_credential(practitioner, **credential)
    return practitioner.pk


def test_an_admission_opens_a_stay_at_the_program_s_level(desk, patient):
    episode = admit(desk, patient)
    assert (episode.status, episode.level_of_care) == ("active", desk.service.level_of_care)
    assert history_of(desk.by, episode) == [("active", "2.1", TODAY, "")]


def test_an_admission_keeps_what_was_chosen(desk, patient):
    episode = admit(
        desk,
        patient,
        care_manager_id=(chosen := counselor(desk)),
        level_of_care=LevelOfCare.HIGH_INTENSITY_OUTPATIENT,
        weekly_target_minutes=360,
        external_id="E-1",
    )
    assert (episode.care_manager_id, episode.level_of_care) == (chosen, "2.5")
    assert (episode.weekly_target_minutes, episode.external_id) == (360, "E-1")


def test_an_admission_says_who_recorded_it(desk, patient, acting):
    episode = admit(desk, patient)
    with acting(desk.by):
        event = AuditEvent.objects.get(
            organization_id=desk.organization.pk, action="admissions.admit_patient"
        )
        (row,) = queries.stays_of(desk.by, patient.pk)[0].history
    assert (event.patient_id, event.entity_id) == (patient.pk, episode.pk)
    assert (row.recorded_by, row.recorder_id) == (desk.by.agent_id, desk.by.practitioner_id)


def test_an_admission_is_refused_with_every_reason_and_writes_nothing(desk):
    closed = make_service(desk.organization, is_active=False)
    standing = make_patient(desk.organization)
    replaced = make_patient(desk.organization, replaced_by_id=standing.pk)
    lapsed = counselor(desk, expiry_date=date(2026, 1, 1))
    given = {"healthcare_service_id": closed.pk, "admission_date": TODAY + A_DAY}
    obstacles = refusal_of(lambda: admit(desk, replaced, care_manager_id=lapsed, **given))
    assert obstacles == (
        EpisodeObstacle.DAY_IN_FUTURE,
        EpisodeObstacle.PROGRAM_CLOSED,
        EpisodeObstacle.RECORD_REPLACED,
        EpisodeObstacle.COUNSELOR_CREDENTIAL_NOT_VALID,
    )
    assert episodes_of(desk.by) == []


@pytest.mark.parametrize("status", [EpisodeStatus.ACTIVE, EpisodeStatus.ONHOLD])
def test_someone_in_care_is_not_admitted_again_to_the_same_program(desk, patient, status):
    make_episode(desk.organization, patient=patient, service=desk.service, status=status)
    assert refusal_of(lambda: admit(desk, patient)) == (EpisodeObstacle.ALREADY_OPEN_HERE,)


def test_someone_in_care_may_be_in_another_program_too(desk, patient):
    make_episode(desk.organization, patient=patient)
    assert admit(desk, patient).pk


@pytest.mark.parametrize(
    "status", [EpisodeStatus.FINISHED, EpisodeStatus.CANCELLED, EpisodeStatus.ENTERED_IN_ERROR]
)
def test_a_return_is_a_new_stay_beside_the_old_one(desk, patient, status):
    old = make_episode(desk.organization, patient=patient, service=desk.service, status=status)
    new = admit(desk, patient)
    assert {(each.pk, each.status) for each in episodes_of(desk.by)} == {
        (old.pk, status),
        (new.pk, "active"),
    }


def test_whoever_waits_is_admitted_from_the_list(desk, patient):
    waiting = make_waiting(
        desk.organization,
        patient=patient,
        service=desk.service,
        since=date(2026, 3, 3),
        level_of_care="2.5",
        care_manager_id=(chosen := counselor(desk)),
    )
    episode = admit(desk, patient)
    assert (episode.pk, episode.edition) == (waiting.pk, 2)
    assert (episode.level_of_care, episode.care_manager_id) == ("2.5", chosen)
    assert history_of(desk.by, episode) == [
        ("waitlist", "2.5", date(2026, 3, 3), ""),
        ("active", "2.5", TODAY, ""),
    ]


def test_nobody_is_admitted_before_they_waited(desk, patient):
    make_waiting(desk.organization, patient=patient, service=desk.service, since=date(2026, 3, 3))
    obstacles = refusal_of(lambda: admit(desk, patient, admission_date=date(2026, 3, 2)))
    assert obstacles == (EpisodeObstacle.DAY_BEFORE_LAST_CHANGE,)


def test_an_admission_from_the_list_is_about_the_edition_that_was_seen(desk, patient):
    waiting = make_waiting(desk.organization, patient=patient, service=desk.service, edition=3)
    given = {"episode_id": waiting.pk, "admission_date": TODAY, "now": NOW}
    obstacles = refusal_of(lambda: actions.admit_from_waitlist(desk.by, edition=2, **given))
    assert obstacles == (EpisodeObstacle.CHANGED_MEANWHILE,)
    assert actions.admit_from_waitlist(desk.by, edition=3, **given).status == "active"


def test_whoever_does_not_wait_any_more_is_not_admitted_from_the_list(desk, patient):
    left = make_episode(
        desk.organization, patient=patient, service=desk.service, status=EpisodeStatus.CANCELLED
    )
    obstacles = refusal_of(
        lambda: actions.admit_from_waitlist(
            desk.by, episode_id=left.pk, admission_date=TODAY, now=NOW
        )
    )
    assert obstacles == (EpisodeObstacle.TRANSITION_NOT_ALLOWED,)


def test_an_edition_without_anyone_waiting_is_refused(desk, patient):
    obstacles = refusal_of(lambda: admit(desk, patient, edition=1))
    assert obstacles == (EpisodeObstacle.CHANGED_MEANWHILE,)


@pytest.mark.parametrize(
    ("zone", "first_minute"),
    [
        ("America/New_York", datetime(2026, 3, 11, 4, tzinfo=UTC)),
        ("Pacific/Guam", datetime(2026, 3, 10, 14, tzinfo=UTC)),
    ],
)
def test_a_day_begins_at_the_program_s_midnight(desk, patient, zone, first_minute):
    service = make_service(desk.organization, time_zone=zone)
    given = {"healthcare_service_id": service.pk, "admission_date": date(2026, 3, 11)}
    before = first_minute - timedelta(minutes=1)
    obstacles = refusal_of(lambda: admit(desk, patient, now=before, **given))
    assert obstacles == (EpisodeObstacle.DAY_IN_FUTURE,)
    assert admit(desk, patient, now=first_minute, **given).pk


@pytest.mark.parametrize("act", [admit, wait])
def test_a_term_that_there_is_not_is_a_mistake(desk, patient, act):
    with pytest.raises(TypeError, match=r"no such terms: \['status'\]"):
        act(desk, patient, status="finished")


def test_an_external_number_is_given_once(desk, patient):
    admit(desk, patient, external_id="E-1")
    other = make_patient(desk.organization)
    obstacles = refusal_of(lambda: admit(desk, other, external_id="E-1"))
    assert obstacles == (EpisodeObstacle.EXTERNAL_ID_TAKEN,)


def test_someone_is_put_on_the_list(desk, patient):
    episode = wait(desk, patient, waiting_since=date(2026, 3, 3), external_id="W-1")
    assert (episode.status, episode.admission_date) == ("waitlist", None)
    assert history_of(desk.by, episode) == [("waitlist", "2.1", date(2026, 3, 3), "")]


def test_the_list_is_refused_with_every_reason(desk, patient):
    closed = make_service(desk.organization, is_active=False)
    make_waiting(desk.organization, patient=patient, service=closed)
    given = {"healthcare_service_id": closed.pk, "waiting_since": TODAY + A_DAY}
    assert refusal_of(lambda: wait(desk, patient, **given)) == (
        EpisodeObstacle.ALREADY_OPEN_HERE,
        EpisodeObstacle.PROGRAM_CLOSED,
        EpisodeObstacle.DAY_IN_FUTURE,
    )


def test_a_merged_record_waits_nowhere(desk, patient):
    replaced = make_patient(desk.organization, replaced_by_id=patient.pk)
    assert refusal_of(lambda: wait(desk, replaced)) == (EpisodeObstacle.RECORD_REPLACED,)


def test_the_database_keeps_one_open_stay_a_program(desk, patient):
    make_waiting(desk.organization, patient=patient, service=desk.service)
    with pytest.raises(IntegrityError, match="episode_open_once_per_program"):
        make_episode(desk.organization, patient=patient, service=desk.service)


@pytest.mark.parametrize(
    ("constraint", "given"),
    [
        ("episode_status_known", {"status": "gone"}),
        ("episode_level_known", {"level_of_care": "9"}),
        ("episode_admitted_has_a_date", {"admission_date": None}),
        (
            "episode_finished_has_date_and_reason",
            {"status": "finished", "discharge_reason": "8"},
        ),
        ("episode_ends_after_it_starts", {"discharge_date": date(2000, 1, 1)}),
    ],
)
def test_the_database_refuses_what_no_action_writes(desk, constraint, given):
    with pytest.raises(IntegrityError, match=constraint):
        make_episode(desk.organization, **given)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE admissions_episodestatushistory SET reason = 'x' WHERE organization_id = %s",
        "DELETE FROM admissions_episodestatushistory WHERE organization_id = %s",
    ],
)
def test_the_history_only_grows(desk, statement):
    add_stretch(make_episode(desk.organization))
    with (
        writing_for(desk.organization.pk),
        pytest.raises(DatabaseError, match="can only grow"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [desk.organization.pk])


@pytest.mark.parametrize("act", [admit, wait])
def test_another_organization_s_person_does_not_exist(desk, act):
    with pytest.raises(ObjectDoesNotExist):
        act(desk, make_patient(make_organization()))


@pytest.mark.parametrize("act", [admit, wait])
def test_another_organization_s_program_does_not_exist(desk, patient, act):
    theirs = make_service(make_organization())
    with pytest.raises(ObjectDoesNotExist):
        act(desk, patient, healthcare_service_id=theirs.pk)


def test_admit_patient_is_denied_to_a_counselor(desk, patient):
    desk.by = make_actor(desk.organization)
    with pytest.raises(NotPermittedError) as denial:
        admit(desk, patient)
    assert denial.value.permission == Permission.ADMISSION_MANAGE


def test_place_on_waitlist_is_denied_to_a_counselor(desk, patient):
    desk.by = make_actor(desk.organization)
    with pytest.raises(NotPermittedError):
        wait(desk, patient)


def test_admit_from_waitlist_is_denied_to_a_counselor(desk, patient):
    waiting = make_waiting(desk.organization, patient=patient, service=desk.service)
    with pytest.raises(NotPermittedError):
        actions.admit_from_waitlist(
            make_actor(desk.organization),
            episode_id=waiting.pk,
            admission_date=TODAY,
            now=NOW,
        )
