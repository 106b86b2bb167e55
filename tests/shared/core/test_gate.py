"""Nothing is written around an action; nothing is seen without an organization."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.factories.accounts import make_actor, make_practitioner
from tests.factories.base import writing_for
from tests.factories.tenancy import make_organization, make_site
from wayhome.shared.accounts.models import Practitioner
from wayhome.shared.core import context
from wayhome.shared.core.gate import WriteOutsideActionError
from wayhome.shared.tenancy.models import Location

pytestmark = pytest.mark.django_db


def test_a_record_is_not_saved_around_an_action(acting):
    actor = make_actor()
    with acting(actor), pytest.raises(WriteOutsideActionError):
        Practitioner(given_name="A", family_name="B", organization_id=actor.organization_id).save()


@pytest.mark.parametrize(
    "write",
    [
        lambda rows: rows.update(given_name="X"),
        lambda rows: rows.bulk_create([Practitioner()]),
        lambda rows: rows.bulk_update([], ["given_name"]),
        lambda rows: rows.delete(),
        lambda _rows: Practitioner().delete(),
    ],
    ids=["update", "bulk create", "bulk update", "delete rows", "delete one"],
)
def test_no_other_way_of_writing_passes_the_gate(acting, write):
    with acting(make_actor()), pytest.raises(WriteOutsideActionError):
        write(Practitioner.objects.all())


def test_another_organization_s_rows_do_not_exist(acting):
    mine, theirs = make_organization(), make_organization()
    make_practitioner(theirs)
    with acting(make_actor(mine)):
        assert not Practitioner.objects.filter(organization=theirs).exists()


def test_without_anyone_acting_no_row_is_seen():
    make_practitioner(make_organization())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_practitioner")
        assert cursor.fetchone() == (0,)


def test_the_database_refuses_a_row_of_another_organization():
    mine, theirs = make_organization(), make_organization()
    with pytest.raises(DatabaseError, match="row-level security"), writing_for(mine.pk):
        Practitioner(given_name="A", family_name="B", organization=theirs).save(force_insert=True)


def test_a_row_cannot_point_into_another_organization():
    mine, theirs = make_organization(), make_organization()
    site = make_site(theirs)
    with pytest.raises(IntegrityError), writing_for(mine.pk):
        Location(name="R", physical_type="ro", organization=mine, part_of_id=site.pk).save(
            force_insert=True
        )


def test_a_row_never_moves_to_another_organization():
    mine, theirs = make_organization(), make_organization()
    site = make_site(mine)
    with writing_for(mine.pk):
        site.organization_id = theirs.pk
        site.name = "Moved"
        with pytest.raises(DatabaseError):
            site.save(force_update=True)


def test_raw_sql_without_an_agent_is_refused():
    organization = make_organization()
    insert = """INSERT INTO accounts_practitioner (organization_id, id, given_name, family_name,
        npi, needs_cosignature, is_active, external_id)
        VALUES (%s, %s, 'A', 'B', '', false, true, '')"""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL wayhome.organization_id = '{organization.pk}'")
        with pytest.raises(DatabaseError, match="needs an agent"), transaction.atomic():
            cursor.execute(insert, [organization.pk, uuid4()])


def test_a_nested_context_returns_to_the_outer_one():
    mine, theirs = make_organization(), make_organization()
    make_site(mine)
    outer = context.Acting(mine.pk, uuid4())
    with context.acting_as(outer):
        with context.acting_as(context.Acting(theirs.pk, uuid4())):
            assert not Location.objects.exists()
        assert Location.objects.count() == 1


def test_the_context_survives_a_roll_back(acting):
    actor = make_actor()
    with acting(actor):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        assert Practitioner.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_new_transaction_is_told_who_acts():
    actor = make_actor()
    with context.acting_as(actor.acting), transaction.atomic():
        assert Practitioner.objects.count() == 1
