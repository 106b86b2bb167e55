"""What two people may do at once about make-ups: the last seat, two taps, two phones."""

from datetime import timedelta
from functools import partial

import pytest

from tests.factories.accounts import make_membership
from tests.factories.scheduling import NOW, START, make_appointment, make_client, make_session
from tests.journey.scheduling.conftest import build_program
from tests.journey.scheduling.test_races import at_once, held, reading, refusals
from wayhome.journey.scheduling import actions
from wayhome.journey.scheduling.codes import AppointmentStatus, BookingObstacle, MakeUpObstacle
from wayhome.journey.scheduling.models import Appointment
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.queries import as_actor

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)


@pytest.fixture
def program():
    return build_program()


@pytest.fixture
def monday(program):
    return make_session(program.service, start=START - DAY)


@pytest.fixture
def thursday(program):
    return make_session(program.service, start=START + 2 * DAY, capacity=3)


class Client:
    """Someone who missed Monday, with a phone."""

    def __init__(self, program, monday, seat=1) -> None:
        self.episode = make_client(program.service)
        self.missed = make_appointment(
            monday, self.episode, seat=seat, origin="roster", status="noshow"
        )
        member = make_membership(
            program.organization, Role.CLIENT, patient_id=self.episode.patient_id
        )
        with reading(program):
            self.by = as_actor(member)

    def take(self, session):
        return actions.book_own_make_up(
            self.by, appointment_id=self.missed.pk, group_session_id=session.pk, now=NOW
        )

    def takes(self, session):
        return partial(self.take, session)


def test_of_five_clients_who_tap_the_last_seat_one_gets_it(program, monday, thursday):
    for seat in (1, 2):
        make_appointment(thursday, make_client(program.service), seat=seat)
    clients = [Client(program, monday, seat) for seat in range(1, 6)]
    results = at_once(*(each.takes(thursday) for each in clients))
    assert [refusal.obstacles for refusal in refusals(results)] == [
        (BookingObstacle.GROUP_FULL,)
    ] * 4
    assert held(program, group_session=thursday.pk) == 3


def test_two_taps_at_once_take_one_seat_and_both_are_told_so(program, monday, thursday):
    client = Client(program, monday)
    results = at_once(*(client.takes(thursday) for _ in range(3)))
    assert len({place.pk for place in results}) == 1
    assert held(program, group_session=thursday.pk) == 1


def test_of_two_phones_that_take_different_seats_one_is_told(program, monday, thursday):
    client = Client(program, monday)
    friday = make_session(program.service, start=START + 3 * DAY)
    results = at_once(client.takes(thursday), client.takes(friday))
    assert [refusal.obstacles for refusal in refusals(results)] == [
        (MakeUpObstacle.ALREADY_MADE_UP,)
    ]
    assert held(program, makes_up_for=client.missed.pk) == 1


def test_taking_giving_back_and_recording_wait_in_no_ring(program, monday, thursday):
    clients = [Client(program, monday, seat) for seat in (1, 2)]
    taken = clients[0].take(thursday)

    def give_back():
        return actions.give_back_own_make_up(clients[0].by, appointment_id=taken.pk, now=NOW)

    def record_that_they_came():
        return actions.set_appointment_status(
            program.by,
            appointment_id=clients[1].missed.pk,
            status=AppointmentStatus.FULFILLED,
            now=NOW,
        )

    def cancel():
        return actions.cancel_session(
            program.by, session_id=thursday.pk, edition=1, reason="", now=NOW
        )

    results = at_once(give_back, record_that_they_came, clients[1].takes(thursday), cancel)
    assert all(
        {*refusal.obstacles}
        <= {
            MakeUpObstacle.NOT_MISSED,
            BookingObstacle.SESSION_CANCELLED,
            "already-cancelled",
        }
        for refusal in refusals(results)
    )
    with reading(program):
        assert Appointment.objects.get(pk=taken.pk).status == AppointmentStatus.CANCELLED
