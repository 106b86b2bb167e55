"""What the tables have becomes the week builder's week: people, groups, staff, rooms, one by one."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import make_actor, make_credential
from tests.factories.base import writing_for
from tests.factories.patients import make_patient
from tests.factories.rulepacks import make_rule_value
from tests.factories.scheduling import (
    make_appointment,
    make_availability,
    make_client,
    make_facilitator,
    make_member,
    make_series,
    make_session,
    make_staff_week,
    make_time_off,
)
from tests.factories.tenancy import make_room, make_service
from tests.factories.weekplans import make_order, make_separation
from tests.journey.weekplans.conftest import MONDAY, picture
from wayhome.engines.timetable.calendar import WEEK, quarter, span
from wayhome.engines.timetable.domain import ANYONE, Daypart, Meeting, Seat, Visit
from wayhome.engines.timetable.sound import sound
from wayhome.journey.admissions.codes import EpisodeStatus
from wayhome.journey.scheduling.codes import TimeUse
from wayhome.journey.weekplans import queries
from wayhome.journey.weekplans.rules import Ordered
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError

EVENING = quarter(17, 30)
INDIVIDUAL = (Ordered("cbt", 540), Ordered("individual", 60))


def week_of(program, monday=MONDAY, service=None):
    return queries.week_to_plan(program.by, (service or program.service).pk, monday)


def client_in(week, episode):
    return {each.id: each for each in week.clients}.get(str(episode.pk))


def series_in(week, series):
    return {each.id: each for each in week.series}.get(str(series.pk))


def staff_in(week, practitioner_id):
    return {each.id: each for each in week.staff}[str(practitioner_id)]


def own(week, episode):
    return dict(week.published).get(str(episode.pk), ())


def at(day, hour, minute=0, monday=MONDAY):
    """Return a moment of the week at New York's clocks, in winter."""
    return datetime(monday.year, monday.month, monday.day, 5, tzinfo=UTC) + timedelta(
        days=day, hours=hour, minutes=minute
    )


def individual(program, episode, start, minutes=60, **given):
    given = {"facilitator_id": program.counselor.pk, "service_type": "individual"} | given
    session = make_session(
        given.pop("service", program.service), start=start, minutes=minutes, capacity=1, **given
    )
    make_appointment(session, episode)
    return session


def test_whoever_may_not_build_weeks_reads_none(program):
    with pytest.raises(NotPermittedError):
        queries.week_to_plan(
            make_actor(program.organization, Role.COUNSELOR), program.service.pk, MONDAY
        )


def test_somebody_on_hold_is_not_planned_and_their_seat_is_not_given_away(program):
    episode = program.client(program.groups[0], status=EpisodeStatus.ONHOLD)
    week = week_of(program)
    assert client_in(week, episode) is None
    assert [each.capacity for each in week.series] == [1, 2, 2, 2]


def test_somebody_who_waits_is_planned_without_a_counselor(program):
    episode = program.client(status=EpisodeStatus.WAITLIST)
    found = client_in(week_of(program), episode)
    assert found.waiting
    assert found.counselor is None


def test_somebody_who_was_discharged_is_not_planned_and_leaves_their_seat(program):
    episode = program.client(status=EpisodeStatus.FINISHED)
    make_member(program.groups[0], episode, period_end=date(2026, 11, 20))
    week = week_of(program)
    assert client_in(week, episode) is None
    assert series_in(week, program.groups[0]).capacity == 2


def test_somebody_admitted_after_the_week_is_not_planned(program):
    episode = program.client(since=MONDAY + timedelta(weeks=1))
    assert client_in(week_of(program), episode) is None


def test_a_group_that_somebody_joins_after_its_day_is_not_theirs_this_week(program):
    late, early = program.client(), program.client()
    make_member(program.groups[1], late, period_start=MONDAY + timedelta(days=2))
    make_member(program.groups[2], early, period_start=MONDAY + timedelta(days=2))
    week = week_of(program)
    assert own(week, late) == ()
    assert own(week, early) == (Seat(str(program.groups[2].pk)),)


def test_when_somebody_can_come_is_told_under_any_record_of_theirs(program):
    episode = program.client(days=())
    stands = make_patient(program.organization)
    episode.patient.replaced_by_id = stands.pk
    with writing_for(program.organization.pk):
        episode.patient.save(update_fields=["replaced_by"])
    make_availability(program.organization, patient_id=stands.pk, week=picture((0,)))
    assert client_in(week_of(program), episode).free == span(0, quarter(17), quarter(4))


def test_a_stay_in_another_program_takes_its_time(program):
    episode = program.client()
    elsewhere = make_service(program.organization)
    other = make_client(elsewhere, patient=episode.patient)
    make_appointment(make_session(elsewhere, start=at(0, 17, 30), minutes=180), other)
    found = client_in(week_of(program), episode)
    assert not found.free & span(0, EVENING, quarter(3))
    assert found.prescription.weekly == quarter(9)


def test_a_make_up_place_takes_its_time_its_seat_and_its_hours(program):
    episode = program.client()
    session = make_session(
        program.service, series=program.groups[0], start=at(0, 17, 30), minutes=180, capacity=2
    )
    make_appointment(session, episode)
    week = week_of(program)
    found = client_in(week, episode)
    assert own(week, episode) == ()
    assert not found.free & span(0, EVENING, quarter(3))
    assert found.prescription.weekly == quarter(6)
    assert series_in(week, program.groups[0]).capacity == 1


def test_a_guest_from_another_program_takes_a_seat(program):
    guest = make_client(make_service(program.organization))
    session = make_session(
        program.service, series=program.groups[0], start=at(0, 17, 30), minutes=180, capacity=2
    )
    make_appointment(session, guest)
    assert series_in(week_of(program), program.groups[0]).capacity == 1


def test_a_place_that_was_given_up_leaves_the_seat_of_the_roster(program):
    episode = program.client(program.groups[0])
    session = make_session(
        program.service, series=program.groups[0], start=at(0, 17, 30), minutes=180, capacity=2
    )
    make_appointment(
        session, episode, status="cancelled", cancellation_reason="PAT", origin="roster"
    )
    week = week_of(program)
    assert own(week, episode) == (Seat(str(program.groups[0].pk)),)


def test_on_a_roster_longer_than_the_group_somebody_has_no_seat(program):
    seated, left_over = (program.client(program.groups[0]) for _ in range(2))
    session = make_session(
        program.service, series=program.groups[0], start=at(0, 17, 30), minutes=180, capacity=1
    )
    make_appointment(session, seated, origin="roster")
    week = week_of(program)
    assert own(week, seated)
    assert own(week, left_over) == ()


def test_a_session_that_was_moved_is_where_it_is_now(program):
    make_session(
        program.service,
        series=program.groups[0],
        start=at(2, 18),
        minutes=180,
        occurrence_date=MONDAY,
    )
    meeting = series_in(week_of(program), program.groups[0]).meetings
    assert meeting == (Meeting(2, quarter(18), quarter(3)),)


def test_a_session_past_midnight_is_not_in_the_week(program):
    make_session(program.service, series=program.groups[0], start=at(0, 22), minutes=180)
    assert series_in(week_of(program), program.groups[0]) is None


def test_a_session_that_was_cancelled_is_not_in_the_week(program):
    episode = program.client(program.groups[0])
    make_session(program.service, series=program.groups[0], start=at(0, 17, 30), status="cancelled")
    week = week_of(program)
    assert series_in(week, program.groups[0]) is None
    assert own(week, episode) == ()


def test_a_session_that_somebody_covers_is_theirs(program):
    substitute = make_facilitator(program.organization)
    make_session(
        program.service,
        series=program.groups[0],
        start=at(0, 17, 30),
        minutes=180,
        facilitator_id=substitute.pk,
    )
    week = week_of(program)
    assert series_in(week, program.groups[0]).facilitator == str(substitute.pk)
    assert staff_in(week, substitute.pk).hours == span(0, EVENING, quarter(3))


def test_a_group_that_has_ended_or_begins_later_is_not_in_the_week(program):
    ended = program.group(4, period_end=MONDAY)
    later = program.group(5, period_start=MONDAY + timedelta(weeks=1))
    begun = program.group(6, period_start=MONDAY + timedelta(days=3))
    week = week_of(program)
    assert [series_in(week, each) is None for each in (ended, later, begun)] == [True, True, False]


def test_other_sessions_of_staff_and_rooms_take_their_times(program):
    elsewhere = make_service(program.organization)
    made = {"start": at(0, 13), "minutes": 90}
    make_session(elsewhere, facilitator_id=program.counselor.pk, room_id=program.room.pk, **made)
    make_session(
        elsewhere, room_id=program.room.pk, status="cancelled", start=at(1, 13), minutes=90
    )
    week = week_of(program)
    taken = span(0, quarter(13), 6)
    assert not staff_in(week, program.counselor.pk).hours & taken
    assert {each.id: each for each in week.rooms}[str(program.room.pk)].open == WEEK & ~taken


def test_an_individual_session_as_ordered_may_move(program):
    make_order(service=program.service, items=INDIVIDUAL)
    episode = program.client()
    individual(program, episode, at(1, 13, 30))
    week = week_of(program)
    meeting = Meeting(1, quarter(13, 30), quarter(1))
    assert own(week, episode) == (Visit("individual-4", str(program.counselor.pk), meeting),)
    assert staff_in(week, program.counselor.pk).hours & span(1, quarter(13, 30), quarter(1))
    assert client_in(week, episode).prescription.services == ("individual-4",)


@pytest.mark.parametrize(
    "given",
    [
        {"start": at(1, 17, 15)},
        {"start": at(1, 17), "minutes": 30},
        {"start": at(1, 23, 30)},
        {"start": at(1, 17), "elsewhere": True},
        {"start": at(1, 17), "another": True},
    ],
)
def test_an_individual_session_that_is_otherwise_stays_and_counts(program, given):
    make_order(service=program.service, items=INDIVIDUAL)
    episode = program.client()
    if given.pop("elsewhere", False):
        given["service"] = make_service(program.organization)
    if given.pop("another", False):
        given["facilitator_id"] = make_facilitator(program.organization).pk
    session = individual(program, episode, **given)
    week = week_of(program)
    found = client_in(week, episode)
    assert own(week, episode) == ()
    assert found.prescription.services == ()
    minutes = (session.period_end - session.period_start).seconds // 60
    assert found.prescription.weekly == quarter(9) - minutes // 15


def test_an_individual_session_that_is_over_a_midnight_takes_no_times(program):
    episode = program.client(days=(0, 1, 2, 3, 4))
    individual(program, episode, at(1, 23, 30))
    assert client_in(week_of(program), episode).free == sum(
        span(day, quarter(17), quarter(4)) for day in range(5)
    )


def test_who_told_nothing_stays_where_they_are(program):
    silent, new = program.client(program.groups[0], days=()), program.client(days=())
    week = week_of(program)
    seat = Seat(str(program.groups[0].pk))
    assert client_in(week, silent).pinned == (seat,)
    assert client_in(week, silent).free == span(0, EVENING, quarter(3))
    assert client_in(week, new).free == 0


def test_ways_of_coming_are_those_told_last(program):
    episode = program.client(days=())
    make_availability(
        program.organization,
        patient_id=episode.patient_id,
        attends="video",
        prefers="evening",
        travel_minutes=20,
    )
    found = client_in(week_of(program), episode)
    assert (found.attends, found.prefers, found.travel) == ("video", Daypart.EVENING, 2)


def test_a_closed_group_that_has_begun_takes_nobody_new(program):
    begun = program.group(4, enrollment="closed")
    new = program.group(5, enrollment="closed", period_start=MONDAY)
    week = week_of(program)
    assert [series_in(week, each).admits for each in (begun, new)] == [False, True]


def test_a_groups_usual_size_is_its_target_within_its_seats(program):
    usual = program.group(4, capacity=10, target_size=8)
    full = program.group(5, capacity=10)
    make_member(usual, program.client(status=EpisodeStatus.ONHOLD))
    week = week_of(program)
    assert [(each.capacity, each.target) for each in week.series[-2:]] == [(9, 7), (10, 10)]
    assert series_in(week, full).capacity == 10


def test_a_room_whose_size_nobody_told_holds_any_group(program):
    room = make_room(program.organization, capacity=None)
    program.group(4, room_id=room.pk, capacity=10)
    closed = make_room(program.organization)
    rooms = {each.id: each for each in week_of(program).rooms}
    assert rooms[str(room.pk)].capacity >= 10
    assert str(closed.pk) not in rooms


def test_staff_without_told_hours_are_there_for_their_groups(program):
    leader = make_facilitator(program.organization)
    program.group(4, facilitator_id=leader.pk, service_type="education", language="es")
    found = staff_in(week_of(program), leader.pk)
    assert found.hours == span(4, EVENING, quarter(3))
    assert found.credentials == {"education"}
    assert found.languages == {"es"}


def test_staff_on_a_day_off_are_not_there(program):
    leader = make_facilitator(program.organization)
    make_time_off(program.counselor, period_start=at(0, 0), period_end=at(1, 0))
    make_time_off(leader, period_start=at(4, 0), period_end=at(5, 0))
    group = program.group(4, facilitator_id=leader.pk)
    week = week_of(program)
    assert not staff_in(week, program.counselor.pk).hours & span(0, 0, 96)
    assert not staff_in(week, leader.pk).hours
    assert str(group.pk) in {each.subject for each in sound(week).problems}


def test_a_credential_that_lapses_in_the_week_allows_nothing(program):
    leader = make_facilitator(program.organization, credential=False)
    make_credential(leader, expiry_date=MONDAY + timedelta(days=3))
    group = program.group(4, facilitator_id=leader.pk)
    week = week_of(program)
    assert staff_in(week, leader.pk).credentials == frozenset()
    assert str(group.pk) in {each.subject for each in sound(week).problems}


def test_a_told_caseload_comes_before_the_rule_packs(program):
    told, untold = (make_facilitator(program.organization) for _ in range(2))
    make_staff_week(told, caseload=5)
    week = week_of(program)
    assert staff_in(week, told.pk).caseload == 5
    assert staff_in(week, untold.pk).caseload > 5


def test_what_is_ordered_is_prescribed_up_to_the_weeks_hours(program):
    episode, plain = program.client(weekly_target_minutes=240), program.client()
    make_order(episode=episode, items=(Ordered("cbt", 300),), phase=2)
    week = week_of(program)
    found = client_in(week, episode)
    assert (found.prescription.weekly, found.phase) == (16, 2)
    assert found.prescription.kinds == (("cbt", 16),)
    assert not found.prescription.any_mix
    assert client_in(week, plain).prescription.kinds == (("cbt", quarter(9)),)


def test_a_level_without_a_floor_has_none(program):
    episode = program.client(level_of_care="1")
    assert client_in(week_of(program), episode).prescription.floor == 0


def test_who_is_kept_apart_avoids_the_other_while_both_are_there(program):
    one, other, gone = (program.client() for _ in range(3))
    make_separation(one.patient, other.patient)
    elsewhere = make_client(make_service(program.organization))
    make_separation(one.patient, elsewhere.patient)
    week = week_of(program)
    assert client_in(week, one).avoid == {str(other.pk)}
    assert client_in(week, gone).avoid == frozenset()


def test_a_gender_that_is_not_known_is_anyones(program):
    known = program.client(patient=make_patient(program.organization, gender="female"))
    unknown = program.client(patient=make_patient(program.organization, gender="unknown"))
    week = week_of(program)
    assert client_in(week, known).gender == "female"
    assert client_in(week, unknown).gender == ANYONE


@pytest.mark.parametrize("monday", [date(2026, 10, 26), date(2027, 3, 8)])
def test_in_a_week_in_which_clocks_change_a_group_keeps_its_local_hours(program, monday):
    series = program.group(6, start_time=time(17, 30))
    offset = 5 if monday.month == 10 else 4
    start = datetime(monday.year, monday.month, monday.day, 17, 30, tzinfo=UTC)
    start += timedelta(days=6, hours=offset)
    make_session(program.service, series=series, start=start, minutes=90)
    week = week_of(program, monday)
    assert series_in(week, series).meetings == (Meeting(6, EVENING, 6),)
    assert series_in(week, program.groups[0]).meetings == (Meeting(0, EVENING, 12),)


def test_a_program_in_another_time_zone_has_the_hours_of_its_own_clocks(program):
    west = make_service(program.organization, time_zone="America/Los_Angeles")
    for _ in range(2):
        make_service(program.organization)
    nurse = make_facilitator(program.organization)
    office = picture((1,), quarter(12), quarter(20), TimeUse.WORK)
    make_staff_week(nurse, week=office)
    series = make_series(west, facilitator_id=nurse.pk, room_id=program.room.pk)
    make_session(west, series=series, start=at(1, 20, 30), minutes=90)
    week = week_of(program, service=west)
    assert series_in(week, series).meetings == (Meeting(1, EVENING, 6),)
    assert staff_in(week, nurse.pk).hours == span(1, quarter(9), quarter(8))


def test_a_week_is_read_in_as_many_statements_for_twenty_as_for_two(program):
    make_rule_value(program.organization, value=Decimal(30))
    big = program.group(4, capacity=30)
    session = make_session(program.service, series=big, start=at(4, 17, 30), capacity=30)

    def counted(number):
        for _ in range(number):
            make_appointment(session, program.client(big), seat=next(seats), origin="roster")
        with CaptureQueriesContext(connection) as asked:
            week_of(program)
        return len(asked)

    seats = count(1)
    counted(1)
    assert counted(1) == counted(18)


def usual_week(program):
    return queries.week_to_plan(program.by, program.service.pk, MONDAY, is_usual=True)


def test_a_usual_week_has_a_group_whose_session_is_cancelled_once(program):
    episode = program.client(program.groups[0])
    make_session(program.service, series=program.groups[0], start=at(0, 17, 30), status="cancelled")
    week = usual_week(program)
    assert series_in(week, program.groups[0]).meetings == (Meeting(0, quarter(17, 30), 12),)
    assert own(week, episode) == (Seat(str(program.groups[0].pk)),)


def test_a_usual_week_has_a_group_at_its_own_time_and_takes_its_leader_for_the_moved_one(program):
    make_session(
        program.service, series=program.groups[0], start=at(4, 13), minutes=180, is_exception=True
    )
    week = usual_week(program)
    assert series_in(week, program.groups[0]).meetings[0].day == 0
    moved = span(4, quarter(13), quarter(3))
    assert staff_in(week, program.counselor.pk).hours & moved == 0


def test_a_day_off_takes_no_group_out_of_a_usual_week_but_all_else(program):
    make_time_off(program.counselor, period_start=at(0, 0), period_end=at(1, 0))
    led = span(0, quarter(17, 30), quarter(3))
    hours = staff_in(usual_week(program), program.counselor.pk).hours
    assert hours & span(0, 0, 96) == led
    assert staff_in(week_of(program), program.counselor.pk).hours & span(0, 0, 96) == 0
