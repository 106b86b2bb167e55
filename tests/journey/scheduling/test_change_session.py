"""Edits of a session: this one, or it and the later ones of its group."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ObjectDoesNotExist

from tests.factories.accounts import make_actor
from tests.factories.scheduling import NOW, make_appointment, make_facilitator, make_session
from tests.factories.tenancy import make_organization, make_room
from wayhome.journey.scheduling import actions
from wayhome.journey.scheduling.codes import EditScope, Modality, PlanningObstacle
from wayhome.journey.scheduling.models import Appointment, GroupSeries, GroupSession
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.permissions import Permission

EASTERN = ZoneInfo("America/New_York")
WEEK = timedelta(weeks=1)
TODAY = NOW.date()  # a Tuesday
LATER = {"scope": EditScope.FROM_NOW_ON}


@pytest.fixture
def series(program):
    return program.plan()


def sessions_of(series):
    return list(GroupSession.objects.filter(series=series.pk).order_by("period_start"))


def change(program, session, **given):
    given.setdefault("edition", session.edition)
    given.setdefault("now", NOW)
    return actions.change_session(program.by, session_id=session.pk, **given)


def refusal_of(program, session, **given):
    with pytest.raises(actions.CannotChangeSessionError) as refused:
        change(program, session, **given)
    return refused.value


def wall(session):
    local = session.period_start.astimezone(EASTERN)
    return session.service_date, local.time()


def join(program, series, episode):
    return actions.join_series(
        program.by, series_id=series.pk, episode_id=episode.pk, period_start=TODAY, now=NOW
    )


def test_change_session_is_denied_to_who_may_only_book(program, series, acting):
    booking = make_actor(program.organization, permissions={Permission.APPOINTMENT_BOOK})
    with acting(booking), pytest.raises(NotPermittedError):
        actions.change_session(
            booking, session_id=sessions_of(series)[0].pk, edition=1, title="Other", now=NOW
        )


def test_this_one_alone_changes_and_becomes_an_exception(program, series):
    second = sessions_of(series)[1]
    changed = change(program, second, title="Guest speaker", start_time=time(18, 0), edition=1)
    assert (changed.title, changed.is_exception, changed.edition) == ("Guest speaker", True, 2)
    found = sessions_of(series)
    assert [row.title for row in found] == ["CBT skills", "Guest speaker"] + ["CBT skills"] * 6
    assert wall(found[1]) == (TODAY + WEEK, time(18, 0))
    assert found[1].period_end - found[1].period_start == timedelta(minutes=90)
    assert GroupSeries.objects.get(pk=series.pk).edition == 1


def test_from_now_on_changes_the_group_and_later_sessions_but_no_exceptions(program, series):
    found = sessions_of(series)
    change(program, found[4], title="Guest speaker")
    actions.cancel_session(program.by, session_id=found[5].pk, edition=1, now=NOW)
    change(program, found[2], **LATER, title="CBT evening", capacity=8, duration_minutes=60)
    titles = [row.title for row in sessions_of(series)]
    assert titles == [
        "CBT skills",
        "CBT skills",
        "CBT evening",
        "CBT evening",
        "Guest speaker",
        "CBT skills",
        "CBT evening",
        "CBT evening",
    ]
    group = GroupSeries.objects.get(pk=series.pk)
    assert (group.title, group.capacity, group.duration_minutes, group.edition) == (
        "CBT evening",
        8,
        60,
        2,
    )
    assert {row.is_exception for row in sessions_of(series) if row.title == "CBT evening"} == {
        False
    }


def test_only_what_differs_here_is_changed_in_the_later_ones(program, series):
    found = sessions_of(series)
    change(program, found[3], **LATER, capacity=8)
    first = found[0]
    change(
        program,
        first,
        **LATER,
        title="CBT evening",
        capacity=first.capacity,
        start_time=time(17, 30),
        service_date=first.service_date,
    )
    assert [row.capacity for row in sessions_of(series)] == [10] * 3 + [8] * 5


def test_nothing_asked_changes_nothing(program, series):
    first = sessions_of(series)[0]
    assert change(program, first, title=first.title).edition == 1
    assert sessions_of(series)[0].is_exception is False


def test_a_moved_group_takes_its_places_along(program, series):
    episode = program.client()
    join(program, series, episode)
    change(program, sessions_of(series)[0], **LATER, start_time=time(18, 0))
    for place in Appointment.objects.filter(episode=episode.pk).select_related("group_session"):
        assert place.status == "booked"
        assert (place.period_start, place.period_end, place.service_date) == (
            place.group_session.period_start,
            place.group_session.period_end,
            place.group_session.service_date,
        )
        assert place.period_start.astimezone(EASTERN).time() == time(18, 0)


def test_moving_a_group_moves_sessions_and_places_in_one_statement_each(
    program, series, django_assert_max_num_queries
):
    for _ in range(3):
        join(program, series, program.client())
    first = sessions_of(series)[0]
    with django_assert_max_num_queries(40) as asked:
        change(program, first, **LATER, start_time=time(18, 0))
    written = [q["sql"] for q in asked.captured_queries if q["sql"].startswith("UPDATE")]
    assert len([sql for sql in written if '"scheduling_groupsession"' in sql[:40]]) == 1
    assert len([sql for sql in written if '"scheduling_appointment"' in sql[:40]]) == 1


def test_a_group_moved_to_another_day_is_not_planned_twice_in_any_week(program, series):
    found = sessions_of(series)
    change(program, found[5], title="Guest speaker")
    change(program, found[2], **LATER, service_date=TODAY + 2 * WEEK + timedelta(days=2))
    days = [row.service_date for row in sessions_of(series)]
    shift = [timedelta(days=0)] * 2 + [timedelta(days=2)] * 6
    shift[5] = timedelta(days=0)  # changed by hand: it keeps its day
    assert days == [TODAY + week * WEEK + shift[week] for week in range(8)]
    assert GroupSeries.objects.get(pk=series.pk).weekday == 3
    until = TODAY + 8 * WEEK
    assert actions.generate_sessions(program.by, until=until, now=NOW) == []


def test_a_group_moves_within_its_week_and_one_session_anywhere(program, series):
    first = sessions_of(series)[0]
    refused = refusal_of(program, first, **LATER, service_date=TODAY + WEEK + timedelta(days=1))
    assert refused.obstacles == (PlanningObstacle.OTHER_WEEK,)
    moved = change(program, first, service_date=TODAY + timedelta(days=8))
    assert moved.service_date == TODAY + timedelta(days=8)
    # the week it was planned for still has it
    assert actions.generate_sessions(program.by, until=TODAY + WEEK, now=NOW) == []


def test_a_group_moves_almost_a_week_past_its_own_sessions(program):
    midnight = program.plan(weekday=0, start_time=time(0, 30), duration_minutes=120)
    episode = program.client()
    join(program, midnight, episode)
    first = sessions_of(midnight)[0]
    change(
        program,
        first,
        **LATER,
        service_date=first.service_date + timedelta(days=6),
        start_time=time(23, 30),
    )
    assert {wall(row)[1] for row in sessions_of(midnight)} == {time(23, 30)}
    assert GroupSeries.objects.get(pk=midnight.pk).weekday == 6
    back = sessions_of(midnight)[0]
    change(
        program,
        back,
        **LATER,
        service_date=first.service_date,
        start_time=time(0, 30),
    )
    assert {wall(row)[0].weekday() for row in sessions_of(midnight)} == {0}
    booked = Appointment.objects.filter(episode=episode.pk, status="booked")
    assert booked.count() == len(sessions_of(midnight))


def test_sessions_moved_across_a_change_of_clocks_keep_the_local_hour(program):
    now = datetime(2026, 10, 19, 12, tzinfo=EASTERN)
    series = program.plan(period_start=date(2026, 10, 20), now=now)
    change(program, sessions_of(series)[0], **LATER, start_time=time(19, 0), now=now)
    assert {wall(row)[1] for row in sessions_of(series)} == {time(19, 0)}
    assert len({row.period_start.hour for row in sessions_of(series)}) == 2


def test_a_substitute_leads_one_session(program, series):
    second = sessions_of(series)[1]
    substitute = make_facilitator(program.organization)
    change(program, second, facilitator_id=substitute.pk)
    leads = [row.facilitator_id for row in sessions_of(series)]
    assert leads.count(substitute.pk) == 1
    assert leads[1] == substitute.pk


def test_a_substitute_is_put_down_while_the_session_runs_and_after(program):
    session = make_session(program.service)
    substitute = make_facilitator(program.organization)
    late = session.period_end + timedelta(hours=10)
    assert change(program, session, facilitator_id=substitute.pk, now=late).is_exception is False


@pytest.mark.parametrize(
    ("given", "obstacle"),
    [
        ({"duration_minutes": 0}, PlanningObstacle.ENDS_BEFORE_IT_STARTS),
        ({"capacity": 0}, PlanningObstacle.CAPACITY_BELOW_ONE),
        ({"capacity": 13}, PlanningObstacle.CAPACITY_OVER_CAP),
        ({"room_id": None}, PlanningObstacle.ROOM_MISSING),
        ({"start_time": time(3, 0)}, PlanningObstacle.STARTS_IN_THE_PAST),
    ],
)
def test_a_session_is_not_changed_so(program, series, given, obstacle):
    first = sessions_of(series)[0]
    assert refusal_of(program, first, **given).obstacles == (obstacle,)
    assert sessions_of(series)[0].edition == 1


def test_a_session_under_way_or_with_attendance_is_not_moved(program):
    session = make_session(program.service)
    make_appointment(session, program.client(), status="arrived")
    refused = refusal_of(program, session, start_time=time(18, 0), now=session.period_start)
    assert refused.obstacles == (
        PlanningObstacle.ALREADY_BEGUN,
        PlanningObstacle.ATTENDANCE_RECORDED,
    )


def test_a_cancelled_session_is_not_changed(program):
    session = make_session(program.service, status="cancelled")
    assert refusal_of(program, session, title="Other").obstacles == (
        PlanningObstacle.SESSION_CANCELLED,
    )


def test_by_video_it_needs_no_room(program):
    session = make_session(program.service)
    changed = change(
        program,
        session,
        modality=Modality.TELEHEALTH,
        room_id=None,
        join_url="https://example.org/j",
    )
    assert (changed.room_id, changed.modality) == (None, "telehealth")


def test_someone_booked_who_has_another_session_then_is_in_the_way(program, series):
    episode = program.client()
    join(program, series, episode)
    third = sessions_of(series)[2]
    other = make_session(
        program.service, start=third.period_start + timedelta(hours=2), title="Family night"
    )
    make_appointment(other, episode)
    refused = refusal_of(program, sessions_of(series)[0], **LATER, start_time=time(19, 0))
    assert refused.obstacles == (PlanningObstacle.PERSON_BUSY,)
    assert [(clash.day, clash.title, clash.patient_id) for clash in refused.clashes] == [
        (third.service_date, "Family night", episode.patient_id)
    ]
    assert {wall(row)[1] for row in sessions_of(series)} == {time(17, 30)}


def test_seats_close_up_when_a_group_gets_smaller_and_it_never_drops_anyone(program, series):
    first = sessions_of(series)[0]
    for seat in (2, 5, 7):
        make_appointment(first, program.client(), seat=seat)
    change(program, first, capacity=3)
    held = Appointment.objects.filter(group_session=first.pk).order_by("seat")
    assert [place.seat for place in held] == [1, 2, 3]
    first.refresh_from_db()
    assert refusal_of(program, first, capacity=2).obstacles == (
        PlanningObstacle.CAPACITY_BELOW_BOOKED,
    )


def test_a_larger_group_seats_who_waited_on_the_roster(program):
    series = program.plan(capacity=1)
    first, second = program.client(), program.client()
    join(program, series, first)
    join(program, series, second)
    change(program, sessions_of(series)[0], **LATER, capacity=2)
    assert Appointment.objects.filter(episode=second.pk, status="booked").count() == 8


def test_an_edit_of_what_someone_else_has_changed_is_refused(program, series):
    first = sessions_of(series)[0]
    change(program, first, title="One")
    refused = refusal_of(program, first, title="Two", edition=1)
    assert refused.obstacles == (PlanningObstacle.CHANGED_MEANWHILE,)
    change(program, sessions_of(series)[3], **LATER, title="Three", series_edition=1)
    refused = refusal_of(program, sessions_of(series)[1], **LATER, title="Four", series_edition=1)
    assert refused.obstacles == (PlanningObstacle.CHANGED_MEANWHILE,)


def test_a_single_session_from_now_on_is_itself(program):
    session = make_session(program.service)
    assert change(program, session, **LATER, title="Other").title == "Other"


def test_rooms_and_facilitators_of_others_do_not_exist(program, series):
    first = sessions_of(series)[0]
    with pytest.raises(ObjectDoesNotExist):
        change(program, first, room_id=make_room(make_organization()).pk)
    with pytest.raises(ObjectDoesNotExist):
        change(program, first, facilitator_id=make_facilitator(make_organization()).pk)
