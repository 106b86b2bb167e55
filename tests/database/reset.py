"""What happens to the rows that a committing test leaves, and who may remove them.

The app role can't empty tables: it may not truncate, and rows of history and audit are append-only.
So after each test that commits (`transaction=True`, `live_server`) the superuser deletes the rows,
with triggers off. Kept are the tables that already hold rows when the migrations have run:
`django_migrations`, content types, permissions and whatever data migrations fill.
"""

import django.test
import psycopg
from django.db import connection, connections
from psycopg import sql

from tests.database.copies import CLUSTER, OWN
from wayhome.launch import database

_TABLES = """
    SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
"""


def assert_app_role() -> None:
    """Fail when the tests run as anyone whom row-level security doesn't hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        assert cursor.fetchone() == (database.APP, OWN)


def close_connections() -> None:
    connections.close_all()


def empty_tables_after_transactional_tests() -> None:
    """Replace Django's flush, which runs as the tests' own role."""
    with psycopg.connect(CLUSTER.dsn(dbname=OWN), autocommit=True) as superuser:
        kept = _tables_with_rows(superuser)

    def delete_rows(_test_case) -> None:
        with psycopg.connect(CLUSTER.dsn(dbname=OWN)) as superuser:
            superuser.execute("SET session_replication_role = replica")
            superuser.execute("SET lock_timeout = '10s'")
            for table in _tables_with_rows(superuser) - kept:
                superuser.execute(
                    sql.SQL("DELETE FROM {table}").format(table=sql.Identifier(*table))
                )

    django.test.TransactionTestCase._fixture_teardown = delete_rows


def _tables_with_rows(superuser: psycopg.Connection) -> set[tuple[str, str]]:
    tables = superuser.execute(_TABLES).fetchall()
    probe = sql.SQL("SELECT {number} WHERE EXISTS (SELECT FROM {table})")
    probes = (
        probe.format(number=number, table=sql.Identifier(*table))
        for number, table in enumerate(tables)
    )
    numbers = superuser.execute(sql.SQL(" UNION ALL ").join(probes)).fetchall()
    return {tables[number] for (number,) in numbers}
