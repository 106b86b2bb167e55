"""Every table obeys the distribution rules, and the rules bite."""

import pytest
from django.db import connection

from tests.architecture import catalogue
from tests.database.copies import CLUSTER, OWN
from tests.guards import NoOrganizationError, OrganizationGuard
from wayhome.launch import database

pytestmark = pytest.mark.django_db


def test_every_table_obeys_the_rules():
    assert catalogue.findings() == []


PLANTED = {
    "1": "CREATE TABLE stray (id uuid)",
    "3": """ALTER TABLE patients_patient DROP CONSTRAINT patients_patient_pkey CASCADE;
        ALTER TABLE patients_patient ALTER organization_id DROP NOT NULL""",
    "4": "CREATE UNIQUE INDEX planted ON patients_patient (medical_record_number)",
    "5": """ALTER TABLE patients_flag ADD CONSTRAINT planted FOREIGN KEY (organization_id, patient_id)
        REFERENCES patients_patient (organization_id, id) DEFERRABLE""",
    "6": "CREATE INDEX planted ON patients_patient (given_name)",
    "7": "ALTER TABLE patients_patient ADD COLUMN number serial",
    "8": "ALTER TABLE patients_patient DISABLE ROW LEVEL SECURITY",
    "8 forced": "ALTER TABLE patients_patient FORCE ROW LEVEL SECURITY",
    "10": """CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_notify('a', 'b'); RETURN NEW; END $$;
        CREATE TRIGGER planted BEFORE INSERT ON patients_patient FOR EACH ROW
        EXECUTE FUNCTION planted()""",
    "history": "DROP TRIGGER patients_patient_row_history ON patients_patient",
}


@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_mistake_is_found(rule, monkeypatch):
    """Plant it as the owner in a transaction that is never committed, and look from inside."""
    owner = CLUSTER.dsn(user=database.OWNER, dbname=OWN)
    with database.connection(owner) as planting:
        planting.autocommit = False
        planting.execute(PLANTED[rule])
        monkeypatch.setattr(
            catalogue, "rows", lambda sql, *params: planting.execute(sql, params or None).fetchall()
        )
        found = catalogue.findings()
        planting.rollback()
    assert [f for f in found if f.split()[0] == rule.split()[0]]


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT "patients_patient"."id" FROM "patients_patient"',
        'SELECT 1 FROM "patients_patient" WHERE "patients_patient"."id" = %s',
        'UPDATE "patients_patient" SET "given_name" = %s WHERE "id" = %s',
        'DELETE FROM "patients_patient" WHERE "id" = %s',
        'UPDATE "patients_patient" SET "organization_id" = %s WHERE "organization_id" = %s',
    ],
)
def test_the_guard_refuses_a_statement_without_its_organization(sql):
    with pytest.raises(NoOrganizationError):
        OrganizationGuard.check(sql)


def test_the_guard_lets_a_statement_with_its_organization_pass():
    OrganizationGuard.check(
        'SELECT 1 FROM "patients_patient" WHERE "patients_patient"."organization_id" = %s'
    )


def test_the_app_role_owns_nothing_and_bypasses_nothing():
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT rolsuper OR rolbypassrls, (SELECT count(*) FROM pg_tables
            WHERE tableowner = current_user) FROM pg_roles WHERE rolname = current_user"""
        )
        assert cursor.fetchone() == (False, 0)
