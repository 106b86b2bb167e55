"""Make-ups: what is offered to whom, taken with one tap, given back; what the table itself holds."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import make_actor, make_membership
from tests.factories.base import writing_for
from tests.factories.patients import make_patient
from tests.factories.scheduling import (
    NOW,
    START,
    make_appointment,
    make_availability,
    make_member,
    make_series,
    make_session,
)
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.patients.models import Patient
from wayhome.journey.scheduling import actions, queries, rules
from wayhome.journey.scheduling.codes import (
    AppointmentObstacle,
    AppointmentOrigin,
    AppointmentStatus,
    BookingObstacle,
    MakeUpObstacle,
    Modality,
    TimeUse,
)
from wayhome.journey.scheduling.models import Appointment
from wayhome.journey.scheduling.rules import Habit
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.queries import as_actor
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.models import AuditEvent
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import Period

DAY = timedelta(days=1)
THURSDAY = START + 2 * DAY
WEEK = Period(START - 2 * DAY, START + 5 * DAY)


@pytest.fixture
def ana(program):
    return program.client()


class Phone:
    """What a client sees and does in the portal."""

    def __init__(self, acting, organization, patient_id):
        member = make_membership(organization, Role.CLIENT, patient_id=patient_id)
        self.acting, self.by = acting, as_actor(member)

    def looks(self, now=NOW):
        with self.acting(self.by):
            return queries.own_make_up_offers(self.by, now=now)

    def offers(self, now=NOW):
        return [[each.session.pk for each in found.offers] for found in self.looks(now)]

    def takes(self, place, session, now=NOW):
        given = {"appointment_id": place.pk, "group_session_id": session.pk}
        with self.acting(self.by):
            return actions.book_own_make_up(self.by, now=now, **given)

    def gives_back(self, place, now=NOW):
        with self.acting(self.by):
            return actions.give_back_own_make_up(self.by, appointment_id=place.pk, now=now)


@pytest.fixture
def phone(program, ana, acting):
    return Phone(acting, program.organization, ana.patient_id)


@pytest.fixture
def missed(program, ana):
    """Return the place that Ana missed on Monday."""
    return make_missed(program, ana)


@pytest.fixture
def thursday(program):
    return make_session(program.service, start=THURSDAY, capacity=2)


def make_missed(program, episode, start=START - DAY, **given):
    given.setdefault("status", "noshow")
    session = given.pop("session", None) or make_session(program.service, start=start)
    return make_appointment(session, episode, origin="roster", **given)


def offered(program, place, now=NOW):
    found = queries.make_up_offers(program.by, place.pk, now=now)
    return [each.session.pk for each in found.offers]


def book(program, place, session, now=NOW):
    return actions.book_make_up(
        program.by, appointment_id=place.pk, group_session_id=session.pk, now=now
    )


def refusal_of(write, *args, **given):
    with pytest.raises(
        (actions.CannotBookMakeUpError, actions.CannotGiveBackMakeUpError)
    ) as refused:
        write(*args, **given)
    return refused.value.obstacles


def test_staff_are_shown_what_makes_up_for_a_missed_place_best_first(program, missed):
    family = make_session(program.service, start=START + DAY, service_type="family")
    friday = make_session(program.service, start=START + 3 * DAY)
    thursday = make_session(program.service, start=THURSDAY)
    make_session(program.service, start=START + 7 * DAY)
    make_session(make_service(program.organization), start=THURSDAY)
    assert offered(program, missed) == [thursday.pk, friday.pk, family.pk]


def test_whoever_looks_at_offers_has_read_about_the_client(program, missed):
    queries.make_up_offers(program.by, missed.pk, now=NOW)
    events = AuditEvent.objects.filter(
        organization_id=program.organization.pk, action="scheduling.make_up_offers"
    )
    assert [event.patient_id for event in events] == [missed.patient_id]


def test_a_place_that_was_not_missed_has_no_offers(program, ana):
    make_session(program.service, start=THURSDAY)
    kept = make_appointment(make_session(program.service), ana)
    found = queries.make_up_offers(program.by, kept.pk, now=NOW)
    assert (found.is_missed, found.is_open, found.offers) == (False, False, ())


def test_what_the_client_told_of_their_week_counts(program, phone, missed, thursday):
    evenings = rules.week_of([Habit((1,), 68, 88, TimeUse.FREE), Habit((3,), 68, 88, TimeUse.WORK)])
    tuesday = make_session(program.service)
    friday = make_session(program.service, start=START + 3 * DAY)
    make_availability(program.organization, patient_id=missed.patient_id, week=evenings)
    (found,) = phone.looks()
    assert [(each.session.pk, each.is_sure) for each in found.offers] == [
        (tuesday.pk, True),
        (friday.pk, False),
    ]
    assert refusal_of(phone.takes, missed, thursday) == (MakeUpObstacle.NOT_FREE,)
    assert book(program, missed, thursday).makes_up_for_id == missed.pk


@pytest.mark.parametrize(
    ("profile", "fits"),
    [
        ({}, True),
        ({"language": "es"}, False),
        ({"gender": "male"}, False),
        ({"gender": "female"}, True),
        ({"enrollment": "closed"}, False),
    ],
)
def test_a_group_that_is_for_others_is_not_offered(program, ana, missed, profile, fits):
    with writing_for(program.organization.pk):
        Patient.objects.filter(pk=ana.patient_id).update(gender="female")
    series = make_series(program.service, weekday=3, **profile)
    session = make_session(program.service, start=THURSDAY, series=series)
    assert offered(program, missed) == ([session.pk] if fits else [])
    if not fits:
        assert len(refusal_of(book, program, missed, session)) == 1


def test_a_client_takes_a_seat_with_one_tap_and_two_taps_take_one(phone, missed, thursday):
    place = phone.takes(missed, thursday)
    assert (place.status, place.origin, place.seat) == ("booked", AppointmentOrigin.MAKE_UP, 1)
    assert (place.makes_up_for_id, place.episode_id) == (missed.pk, missed.episode_id)
    assert phone.takes(missed, thursday).pk == place.pk
    (found,) = phone.looks()
    assert (found.made_up_by, found.offers, found.is_open) == (place, (), False)
    assert Appointment.objects.filter(makes_up_for=missed.pk).count() == 1


def test_a_missed_place_is_made_up_for_once(program, missed, thursday):
    book(program, missed, thursday)
    friday = make_session(program.service, start=START + 3 * DAY)
    assert refusal_of(book, program, missed, friday) == (MakeUpObstacle.ALREADY_MADE_UP,)


def test_what_is_given_back_frees_the_seat_and_the_missed_place(program, phone, missed, thursday):
    place = phone.takes(missed, thursday)
    given = phone.gives_back(place)
    assert (given.status, given.cancellation_reason) == ("cancelled", "client-asked")
    assert [each.place for each in phone.looks()] == [missed]
    assert phone.offers() == [[thursday.pk]]
    assert phone.takes(missed, thursday).pk != place.pk
    assert queries.get_session(program.by, thursday.pk).seats_taken == 1


def test_a_seat_that_is_given_back_goes_to_someone_on_the_roster_who_had_none(
    program, phone, missed
):
    series = make_series(program.service, weekday=3, capacity=1)
    session = make_session(program.service, start=THURSDAY, series=series)
    place = phone.takes(missed, session)
    waiting = program.client()
    make_member(series, waiting)
    phone.gives_back(place)
    (held,) = Appointment.objects.filter(group_session=session.pk, status="booked")
    assert held.patient_id == waiting.patient_id


def test_only_a_make_up_that_is_to_come_can_be_given_back(program, phone, missed, thursday):
    kept = make_appointment(make_session(program.service), missed.episode, origin="roster")
    place = phone.takes(missed, thursday)
    assert refusal_of(phone.gives_back, kept) == (MakeUpObstacle.NOT_A_MAKE_UP,)
    assert refusal_of(phone.gives_back, place, THURSDAY) == (MakeUpObstacle.BEGUN_ALREADY,)
    phone.gives_back(place)
    assert refusal_of(phone.gives_back, place) == (AppointmentObstacle.ALREADY_CANCELLED,)
    other = phone.takes(missed, thursday)
    actions.set_appointment_status(
        program.by, appointment_id=other.pk, status=AppointmentStatus.NOSHOW, now=NOW
    )
    assert refusal_of(phone.gives_back, other) == (AppointmentObstacle.ATTENDANCE_RECORDED,)


def test_a_make_up_that_was_missed_too_can_be_made_up_for(program, missed, thursday):
    place = book(program, missed, thursday)
    actions.set_appointment_status(
        program.by, appointment_id=place.pk, status=AppointmentStatus.NOSHOW, now=NOW
    )
    friday = make_session(program.service, start=START + 3 * DAY)
    assert offered(program, missed) == []
    assert offered(program, place) == [friday.pk]


def test_a_full_group_says_so_and_is_offered_no_more(program, phone, missed, thursday):
    friday = make_session(program.service, start=START + 3 * DAY)
    for seat in (1, 2):
        make_appointment(thursday, program.client(), seat=seat)
    assert refusal_of(phone.takes, missed, thursday) == (BookingObstacle.GROUP_FULL,)
    assert phone.offers() == [[friday.pk]]


@pytest.mark.parametrize("reason", ["client-asked", "late-cancel", "session-cancelled"])
def test_a_place_that_was_given_up_can_be_made_up_for(program, ana, thursday, reason):
    session = make_session(program.service, start=START + DAY)
    place = make_missed(
        program, ana, session=session, status="cancelled", cancellation_reason=reason
    )
    assert offered(program, place) == [thursday.pk]
    assert refusal_of(book, program, place, session) == (MakeUpObstacle.GIVEN_UP_BEFORE,)


def test_someone_who_sits_there_after_all_missed_nothing(program, ana, thursday):
    session = make_session(program.service, start=START - DAY)
    place = make_missed(
        program, ana, session=session, status="cancelled", cancellation_reason="client-asked"
    )
    make_appointment(session, ana, origin="walk-in")
    assert offered(program, place) == []
    assert refusal_of(book, program, place, thursday) == (MakeUpObstacle.NOT_MISSED,)


def test_a_client_sees_what_can_still_be_made_up_for(program, ana, phone, thursday):
    make_missed(program, ana, START - 8 * DAY)
    monday = make_missed(program, ana)
    asked = {"status": "cancelled", "cancellation_reason": "client-asked"}
    ahead = make_missed(program, ana, START + 7 * DAY, **asked)
    assert [each.place for each in phone.looks()] == [monday, ahead]
    phone.takes(monday, thursday)
    assert [each.place for each in phone.looks(THURSDAY)] == [monday, ahead]
    assert [each.place for each in phone.looks(THURSDAY + DAY)] == [ahead]


def test_a_stay_that_is_over_has_nothing_to_make_up_for(program, acting, thursday):
    gone = program.client(status="finished", discharge_date=NOW.date(), discharge_reason="1")
    place = make_missed(program, gone)
    assert Phone(acting, program.organization, gone.patient_id).looks() == ()
    assert refusal_of(book, program, place, thursday) == (BookingObstacle.NOT_ADMITTED,)


def test_a_merged_record_s_missed_place_is_found_and_made_up_for(program, acting, missed, thursday):
    stands = make_patient(program.organization)
    with writing_for(program.organization.pk):
        Patient.objects.filter(pk=missed.patient_id).update(replaced_by=stands.pk)
    phone = Phone(acting, program.organization, stands.pk)
    assert [each.place for each in phone.looks()] == [missed]
    assert phone.takes(missed, thursday).patient_id == missed.patient_id


def test_nobody_makes_up_for_somebody_else(program, phone, thursday):
    other = make_missed(program, program.client())
    with pytest.raises(ObjectDoesNotExist):
        phone.takes(other, thursday)
    theirs = book(program, other, thursday)
    with pytest.raises(ObjectDoesNotExist):
        phone.gives_back(theirs)


def test_a_session_that_does_not_exist_is_not_found(program, missed):
    with pytest.raises(ObjectDoesNotExist):
        actions.book_make_up(
            program.by, appointment_id=missed.pk, group_session_id=uuid4(), now=NOW
        )


def test_another_organization_finds_nothing(missed, thursday, acting):
    stranger = make_actor(make_organization(), Role.CLINICAL_SUPERVISOR)
    with acting(stranger):
        with pytest.raises(ObjectDoesNotExist):
            queries.make_up_offers(stranger, missed.pk, now=NOW)
        with pytest.raises(ObjectDoesNotExist):
            actions.book_make_up(
                stranger, appointment_id=missed.pk, group_session_id=thursday.pk, now=NOW
            )


DENIED = [
    lambda by, i: queries.make_up_offers(by, i, now=NOW),
    lambda by, _: queries.own_make_up_offers(by, now=NOW),
    lambda by, i: queries.missed_places(by, [i], WEEK, now=NOW),
    lambda by, i: actions.book_make_up(by, appointment_id=i, group_session_id=i, now=NOW),
    lambda by, i: actions.book_own_make_up(by, appointment_id=i, group_session_id=i, now=NOW),
    lambda by, i: actions.give_back_own_make_up(by, appointment_id=i, now=NOW),
]


@pytest.mark.parametrize("use", DENIED, ids=range(len(DENIED)))
def test_whoever_may_not_is_denied(program, acting, use):
    kiosk = make_actor(
        program.organization, permissions={Permission.RULE_VIEW, Permission.SITE_VIEW}
    )
    with acting(kiosk), pytest.raises(NotPermittedError):
        use(kiosk, uuid4())


def test_someone_without_a_record_of_their_own_missed_nothing(program, acting, missed, thursday):
    odd = make_actor(
        program.organization,
        permissions={Permission.OWN_RECORD_VIEW, Permission.OWN_MAKE_UP_BOOK},
    )
    given = {"appointment_id": missed.pk, "group_session_id": thursday.pk}
    with acting(odd):
        assert queries.own_make_up_offers(odd, now=NOW) == ()
        with pytest.raises(ObjectDoesNotExist):
            actions.book_own_make_up(odd, now=NOW, **given)


def test_missed_places_of_many_say_what_makes_up_for_them(program, ana, missed, thursday):
    other = make_missed(program, program.client(), session=missed.group_session, seat=2)
    place = book(program, missed, thursday)
    found = queries.missed_places(program.by, [ana.patient_id, other.patient_id], WEEK, now=NOW)
    assert [(each.place, each.made_up_by) for each in found[ana.pk]] == [(missed, place)]
    assert [(each.place, each.is_open) for each in found[other.episode_id]] == [(other, True)]


def test_a_session_planned_again_brings_back_no_guest_who_made_up_otherwise(
    program, missed, thursday
):
    first = book(program, missed, thursday)
    other = make_missed(program, program.client(), session=missed.group_session, seat=2)
    stays = book(program, other, thursday)
    cancelled = actions.cancel_session(
        program.by, session_id=thursday.pk, edition=1, reason="", now=NOW
    )
    friday = make_session(program.service, start=START + 3 * DAY)
    second = book(program, missed, friday)
    actions.restore_session(program.by, session_id=thursday.pk, edition=cancelled.edition, now=NOW)
    states = dict(Appointment.objects.values_list("pk", "status"))
    assert [states[each.pk] for each in (first, stays, second)] == [
        "cancelled",
        "booked",
        "booked",
    ]
    with pytest.raises(actions.CannotSetAppointmentStatusError) as refused:
        actions.set_appointment_status(
            program.by, appointment_id=first.pk, status=AppointmentStatus.BOOKED, now=NOW
        )
    assert refused.value.obstacles == (MakeUpObstacle.ALREADY_MADE_UP,)


def test_what_another_room_keeps_from_a_client_is_neither_offered_nor_taken(
    phone, acting, missed, thursday
):
    def kept_out(_by, *, now):
        assert now == NOW
        return {thursday.pk}

    with acting(phone.by):
        (found,) = queries.own_make_up_offers(phone.by, kept_out=kept_out, now=NOW)
        assert found.offers == ()
        given = {"appointment_id": missed.pk, "group_session_id": thursday.pk}
        refused = refusal_of(
            actions.book_own_make_up, phone.by, kept_out={thursday.pk}, now=NOW, **given
        )
    assert refused == (MakeUpObstacle.NOT_OFFERED,)


def test_an_offer_by_video_says_so(program, missed):
    make_session(program.service, start=THURSDAY, modality=Modality.TELEHEALTH, room_id=None)
    found = queries.make_up_offers(program.by, missed.pk, now=NOW)
    assert [each.is_video for each in found.offers] == [True]
    booked = book(program, missed, found.offers[0].session)
    found = queries.make_up_offers(program.by, missed.pk, now=NOW)
    assert (found.made_up_by, found.made_up_by_video) == (booked, True)


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"origin": "one-off"}, "appointment_make_up_says_so"),
        ({"episode": None}, "appointment_makes_up_for_own"),
        ({"twice": True}, "appointment_made_up_once"),
    ],
)
def test_the_table_itself_holds_what_a_make_up_is(program, missed, wrong, constraint):
    known = {**wrong}
    if known.pop("twice", False):
        first = make_session(program.service)
        make_appointment(first, missed.episode, makes_up_for_id=missed.pk)
    episode = known.pop("episode", missed.episode) or program.client()
    thursday = make_session(program.service, start=THURSDAY)
    with pytest.raises(IntegrityError) as refused:
        make_appointment(thursday, episode, makes_up_for_id=missed.pk, **known)
    assert refused.value.__cause__.diag.constraint_name == constraint


def test_no_place_makes_up_for_itself(program, missed, thursday):
    place = make_appointment(thursday, missed.episode)
    with pytest.raises(IntegrityError), writing_for(program.organization.pk):
        Appointment.objects.filter(pk=place.pk).update(makes_up_for=place.pk)


@pytest.mark.parametrize("number", [1, 12])
def test_offers_and_booking_ask_as_often_for_many_as_for_one(program, phone, ana, missed, number):
    thursday = make_session(program.service, start=THURSDAY)
    for each in range(1, number):
        make_session(program.service, start=THURSDAY + each * timedelta(hours=2))
        make_missed(program, ana, START - DAY - each * timedelta(hours=2))
    asked = []
    for do, given in (
        (phone.looks, ()),
        (offered, (program, missed)),
        (phone.takes, (missed, thursday)),
    ):
        with CaptureQueriesContext(connection) as captured:
            do(*given)
        asked.append(len(captured))
    assert asked == [13, 11, 20]
