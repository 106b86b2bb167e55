"""Places: booked, given up, marked."""

from datetime import time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist

from tests.factories.accounts import make_actor
from tests.factories.base import writing_for
from tests.factories.rulepacks import make_rule_value
from tests.factories.scheduling import (
    NOW,
    START,
    make_appointment,
    make_client,
    make_facilitator,
    make_session,
)
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.scheduling import actions
from wayhome.journey.scheduling.codes import (
    AppointmentObstacle,
    AppointmentOrigin,
    AppointmentStatus,
    BookingObstacle,
    CancellationReason,
    PlanningObstacle,
)
from wayhome.journey.scheduling.models import Appointment, GroupSession
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.models import AuditEvent
from wayhome.shared.audit.permissions import Permission


@pytest.fixture
def session(program):
    return make_session(program.service, capacity=2)


def book(program, session, episode, **given):
    return actions.book_appointment(
        program.by, group_session_id=session.pk, episode_id=episode.pk, **{"now": NOW, **given}
    )


def test_a_cap_that_was_lowered_since_gives_no_further_place_and_takes_none(program):
    session = make_session(program.service, capacity=10)
    for seat in (1, 5):
        make_appointment(session, make_client(program.service), seat=seat)
    make_rule_value(program.organization, value=Decimal(2), effective_start=session.service_date)
    walk_in = {"origin": AppointmentOrigin.WALK_IN, "now": session.period_start}
    for given in ({}, walk_in):
        with pytest.raises(actions.CannotBookAppointmentError) as refused:
            book(program, session, program.client(), **given)
        assert refused.value.obstacles == (BookingObstacle.OVER_CAP,)
    assert Appointment.objects.filter(group_session=session.pk, status="booked").count() == 2
    before = make_session(program.service, start=START - timedelta(days=1, hours=2), capacity=10)
    for seat in (1, 5):
        make_appointment(before, make_client(program.service), seat=seat)
    assert book(program, before, program.client(), now=before.period_start).seat == 2


def individual(program, episode, **given):
    return actions.book_individual_session(
        program.by,
        **{
            "episode_id": episode.pk,
            "healthcare_service_id": program.service.pk,
            "title": "Individual session",
            "service_date": NOW.date(),
            "start_time": time(14, 0),
            "duration_minutes": 50,
            "facilitator_id": program.facilitator.pk,
            "room_id": program.room.pk,
            "now": NOW,
            **given,
        },
    )


def test_a_place_carries_its_sessions_time_and_the_lowest_free_seat(program, session):
    first = book(program, session, program.client())
    second = book(program, session, program.client())
    actions.cancel_appointment(program.by, appointment_id=first.pk, now=NOW)
    third = book(program, session, program.client())
    assert [first.seat, second.seat, third.seat] == [1, 2, 1]
    assert (third.period_start, third.period_end, third.service_date) == (
        session.period_start,
        session.period_end,
        session.service_date,
    )
    assert (third.status, third.origin) == (AppointmentStatus.BOOKED, AppointmentOrigin.MAKE_UP)


DENIED = [
    actions.book_appointment,
    actions.cancel_appointment,
    actions.book_individual_session,
]


@pytest.mark.parametrize("write", DENIED)
def test_a_write_of_places_is_denied_to_who_may_only_look(program, acting, write):
    looking = make_actor(program.organization, permissions={Permission.SCHEDULE_VIEW})
    with acting(looking), pytest.raises(NotPermittedError):
        write(looking, now=NOW)


def test_set_appointment_status_is_denied_to_who_may_only_look(program, acting):
    looking = make_actor(program.organization, permissions={Permission.SCHEDULE_VIEW})
    with acting(looking), pytest.raises(NotPermittedError):
        actions.set_appointment_status(
            looking, appointment_id=uuid4(), status=AppointmentStatus.NOSHOW, now=NOW
        )


def test_booking_refuses_with_every_reason_and_writes_nothing(program, session):
    episode = program.client(status="waitlist")
    make_appointment(session, program.client(), seat=1)
    make_appointment(session, program.client(), seat=2)
    with pytest.raises(actions.CannotBookAppointmentError) as refused:
        book(program, session, episode, now=session.period_end)
    assert refused.value.obstacles == (
        BookingObstacle.NOT_ADMITTED,
        BookingObstacle.SESSION_OVER,
        BookingObstacle.GROUP_FULL,
    )
    assert not Appointment.objects.filter(episode=episode.pk).exists()
    assert AuditEvent.objects.filter(
        organization_id=program.organization.pk,
        action="scheduling.book_appointment",
        outcome="refused",
    ).exists()


def test_nobody_has_two_places_at_once_nor_one_twice(program, session):
    episode = program.client()
    book(program, session, episode)
    overlapping = make_session(program.service, start=START + timedelta(minutes=60))
    with pytest.raises(actions.CannotBookAppointmentError) as refused:
        book(program, overlapping, episode)
    assert refused.value.obstacles == (BookingObstacle.PERSON_BUSY,)
    with pytest.raises(actions.CannotBookAppointmentError) as refused:
        book(program, session, episode)
    assert refused.value.obstacles == (BookingObstacle.ALREADY_BOOKED,)
    right_after = make_session(program.service, start=START + timedelta(minutes=90))
    book(program, right_after, episode)


def test_a_merged_record_counts_as_the_same_person(program, session):
    old, new = program.client(), program.client()
    with writing_for(program.organization.pk):
        patient = old.patient
        patient.replaced_by_id = new.patient_id
        patient.save()
    book(program, session, old)
    overlapping = make_session(program.service, start=START + timedelta(minutes=60))
    with pytest.raises(actions.CannotBookAppointmentError) as refused:
        book(program, overlapping, new)
    assert refused.value.obstacles == (BookingObstacle.PERSON_BUSY,)
    with pytest.raises(actions.CannotBookAppointmentError) as refused:
        book(program, session, new)
    assert refused.value.obstacles == (BookingObstacle.ALREADY_BOOKED,)


def test_a_walk_in_is_put_down_after_the_session(program, session):
    place = book(
        program,
        session,
        program.client(),
        origin=AppointmentOrigin.WALK_IN,
        now=session.period_end + timedelta(hours=1),
    )
    assert place.origin == AppointmentOrigin.WALK_IN


def test_a_place_in_a_cancelled_session_is_refused(program):
    session = make_session(program.service, status="cancelled")
    with pytest.raises(actions.CannotBookAppointmentError) as refused:
        book(program, session, program.client())
    assert refused.value.obstacles == (BookingObstacle.SESSION_CANCELLED,)


def test_ids_of_another_organization_do_not_exist(program, session):
    other = make_service(make_organization())
    with pytest.raises(ObjectDoesNotExist):
        book(program, session, make_client(other))
    with pytest.raises(ObjectDoesNotExist):
        book(program, make_session(other), program.client())
    place = make_appointment(make_session(other), service=other)
    with pytest.raises(ObjectDoesNotExist):
        actions.cancel_appointment(program.by, appointment_id=place.pk, now=NOW)
    with pytest.raises(ObjectDoesNotExist):
        actions.set_appointment_status(
            program.by, appointment_id=place.pk, status=AppointmentStatus.NOSHOW, now=NOW
        )


def test_a_place_is_given_up_once_and_not_after_someone_came(program, session):
    place = book(program, session, program.client())
    cancelled = actions.cancel_appointment(
        program.by, appointment_id=place.pk, reason=CancellationReason.OTHER, now=NOW
    )
    assert (cancelled.status, cancelled.cancellation_reason) == ("cancelled", "other")
    with pytest.raises(actions.CannotCancelAppointmentError) as refused:
        actions.cancel_appointment(program.by, appointment_id=place.pk, now=NOW)
    assert refused.value.obstacles == (AppointmentObstacle.ALREADY_CANCELLED,)
    came = make_appointment(session, program.client(), status="checked-in")
    with pytest.raises(actions.CannotCancelAppointmentError) as refused:
        actions.cancel_appointment(program.by, appointment_id=came.pk, now=NOW)
    assert refused.value.obstacles == (AppointmentObstacle.ATTENDANCE_RECORDED,)


def mark(program, place, status, **given):
    return actions.set_appointment_status(
        program.by, appointment_id=place.pk, status=status, now=NOW, **given
    )


def test_a_place_is_marked_as_attendance_says_and_marking_again_changes_nothing(program, session):
    place = book(program, session, program.client())
    assert mark(program, place, AppointmentStatus.CHECKED_IN).status == "checked-in"
    assert mark(program, place, AppointmentStatus.CHECKED_IN).status == "checked-in"
    cancelled = mark(
        program, place, AppointmentStatus.CANCELLED, reason=CancellationReason.LATE_CANCEL
    )
    assert cancelled.cancellation_reason == "late-cancel"


def test_a_place_entered_in_error_stays_so(program, session):
    place = make_appointment(session, program.client(), status="entered-in-error")
    with pytest.raises(actions.CannotSetAppointmentStatusError) as refused:
        mark(program, place, AppointmentStatus.BOOKED)
    assert refused.value.obstacles == (AppointmentObstacle.TRANSITION_NOT_ALLOWED,)


def test_a_place_held_again_takes_the_lowest_free_seat_or_none(program, session):
    place = book(program, session, program.client())
    mark(program, place, AppointmentStatus.CANCELLED)
    book(program, session, program.client())
    assert mark(program, place, AppointmentStatus.BOOKED).seat == 2
    mark(program, place, AppointmentStatus.CANCELLED)
    book(program, session, program.client())
    with pytest.raises(actions.CannotSetAppointmentStatusError) as refused:
        mark(program, place, AppointmentStatus.BOOKED)
    assert refused.value.obstacles == (BookingObstacle.GROUP_FULL,)


def test_a_place_held_again_is_refused_when_the_person_is_elsewhere_by_now(program, session):
    episode = program.client()
    place = book(program, session, episode)
    mark(program, place, AppointmentStatus.CANCELLED)
    make_appointment(make_session(program.service), episode)
    with pytest.raises(actions.CannotSetAppointmentStatusError) as refused:
        mark(program, place, AppointmentStatus.BOOKED)
    assert refused.value.obstacles == (BookingObstacle.PERSON_BUSY,)


def test_an_individual_session_is_planned_with_its_one_client(program):
    place = individual(program, program.client())
    session = GroupSession.objects.get(pk=place.group_session_id)
    assert (session.service_type, session.capacity, session.series_id) == ("individual", 1, None)
    assert place.origin == AppointmentOrigin.ONE_OFF
    assert session.period_start.hour == 19


def test_an_individual_session_that_was_held_is_put_down(program):
    place = individual(program, program.client(), start_time=time(9, 0))
    assert place.origin == AppointmentOrigin.WALK_IN


def test_an_individual_session_is_refused_whole(program):
    episode = program.client()
    make_appointment(make_session(program.service, start=NOW + timedelta(hours=2)), episode)
    with pytest.raises(actions.CannotBookAppointmentError) as refused:
        individual(program, episode)
    assert refused.value.obstacles == (BookingObstacle.PERSON_BUSY,)
    assert not GroupSession.objects.filter(title="Individual session").exists()
    with pytest.raises(actions.CannotPlanSessionError) as refused:
        individual(program, program.client(), duration_minutes=0)
    assert refused.value.obstacles == (PlanningObstacle.ENDS_BEFORE_IT_STARTS,)
    unlicensed = make_facilitator(program.organization, credential=False)
    with pytest.raises(actions.CannotPlanSessionError) as refused:
        individual(program, program.client(), facilitator_id=unlicensed.pk)
    assert refused.value.obstacles == (PlanningObstacle.CREDENTIAL_LAPSED,)


def test_an_individual_session_goes_with_its_place(program):
    place = individual(program, program.client())
    actions.cancel_appointment(program.by, appointment_id=place.pk, now=NOW)
    assert GroupSession.objects.get(pk=place.group_session_id).status == "cancelled"
    individual(program, program.client())
