"""Rosters and places follow one another, both ways."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist

from tests.factories.accounts import make_actor
from tests.factories.rulepacks import make_rule_value
from tests.factories.scheduling import NOW, make_appointment, make_client, make_session
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.admissions.codes import DischargeReason
from wayhome.journey.scheduling import actions, queries
from wayhome.journey.scheduling.codes import (
    AppointmentObstacle,
    AppointmentOrigin,
    BookingObstacle,
    CancellationReason,
    EditScope,
    RosterObstacle,
)
from wayhome.journey.scheduling.models import Appointment, GroupMember, GroupSession
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.permissions import Permission

WEEK = timedelta(weeks=1)
TODAY = NOW.date()


@pytest.fixture
def series(program):
    return program.plan()


def sessions_of(series):
    return list(GroupSession.objects.filter(series=series.pk).order_by("period_start"))


def join(program, series, episode, **given):
    given.setdefault("period_start", TODAY)
    return actions.join_series(
        program.by, series_id=series.pk, episode_id=episode.pk, now=NOW, **given
    )


def statuses(episode):
    found = Appointment.objects.filter(episode=episode.pk).order_by("period_start", "pk")
    return [place.status for place in found]


def test_joining_books_every_later_session_in_the_lowest_seats(program, series):
    first, second = program.client(), program.client()
    join(program, series, first)
    join(program, series, second, period_start=TODAY + 2 * WEEK)
    assert statuses(first) == ["booked"] * 8
    assert statuses(second) == ["booked"] * 6
    places = Appointment.objects.filter(episode=second.pk)
    assert {(place.seat, place.origin) for place in places} == {(2, "roster")}


def test_joining_books_no_more_than_the_number_of_each_day_allows(program, series):
    join(program, series, program.client())
    day = sessions_of(series)[3].service_date
    make_rule_value(program.organization, value=Decimal(1), effective_start=day)
    second = program.client()
    join(program, series, second)
    assert statuses(second) == ["booked"] * 3
    gaps = queries.roster_gaps(program.by, series.pk, now=NOW)
    assert {(gap.patient.pk, gap.reason) for gap in gaps} == {
        (second.patient_id, BookingObstacle.OVER_CAP)
    }
    assert len(gaps) == 5


def test_joining_for_some_weeks_books_those_alone(program, series):
    episode = program.client()
    join(program, series, episode, period_end=TODAY + 3 * WEEK)
    assert statuses(episode) == ["booked"] * 3


def test_join_series_is_denied_to_who_may_not_book(program, series, acting):
    looking = make_actor(program.organization, permissions={Permission.SCHEDULE_VIEW})
    with acting(looking), pytest.raises(NotPermittedError):
        actions.join_series(
            looking, series_id=series.pk, episode_id=series.pk, period_start=TODAY, now=NOW
        )


def test_leave_series_is_denied_to_who_may_not_book(program, series, acting):
    member = join(program, series, program.client())
    looking = make_actor(program.organization, permissions={Permission.SCHEDULE_VIEW})
    with acting(looking), pytest.raises(NotPermittedError):
        actions.leave_series(looking, member_id=member.pk, period_end=TODAY, now=NOW)


def test_release_places_is_denied_to_who_may_not_book(program, acting):
    looking = make_actor(program.organization, permissions={Permission.SCHEDULE_VIEW})
    with acting(looking), pytest.raises(NotPermittedError):
        actions.release_places(looking, now=NOW)


def test_nobody_joins_twice_or_before_being_admitted_or_after_the_group_ended(program, series):
    episode = program.client()
    join(program, series, episode)
    with pytest.raises(actions.CannotJoinSeriesError) as refused:
        join(program, series, episode, period_start=TODAY + WEEK)
    assert refused.value.obstacles == (RosterObstacle.ALREADY_ON_ROSTER,)
    for given in (
        {"status": "waitlist"},
        {"since": TODAY + 3 * WEEK},
    ):
        with pytest.raises(actions.CannotJoinSeriesError) as refused:
            join(program, series, program.client(**given), period_start=TODAY + WEEK)
        assert refused.value.obstacles == (RosterObstacle.NOT_ADMITTED,)
    end = TODAY + WEEK
    actions.end_series(program.by, series_id=series.pk, period_end=end, edition=1, now=NOW)
    with pytest.raises(actions.CannotJoinSeriesError) as refused:
        join(program, series, program.client(), period_start=end)
    assert refused.value.obstacles == (RosterObstacle.GROUP_ENDED,)


def test_who_joins_a_group_that_ends_leaves_with_it(program):
    series = program.plan(period_end=TODAY + 3 * WEEK)
    assert join(program, series, program.client()).period_end == TODAY + 3 * WEEK


def test_someone_of_another_organization_does_not_exist(program, series):
    stranger = make_client(make_service(make_organization()))
    with pytest.raises(ObjectDoesNotExist):
        join(program, series, stranger)


def test_sessions_without_a_seat_or_with_a_clash_are_told_with_the_reason(program):
    series = program.plan(capacity=1)
    first, third = sessions_of(series)[0], sessions_of(series)[2]
    make_appointment(first, program.client())
    busy = program.client()
    other = make_session(program.service, start=third.period_start, title="Family night")
    make_appointment(other, busy)
    join(program, series, busy)
    assert statuses(busy).count("booked") == 7
    gaps = queries.roster_gaps(program.by, series.pk, now=NOW)
    assert [(gap.session.pk, gap.patient.pk, gap.reason) for gap in gaps] == [
        (first.pk, busy.patient_id, BookingObstacle.GROUP_FULL),
        (third.pk, busy.patient_id, BookingObstacle.PERSON_BUSY),
    ]


def test_a_group_without_sessions_to_come_has_no_gaps(program, series):
    late = NOW + 52 * WEEK
    assert queries.roster_gaps(program.by, series.pk, now=late) == ()


def test_a_seat_that_becomes_free_goes_to_who_waits_on_the_roster(program):
    series = program.plan(capacity=1)
    first = sessions_of(series)[0]
    guest = make_appointment(first, program.client())
    member = program.client()
    join(program, series, member)
    actions.cancel_appointment(program.by, appointment_id=guest.pk, now=NOW)
    assert statuses(member) == ["booked"] * 8
    assert queries.roster_gaps(program.by, series.pk, now=NOW) == ()


def test_leaving_gives_up_the_places_from_then_on_and_returning_takes_them_again(program, series):
    episode = program.client()
    member = join(program, series, episode)
    actions.leave_series(program.by, member_id=member.pk, period_end=TODAY + 2 * WEEK, now=NOW)
    assert statuses(episode) == ["booked"] * 2 + ["cancelled"] * 6
    reasons = Appointment.objects.filter(episode=episode.pk, status="cancelled")
    assert {place.cancellation_reason for place in reasons} == {CancellationReason.LEFT_ROSTER}
    join(program, series, episode, period_start=TODAY + 4 * WEEK)
    assert statuses(episode) == ["booked"] * 2 + ["cancelled"] * 2 + ["booked"] * 4


def test_nobody_leaves_before_joining(program, series):
    member = join(program, series, program.client(), period_start=TODAY + WEEK)
    with pytest.raises(actions.CannotLeaveSeriesError) as refused:
        actions.leave_series(program.by, member_id=member.pk, period_end=TODAY, now=NOW)
    assert refused.value.obstacles == (RosterObstacle.LEAVES_BEFORE_JOINING,)


def test_booking_from_now_on_puts_the_person_on_the_roster(program, series):
    episode = program.client()
    second = sessions_of(series)[1]
    place = actions.book_appointment(
        program.by,
        group_session_id=second.pk,
        episode_id=episode.pk,
        scope=EditScope.FROM_NOW_ON,
        now=NOW,
    )
    assert place.group_session_id == second.pk
    assert statuses(episode) == ["booked"] * 7
    member = GroupMember.objects.get(episode=episode.pk)
    assert (member.period_start, member.period_end) == (second.service_date, None)


def test_booking_from_now_on_while_the_session_runs_books_this_one_too(program, series):
    episode = program.client()
    first = sessions_of(series)[0]
    place = actions.book_appointment(
        program.by,
        group_session_id=first.pk,
        episode_id=episode.pk,
        scope=EditScope.FROM_NOW_ON,
        now=first.period_start + timedelta(minutes=5),
    )
    assert (place.group_session_id, place.origin) == (first.pk, AppointmentOrigin.ROSTER)
    assert statuses(episode) == ["booked"] * 8


def test_booking_from_now_on_without_a_seat_here_joins_nothing(program):
    series = program.plan(capacity=1)
    first = sessions_of(series)[0]
    make_appointment(first, program.client())
    with pytest.raises(actions.CannotBookAppointmentError) as refused:
        actions.book_appointment(
            program.by,
            group_session_id=first.pk,
            episode_id=program.client().pk,
            scope=EditScope.FROM_NOW_ON,
            now=NOW,
        )
    assert refused.value.obstacles == (BookingObstacle.GROUP_FULL,)
    assert not GroupMember.objects.exists()


def test_booking_from_now_on_says_when_the_person_is_on_the_roster_already(program, series):
    episode = program.client()
    join(program, series, episode)
    with pytest.raises(actions.CannotBookAppointmentError) as refused:
        actions.book_appointment(
            program.by,
            group_session_id=sessions_of(series)[0].pk,
            episode_id=episode.pk,
            scope=EditScope.FROM_NOW_ON,
            now=NOW,
        )
    assert refused.value.obstacles == (RosterObstacle.ALREADY_ON_ROSTER,)


def test_a_single_session_has_no_roster_to_join(program):
    single = make_session(program.service)
    episode = program.client()
    actions.book_appointment(
        program.by,
        group_session_id=single.pk,
        episode_id=episode.pk,
        scope=EditScope.FROM_NOW_ON,
        now=NOW,
    )
    assert statuses(episode) == ["booked"]
    assert not GroupMember.objects.exists()


def test_cancelling_from_now_on_takes_the_person_off_the_roster(program, series):
    episode = program.client()
    member = join(program, series, episode)
    third = Appointment.objects.filter(episode=episode.pk).order_by("period_start")[2]
    actions.cancel_appointment(
        program.by, appointment_id=third.pk, scope=EditScope.FROM_NOW_ON, now=NOW
    )
    assert statuses(episode) == ["booked"] * 2 + ["cancelled"] * 6
    assert GroupMember.objects.get(pk=member.pk).period_end == third.service_date


def test_who_is_not_on_the_roster_cannot_be_taken_off(program, series):
    place = make_appointment(sessions_of(series)[0], program.client())
    with pytest.raises(actions.CannotCancelAppointmentError) as refused:
        actions.cancel_appointment(
            program.by, appointment_id=place.pk, scope=EditScope.FROM_NOW_ON, now=NOW
        )
    assert refused.value.obstacles == (AppointmentObstacle.NOT_ON_ROSTER,)


def test_a_place_that_was_given_up_stays_so_while_the_person_stays_on_the_roster(program, series):
    episode = program.client()
    join(program, series, episode)
    second = Appointment.objects.filter(episode=episode.pk).order_by("period_start")[1]
    actions.cancel_appointment(program.by, appointment_id=second.pk, now=NOW)
    join(program, series, program.client())
    assert statuses(episode) == ["booked", "cancelled"] + ["booked"] * 6


def test_a_member_who_takes_a_place_again_follows_the_roster_again(program, series):
    episode = program.client()
    join(program, series, episode)
    first = Appointment.objects.filter(episode=episode.pk).order_by("period_start")[0]
    actions.cancel_appointment(program.by, appointment_id=first.pk, now=NOW)
    place = actions.book_appointment(
        program.by, group_session_id=first.group_session_id, episode_id=episode.pk, now=NOW
    )
    assert place.origin == AppointmentOrigin.ROSTER


def test_someone_discharged_gives_up_every_place_to_come(program, series):
    episode = program.client()
    member = join(program, series, episode)
    single = actions.book_individual_session(
        program.by,
        episode_id=episode.pk,
        healthcare_service_id=program.service.pk,
        title="Individual session",
        service_date=TODAY + WEEK,
        start_time=series.start_time.replace(hour=9),
        duration_minutes=50,
        facilitator_id=program.facilitator.pk,
        room_id=program.room.pk,
        now=NOW,
    )
    assert actions.release_places(program.by, now=NOW) == []
    discharge(episode)
    assert len(actions.release_places(program.by, now=NOW)) == 9
    assert set(statuses(episode)) == {"cancelled"}
    assert GroupMember.objects.get(pk=member.pk).period_end == TODAY
    assert GroupSession.objects.get(pk=single.group_session_id).status == "cancelled"
    assert actions.release_places(program.by, now=NOW) == []


def discharge(episode):
    from tests.factories.base import writing_for  # noqa: PLC0415

    with writing_for(episode.organization_id):
        episode.status, episode.discharge_date = "finished", TODAY
        episode.discharge_reason = "1"
        episode.save()


def test_someone_who_returns_has_the_places_for_the_new_stay(program, series):
    first = program.client()
    join(program, series, first)
    actions.discharge_patient(
        program.by,
        episode_id=first.pk,
        discharge_date=TODAY,
        reason=DischargeReason.COMPLETED,
        now=NOW,
    )
    second = program.client(patient=first.patient, since=TODAY)
    join(program, series, second)
    assert statuses(second) == ["booked"] * 8
    assert statuses(first) == []


def test_the_minutes_of_an_ordinary_week_are_those_of_the_groups_one_belongs_to(program, series):
    episode, other = program.client(), program.client()
    join(program, series, episode, period_start=TODAY + WEEK)
    ask = {"by": program.by, "episode_ids": [episode.pk, other.pk]}
    asked = lambda day: queries.rostered_minutes(ask["by"], ask["episode_ids"], on=day)  # noqa: E731
    assert asked(TODAY) == {episode.pk: 0, other.pk: 0}
    assert asked(TODAY + WEEK) == {episode.pk: 90, other.pk: 0}
