"""Migrations and static files, and who runs which management command."""

import subprocess

import pytest

from wayhome.launch import process, steps
from wayhome.launch.errors import LaunchError


@pytest.fixture
def runs(monkeypatch):
    """Collect what is run instead of running it; `runs.result` is what it answers."""

    class Runs(list):
        result = (0, "")

        def __call__(self, command, *, env=None):
            self.append((command[2:], env))
            return subprocess.CompletedProcess(command, self.result[0], "", self.result[1])

    runs = Runs()
    monkeypatch.setattr(process, "run", runs)
    return runs


@pytest.fixture
def environment(tmp_path):
    return {"WAYHOME_VAR": str(tmp_path)}


@pytest.mark.parametrize("command", ["migrate", "flush", "makemigrations"])
def test_what_alters_tables_runs_as_their_owner(command):
    assert steps.for_command([command], {}) == {"WAYHOME_DATABASE_ROLE": "owner"}


@pytest.mark.parametrize("words", [["import", "migrate"], ["procrastinate"], []])
def test_everything_else_runs_as_the_app_role(words):
    assert steps.for_command(words, {"A": "1"}) == {"A": "1"}


def test_migrate_runs_as_owner(runs, environment):
    steps.migrate(environment)
    owner = environment | {"WAYHOME_DATABASE_ROLE": "owner"}
    assert runs == [(["migrate", "--verbosity=0"], owner)]


def test_manage_runs_here_on_this_terminal_as_whom_the_command_needs(monkeypatch, tmp_path):
    shown = []

    def show(words, env, cwd):
        shown.append((words[2:], env, cwd))
        return 3

    monkeypatch.setattr(process, "show", show)
    monkeypatch.chdir(tmp_path)
    assert steps.manage(["flush"], {}) == 3
    assert shown == [(["flush"], {"WAYHOME_DATABASE_ROLE": "owner"}, tmp_path)]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("Traceback\n  File\ndjango.db.Error: no such thing\nTry again", "Error: no such thing"),
        ("only this", "up to date: only this"),
        ("", "it said nothing"),
        ("x\nNo space left on device\n", "is full"),
    ],
)
def test_a_failed_migration_is_one_sentence(runs, environment, said, sentence):
    runs.result = (1, said)
    with pytest.raises(LaunchError, match=sentence):
        steps.migrate(environment)


def test_static_files_are_collected_again_only_when_one_changes(
    runs, environment, tmp_path, monkeypatch
):
    style = tmp_path / "style.css"
    style.write_text("a{}")
    monkeypatch.setattr(steps, "_static_sources", lambda: iter([style]))
    assert steps.collect_static(environment, tmp_path)
    assert not steps.collect_static(environment, tmp_path)
    style.write_text("a{b:c}")
    assert steps.collect_static(environment, tmp_path)
    assert len(runs) == 2


def test_static_files_that_failed_are_collected_again(runs, environment, tmp_path):
    runs.result = (1, "ValueError: missing")
    for _ in range(2):
        with pytest.raises(LaunchError, match="couldn't be collected: ValueError: missing"):
            steps.collect_static(environment, tmp_path)


def test_every_static_folder_counts():
    names = {path.name for path in steps._static_sources()}
    assert {"app.txt", "VENDOR.toml"} <= names
