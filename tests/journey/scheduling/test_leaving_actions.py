"""Whoever's stay ends loses the places to come in the same moment, and never days attended."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse

from tests.factories.accounts import make_actor, make_membership
from tests.factories.base import writing_for
from tests.factories.scheduling import NOW, START, make_appointment, make_client, make_session
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.admissions.actions import (
    CannotDischargePatientError,
    CannotMarkEnteredInErrorError,
    CannotTransferLevelError,
)
from wayhome.journey.admissions.codes import DischargeReason, EpisodeObstacle
from wayhome.journey.admissions.models import EpisodeOfCare
from wayhome.journey.placement.codes import LevelOfCare
from wayhome.journey.scheduling import actions, queries
from wayhome.journey.scheduling.models import Appointment, GroupMember, GroupSession
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.permissions import Permission

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
TODAY = NOW.date()
CAME = ["arrived", "checked-in", "fulfilled"]


@pytest.fixture
def series(program):
    return program.plan(capacity=1)


@pytest.fixture
def looking(program):
    return make_actor(program.organization, permissions={Permission.SCHEDULE_VIEW})


def discharge(program, episode, **given):
    given = {"discharge_date": TODAY, "reason": DischargeReason.COMPLETED, "now": NOW} | given
    return actions.discharge_patient(program.by, episode_id=episode.pk, **given)


def transfer(program, episode, service, **given):
    given = {"day": TODAY, "now": NOW} | given
    return actions.transfer_level(
        program.by, episode_id=episode.pk, healthcare_service_id=service.pk, **given
    )


def join(program, series, episode):
    return actions.join_series(
        program.by, series_id=series.pk, episode_id=episode.pk, period_start=TODAY, now=NOW
    )


def came(program, episode, days_ago, status="fulfilled"):
    session = make_session(program.service, start=START - days_ago * DAY)
    return make_appointment(session, episode, status=status)


def statuses(episode):
    found = Appointment.objects.filter(episode=episode.pk).order_by("period_start", "pk")
    return [place.status for place in found]


def test_a_discharge_gives_the_places_to_come_to_who_waits_for_them(program, series):
    leaving, waiting, other = (program.client() for _ in range(3))
    member = join(program, series, leaving)
    join(program, series, waiting)
    elsewhere = make_appointment(make_session(program.service, start=START + DAY), other)
    assert (statuses(leaving), statuses(waiting)) == (["booked"] * 8, [])
    ended = discharge(program, leaving, note="Goals reached")
    assert (ended.status, ended.discharge_date) == ("finished", TODAY)
    assert (statuses(leaving), statuses(waiting)) == (["cancelled"] * 8, ["booked"] * 8)
    assert GroupMember.objects.get(pk=member.pk).period_end == TODAY
    elsewhere.refresh_from_db()
    assert elsewhere.status == "booked"


def test_an_individual_session_is_cancelled_with_whom_it_was_for(program):
    episode = program.client()
    place = actions.book_individual_session(
        program.by,
        episode_id=episode.pk,
        healthcare_service_id=program.service.pk,
        title="Individual session",
        service_date=TODAY + WEEK,
        start_time=START.time().replace(hour=9),
        duration_minutes=50,
        facilitator_id=program.facilitator.pk,
        room_id=program.room.pk,
        now=NOW,
    )
    discharge(program, episode)
    assert GroupSession.objects.get(pk=place.group_session_id).status == "cancelled"


@pytest.mark.parametrize("status", CAME)
def test_a_discharge_before_the_last_day_attended_is_refused_and_frees_nothing(
    program, series, status
):
    episode = program.client()
    join(program, series, episode)
    came(program, episode, 3, status)
    came(program, episode, 9)
    came(program, episode, 1, "noshow")
    with pytest.raises(CannotDischargePatientError) as refused:
        discharge(program, episode, discharge_date=TODAY - 4 * DAY)
    assert refused.value.obstacles == (EpisodeObstacle.ATTENDED_AFTER_DISCHARGE,)
    assert statuses(episode)[3:] == ["booked"] * 8
    assert discharge(program, episode, discharge_date=TODAY - 3 * DAY).status == "finished"


def test_a_transfer_to_another_program_frees_the_places_in_this_one(program, series):
    episode = program.client()
    join(program, series, episode)
    came(program, episode, 3)
    other = make_service(program.organization, level_of_care="2.5")
    with pytest.raises(CannotTransferLevelError) as refused:
        transfer(program, episode, other, day=TODAY - 4 * DAY)
    assert refused.value.obstacles == (EpisodeObstacle.ATTENDED_AFTER_DISCHARGE,)
    following = transfer(program, episode, other, day=TODAY - 3 * DAY)
    assert following.transferred_from_id == episode.pk
    assert statuses(episode) == ["fulfilled"] + ["cancelled"] * 8


def test_another_level_of_the_same_program_keeps_the_places(program, series):
    episode = program.client()
    join(program, series, episode)
    came(program, episode, 3)
    level = LevelOfCare.HIGH_INTENSITY_OUTPATIENT
    moved = transfer(program, episode, program.service, level_of_care=level, day=TODAY - 4 * DAY)
    assert (moved.pk, moved.level_of_care) == (episode.pk, level)
    assert statuses(episode) == ["fulfilled"] + ["booked"] * 8


def test_a_stay_that_was_a_mistake_has_no_places_to_come(program, series):
    episode = program.client()
    join(program, series, episode)
    mistaken = actions.mark_entered_in_error(
        program.by, episode_id=episode.pk, reason="Wrong record", edition=1, now=NOW
    )
    assert mistaken.status == "entered-in-error"
    assert statuses(episode) == ["cancelled"] * 8
    with pytest.raises(CannotMarkEnteredInErrorError):
        actions.mark_entered_in_error(program.by, episode_id=episode.pk, reason="Again", now=NOW)


def test_the_last_day_attended_is_the_person_s_own_and_none_before_they_came(program):
    episode, other = program.client(), program.client()
    came(program, other, 2)
    assert queries.last_attended_on(program.by, episode.pk) is None
    came(program, episode, 3)
    assert queries.last_attended_on(program.by, episode.pk) == TODAY - 3 * DAY


def test_another_organization_s_stay_does_not_exist(program):
    theirs = make_client(make_service(make_organization()))
    with pytest.raises(ObjectDoesNotExist):
        discharge(program, theirs)
    with pytest.raises(ObjectDoesNotExist):
        transfer(program, theirs, program.service)


def test_discharge_patient_is_denied_to_who_may_not_admit(program, looking, acting):
    with acting(looking), pytest.raises(NotPermittedError):
        actions.discharge_patient(
            looking,
            episode_id=program.service.pk,
            discharge_date=TODAY,
            reason=DischargeReason.COMPLETED,
            now=NOW,
        )


def test_transfer_level_is_denied_to_who_may_not_admit(program, looking, acting):
    ids = {"episode_id": program.service.pk, "healthcare_service_id": program.service.pk}
    with acting(looking), pytest.raises(NotPermittedError):
        actions.transfer_level(looking, **ids, day=TODAY, now=NOW)


def test_mark_entered_in_error_is_denied_to_who_may_not_admit(program, looking, acting):
    with acting(looking), pytest.raises(NotPermittedError):
        actions.mark_entered_in_error(
            looking, episode_id=program.service.pk, reason="Wrong record", now=NOW
        )


def test_the_page_says_why_and_keeps_what_was_typed(program, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(make_membership(program.organization, Role.FRONT_DESK).user)
    episode = program.client()
    came(program, episode, 3)
    page = reverse("scheduling:discharge-patient", args=[episode.pk])
    sent = {"edition": 1, "discharge_reason": "2", "note": "No contact for two weeks"}
    response = client.post(page, {**sent, "day": TODAY - 4 * DAY})
    assert response.status_code == 422
    assert "attended after this day" in response.text
    assert "No contact for two weeks" in response.text
    assert client.post(page, {**sent, "day": TODAY - 3 * DAY}).status_code == 302
    with writing_for(program.organization.pk):
        assert EpisodeOfCare.objects.get(pk=episode.pk).status == "finished"
