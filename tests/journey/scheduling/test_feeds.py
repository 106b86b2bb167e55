"""Whose calendar an address answers, for how long, and what is left of its being read."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import make_actor, make_membership
from tests.factories.base import made
from tests.factories.patients import make_patient
from tests.factories.scheduling import NOW, make_appointment, make_session
from tests.factories.tenancy import make_organization
from wayhome.journey.patients import actions as patients
from wayhome.journey.scheduling import actions, queries, rules
from wayhome.journey.scheduling.models import CalendarFeed
from wayhome.shared.accounts import system
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.queries import as_actor
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.models import AuditEvent, RowHistory
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core import gate, memo

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


@pytest.fixture
def ana(program):
    return program.client()


@pytest.fixture
def account(program, ana):
    return make_membership(program.organization, Role.CLIENT, patient_id=ana.patient_id)


@pytest.fixture
def herself(account, acting):
    by = as_actor(account)
    with acting(by):
        yield by


@pytest.fixture
def counselor_account(program):
    return make_membership(
        program.organization, Role.COUNSELOR, practitioner_id=program.facilitator.pk
    )


@pytest.fixture
def counselor(counselor_account, acting):
    by = as_actor(counselor_account)
    with acting(by):
        yield by


@pytest.fixture
def read(acting):
    """Return a function that reads an address as a phone does, at a moment."""

    def read_feed(token, now=NOW, organization_id=None):
        by = system.calendar(organization_id or rules.organization_of(token))
        with acting(by):
            return queries.read_feed(by, token, now=now)

    return read_feed


def token_of_client(by):
    return actions.open_own_calendar_feed(by, now=NOW).token


def token_of_staff(by):
    return actions.open_calendar_feed(by, now=NOW).token


def starts(feed):
    return [event.period.start for event in feed.events]


def told(table, program):
    rows = table.objects.filter(organization_id=program.organization.pk)
    return [*rows.order_by("recorded_at", "pk").values()]


def change(row, **values):
    with gate.opened("tests.factory"):
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=[*values])


def test_a_client_s_calendar_shows_their_own_places_and_nobody_else_s(program, ana, herself, read):
    mine, other = make_session(program.service), make_session(program.service)
    make_appointment(mine, ana)
    make_appointment(other, program.client())
    found = read(token_of_client(herself))
    assert starts(found) == [mine.period_start]
    assert found.language == "en"


def test_a_calendar_speaks_its_client_s_language(program, acting, read):
    patient = make_patient(program.organization, language="es")
    by = as_actor(make_membership(program.organization, Role.CLIENT, patient_id=patient.pk))
    with acting(by):
        token = token_of_client(by)
    assert read(token).language == "es"


SHOWN = {
    "booked": [False],
    "fulfilled": [False],
    "noshow": [False],
    "cancelled": [True],
    "proposed": [],
    "pending": [],
    "waitlist": [],
    "entered-in-error": [],
}


@pytest.mark.parametrize("status", SHOWN)
def test_only_places_that_are_or_were_held_are_shown(program, ana, herself, read, status):
    make_appointment(make_session(program.service), ana, status=status)
    events = read(token_of_client(herself)).events
    assert [each.is_cancelled for each in events] == SHOWN[status]


def test_a_session_that_was_cancelled_is_shown_as_such(program, ana, herself, counselor, read):
    session = make_session(
        program.service, facilitator_id=program.facilitator.pk, status="cancelled", edition=4
    )
    make_appointment(session, ana)
    for token in (token_of_client(herself), token_of_staff(counselor)):
        (event,) = read(token).events
        assert event.is_cancelled
        assert event.sequence == 4


def test_the_window_ends_before_what_is_older_or_later(program, ana, herself, read):
    shown = [NOW - 4 * WEEK, NOW + 13 * WEEK - DAY]
    for start in (shown[0] - DAY, *shown, NOW + 13 * WEEK):
        make_appointment(make_session(program.service, start=start), ana)
    assert starts(read(token_of_client(herself))) == shown


def test_staff_s_calendar_shows_the_sessions_they_lead(program, counselor, read):
    mine = make_session(program.service, facilitator_id=program.facilitator.pk)
    make_session(program.service)
    found = read(token_of_staff(counselor))
    assert starts(found) == [mine.period_start]
    assert found.language == "en"


def test_a_merged_person_s_calendar_shows_the_places_of_all_their_records(
    program, ana, account, acting, read
):
    stands = program.client()
    for episode, start in ((ana, NOW), (stands, NOW + DAY)):
        make_appointment(make_session(program.service, start=start), episode)
    by = as_actor(account)
    with acting(by):
        before = token_of_client(by)
    patients.merge_patients(
        make_actor(program.organization, Role.CLINICAL_SUPERVISOR),
        into_id=stands.patient_id,
        patient_id=ana.patient_id,
        now=NOW,
    )
    assert starts(read(before)) == [NOW, NOW + DAY]
    with acting(by):
        after = token_of_client(by)
    assert starts(read(after)) == [NOW, NOW + DAY]
    with pytest.raises(ObjectDoesNotExist):
        read(before)


@pytest.mark.parametrize("number", [1, 20])
def test_reading_asks_as_often_for_twenty_sessions_as_for_one(program, ana, herself, read, number):
    for n in range(number):
        make_appointment(make_session(program.service, start=NOW + n * DAY), ana)
    token = token_of_client(herself)
    with CaptureQueriesContext(connection) as asked, memo.of_one_page():
        read(token)
    said = [each["sql"] for each in asked if "SET LOCAL" not in each["sql"]]
    assert len(said) == 5


def test_an_address_is_kept_as_a_hash_alone(program, herself):
    token = token_of_client(herself)
    (row,) = CalendarFeed.objects.all()
    assert not hasattr(row, "token")
    assert row.token_hash == rules.hash_of(token)
    kept = [str(each) for table in (RowHistory, AuditEvent) for each in told(table, program)]
    assert len(kept) > 2
    assert [each for each in kept if token in each] == []


def test_a_new_address_takes_the_place_of_the_one_before(herself, counselor, read):
    for by, make in ((herself, token_of_client), (counselor, token_of_staff)):
        before, after = make(by), make(by)
        assert before != after
        assert read(after).events == ()
        with pytest.raises(ObjectDoesNotExist):
            read(before)


def test_an_address_that_was_stopped_answers_nothing(herself, read):
    token = token_of_client(herself)
    assert queries.own_calendar_feed(herself).feed is not None
    (stopped,) = actions.close_own_calendar_feed(herself, now=NOW)
    assert stopped.revoked_at == NOW
    assert queries.own_calendar_feed(herself).feed is None
    with pytest.raises(ObjectDoesNotExist):
        read(token)
    assert actions.close_own_calendar_feed(herself, now=NOW) == []


def test_staff_stop_their_own_address_and_no_client_s(herself, counselor, read):
    kept, token = token_of_client(herself), token_of_staff(counselor)
    assert queries.calendar_feed(counselor).feed is not None
    actions.close_calendar_feed(counselor, now=NOW)
    assert queries.calendar_feed(counselor).feed is None
    assert read(kept).events == ()
    with pytest.raises(ObjectDoesNotExist):
        read(token)


def test_another_organization_s_tables_do_not_hold_it(herself, read):
    with pytest.raises(ObjectDoesNotExist):
        read(token_of_client(herself), organization_id=make_organization().pk)


@pytest.mark.parametrize(
    "loss",
    [
        {"is_active": False},
        {"roles": [Role.KIOSK]},
        {"patient_id": None},
        {"patient_id": "another"},
    ],
)
def test_a_client_who_lost_their_account_has_no_calendar(program, account, herself, read, loss):
    token = token_of_client(herself)
    if "another" in loss.values():
        loss = {"patient_id": make_patient(program.organization).pk}
    change(account, **loss)
    with pytest.raises(ObjectDoesNotExist):
        read(token)


@pytest.mark.parametrize(
    "loss", [{"is_active": False}, {"roles": [Role.KIOSK]}, {"practitioner_id": None}]
)
def test_staff_who_lost_their_access_have_no_calendar(counselor_account, counselor, read, loss):
    token = token_of_staff(counselor)
    change(counselor_account, **loss)
    with pytest.raises(ObjectDoesNotExist):
        read(token)


def test_somebody_whose_sign_in_ended_has_no_calendar(account, herself, read):
    token = token_of_client(herself)
    change(account.user, is_active=False)
    with pytest.raises(ObjectDoesNotExist):
        read(token)


def test_access_to_another_organization_does_not_keep_a_calendar(account, herself, read):
    token = token_of_client(herself)
    make_membership(make_organization(), Role.COUNSELOR, user=account.user)
    assert read(token).events == ()
    change(account, is_active=False)
    with pytest.raises(ObjectDoesNotExist):
        read(token)


def test_a_reading_a_day_is_on_record_and_names_whose_it_was(program, ana, herself, read, acting):
    feed = actions.open_own_calendar_feed(herself, now=NOW)
    by = system.calendar(program.organization.pk)
    assert read(feed.token).is_due_for_note
    for hours in (0, 1, 23, 24, 25):
        with acting(by):
            actions.note_feed_read(by, feed_id=feed.pk, now=NOW + timedelta(hours=hours))
    assert not read(feed.token, NOW + DAY).is_due_for_note
    assert feed.refreshed().last_read_at == NOW + DAY
    events = [e for e in told(AuditEvent, program) if e["action"] == "scheduling.read_feed"]
    assert [(e["agent_id"], e["entity_id"], e["patient_id"]) for e in events] == [
        (by.agent_id, feed.pk, ana.patient_id)
    ] * 2


def test_making_and_stopping_are_on_record(program, ana, herself):
    token_of_client(herself)
    actions.close_own_calendar_feed(herself, now=NOW)
    events = [e for e in told(AuditEvent, program) if e["agent_id"] == herself.agent_id]
    assert [(e["action"], e["patient_id"]) for e in events] == [
        ("scheduling.open_own_calendar_feed", ana.patient_id),
        ("scheduling.close_own_calendar_feed", ana.patient_id),
    ]


DENIED = {
    "open_own_calendar_feed": lambda by: actions.open_own_calendar_feed(by, now=NOW),
    "close_own_calendar_feed": lambda by: actions.close_own_calendar_feed(by, now=NOW),
    "open_calendar_feed": lambda by: actions.open_calendar_feed(by, now=NOW),
    "close_calendar_feed": lambda by: actions.close_calendar_feed(by, now=NOW),
    "note_feed_read": lambda by: actions.note_feed_read(by, feed_id=by.agent_id, now=NOW),
    "own_calendar_feed": queries.own_calendar_feed,
    "calendar_feed": queries.calendar_feed,
    "read_feed": lambda by: queries.read_feed(by, "x", now=NOW),
}


@pytest.mark.parametrize("name", DENIED)
def test_whoever_may_not_is_denied(program, acting, name):
    nobody = make_actor(program.organization, permissions=())
    with acting(nobody), pytest.raises(NotPermittedError):
        DENIED[name](nobody)


def test_whoever_is_nobody_has_no_calendar(program, acting):
    by = make_actor(
        program.organization,
        permissions={Permission.OWN_CALENDAR_FEED_OPEN, Permission.OWN_RECORD_VIEW},
    )
    desk = as_actor(make_membership(program.organization, Role.FRONT_DESK))
    for actor, ask in (
        (by, queries.own_calendar_feed),
        (by, lambda by: actions.open_own_calendar_feed(by, now=NOW)),
        (desk, queries.calendar_feed),
        (desk, lambda by: actions.open_calendar_feed(by, now=NOW)),
        (desk, lambda by: actions.close_calendar_feed(by, now=NOW)),
    ):
        with acting(actor), pytest.raises(ObjectDoesNotExist):
            ask(actor)


def test_the_table_refuses_two_in_use_and_one_of_nobody(program, ana, herself):
    given = {"user_id": herself.agent_id, "created_at": NOW}
    token_of_client(herself)
    for wrong in (
        {"patient_id": ana.patient_id, "token_hash": "a" * 64},
        {"token_hash": "b" * 64},
        {
            "patient_id": ana.patient_id,
            "practitioner_id": program.facilitator.pk,
            "token_hash": "c" * 64,
        },
        {"practitioner_id": program.facilitator.pk, "token_hash": "the token itself"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            made(CalendarFeed, program.organization, **given, **wrong)
