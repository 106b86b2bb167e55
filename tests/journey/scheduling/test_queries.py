"""Reads of sessions, rosters and places: within the organization, in a fixed number of statements."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from tests.factories.accounts import make_actor
from tests.factories.base import writing_for
from tests.factories.patients import make_patient
from tests.factories.scheduling import (
    NOW,
    START,
    make_appointment,
    make_client,
    make_facilitator,
    make_member,
    make_series,
    make_session,
)
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.scheduling import actions, queries
from wayhome.shared.audit.actor import Actor, NotPermittedError
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import Period

DAY = Period(NOW - timedelta(hours=12), NOW + timedelta(hours=12))
WEEK = timedelta(weeks=1)
TODAY = NOW.date()


def test_a_day_has_its_sessions_in_order_with_the_seats_that_are_taken(program):
    late = make_session(program.service, start=START + timedelta(hours=2), title="Life skills")
    early = make_session(program.service, capacity=3)
    make_session(program.service, start=START + WEEK)
    make_session(program.service, start=START, status="cancelled")
    for seat, status in ((1, "booked"), (2, "noshow"), (3, "cancelled")):
        make_appointment(early, program.client(), seat=seat, status=status)
    found = queries.sessions_between(program.by, DAY)
    assert [(row.pk, row.seats_taken, row.seats_free) for row in found] == [
        (early.pk, 2, 1),
        (late.pk, 0, 10),
    ]
    assert queries.sessions_between(program.by, DAY, with_cancelled=True).count() == 3


def test_sessions_of_one_facilitator_or_program(program):
    mine = make_session(program.service, facilitator_id=program.facilitator.pk)
    theirs = make_session(make_service(program.organization))
    assert [
        row.pk
        for row in queries.sessions_between(program.by, DAY, facilitator_id=program.facilitator.pk)
    ] == [mine.pk]
    assert [
        row.pk
        for row in queries.sessions_between(
            program.by, DAY, service_id=theirs.healthcare_service_id
        )
    ] == [theirs.pk]


def test_open_sessions_are_to_come_with_a_seat_and_for_groups(program):
    full = make_session(program.service, capacity=1)
    make_appointment(full, program.client())
    open_one = make_session(program.service, start=START + timedelta(hours=2))
    make_session(program.service, start=NOW - timedelta(hours=2))
    make_session(program.service, service_type="individual", capacity=1)
    found = queries.open_sessions(program.by, DAY, now=NOW)
    assert [row.pk for row in found] == [open_one.pk]


@pytest.mark.parametrize("number", [1, 20])
def test_a_days_sessions_with_all_that_a_page_shows_are_one_statement(
    program, number, django_assert_num_queries
):
    for _ in range(number):
        session = make_session(program.service)
        make_appointment(session, program.client())
    with django_assert_num_queries(1):
        for row in queries.sessions_between(program.by, DAY):
            assert row.seats_taken == 1
            assert row.facilitator.family_name
            assert row.room.part_of.name
            assert row.healthcare_service.time_zone
            assert row.series is None


@pytest.mark.parametrize("number", [1, 20])
def test_a_roster_is_one_statement(program, number, django_assert_num_queries):
    session = make_session(program.service, capacity=20)
    for seat in range(1, number + 1):
        make_appointment(session, program.client(), seat=seat)
    with django_assert_num_queries(1):
        found = [place.patient.given_name for place in queries.roster_of(program.by, session.pk)]
    assert len(found) == number


def called(patient):
    return patient.preferred_name or patient.given_name


def test_a_roster_goes_by_the_names_in_use_and_tells_of_cancelled_places_when_asked(program):
    session = make_session(program.service)
    for seat, (given, preferred) in enumerate(
        [("Zoe", ""), ("Walter", "Ann"), ("Ben", "")], start=1
    ):
        patient = make_patient(program.organization, given_name=given, preferred_name=preferred)
        make_appointment(session, program.client(patient=patient), seat=seat)
    make_appointment(session, program.client(), seat=4, status="cancelled")
    names = [called(place.patient) for place in queries.roster_of(program.by, session.pk)]
    assert names == ["Ann", "Ben", "Zoe"]
    assert len(queries.roster_of(program.by, session.pk, with_cancelled=True)) == 4


def test_places_of_people_in_a_period(program):
    episode, other = program.client(), program.client()
    session = make_session(program.service, capacity=5)
    place = make_appointment(session, episode, seat=1)
    wrong = make_session(program.service, start=START + timedelta(hours=3))
    make_appointment(wrong, episode, seat=1, status="entered-in-error")
    theirs = make_appointment(session, other, seat=2)
    elsewhere = make_session(make_service(program.organization), start=START + timedelta(hours=4))
    third = make_appointment(elsewhere, episode, seat=1)
    ask = lambda *given, **kwargs: {  # noqa: E731
        row.pk for row in queries.appointments_of(program.by, *given, **kwargs)
    }
    assert ask([episode.patient_id], DAY) == {place.pk, third.pk}
    assert ask(None, DAY, service_id=program.service.pk) == {place.pk, theirs.pk}
    assert ask([episode.patient_id], Period(DAY.start + WEEK, DAY.end + WEEK)) == set()
    assert queries.get_appointment(program.by, place.pk).group_session.title == session.title


def client_actor(program, patient_id):
    return Actor(
        agent_id=program.by.agent_id,
        organization_id=program.organization.pk,
        permissions=frozenset({Permission.OWN_RECORD_VIEW}),
        patient_id=patient_id,
    )


def test_a_client_sees_their_own_places_alone_also_those_of_a_merged_record(program):
    old, new, other = program.client(), program.client(), program.client()
    first = make_session(program.service)
    second = make_session(program.service, start=START + timedelta(hours=3))
    own = {make_appointment(first, old).pk, make_appointment(second, new).pk}
    make_appointment(first, other, seat=2)
    with writing_for(program.organization.pk):
        old.patient.replaced_by_id = new.patient_id
        old.patient.save()
    me = client_actor(program, new.patient_id)
    assert {row.pk for row in queries.own_appointments(me, DAY)} == own
    assert list(queries.own_appointments(client_actor(program, None), DAY)) == []
    with pytest.raises(NotPermittedError):
        queries.appointments_of(me, [other.patient_id], DAY)


def test_groups_that_meet_in_the_order_of_the_week(program):
    second = make_series(program.service, weekday=3)
    first = make_series(program.service, weekday=1)
    make_series(program.service, weekday=0, period_end=TODAY)
    make_series(make_service(program.organization), weekday=5)
    found = queries.series_of_service(program.by, program.service.pk, on=TODAY)
    assert [row.pk for row in found] == [first.pk, second.pk]
    assert queries.series_of_service(program.by, on=TODAY).count() == 3
    assert queries.get_series(program.by, first.pk).facilitator.family_name


def test_a_roster_of_a_group_on_a_day(program):
    series = make_series(program.service)
    stays = make_member(series, program.client())
    later = make_member(series, program.client(), period_start=TODAY + WEEK)
    make_member(series, program.client(), period_end=TODAY)
    found = queries.members_of(program.by, series.pk, on=TODAY)
    assert {member.pk for member in found} == {stays.pk, later.pk}
    assert queries.get_member(program.by, stays.pk).series.title == series.title


def test_sessions_of_a_group_that_are_not_over(program):
    series = make_series(program.service)
    make_session(program.service, series=series, start=START - WEEK)
    cancelled = make_session(program.service, series=series, status="cancelled")
    found = queries.sessions_of_series(program.by, series.pk, since=NOW)
    assert [row.pk for row in found] == [cancelled.pk]


def test_a_group_with_every_session_lacks_none(program):
    series = program.plan()
    until = (NOW + actions.PLANNED_AHEAD).date()
    assert queries.unplanned_sessions(program.by, series.pk, until=until, now=NOW) == ()


def test_ids_of_another_organization_do_not_exist(program):
    other = make_service(make_organization())
    series, session = make_series(other), make_session(other)
    place, member = (
        make_appointment(session, service=other),
        make_member(series, make_client(other)),
    )
    for read, key in (
        (queries.get_session, session.pk),
        (queries.get_series, series.pk),
        (queries.get_appointment, place.pk),
        (queries.get_member, member.pk),
    ):
        with pytest.raises(ObjectDoesNotExist):
            read(program.by, key)
    assert not queries.roster_of(program.by, session.pk)
    assert not queries.sessions_between(program.by, DAY)


def test_nothing_is_read_without_the_permission_to_see_the_schedule(program, acting):
    nobody = make_actor(program.organization, permissions=frozenset())
    reads = [
        lambda: queries.get_session(nobody, program.service.pk),
        lambda: queries.sessions_between(nobody, DAY),
        lambda: queries.sessions_of_series(nobody, program.service.pk, since=NOW),
        lambda: queries.open_sessions(nobody, DAY, now=NOW),
        lambda: queries.get_series(nobody, program.service.pk),
        lambda: queries.series_of_service(nobody, on=TODAY),
        lambda: queries.get_member(nobody, program.service.pk),
        lambda: queries.members_of(nobody, program.service.pk, on=TODAY),
        lambda: queries.get_appointment(nobody, program.service.pk),
        lambda: queries.roster_of(nobody, program.service.pk),
        lambda: queries.appointments_of(nobody, None, DAY),
        lambda: queries.own_appointments(nobody, DAY),
        lambda: queries.roster_gaps(nobody, program.service.pk, now=NOW),
        lambda: queries.unplanned_sessions(nobody, program.service.pk, until=TODAY, now=NOW),
        lambda: queries.rostered_minutes(nobody, [], on=TODAY),
    ]
    for read in reads:
        with acting(nobody), pytest.raises(NotPermittedError):
            read()


def test_a_facilitator_without_sessions_has_none(program):
    idle = make_facilitator(program.organization)
    assert not queries.sessions_between(program.by, DAY, facilitator_id=idle.pk)
