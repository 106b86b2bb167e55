"""The demo is played once, into an empty database, and begun anew when it was interrupted."""

import psycopg
import pytest

from wayhome.launch import demo, process
from wayhome.launch.errors import LaunchError


@pytest.fixture
def plays(monkeypatch, tmp_path):
    """Count how often the demo is played instead of playing it; `plays.code` is its end."""

    class Plays(list):
        code = 0

        def __call__(self, command, *, env):
            self.append((command[-1], env))
            return self.code

    plays = Plays()
    monkeypatch.setattr(process, "show", plays)
    monkeypatch.setattr(demo, "BUILD", tmp_path / "build.py")
    demo.BUILD.touch()
    return plays


@pytest.fixture
def migrated(prepared):
    """Return the owner's way into a database that has just been migrated."""
    with psycopg.connect(prepared.owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE django_migrations ()")
        owner.execute("CREATE TABLE tenancy_organization (id int)")
    return prepared.owner


def test_the_demo_is_played_once(migrated, plays):
    assert not demo.was_played(migrated)
    demo.play_once(migrated, {"A": "1"})
    demo.play_once(migrated, {"A": "1"})
    assert plays == [("demo.build", {"A": "1"})]
    assert demo.was_played(migrated)


def test_a_demo_that_broke_off_is_known(migrated, plays):
    plays.code = 1
    with pytest.raises(LaunchError, match="begins it anew"):
        demo.play_once(migrated, {})
    assert demo.was_interrupted(migrated)
    assert not demo.was_played(migrated)


def test_a_database_before_its_first_migration_was_not_interrupted(prepared):
    assert not demo.was_interrupted(prepared.owner)


def test_nothing_is_played_over_real_data(migrated, plays):
    with psycopg.connect(migrated, autocommit=True) as owner:
        owner.execute("INSERT INTO tenancy_organization VALUES (1)")
    demo.play_once(migrated, {})
    assert plays == []
    assert not demo.was_played(migrated)


def test_without_a_demo_nothing_is_played(migrated, plays):
    demo.BUILD.unlink()
    demo.play_once(migrated, {})
    assert plays == []


def test_the_welcome_names_the_address(monkeypatch, tmp_path):
    monkeypatch.setattr(demo, "WELCOME", tmp_path / "welcome.txt")
    assert demo.welcome("http://localhost:8000") == ""
    demo.WELCOME.write_text("Open {address}/today first.\n")
    assert demo.welcome("http://localhost:8000") == "Open http://localhost:8000/today first."
