"""Transfers and discharges."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from tests.factories.accounts import make_actor, make_credential, make_practitioner
from tests.factories.admissions import make_episode, make_waiting
from tests.factories.patients import make_patient
from tests.factories.tenancy import make_organization, make_service
from tests.journey.admissions.conftest import NOW, TODAY, episodes_of, history_of, refusal_of
from wayhome.journey.admissions import actions
from wayhome.journey.admissions.codes import DischargeReason, EpisodeObstacle, EpisodeStatus
from wayhome.journey.placement.codes import LevelOfCare
from wayhome.shared.audit.actor import NotPermittedError

pytestmark = pytest.mark.django_db

EARLIER = TODAY - timedelta(days=3)


@pytest.fixture
def patient(desk):
    return make_patient(desk.organization)


@pytest.fixture
def episode(desk, patient):
    return make_episode(desk.organization, patient=patient, service=desk.service, since=EARLIER)


@pytest.fixture
def other(desk):
    return make_service(desk.organization, level_of_care="2.5")


def transfer(by, episode, service, **given):
    given = {"day": TODAY, "now": NOW} | given
    return actions.transfer_level(
        by, episode_id=episode.pk, healthcare_service_id=service.pk, **given
    )


def discharge(by, episode, **given):
    given = {"discharge_date": TODAY, "reason": DischargeReason.COMPLETED, "now": NOW} | given
    return actions.discharge_patient(by, episode_id=episode.pk, **given)


def test_another_level_of_the_program_is_another_stretch_of_the_stay(desk, episode):
    level = LevelOfCare.HIGH_INTENSITY_OUTPATIENT
    moved = transfer(desk.by, episode, desk.service, level_of_care=level, reason="More support")
    assert (moved.pk, moved.status, moved.level_of_care) == (episode.pk, "active", "2.5")
    assert history_of(desk.by, episode)[-1] == ("active", "2.5", TODAY, "More support")


def test_another_level_during_a_pause_leaves_the_pause(desk):
    paused = make_episode(
        desk.organization, service=desk.service, status=EpisodeStatus.ONHOLD, since=EARLIER
    )
    level = LevelOfCare.HIGH_INTENSITY_OUTPATIENT
    assert transfer(desk.by, paused, desk.service, level_of_care=level).status == "onhold"


def test_another_program_is_another_stay_from_the_same_day_on(desk, episode, other):
    following = transfer(desk.by, episode, other, reason="Step up")
    ended, begun = episodes_of(desk.by)
    assert (ended.status, ended.discharge_reason, ended.discharge_date) == ("finished", "4", TODAY)
    assert (begun.pk, begun.status, begun.admission_date) == (following.pk, "active", TODAY)
    assert (begun.transferred_from_id, begun.level_of_care) == (episode.pk, "2.5")
    assert history_of(desk.by, ended)[-1] == ("finished", "2.1", TODAY, "Step up")


def test_whoever_waits_there_is_transferred_from_the_list(desk, patient, episode, other):
    waiting = make_waiting(desk.organization, patient=patient, service=other, since=EARLIER)
    assert transfer(desk.by, episode, other).pk == waiting.pk


def test_a_transfer_is_refused_with_every_reason(desk):
    finished = make_episode(
        desk.organization, service=desk.service, status=EpisodeStatus.FINISHED, since=TODAY
    )
    obstacles = refusal_of(lambda: transfer(desk.by, finished, desk.service, day=EARLIER))
    assert obstacles == (
        EpisodeObstacle.TRANSITION_NOT_ALLOWED,
        EpisodeObstacle.DAY_BEFORE_LAST_CHANGE,
        EpisodeObstacle.SAME_PROGRAM,
    )


def test_a_transfer_to_where_one_is_already_is_refused(desk, patient, episode, other):
    make_episode(desk.organization, patient=patient, service=other)
    obstacles = refusal_of(lambda: transfer(desk.by, episode, other))
    assert obstacles == (EpisodeObstacle.ALREADY_OPEN_HERE,)


def test_a_transfer_to_a_closed_program_is_refused(desk, episode):
    closed = make_service(desk.organization, is_active=False)
    assert refusal_of(lambda: transfer(desk.by, episode, closed)) == (
        EpisodeObstacle.PROGRAM_CLOSED,
    )


def test_what_stands_in_the_way_there_leaves_the_stay_here_as_it_was(desk, episode, other):
    lapsed = make_practitioner(desk.organization)
    make_credential(lapsed, expiry_date=date(2026, 1, 1))
    obstacles = refusal_of(lambda: transfer(desk.by, episode, other, care_manager_id=lapsed.pk))
    assert obstacles == (EpisodeObstacle.COUNSELOR_CREDENTIAL_NOT_VALID,)
    assert [(each.status, each.edition) for each in episodes_of(desk.by)] == [("active", 1)]


@pytest.mark.parametrize("reason", DischargeReason)
def test_a_discharge_keeps_its_day_reason_and_note(desk, episode, reason):
    ended = discharge(desk.by, episode, reason=reason, note="Moved away")
    assert (ended.status, ended.discharge_date, ended.discharge_reason) == (
        "finished",
        TODAY,
        reason,
    )
    assert history_of(desk.by, episode)[-1] == ("finished", "2.1", TODAY, "Moved away")


def test_a_discharge_is_refused_with_every_reason(desk):
    waiting = make_waiting(desk.organization, since=TODAY)
    obstacles = refusal_of(
        lambda: discharge(
            desk.by, waiting, discharge_date=EARLIER, reason=None, last_attended_on=TODAY
        )
    )
    assert obstacles == (
        EpisodeObstacle.TRANSITION_NOT_ALLOWED,
        EpisodeObstacle.DAY_BEFORE_LAST_CHANGE,
        EpisodeObstacle.REASON_MISSING,
        EpisodeObstacle.ATTENDED_AFTER_DISCHARGE,
    )


@pytest.mark.parametrize("act", [transfer, discharge])
def test_a_change_on_an_old_edition_is_refused(desk, episode, other, act):
    given = (other,) if act is transfer else ()
    obstacles = refusal_of(lambda: act(desk.by, episode, *given, edition=7))
    assert obstacles == (EpisodeObstacle.CHANGED_MEANWHILE,)


def test_another_organization_s_stay_does_not_exist(desk, other):
    theirs = make_episode(make_organization())
    with pytest.raises(ObjectDoesNotExist):
        transfer(desk.by, theirs, other)
    with pytest.raises(ObjectDoesNotExist):
        discharge(desk.by, theirs)


def test_another_organization_s_program_does_not_exist(desk, episode):
    with pytest.raises(ObjectDoesNotExist):
        transfer(desk.by, episode, make_service(make_organization()))


def test_transfer_level_is_denied_to_a_counselor(desk, episode, other):
    with pytest.raises(NotPermittedError):
        transfer(make_actor(desk.organization), episode, other)


def test_discharge_patient_is_denied_to_a_counselor(desk, episode):
    with pytest.raises(NotPermittedError):
        discharge(make_actor(desk.organization), episode)
