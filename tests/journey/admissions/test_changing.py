"""Pausing, resuming, leaving the list, changing, calling a stay a mistake."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from tests.factories.accounts import make_actor, make_credential, make_practitioner
from tests.factories.admissions import make_episode, make_waiting
from tests.factories.tenancy import make_organization
from tests.journey.admissions.conftest import NOW, TODAY, history_of, refusal_of
from wayhome.journey.admissions import actions
from wayhome.journey.admissions.codes import EpisodeObstacle, EpisodeStatus
from wayhome.shared.audit.actor import NotPermittedError

pytestmark = pytest.mark.django_db

EARLIER = TODAY - timedelta(days=3)


def hold(by, episode, **given):
    given = {"day": TODAY, "reason": "In hospital", "now": NOW} | given
    return actions.put_on_hold(by, episode_id=episode.pk, **given)


def resume(by, episode, **given):
    return actions.resume(by, episode_id=episode.pk, **({"day": TODAY, "now": NOW} | given))


def cancel(by, episode, **given):
    given = {"day": TODAY, "reason": "Went elsewhere", "now": NOW} | given
    return actions.cancel_wait(by, episode_id=episode.pk, **given)


def mistake(by, episode, **given):
    given = {"reason": "Wrong record", "now": NOW} | given
    return actions.mark_entered_in_error(by, episode_id=episode.pk, **given)


def change(by, episode, **given):
    given = {"care_manager_id": None, "now": NOW} | given
    return actions.change_episode(by, episode_id=episode.pk, **given)


ALL = [hold, resume, cancel, mistake, change]


def test_a_stay_is_paused_and_goes_on(desk):
    episode = make_episode(desk.organization, since=EARLIER)
    paused = hold(desk.by, episode, day=TODAY - timedelta(days=1))
    assert (paused.status, paused.edition) == ("onhold", 2)
    assert resume(desk.by, episode, reason=" Back ").status == "active"
    assert history_of(desk.by, episode)[1:] == [
        ("onhold", "2.1", TODAY - timedelta(days=1), "In hospital"),
        ("active", "2.1", TODAY, "Back"),
    ]


def test_a_pause_is_refused_with_every_reason(desk):
    waiting = make_waiting(desk.organization, since=TODAY)
    obstacles = refusal_of(lambda: hold(desk.by, waiting, day=EARLIER, reason=" "))
    assert obstacles == (
        EpisodeObstacle.TRANSITION_NOT_ALLOWED,
        EpisodeObstacle.DAY_BEFORE_LAST_CHANGE,
        EpisodeObstacle.REASON_MISSING,
    )


@pytest.mark.parametrize("status", set(EpisodeStatus) - {EpisodeStatus.ONHOLD})
def test_only_a_pause_is_resumed(desk, status):
    episode = make_episode(desk.organization, status=status)
    obstacles = refusal_of(lambda: resume(desk.by, episode))
    assert obstacles == (EpisodeObstacle.TRANSITION_NOT_ALLOWED,)


def test_a_pause_is_resumed_neither_in_the_future_nor_before_it_began(desk):
    episode = make_episode(desk.organization, status=EpisodeStatus.ONHOLD, since=TODAY)
    future = refusal_of(lambda: resume(desk.by, episode, day=TODAY + timedelta(days=1)))
    before = refusal_of(lambda: resume(desk.by, episode, day=EARLIER))
    assert future + before == (
        EpisodeObstacle.DAY_IN_FUTURE,
        EpisodeObstacle.DAY_BEFORE_LAST_CHANGE,
    )


def test_whoever_waits_leaves_the_list_with_a_reason(desk):
    waiting = make_waiting(desk.organization)
    assert cancel(desk.by, waiting).status == "cancelled"
    assert history_of(desk.by, waiting)[-1] == ("cancelled", "2.1", TODAY, "Went elsewhere")


def test_whoever_is_in_care_leaves_by_discharge_not_by_the_list(desk):
    obstacles = refusal_of(lambda: cancel(desk.by, make_episode(desk.organization)))
    assert obstacles == (EpisodeObstacle.TRANSITION_NOT_ALLOWED,)


@pytest.mark.parametrize("status", set(EpisodeStatus) - {EpisodeStatus.ENTERED_IN_ERROR})
def test_a_mistake_stays_readable_with_its_reason(desk, status):
    episode = make_episode(desk.organization, status=status)
    assert mistake(desk.by, episode).status == "entered-in-error"
    assert history_of(desk.by, episode)[-1][2:] == (TODAY, "Wrong record")


def test_a_mistake_is_called_one_once_and_with_a_reason(desk):
    episode = make_episode(desk.organization, status=EpisodeStatus.ENTERED_IN_ERROR)
    assert refusal_of(lambda: mistake(desk.by, episode, reason="")) == (
        EpisodeObstacle.TRANSITION_NOT_ALLOWED,
        EpisodeObstacle.REASON_MISSING,
    )


def test_a_stay_gets_another_counselor_and_a_target_of_its_own(desk):
    episode = make_episode(desk.organization)
    practitioner = make_practitioner(desk.organization)
    make_credential(practitioner)
    changed = change(desk.by, episode, care_manager_id=practitioner.pk, weekly_target_minutes=360)
    assert (changed.care_manager_id, changed.weekly_target_minutes) == (practitioner.pk, 360)
    assert len(history_of(desk.by, episode)) == 1


def test_a_counselor_whose_credential_has_lapsed_is_refused(desk):
    practitioner = make_practitioner(desk.organization)
    make_credential(practitioner, expiry_date=date(2026, 3, 9))
    obstacles = refusal_of(
        lambda: change(desk.by, make_episode(desk.organization), care_manager_id=practitioner.pk)
    )
    assert obstacles == (EpisodeObstacle.COUNSELOR_CREDENTIAL_NOT_VALID,)


def test_what_is_over_gets_no_other_counselor(desk):
    episode = make_episode(desk.organization, status=EpisodeStatus.FINISHED)
    obstacles = refusal_of(lambda: change(desk.by, episode))
    assert obstacles == (EpisodeObstacle.TRANSITION_NOT_ALLOWED,)


STATUS_FOR = {resume: EpisodeStatus.ONHOLD, cancel: EpisodeStatus.WAITLIST}


@pytest.mark.parametrize("act", ALL)
def test_a_change_on_an_old_edition_is_refused_and_on_the_new_one_is_made(desk, act):
    status = STATUS_FOR.get(act, EpisodeStatus.ACTIVE)
    episode = make_episode(desk.organization, status=status, edition=2)
    obstacles = refusal_of(lambda: act(desk.by, episode, edition=1))
    assert obstacles == (EpisodeObstacle.CHANGED_MEANWHILE,)
    assert act(desk.by, episode, edition=2).edition == 3


@pytest.mark.parametrize("act", ALL)
def test_another_organization_s_stay_does_not_exist(desk, act):
    with pytest.raises(ObjectDoesNotExist):
        act(desk.by, make_episode(make_organization()))


DENIED = [
    actions.put_on_hold,
    actions.resume,
    actions.cancel_wait,
    actions.mark_entered_in_error,
    actions.change_episode,
]


def test_every_change_here_has_its_denial():
    assert [act.__name__ for act in DENIED] == [
        "put_on_hold",
        "resume",
        "cancel_wait",
        "mark_entered_in_error",
        "change_episode",
    ]


@pytest.mark.parametrize("act", ALL)
def test_it_is_denied_to_a_counselor(desk, act):
    with pytest.raises(NotPermittedError):
        act(make_actor(desk.organization), make_episode(desk.organization))
