"""Single sessions: planned, cancelled, planned again."""

from datetime import time, timedelta

import pytest

from tests.factories.accounts import make_actor
from tests.factories.scheduling import NOW, make_appointment, make_session
from wayhome.journey.scheduling import actions
from wayhome.journey.scheduling.codes import (
    CancellationReason,
    EditScope,
    PlanningObstacle,
)
from wayhome.journey.scheduling.models import Appointment, GroupSeries, GroupSession
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.permissions import Permission

WEEK = timedelta(weeks=1)
TODAY = NOW.date()


def sessions_of(series):
    return list(GroupSession.objects.filter(series=series.pk).order_by("period_start"))


def cancel(program, session, **given):
    given.setdefault("edition", session.edition)
    given.setdefault("now", NOW)
    return actions.cancel_session(program.by, session_id=session.pk, **given)


def restore(program, session, **given):
    given = {"edition": GroupSession.objects.get(pk=session.pk).edition, "now": NOW, **given}
    return actions.restore_session(program.by, session_id=session.pk, **given)


def plan_single(program, **given):
    return actions.plan_session(
        program.by,
        **{
            "healthcare_service_id": program.service.pk,
            "title": "Holiday group",
            "service_type": "education",
            "service_date": TODAY,
            "start_time": time(19, 30),
            "duration_minutes": 60,
            "facilitator_id": program.facilitator.pk,
            "room_id": program.room.pk,
            "capacity": 12,
            **given,
        },
    )


DENIED = [
    actions.plan_session,
    actions.cancel_session,
    actions.restore_session,
]


@pytest.mark.parametrize("write", DENIED)
def test_a_write_of_sessions_is_denied_to_who_may_only_book(program, acting, write):
    booking = make_actor(program.organization, permissions={Permission.APPOINTMENT_BOOK})
    with acting(booking), pytest.raises(NotPermittedError):
        write(booking, now=NOW)


def test_a_single_group_session_is_planned_and_its_way_must_be_free(program):
    single = plan_single(program)
    assert (single.series_id, single.period_start.hour) == (None, 0)
    with pytest.raises(actions.CannotPlanSessionError) as refused:
        plan_single(program, start_time=time(20, 0))
    assert refused.value.obstacles == (
        PlanningObstacle.FACILITATOR_BUSY,
        PlanningObstacle.ROOM_BUSY,
    )
    with pytest.raises(actions.CannotPlanSessionError) as refused:
        plan_single(program, start_time=time(8, 0), capacity=26)
    assert refused.value.obstacles == (
        PlanningObstacle.CAPACITY_OVER_CAP,
        PlanningObstacle.ROOM_TOO_SMALL,
    )


def test_cancelling_a_session_gives_up_its_places_and_frees_room_and_facilitator(program):
    series = program.plan()
    first = sessions_of(series)[0]
    episode = program.client()
    actions.join_series(
        program.by, series_id=series.pk, episode_id=episode.pk, period_start=TODAY, now=NOW
    )
    cancelled = cancel(program, first, reason=CancellationReason.OTHER)
    assert (cancelled.status, cancelled.is_exception, cancelled.edition) == ("cancelled", True, 2)
    place = Appointment.objects.get(group_session=first.pk)
    assert (place.status, place.cancellation_reason) == ("cancelled", "session-cancelled")
    plan_single(program, start_time=time(17, 30))


def test_a_session_that_was_never_held_is_cancelled_afterwards(program):
    session = make_session(program.service, start=NOW - timedelta(days=1))
    assert cancel(program, session).status == "cancelled"


def test_a_session_to_which_someone_has_come_is_not_cancelled(program):
    session = make_session(program.service)
    make_appointment(session, program.client(), status="fulfilled")
    with pytest.raises(actions.CannotCancelSessionError) as refused:
        cancel(program, session)
    assert refused.value.obstacles == (PlanningObstacle.ATTENDANCE_RECORDED,)


def test_a_session_that_someone_else_has_changed_is_not_cancelled(program):
    session = make_session(program.service)
    cancel(program, session)
    with pytest.raises(actions.CannotCancelSessionError) as refused:
        cancel(program, session)
    assert refused.value.obstacles == (
        PlanningObstacle.CHANGED_MEANWHILE,
        PlanningObstacle.SESSION_CANCELLED,
    )


def test_cancelling_from_now_on_ends_the_group_on_that_day(program):
    series = program.plan()
    third = sessions_of(series)[2]
    assert cancel(program, third, scope=EditScope.FROM_NOW_ON).status == "cancelled"
    assert GroupSeries.objects.get(pk=series.pk).period_end == third.service_date
    assert [row.status for row in sessions_of(series)] == ["planned"] * 2 + ["cancelled"] * 6


def test_cancelling_from_now_on_on_an_old_edition_ends_nothing(program):
    series = program.plan()
    with pytest.raises(actions.CannotCancelSessionError) as refused:
        cancel(program, sessions_of(series)[2], scope=EditScope.FROM_NOW_ON, edition=5)
    assert refused.value.obstacles == (PlanningObstacle.CHANGED_MEANWHILE,)
    assert GroupSeries.objects.get(pk=series.pk).period_end is None


def test_cancelling_from_now_on_is_refused_when_the_group_cannot_end(program):
    series = program.plan()
    first = sessions_of(series)[0]
    make_appointment(first, program.client(), status="checked-in")
    with pytest.raises(actions.CannotCancelSessionError) as refused:
        cancel(program, first, scope=EditScope.FROM_NOW_ON)
    assert refused.value.obstacles == (PlanningObstacle.ATTENDANCE_RECORDED,)


def test_cancelling_a_single_session_from_now_on_cancels_just_it(program):
    single = make_session(program.service)
    assert cancel(program, single, scope=EditScope.FROM_NOW_ON).status == "cancelled"


def test_a_restored_session_gives_back_the_places_of_members_and_guests(program):
    series = program.plan(capacity=3)
    first = sessions_of(series)[0]
    member, guest, gone = program.client(), program.client(), program.client()
    actions.join_series(
        program.by, series_id=series.pk, episode_id=member.pk, period_start=TODAY, now=NOW
    )
    for episode in (guest, gone):
        actions.book_appointment(
            program.by, group_session_id=first.pk, episode_id=episode.pk, now=NOW
        )
    given_up = Appointment.objects.get(episode=gone.pk)
    actions.cancel_appointment(program.by, appointment_id=given_up.pk, now=NOW)
    cancel(program, first)
    assert restore(program, first).status == "planned"
    held = Appointment.objects.filter(group_session=first.pk, status="booked")
    assert {place.episode_id for place in held} == {member.pk, guest.pk}
    assert sorted(place.seat for place in held) == [1, 2]


def test_a_session_is_not_restored_into_a_room_that_is_taken_by_now(program):
    session = make_session(program.service, room_id=program.room.pk)
    cancel(program, session)
    make_session(program.service, room_id=program.room.pk)
    with pytest.raises(actions.CannotRestoreSessionError) as refused:
        restore(program, session)
    assert refused.value.obstacles == (PlanningObstacle.ROOM_BUSY,)


def test_a_session_is_not_restored_once_it_would_have_begun_or_on_an_old_edition(program):
    session = make_session(program.service)
    with pytest.raises(actions.CannotRestoreSessionError) as refused:
        restore(program, session)
    assert refused.value.obstacles == (PlanningObstacle.CHANGED_MEANWHILE,)
    cancel(program, session)
    with pytest.raises(actions.CannotRestoreSessionError) as refused:
        restore(program, session, now=session.period_start)
    assert refused.value.obstacles == (PlanningObstacle.ALREADY_BEGUN,)
