"""Which server is used, what is prepared in it, and which roles are refused."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from wayhome.launch import database
from wayhome.launch.database import Database
from wayhome.launch.errors import LaunchError

APP, OWNER = "postgresql://app@host/wayhome", "postgresql://owner@host/wayhome"


def test_both_connection_strings_name_a_server():
    environ = {"DATABASE_URL": APP, "DATABASE_OWNER_URL": OWNER}
    assert database.chosen(environ) == Database(app=APP, owner=OWNER)


def test_none_means_the_embedded_one():
    assert database.chosen({"DATABASE_URL": "", "PATH": "/bin"}) is None


@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_OWNER_URL"])
def test_one_alone_is_refused(name):
    with pytest.raises(LaunchError, match="Set both"):
        database.chosen({name: APP})


def test_something_else_than_a_connection_string_is_refused():
    with pytest.raises(LaunchError, match="DATABASE_OWNER_URL is no connection string"):
        database.chosen({"DATABASE_URL": APP, "DATABASE_OWNER_URL": "nonsense"})


@pytest.mark.parametrize("version", [170_000, 180_006])
def test_a_server_that_is_new_enough_is_taken(version):
    database.check_version(version)


def test_a_server_that_is_too_old_is_refused(prepared, monkeypatch):
    monkeypatch.setattr(database, "server_version", lambda _: 160_004)
    with pytest.raises(LaunchError, match=r"is PostgreSQL 16, and Wayhome needs 17"):
        database.prepare_chosen(prepared)


def test_a_server_that_is_away_is_one_sentence(tmp_path):
    with (
        pytest.raises(LaunchError, match=r"can't be reached: .*No such file or directory"),
        database.connection(f"host={tmp_path} dbname=wayhome"),
    ):
        pass


def test_the_app_role_uses_what_the_owner_makes_and_makes_nothing(prepared):
    with psycopg.connect(prepared.owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE room (id serial, name text)")
        owner.execute("CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    with psycopg.connect(prepared.app, autocommit=True) as app:
        app.execute("INSERT INTO room (name) VALUES ('Garden')")
        assert app.execute("SELECT name, one() FROM room").fetchall() == [("Garden", 1)]
        for forbidden in ("CREATE TABLE mine ()", "TRUNCATE room", "CREATE DATABASE mine"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(forbidden)


def test_the_extensions_are_there(prepared):
    with psycopg.connect(prepared.owner) as owner:
        names = {name for (name,) in owner.execute("SELECT extname FROM pg_extension")}
    assert set(database.EXTENSIONS) <= names


def test_preparing_again_changes_nothing(cluster, prepared):
    assert database.prepare_embedded(cluster, "fresh") == prepared


def test_two_at_once_prepare_one_after_the_other(cluster):
    database.drop_embedded(cluster, "both")
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(database.prepare_embedded, cluster, "both") for _ in range(2)]
    assert {one.result() for one in both} == {database.embedded(cluster, "both")}
    database.drop_embedded(cluster, "both")


def test_a_clinics_own_server_is_prepared_by_the_owner(cluster, prepared):
    with psycopg.connect(cluster.dsn(dbname="fresh"), autocommit=True) as superuser:
        superuser.execute("DROP EXTENSION unaccent")
    database.prepare_chosen(prepared)
    with psycopg.connect(prepared.app) as app:
        assert app.execute("SELECT unaccent('é')").fetchone() == ("e",)


def test_an_owner_without_rights_is_refused(cluster, prepared):
    with psycopg.connect(cluster.dsn(dbname="fresh"), autocommit=True) as superuser:
        superuser.execute("DROP EXTENSION unaccent")
    helpless = Database(app=prepared.app, owner=prepared.app)
    with pytest.raises(LaunchError, match="may not create the extensions"):
        database.prepare_chosen(helpless)


def test_a_plain_app_role_may_serve(prepared):
    database.check_app_role(prepared)


def test_an_app_role_that_owns_a_table_may_not_serve(prepared):
    with psycopg.connect(prepared.owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE room ()")
    with pytest.raises(LaunchError, match="wayhome_owner of DATABASE_URL owns tables"):
        database.check_app_role(Database(app=prepared.owner, owner=prepared.owner))


def test_an_app_role_that_is_a_member_of_the_owner_may_not_serve(cluster, prepared):
    with psycopg.connect(cluster.dsn(dbname="fresh")) as superuser:
        superuser.execute("CREATE TABLE public.room ()")
        superuser.execute("ALTER TABLE public.room OWNER TO wayhome_owner")
        superuser.execute("CREATE ROLE sly LOGIN IN ROLE wayhome_owner")
        superuser.commit()
        try:
            with pytest.raises(LaunchError, match="member of their owner"):
                database.check_app_role(
                    Database(app=cluster.dsn(user="sly", dbname="fresh"), owner=prepared.owner)
                )
        finally:
            superuser.execute("DROP ROLE sly")


def test_an_app_role_that_bypasses_row_level_security_may_not_serve(cluster, prepared):
    superuser = cluster.dsn(dbname="fresh")
    with pytest.raises(LaunchError, match="postgres of DATABASE_URL bypasses row-level security"):
        database.check_app_role(Database(app=superuser, owner=prepared.owner))
