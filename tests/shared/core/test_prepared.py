"""Reads that are built once: the values follow, the organization is whoever acts'."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ObjectDoesNotExist
from django.db import NotSupportedError, connection, transaction
from django.test.utils import CaptureQueriesContext
from psycopg import sql

from tests.factories.patients import make_patient
from tests.factories.tenancy import make_organization
from wayhome.journey.patients.models import Patient
from wayhome.launch import database
from wayhome.shared.core import context
from wayhome.shared.core.context import Acting
from wayhome.shared.core.prepared import (
    Prepared,
    any_of,
    given_id,
    given_ids,
    given_moment,
    given_text,
    given_texts,
)
from wayhome.shared.core.uuid7 import uuid7

BY_ID = Prepared(lambda: Patient.objects.filter(pk=given_id("patient")))
BY_IDS = Prepared(lambda: Patient.objects.filter(any_of("id", given_ids("patients"))))
NAMES = Prepared(
    lambda: (
        Patient.objects.filter(any_of("given_name", given_texts("names")))
        .order_by("given_name")
        .values_list("given_name", flat=True)
    )
)
# "50%" is a constant with a percent sign; it must come through as it is.
ODD = Prepared(lambda: Patient.objects.filter(given_name="50% s", family_name=given_text("family")))


pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    organization = make_organization()
    acting = Acting(organization.pk, uuid7())
    with transaction.atomic(), context.acting_as(acting):
        yield organization


def test_the_values_follow_and_the_shape_stays(here):
    people = [make_patient(here, given_name=name) for name in ("Ana", "Ben", "Cora")]
    assert [BY_ID.one(patient=person.pk) for person in people] == people
    assert BY_ID.one(patient=people[1].pk).given_name == "Ben"
    assert {*BY_IDS.rows(patients=[people[0].pk, people[2].pk])} == {people[0], people[2]}
    assert BY_IDS.rows(patients=[]) == []
    assert NAMES.rows(names=["Cora", "Ana", "Nobody"]) == ["Ana", "Cora"]


def test_a_percent_sign_in_a_constant_is_no_place_for_a_value(here):
    odd = make_patient(here, given_name="50% s", family_name="Rivera")
    assert ODD.rows(family="Rivera") == [odd]
    assert ODD.rows(family="50% s") == []


def test_a_percent_sign_of_the_statement_itself_stays_one(here):
    containing = Prepared(
        lambda: Patient.objects.filter(given_name__contains=given_text("part"), family_name="A%")
    )
    found = make_patient(here, given_name="Marisol", family_name="A%")
    make_patient(here, given_name="Marisol", family_name="Ab")
    assert containing.rows(part="iso") == [found]
    assert containing.rows(part="100%") == []


@pytest.mark.usefixtures("here")
def test_another_organization_s_row_does_not_exist():
    other = make_organization()
    stranger = make_patient(other)
    with pytest.raises(ObjectDoesNotExist, match="Patient matching query does not exist"):
        BY_ID.one(patient=stranger.pk)
    with context.acting_as(Acting(other.pk, uuid7())):
        assert BY_ID.one(patient=stranger.pk) == stranger


def test_building_one_says_nothing_to_the_database(here):
    fresh = Prepared(lambda: Patient.objects.filter(pk=given_id("patient")))
    with CaptureQueriesContext(connection) as queries:
        fresh.rows(patient=uuid7())
    assert [query["sql"].split()[0] for query in queries.captured_queries] == ["SELECT"]
    assert str(here.pk).replace("-", "") in queries.captured_queries[0]["sql"].replace("-", "")


@pytest.mark.usefixtures("here")
def test_a_value_that_is_missing_is_a_mistake():
    with pytest.raises(KeyError, match="patient"):
        BY_ID.rows()


def test_a_moment_is_compared_as_one(here):
    since = Prepared(lambda: Patient.objects.filter(created_at__gte=given_moment("since")))
    person = make_patient(here)
    assert since.rows(since=person.created_at) == [person]
    assert since.rows(since=datetime.max.replace(tzinfo=UTC) - timedelta(days=1)) == []


@pytest.mark.django_db(transaction=True)
def test_threads_use_one_without_getting_in_each_others_way():
    organizations = [make_organization() for _ in range(4)]
    people = {one.pk: make_patient(one, given_name=one.slug).pk for one in organizations}

    def read(organization_id):
        try:
            with context.acting_as(Acting(organization_id, uuid7())), transaction.atomic():
                return [BY_ID.one(patient=people[organization_id]).pk for _ in range(50)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        for organization_id, found in zip(people, pool.map(read, people), strict=True):
            assert {*found} == {people[organization_id]}


@pytest.mark.parametrize("in_transaction", [True, False])
@pytest.mark.django_db(transaction=True)
def test_a_column_that_a_migration_changed_is_read_again_by_the_next_request(in_transaction):
    sessions = Prepared(lambda: Session.objects.filter(session_key=given_text("key")))

    def ask():
        with transaction.atomic() if in_transaction else nullcontext():
            assert sessions.rows(key="nobody") == []

    for _ in range(4):  # enough for PostgreSQL to keep the plan
        ask()
    with changed("django_session", "session_data", "varchar(100000)", "text"):
        with pytest.raises(NotSupportedError, match="cached plan"):
            ask()
        connection.close_if_unusable_or_obsolete()  # as Django does before a request
        ask()


@contextmanager
def changed(table, column, kind, before):
    """Give a column another type, as the owner of the tables, within a with block."""
    given = connection.get_connection_params()
    where = {name: given[name] for name in ("host", "port", "dbname") if name in given}
    with psycopg.connect(**where, user=database.OWNER, autocommit=True) as owner:
        alter = "ALTER TABLE {} ALTER COLUMN {} TYPE {}"
        names = sql.Identifier(table), sql.Identifier(column)
        owner.execute(sql.SQL(alter).format(*names, sql.SQL(kind)))
        try:
            yield
        finally:
            owner.execute(sql.SQL(alter).format(*names, sql.SQL(before)))
            connection.close()
