"""The commands from end to end, but for the server itself."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import nullcontext

import pytest

from wayhome.launch import commands, process, serve, steps
from wayhome.launch import demo as story
from wayhome.launch.database import Database
from wayhome.launch.errors import LaunchError

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "::1"])


@pytest.fixture(autouse=True)
def _signals_as_before():
    kept = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for one, handler in kept.items():
        signal.signal(one, handler)


@pytest.fixture
def told(monkeypatch, cluster, standing, tmp_path):
    """Run on a database of our own server, and return what is done, in order."""
    told = []
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WAYHOME_VAR", str(tmp_path))
    monkeypatch.setattr(commands, "Cluster", lambda _: cluster)
    monkeypatch.setattr(type(cluster), "in_use", lambda _: nullcontext())
    monkeypatch.setattr(commands, "prepare_embedded", lambda _: standing)
    monkeypatch.setattr(commands, "wait_for_port", lambda _: None)
    monkeypatch.setattr(commands, "drop_embedded", lambda _: told.append("drop"))
    monkeypatch.setattr(steps, "migrate", lambda _: told.append("migrate"))
    monkeypatch.setattr(steps, "collect_static", lambda *_: told.append("collect"))
    monkeypatch.setattr(story, "play_once", lambda *_: told.append("play"))

    def serve_once(_around, command, environment, *, on_ready, keep_up):
        told.append(("serve", command[-1], environment["DJANGO_SETTINGS_MODULE"]))
        on_ready()
        keep_up()
        raise KeyboardInterrupt

    monkeypatch.setattr(serve, "serve", serve_once)
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    return told


def test_demo_migrates_plays_collects_and_serves(told, capsys, monkeypatch):
    monkeypatch.setattr(story, "was_played", lambda _: True)
    monkeypatch.setattr(story, "welcome", lambda address: f"Try {address}/today")
    assert commands.main(["demo"]) == 0
    served = ("serve", "wayhome.wsgi:application", "wayhome.settings.demo")
    assert told == ["migrate", "play", "collect", served]
    assert "Wayhome is at http://localhost:8000" in capsys.readouterr().out


@pytest.mark.usefixtures("told")
def test_no_log_ins_are_shown_for_real_data(capsys, monkeypatch):
    monkeypatch.setattr(story, "welcome", lambda _: "Log-ins")
    assert commands.main(["demo"]) == 0
    assert "Log-ins" not in capsys.readouterr().out


def test_dev_serves_with_reload(told):
    assert commands.main(["dev"]) == 0
    assert told[-1] == ("serve", "127.0.0.1:8000", "wayhome.settings.local")


def test_an_interrupted_demo_is_begun_anew(told, monkeypatch):
    monkeypatch.setattr(story, "was_interrupted", lambda _: True)
    assert commands.main(["demo"]) == 0
    assert told[:3] == ["drop", "migrate", "play"]


def test_an_interrupted_demo_in_someones_own_database_is_left_to_them(
    told, standing, monkeypatch, capsys
):
    monkeypatch.setattr(story, "was_interrupted", lambda _: True)
    monkeypatch.setenv("DATABASE_URL", standing.app)
    monkeypatch.setenv("DATABASE_OWNER_URL", standing.owner)
    assert commands.main(["demo"]) == 1
    assert told == []
    assert "empty that database" in capsys.readouterr().err


def test_an_untrustworthy_app_role_is_not_served(told, cluster, monkeypatch, capsys):
    superuser = cluster.dsn(dbname="standing")
    monkeypatch.setattr(commands, "prepare_embedded", lambda _: Database(superuser, superuser))
    assert commands.main(["demo"]) == 1
    assert "bypasses row-level security" in capsys.readouterr().err
    assert told == []


@pytest.mark.usefixtures("told")
def test_a_database_that_dies_while_serving_is_started_again(monkeypatch, cluster):
    started = []
    monkeypatch.setattr(type(cluster), "running_pid", lambda _: None)
    monkeypatch.setattr(type(cluster), "start", lambda _: started.append("start"))
    assert commands.main(["demo"]) == 0
    assert started == ["start"]


@pytest.mark.usefixtures("told")
def test_manage_passes_its_words_on_and_returns_the_exit_code(monkeypatch):
    passed = []
    monkeypatch.setattr(steps, "manage", lambda words, env: passed.append((words, env)) or 7)
    assert commands.main(["manage", "import", "folder", "--dry-run"]) == 7
    words, environment = passed[0]
    assert words == ["import", "folder", "--dry-run"]
    assert environment["DATABASE_URL"].endswith("dbname=standing")


@pytest.mark.usefixtures("told")
def test_manage_uses_a_clinics_own_server(monkeypatch, standing):
    passed = []
    monkeypatch.setattr(steps, "manage", lambda _, env: passed.append(env["DATABASE_URL"]) or 0)
    monkeypatch.setenv("DATABASE_URL", f"{standing.app} application_name=clinic")
    monkeypatch.setenv("DATABASE_OWNER_URL", standing.owner)
    assert commands.main(["manage", "check"]) == 0
    assert passed == [f"{standing.app} application_name=clinic"]


@pytest.mark.parametrize("words", [[], ["dance"], ["demo", "loudly"]])
def test_other_words_show_how_it_is_used(words, capsys):
    assert commands.main(words) == 2
    assert capsys.readouterr().err.startswith("Usage: ")


def test_a_foreseen_failure_is_one_sentence_and_no_traceback(monkeypatch, capsys):
    def fail():
        message = "The disk is full."
        raise LaunchError(message)

    monkeypatch.setattr(commands, "demo", fail)
    assert commands.main(["demo"]) == 1
    assert capsys.readouterr().err == "The disk is full.\n"


def test_a_request_to_stop_ends_in_good_order(monkeypatch):
    monkeypatch.setattr(commands, "demo", lambda: signal.raise_signal(signal.SIGTERM))
    assert commands.main(["demo"]) == 130


def test_a_hang_up_that_is_ignored_stays_ignored(monkeypatch):
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    monkeypatch.setattr(commands, "demo", lambda: 0)
    commands.main(["demo"])
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN


def test_two_starts_at_once_prepare_the_folder_one_after_the_other(tmp_path, capsys):
    done = []

    def second():
        with commands._alone(tmp_path):
            done.append("second")

    with commands._alone(tmp_path):
        other = threading.Thread(target=second)
        other.start()
        deadline = time.monotonic() + 10
        while "waiting for it" not in capsys.readouterr().out:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        done.append("first")
    other.join(10)
    assert done == ["first", "second"]


def test_a_taken_port_ends_the_real_command_with_one_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        result = subprocess.run(
            [sys.executable, "-m", "wayhome", "demo"],
            cwd=process.ROOT,
            env=os.environ | {"PORT": port, "WAYHOME_VAR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert result.returncode == 1
    assert result.stderr == (
        f"Port {port} is taken by another program: stop it, or set PORT to another.\n"
    )
