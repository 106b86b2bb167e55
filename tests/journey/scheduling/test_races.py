"""What two people may do at once: real connections, as the app role, let go at one moment."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import time, timedelta
from decimal import Decimal
from threading import Barrier, Event
from time import sleep

import pytest
from django.db import IntegrityError, connection, transaction

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
from tests.factories.tenancy import make_room
from tests.journey.scheduling.conftest import build_program
from wayhome.journey.admissions.codes import DischargeReason
from wayhome.journey.scheduling import actions, rules
from wayhome.journey.scheduling.codes import (
    HOLDS_SEAT,
    AvailabilityObstacle,
    BookingObstacle,
    EditScope,
    PlanningObstacle,
    TimeUse,
)
from wayhome.journey.scheduling.models import (
    Appointment,
    Availability,
    CalendarFeed,
    GroupMember,
    GroupSession,
)
from wayhome.launch import database
from wayhome.shared.accounts import system
from wayhome.shared.audit.models import AuditEvent
from wayhome.shared.core.context import acting_as
from wayhome.shared.core.refusal import Refusal, refusing

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)


@pytest.fixture
def program():
    return build_program()


@contextmanager
def reading(program):
    """Read within a transaction, since outside of one no row can be seen."""
    with acting_as(program.by.acting), transaction.atomic():
        yield


def at_once(*writes):
    """Run each in a thread with a connection of its own; return what each gave or was refused."""
    barrier = Barrier(len(writes))

    def run(write):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_user")
                assert cursor.fetchone() == (database.APP,)
            barrier.wait(timeout=20)
            return write()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(writes)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, w) for w in writes]]


def refusals(results):
    return [result for result in results if isinstance(result, Refusal)]


def booking(program, session, episode):
    return lambda: actions.book_appointment(
        program.by, group_session_id=session.pk, episode_id=episode.pk, now=NOW
    )


def held(program, **given):
    with reading(program):
        return Appointment.objects.filter(status__in=sorted(HOLDS_SEAT), **given).count()


def test_of_eight_who_want_the_last_seat_one_gets_it(program):
    session = make_session(program.service, capacity=3)
    for seat in (1, 2):
        make_appointment(session, make_client(program.service), seat=seat)
    clients = [make_client(program.service) for _ in range(8)]
    results = at_once(*(booking(program, session, episode) for episode in clients))
    assert [refusal.obstacles for refusal in refusals(results)] == [
        (BookingObstacle.GROUP_FULL,)
    ] * 7
    assert held(program, group_session=session.pk) == 3


def test_of_those_who_want_the_last_place_that_the_cap_allows_one_gets_it(program):
    session = make_session(program.service, capacity=10)
    make_appointment(session, make_client(program.service))
    make_rule_value(program.organization, value=Decimal(2))
    clients = [make_client(program.service) for _ in range(4)]
    results = at_once(*(booking(program, session, episode) for episode in clients))
    assert [refusal.obstacles for refusal in refusals(results)] == [(BookingObstacle.OVER_CAP,)] * 3
    assert held(program, group_session=session.pk) == 2


def test_one_person_gets_one_of_two_sessions_at_the_same_time(program):
    episode = make_client(program.service)
    sessions = [make_session(program.service) for _ in range(2)]
    results = at_once(*(booking(program, session, episode) for session in sessions))
    assert [refusal.obstacles for refusal in refusals(results)] == [(BookingObstacle.PERSON_BUSY,)]
    assert held(program, episode=episode.pk) == 1


def test_two_who_book_one_person_into_one_session_book_one_place(program):
    episode = make_client(program.service)
    session = make_session(program.service)
    results = at_once(*(booking(program, session, episode) for _ in range(2)))
    assert [refusal.obstacles for refusal in refusals(results)] == [
        (BookingObstacle.ALREADY_BOOKED,)
    ]


def planning(program, **given):
    return lambda: actions.plan_session(
        program.by,
        **{
            "healthcare_service_id": program.service.pk,
            "title": "Holiday group",
            "service_type": "education",
            "service_date": NOW.date(),
            "start_time": time(19, 30),
            "duration_minutes": 60,
            "facilitator_id": program.facilitator.pk,
            "room_id": program.room.pk,
            "capacity": 12,
            **given,
        },
    )


def test_a_facilitator_is_planned_once_at_a_time(program):
    rooms = [make_room(program.organization) for _ in range(4)]
    results = at_once(*(planning(program, room_id=room.pk) for room in rooms))
    assert [refusal.obstacles for refusal in refusals(results)] == [
        (PlanningObstacle.FACILITATOR_BUSY,)
    ] * 3


def test_a_room_is_planned_once_at_a_time(program):
    leads = [make_facilitator(program.organization) for _ in range(4)]
    results = at_once(*(planning(program, facilitator_id=lead.pk) for lead in leads))
    assert [refusal.obstacles for refusal in refusals(results)] == [
        (PlanningObstacle.ROOM_BUSY,)
    ] * 3


def test_two_groups_planned_at_once_for_one_room_are_one(program):
    leads = [make_facilitator(program.organization) for _ in range(2)]
    results = at_once(
        *(
            lambda lead=lead: actions.plan_series(
                program.by, **program.details(facilitator_id=lead.pk)
            )
            for lead in leads
        )
    )
    assert [refusal.obstacles for refusal in refusals(results)] == [(PlanningObstacle.ROOM_BUSY,)]
    with reading(program):
        assert GroupSession.objects.count() == 8


def test_a_group_shrinks_or_the_seat_is_taken_but_never_both(program):
    session = make_session(program.service, capacity=2)
    make_appointment(session, make_client(program.service), seat=1)
    results = at_once(
        booking(program, session, make_client(program.service)),
        lambda: actions.change_session(
            program.by, session_id=session.pk, edition=1, capacity=1, now=NOW
        ),
    )
    assert {refusal.obstacles for refusal in refusals(results)} <= {
        (BookingObstacle.GROUP_FULL,),
        (PlanningObstacle.CAPACITY_BELOW_BOOKED,),
    }
    assert len(refusals(results)) == 1
    with reading(program):
        session = GroupSession.objects.get(pk=session.pk)
    assert held(program, group_session=session.pk) == session.capacity


def test_of_two_who_edit_one_group_the_second_is_told(program):
    with reading(program):
        series = program.plan()
        first = GroupSession.objects.filter(series=series.pk).order_by("period_start")[0]
    results = at_once(
        *(
            lambda title=title: actions.change_session(
                program.by,
                session_id=first.pk,
                edition=1,
                series_edition=1,
                scope=EditScope.FROM_NOW_ON,
                title=title,
                now=NOW,
            )
            for title in ("One", "Two")
        )
    )
    assert [refusal.obstacles for refusal in refusals(results)] == [
        (PlanningObstacle.CHANGED_MEANWHILE,)
    ]
    with reading(program):
        rows = GroupSession.objects.filter(series=series.pk)
        assert len({row.title for row in rows}) == 1


def test_one_person_put_on_one_roster_twice_at_once_is_there_once(program):
    with reading(program):
        series = program.plan()
    episode = make_client(program.service)
    results = at_once(
        *(
            lambda: actions.join_series(
                program.by,
                series_id=series.pk,
                episode_id=episode.pk,
                period_start=NOW.date(),
                now=NOW,
            )
            for _ in range(2)
        )
    )
    assert len(refusals(results)) == 1
    with reading(program):
        assert GroupMember.objects.count() == 1
    assert held(program, episode=episode.pk) == 8


def test_everyone_at_once_waits_in_no_ring(program):
    """Bookings, a moved group, a joined roster and the nightly work touch the same rows."""
    with reading(program):
        series = program.plan()
        sessions = list(GroupSession.objects.filter(series=series.pk).order_by("period_start"))
        members = [make_client(program.service) for _ in range(3)]
        for episode in members[:2]:
            actions.join_series(
                program.by,
                series_id=series.pk,
                episode_id=episode.pk,
                period_start=NOW.date(),
                now=NOW,
            )
        place = Appointment.objects.filter(episode=members[0].pk).order_by("period_start")[3]
    later = NOW + timedelta(weeks=3)
    results = at_once(
        booking(program, sessions[2], make_client(program.service)),
        lambda: actions.change_session(
            program.by,
            session_id=sessions[1].pk,
            edition=1,
            scope=EditScope.FROM_NOW_ON,
            start_time=time(18, 0),
            now=NOW,
        ),
        lambda: actions.join_series(
            program.by,
            series_id=series.pk,
            episode_id=members[2].pk,
            period_start=NOW.date(),
            now=NOW,
        ),
        lambda: actions.generate_sessions(
            program.by, until=(later + actions.PLANNED_AHEAD).date(), now=NOW
        ),
        lambda: actions.cancel_appointment(program.by, appointment_id=place.pk, now=NOW),
    )
    assert refusals(results) == []
    with reading(program):
        for row in Appointment.objects.select_related("group_session"):
            assert row.period_start == row.group_session.period_start


def test_a_discharge_and_a_booking_for_the_same_person_never_wait_in_a_ring(program):
    leaving, other = make_client(program.service), make_client(program.service)
    today, tomorrow = (make_session(program.service, start=START + n * DAY) for n in range(2))
    make_appointment(today, leaving)
    has_locked = Event()

    def book(session, episode):
        return actions.book_appointment(
            program.by, group_session_id=session.pk, episode_id=episode.pk, now=NOW
        )

    def book_both():
        with reading(program):
            book(today, other)  # whoever is discharged now must wait for this session
            has_locked.set()
            sleep(0.5)
            return book(tomorrow, leaving)

    def discharge():
        has_locked.wait(timeout=20)
        return actions.discharge_patient(
            program.by,
            episode_id=leaving.pk,
            discharge_date=NOW.date(),
            reason=DischargeReason.COMPLETED,
            now=NOW,
        )

    assert refusals(at_once(book_both, discharge)) == []
    actions.release_places(program.by, now=NOW)  # what was booked in that very moment
    with reading(program):
        held = Appointment.objects.filter(status="booked").values_list("episode", flat=True)
        assert set(held) == {other.pk}


@pytest.mark.parametrize(
    ("given", "constraint"),
    [
        ({"facilitator_id": "same"}, "group_session_facilitator_in_one_place"),
        ({"room_id": "same"}, "group_session_room_holds_one"),
    ],
)
def test_the_database_itself_refuses_a_clash_that_no_action_looked_for(program, given, constraint):
    first = make_session(program.service)
    overlapping = {name: getattr(first, name) for name in given}
    with pytest.raises(IntegrityError) as refused:
        make_session(program.service, start=START + timedelta(minutes=30), **overlapping)
    assert refused.value.__cause__.diag.constraint_name == constraint


def test_the_database_itself_refuses_two_places_at_once_and_a_seat_too_many(program):
    session = make_session(program.service, capacity=1)
    episode = make_client(program.service)
    make_appointment(session, episode)
    other = make_session(program.service, start=START + timedelta(minutes=30))
    for place, constraint in (
        ({"session": other, "episode": episode}, "appointment_person_in_one_place"),
        (
            {"session": session, "episode": make_client(program.service), "seat": 2},
            "appointment_seat_within_capacity",
        ),
        (
            {"session": session, "episode": make_client(program.service), "seat": 1},
            "appointment_seat_taken_once",
        ),
        ({"session": session, "episode": episode, "seat": 1}, "appointment_seat_taken_once"),
    ):
        with pytest.raises(IntegrityError) as refused:
            make_appointment(**place)
        assert refused.value.__cause__.diag.constraint_name == constraint


def test_the_database_itself_refuses_to_shrink_a_group_below_a_seat_that_is_taken(program):
    session = make_session(program.service, capacity=3)
    make_appointment(session, make_client(program.service), seat=3)
    clash = {"group_session_capacity_holds_booked": PlanningObstacle.CAPACITY_BELOW_BOOKED}
    session.capacity = 2
    with (
        pytest.raises(actions.CannotChangeSessionError),
        refusing(actions.CannotChangeSessionError, clash),
        writing_for(program.organization.pk),
    ):
        session.save()


def test_of_two_who_paint_one_week_at_once_the_second_is_told(program):
    episode = make_client(program.service)
    weeks = [rules.week_of([rules.Habit((day,), 36, 68, TimeUse.FREE)]) for day in range(4)]
    results = at_once(
        *(
            lambda week=week: actions.record_availability(
                program.by,
                patient_id=episode.patient_id,
                told=rules.ToldWeek(week),
                period_start=NOW.date(),
                edition=0,
                now=NOW,
            )
            for week in weeks
        )
    )
    assert [refusal.obstacles for refusal in refusals(results)] == [
        (AvailabilityObstacle.CHANGED_MEANWHILE,)
    ] * 3
    with reading(program):
        (row,) = Availability.objects.all()
    assert row.week in weeks


def test_whoever_makes_addresses_at_once_has_one_that_counts(program):
    made = at_once(*[lambda: actions.open_calendar_feed(program.by, now=NOW)] * 4)
    assert len({each.token for each in made}) == 4
    with reading(program):
        (live,) = CalendarFeed.objects.filter(revoked_at__isnull=True)
    assert live in made


def test_calendars_that_ask_at_once_leave_one_event(program):
    feed = actions.open_calendar_feed(program.by, now=NOW)
    by = system.calendar(program.organization.pk)
    at_once(*[lambda: actions.note_feed_read(by, feed_id=feed.pk, now=NOW)] * 4)
    with reading(program):
        events = AuditEvent.objects.filter(
            organization_id=program.organization.pk, action="scheduling.read_feed"
        )
        assert events.count() == 1
