"""Weekly groups: planned with their sessions, kept ahead, ended."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ObjectDoesNotExist

from tests.factories.accounts import make_actor, make_credential
from tests.factories.scheduling import (
    NOW,
    make_appointment,
    make_facilitator,
    make_series,
    make_session,
)
from tests.factories.tenancy import make_organization, make_room, make_service
from wayhome.journey.scheduling import actions, queries
from wayhome.journey.scheduling.codes import PlanningObstacle
from wayhome.journey.scheduling.models import Appointment, GroupMember, GroupSeries, GroupSession
from wayhome.shared.audit.actor import NotPermittedError

EASTERN = ZoneInfo("America/New_York")
AHEAD = (NOW + actions.PLANNED_AHEAD).date()


def sessions_of(series, **given):
    return list(GroupSession.objects.filter(series=series.pk, **given).order_by("period_start"))


def generate(program, *, until=AHEAD, now=NOW):
    return actions.generate_sessions(program.by, until=until, now=now)


def test_planning_a_group_plans_its_sessions_for_eight_weeks(program):
    series = program.plan()
    found = sessions_of(series)
    assert [row.service_date for row in found] == [
        NOW.date() + timedelta(weeks=week) for week in range(8)
    ]
    assert {row.period_start.astimezone(EASTERN).time() for row in found} == {time(17, 30)}
    assert {(row.title, row.capacity, row.room_id) for row in found} == {
        ("CBT skills", 10, program.room.pk)
    }


def test_plan_series_is_denied_to_who_may_only_look(program, acting):
    counselor = make_actor(program.organization)
    with acting(counselor), pytest.raises(NotPermittedError):
        actions.plan_series(counselor, **program.details())


def test_end_series_is_denied_to_who_may_only_look(program, acting):
    series = program.plan()
    counselor = make_actor(program.organization)
    with acting(counselor), pytest.raises(NotPermittedError):
        actions.end_series(counselor, series_id=series.pk, period_end=AHEAD, edition=1, now=NOW)


def test_generate_sessions_is_denied_to_who_may_only_look(program, acting):
    counselor = make_actor(program.organization)
    with acting(counselor), pytest.raises(NotPermittedError):
        actions.generate_sessions(counselor, until=AHEAD, now=NOW)


@pytest.mark.parametrize(
    ("given", "obstacle"),
    [
        ({"duration_minutes": 0}, PlanningObstacle.ENDS_BEFORE_IT_STARTS),
        ({"duration_minutes": 1440}, PlanningObstacle.ENDS_BEFORE_IT_STARTS),
        ({"period_end": NOW.date()}, PlanningObstacle.ENDS_BEFORE_IT_STARTS),
        ({"capacity": 0}, PlanningObstacle.CAPACITY_BELOW_ONE),
        ({"capacity": 13}, PlanningObstacle.CAPACITY_OVER_CAP),
        ({"service_type": "education", "capacity": 15}, PlanningObstacle.ROOM_TOO_SMALL),
        ({"service_type": "individual", "capacity": 2}, PlanningObstacle.CAPACITY_OVER_CAP),
        ({"room_id": None}, PlanningObstacle.ROOM_MISSING),
        (
            {"period_start": date(2026, 1, 1), "period_end": date(2026, 6, 1)},
            PlanningObstacle.STARTS_IN_THE_PAST,
        ),
    ],
)
def test_a_group_that_cannot_be_is_refused_and_nothing_is_written(program, given, obstacle):
    with pytest.raises(actions.CannotPlanSeriesError) as refused:
        program.plan(**given)
    assert refused.value.obstacles == (obstacle,)
    assert not GroupSeries.objects.exists()
    assert not GroupSession.objects.exists()


def test_a_group_by_video_needs_no_room(program):
    series = program.plan(modality="telehealth", room_id=None, join_url="https://example.org/j")
    assert {row.join_url for row in sessions_of(series)} == {"https://example.org/j"}


def test_a_room_whose_seats_nobody_counted_holds_what_is_asked(program):
    room = make_room(program.organization, capacity=None)
    assert program.plan(room_id=room.pk).room_id == room.pk


def test_a_program_has_its_own_cap_for_therapy_and_the_packs_for_education(program):
    service = make_service(program.organization, group_cap=6)
    with pytest.raises(actions.CannotPlanSeriesError) as refused:
        program.plan(healthcare_service_id=service.pk, capacity=7)
    assert refused.value.obstacles == (PlanningObstacle.CAPACITY_OVER_CAP,)
    program.plan(healthcare_service_id=service.pk, capacity=14, service_type="education")


def test_a_facilitator_whose_credential_lapses_before_a_session_cannot_be_planned(program):
    trainee = make_facilitator(program.organization, credential=False)
    make_credential(trainee, expiry_date=NOW.date() + timedelta(weeks=5))
    with pytest.raises(actions.CannotPlanSeriesError) as refused:
        program.plan(facilitator_id=trainee.pk)
    assert refused.value.obstacles == (PlanningObstacle.CREDENTIAL_LAPSED,)
    program.plan(facilitator_id=trainee.pk, period_end=NOW.date() + timedelta(weeks=5, days=1))


def test_a_clash_names_the_day_and_the_session_that_is_in_the_way(program):
    other = make_session(
        program.service,
        start=NOW + timedelta(weeks=2, hours=6),
        title="Family night",
        facilitator_id=program.facilitator.pk,
        room_id=program.room.pk,
    )
    with pytest.raises(actions.CannotPlanSeriesError) as refused:
        program.plan()
    assert refused.value.obstacles == (
        PlanningObstacle.FACILITATOR_BUSY,
        PlanningObstacle.ROOM_BUSY,
    )
    assert {(clash.title, clash.day) for clash in refused.value.clashes} == {
        ("Family night", other.service_date)
    }


def test_who_is_not_at_work_here_or_a_room_elsewhere_does_not_exist(program):
    stranger = make_facilitator(make_organization())
    left = make_facilitator(program.organization, is_active=False)
    elsewhere = make_room(make_organization())
    for given in (
        {"facilitator_id": stranger.pk},
        {"facilitator_id": left.pk},
        {"room_id": elsewhere.pk},
        {"healthcare_service_id": make_service(make_organization()).pk},
    ):
        with pytest.raises(ObjectDoesNotExist):
            program.plan(**given)


def test_a_group_that_begins_far_away_gets_its_first_session_at_once(program):
    series = program.plan(period_start=NOW.date() + timedelta(weeks=20))
    assert len(sessions_of(series)) == 1


def test_sessions_keep_their_local_hour_when_clocks_change(program):
    series = program.plan(
        period_start=date(2026, 10, 20), now=datetime(2026, 10, 20, 12, tzinfo=EASTERN)
    )
    before, after = (
        row
        for row in sessions_of(series)
        if row.service_date in {date(2026, 10, 27), date(2026, 11, 3)}
    )
    assert before.period_start.hour == 21
    assert after.period_start.hour == 22
    assert after.period_end - after.period_start == timedelta(minutes=90)


def test_generating_again_adds_nothing_and_later_adds_the_weeks_that_came(program):
    series = program.plan()
    assert generate(program) == []
    later = NOW + timedelta(weeks=2)
    added = generate(program, until=(later + actions.PLANNED_AHEAD).date(), now=later)
    assert len(added) == 2
    assert len(sessions_of(series)) == 10


def test_generating_seats_the_members(program):
    series = program.plan()
    episode = program.client()
    actions.join_series(
        program.by, series_id=series.pk, episode_id=episode.pk, period_start=NOW.date(), now=NOW
    )
    later = NOW + timedelta(weeks=1)
    added = generate(program, until=(later + actions.PLANNED_AHEAD).date(), now=later)
    assert Appointment.objects.filter(
        group_session=added[0].pk, patient=episode.patient_id
    ).exists()


def test_a_session_that_something_is_in_the_way_of_is_left_out_and_its_reason_is_told(program):
    series = program.plan()
    later = NOW + timedelta(weeks=1)
    until = (later + actions.PLANNED_AHEAD).date()
    make_session(
        program.service,
        start=NOW + timedelta(weeks=8, hours=6),
        title="Family night",
        room_id=program.room.pk,
    )
    assert generate(program, until=until, now=later) == []
    [left_out] = queries.unplanned_sessions(program.by, series.pk, until=until, now=later)
    assert left_out.reasons == (PlanningObstacle.ROOM_BUSY,)
    assert [clash.title for clash in left_out.clashes] == ["Family night"]


def test_of_two_groups_that_want_one_room_the_first_keeps_it(program):
    first = make_series(program.service, room_id=program.room.pk)
    make_series(program.service, room_id=program.room.pk)
    assert {row.series_id for row in generate(program)} == {first.pk}


def test_ending_a_group_cancels_what_is_later_and_ends_the_stays(program):
    series = program.plan()
    episode = program.client()
    member = actions.join_series(
        program.by, series_id=series.pk, episode_id=episode.pk, period_start=NOW.date(), now=NOW
    )
    end = NOW.date() + timedelta(weeks=3)
    ended = actions.end_series(program.by, series_id=series.pk, period_end=end, edition=1, now=NOW)
    assert (ended.period_end, ended.edition) == (end, 2)
    assert [row.status for row in sessions_of(series)] == ["planned"] * 3 + ["cancelled"] * 5
    assert GroupMember.objects.get(pk=member.pk).period_end == end
    places = Appointment.objects.filter(patient=episode.patient_id).order_by("period_start")
    assert [place.status for place in places] == ["booked"] * 3 + ["cancelled"] * 5
    assert generate(program) == []


@pytest.mark.parametrize(
    ("given", "obstacles"),
    [
        ({"edition": 7}, (PlanningObstacle.CHANGED_MEANWHILE,)),
        (
            {"period_end": NOW.date() - timedelta(days=1)},
            (PlanningObstacle.ENDS_BEFORE_IT_STARTS, PlanningObstacle.ENDS_BEFORE_TODAY),
        ),
    ],
)
def test_a_group_does_not_end_so(program, given, obstacles):
    series = program.plan()
    with pytest.raises(actions.CannotEndSeriesError) as refused:
        actions.end_series(
            program.by,
            **{"series_id": series.pk, "period_end": AHEAD, "edition": 1, "now": NOW, **given},
        )
    assert refused.value.obstacles == obstacles


def test_a_group_does_not_end_before_a_session_to_which_someone_has_come(program):
    series = program.plan()
    make_appointment(sessions_of(series)[0], program.client(), status="checked-in")
    with pytest.raises(actions.CannotEndSeriesError) as refused:
        actions.end_series(
            program.by, series_id=series.pk, period_end=NOW.date(), edition=1, now=NOW
        )
    assert refused.value.obstacles == (PlanningObstacle.ATTENDANCE_RECORDED,)
