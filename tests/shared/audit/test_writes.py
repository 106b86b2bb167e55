"""The action: permission, transaction, audit event, history."""

from enum import StrEnum
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.accounts import make_actor
from tests.factories.tenancy import make_organization
from wayhome.shared.accounts.models import Practitioner
from wayhome.shared.audit import trail
from wayhome.shared.audit.actor import Actor, NotPermittedError, WrongOrganizationError
from wayhome.shared.audit.models import AuditEvent, RowHistory
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.reads import chart_read
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal

pytestmark = pytest.mark.django_db


class Obstacle(StrEnum):
    CLOSED = "closed"


class CannotHireError(Refusal):
    """For these tests."""


def _new(by, name):
    return Practitioner.objects.create(
        organization_id=by.organization_id, given_name=name, family_name="Test"
    )


@action(Permission.PRACTITIONER_MANAGE)
def hire(by: Actor, *, name: str, refuse: bool = False):
    hired = _new(by, name)
    if refuse:
        raise CannotHireError((Obstacle.CLOSED,))
    return hired


@action(Permission.PRACTITIONER_MANAGE)
def hire_many(by: Actor, *, names: list[str]):
    return [hire(by, name=name) for name in names]


@action(Permission.PRACTITIONER_MANAGE)
def count_all(_by: Actor):
    return 7


@action(Permission.PRACTITIONER_MANAGE)
def hire_nobody(_by: Actor):
    return None


@chart_read(Permission.CHART_READ)
def open_chart(_by: Actor, patient_id):
    return patient_id


def events(actor, **given):
    return AuditEvent.objects.filter(organization_id=actor.organization_id, **given).order_by("pk")


@pytest.fixture
def manager():
    return make_actor(permissions={Permission.PRACTITIONER_MANAGE, Permission.CHART_READ})


def test_an_action_leaves_one_event_that_says_who_did_what(manager, acting):
    hired = hire(manager, name="Ada")
    with acting(manager):
        event = events(manager).get()
    assert (event.agent_id, event.entity_id) == (manager.agent_id, hired.pk)
    assert (event.action, event.outcome) == ("audit.hire", "success")


def test_an_action_s_rows_have_a_history_with_the_agent(manager, acting):
    hired = hire(manager, name="Ada")
    with acting(manager):
        row = RowHistory.objects.get(
            organization_id=manager.organization_id, row_id=hired.pk, operation="insert"
        )
    assert (row.agent_id, row.new_row["given_name"]) == (manager.agent_id, "Ada")


def test_a_batch_leaves_one_event_with_its_count_besides_its_parts(manager, acting):
    hire_many(manager, names=["Ada", "Ben"])
    with acting(manager):
        assert events(manager, action="audit.hire_many").get().count == 2


@pytest.mark.parametrize(("write", "count"), [(count_all, 7), (hire_nobody, 0)])
def test_an_action_without_a_record_tells_of_its_number(manager, acting, write, count):
    write(manager)
    with acting(manager):
        assert events(manager).get().count == count


def test_an_empty_batch_is_told_of_too(manager, acting):
    hire_many(manager, names=[])
    with acting(manager):
        assert events(manager).get().count == 0


def test_a_denied_attempt_writes_nothing_but_its_event(acting):
    actor = make_actor(permissions=set())
    with pytest.raises(NotPermittedError):
        hire(actor, name="Ada")
    with acting(actor):
        event = events(actor).get()
        assert Practitioner.objects.filter(given_name="Ada").count() == 0
    assert (event.outcome, event.detail) == ("denied", "practitioner-manage")


def test_a_refused_attempt_writes_nothing_but_its_event(manager, acting):
    with pytest.raises(CannotHireError) as refusal:
        hire(manager, name="Ada", refuse=True)
    with acting(manager):
        assert (events(manager).get().outcome, events(manager).get().detail) == (
            "refused",
            "closed",
        )
        assert not Practitioner.objects.filter(given_name="Ada").exists()
    assert refusal.value.obstacles == (Obstacle.CLOSED,)


@pytest.mark.django_db(transaction=True)
def test_a_denied_attempt_outlives_the_request_s_transaction(acting):
    actor = make_actor(permissions=set())
    with (
        pytest.raises(NotPermittedError),
        trail.failures_kept_until_the_end(),
        acting(actor),
        transaction.atomic(),
    ):
        hire(actor, name="Ada")
    with acting(actor), transaction.atomic():
        assert events(actor, outcome="denied").count() == 1


def test_reading_a_chart_is_an_event(manager, acting):
    patient_id = uuid4()
    with acting(manager):
        open_chart(manager, patient_id)
        assert events(manager).get().patient_id == patient_id


def test_a_page_that_reads_one_chart_in_parts_leaves_one_event_with_its_name(manager, acting):
    patient_id, other = uuid4(), uuid4()
    with acting(manager), trail.reads_of_one_page() as page:
        page.name = "console:chart"
        for one in (patient_id, patient_id, other):
            open_chart(manager, one)
        assert {(e.patient_id, e.detail) for e in events(manager)} == {
            (patient_id, "console:chart"),
            (other, "console:chart"),
        }
        assert events(manager).count() == 2


def test_a_denied_reading_is_an_event_too(acting):
    actor = make_actor(permissions=set())
    with acting(actor):
        with pytest.raises(NotPermittedError):
            open_chart(actor, uuid4())
        assert events(actor).get().outcome == "denied"


def test_a_read_for_another_organization_than_the_one_acted_for_is_a_mistake(manager, acting):
    with acting(make_actor(make_organization())), pytest.raises(WrongOrganizationError):
        manager.require(Permission.CHART_READ)


def test_a_visitor_may_nothing():
    with pytest.raises(NotPermittedError):
        Actor.public().require(Permission.CHART_READ)


@pytest.mark.parametrize("table", ["audit_rowhistory", "audit_auditevent"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET agent_id = gen_random_uuid()", "DELETE FROM {}"])
def test_nobody_edits_the_trail(manager, acting, table, verb):
    hire(manager, name="Ada")
    where = f" WHERE organization_id = '{manager.organization_id}'"
    statement = verb.format(table).replace("FROM", "FROM") + where
    with (
        acting(manager),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_nobody_invents_history(manager, acting):
    insert = """INSERT INTO audit_rowhistory VALUES
        (%s, gen_random_uuid(), gen_random_uuid(), now(), 't', gen_random_uuid(), 'insert')"""
    with (
        acting(manager),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(insert, [manager.organization_id])
