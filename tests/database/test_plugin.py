"""The tests' own database: whose role, whose rows, whose leftovers."""

import subprocess
import sys
from datetime import UTC, datetime

import django.test
import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection

from tests.database import copies, fingerprint
from wayhome.launch import database

EXPIRY = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.mark.django_db
def test_tests_run_as_the_app_role_on_a_copy_of_their_own():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        assert cursor.fetchone() == ("wayhome_app", copies.OWN)


@pytest.mark.django_db(transaction=True)
def test_committed_rows_are_gone_afterwards_but_for_those_of_migrations():
    Session.objects.create(session_key="committed", expire_date=EXPIRY)
    django.test.TransactionTestCase("run")._fixture_teardown()
    assert not Session.objects.exists()
    assert ContentType.objects.exists()


@pytest.mark.django_db
def test_the_copy_of_a_dead_process_is_dropped_and_that_of_a_living_one_kept():
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        dead.wait()
    with psycopg.connect(copies.CLUSTER.dsn(), autocommit=True) as server:
        server.execute(f"CREATE DATABASE run_{dead.pid}")
        with copies._locked("copies"):
            copies._drop_leftovers(server)
        names = {name for (name,) in server.execute("SELECT datname FROM pg_database")}
    assert f"run_{dead.pid}" not in names
    assert copies.OWN in names


@pytest.fixture
def house(tmp_path, monkeypatch):
    """Build a small tree with a migration that imports an operation of our own."""
    files = {
        "wayhome/room/migrations/0001_initial.py": "from wayhome.room.operations import Policy\n",
        "wayhome/room/operations.py": "class Policy: ...\n",
        "wayhome/room/views.py": "",
        "requirements/app.txt": "django==6.1.3\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(fingerprint, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("wayhome/room/migrations/0001_initial.py", True),
        ("wayhome/room/migrations/0002_more.py", True),
        ("wayhome/room/operations.py", True),
        ("requirements/app.txt", True),
        ("wayhome/room/views.py", False),
    ],
)
def test_a_template_is_named_by_what_decides_its_tables(house, name, counts):
    before = fingerprint.fingerprint()
    (house / name).write_text("# changed\n")
    assert (fingerprint.fingerprint() != before) is counts


def test_the_environment_names_the_copy_before_any_settings_are_read():
    expected = database.embedded(copies.CLUSTER, copies.OWN)
    assert connection.settings_dict["NAME"] == copies.OWN
    assert connection.settings_dict["USER"] in expected.app
