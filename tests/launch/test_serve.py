"""Server and worker run together, and end together."""

import os
import socket
import sys
import time

import pytest

from wayhome.launch import process, serve
from wayhome.launch.errors import LaunchError
from wayhome.launch.surroundings import Surroundings

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "::1"])
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def nothing():
    pass


@pytest.fixture
def around(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return Surroundings(var=tmp_path, port=probe.getsockname()[1])


@pytest.fixture
def started(monkeypatch):
    """Collect the processes that are started, each of which must be gone in the end."""
    started, guards = [], []
    spawn, guard = process.spawn, process.guard

    def note(command, *, env=None):
        started.append(spawn(command, env=env))
        return started[-1]

    def note_guard(pid):
        guards.append(guard(pid))
        return guards[-1]

    monkeypatch.setattr(process, "spawn", note)
    monkeypatch.setattr(process, "guard", note_guard)
    yield started
    assert [program for program in (*started, *guards) if program.poll() is None] == []


def _python_server(port):
    return [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)]


def test_an_interrupt_stops_server_and_worker(around, started, monkeypatch):
    monkeypatch.setattr(serve, "background_worker", lambda: SLEEP)
    monkeypatch.chdir(around.var)

    def interrupt():
        assert len(started) == 2
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        serve.serve(
            around,
            _python_server(around.port),
            dict(os.environ),
            on_ready=interrupt,
            keep_up=nothing,
        )


def test_a_server_that_ends_at_once_takes_the_worker_along(around, started, monkeypatch):
    monkeypatch.setattr(serve, "background_worker", lambda: SLEEP)
    command = [sys.executable, "-c", "raise SystemExit(3)"]
    with pytest.raises(LaunchError, match=r"ended by itself \(exit code 3\)"):
        serve.serve(around, command, dict(os.environ), on_ready=nothing, keep_up=nothing)
    assert len(started) == 2


def test_a_server_that_ends_later_takes_the_worker_along(around, started, monkeypatch):
    monkeypatch.setattr(serve, "background_worker", lambda: SLEEP)

    def terminate_server():
        started[0].terminate()

    with pytest.raises(LaunchError, match="ended by itself"):
        serve.serve(
            around,
            _python_server(around.port),
            dict(os.environ),
            on_ready=nothing,
            keep_up=terminate_server,
        )


@pytest.mark.usefixtures("started")
def test_a_server_that_never_answers_is_given_up(around, monkeypatch):
    monkeypatch.setattr(serve, "background_worker", lambda: SLEEP)
    monkeypatch.setattr(serve, "_SECONDS_TO_START", 0.3)
    with pytest.raises(LaunchError, match="didn't answer"):
        serve.serve(around, SLEEP, dict(os.environ), on_ready=nothing, keep_up=nothing)


def test_a_worker_that_dies_is_started_again_after_a_pause(started):
    worker = serve.Restarting([sys.executable, "-c", "pass"], dict(os.environ))
    worker._pause = 0.05
    deadline = time.monotonic() + 10
    while len(started) < 2:
        worker.look_after()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert worker._pause == 0.1
    serve.stop(worker.program, worker.guard)


def test_a_worker_that_lives_is_left_alone(started):
    worker = serve.Restarting(SLEEP, dict(os.environ))
    worker.look_after()
    serve.stop(worker.program, worker.guard)
    assert len(started) == 1


@pytest.mark.usefixtures("started")
def test_a_program_that_ignores_the_request_to_end_is_ended(monkeypatch, tmp_path):
    monkeypatch.setattr(serve, "_SECONDS_TO_STOP", 0.2)
    stubborn = (
        "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "open(sys.argv[1], 'w').close(); time.sleep(60)"
    )
    ready = tmp_path / "ready"
    program = process.spawn([sys.executable, "-c", stubborn, ready])
    while not ready.exists():
        time.sleep(0.01)
    serve.stop(program)
    assert program.returncode == -9


def test_the_web_server_has_one_process_a_core_and_four_threads_each():
    command = " ".join(serve.web_server(8123))
    assert f"--workers {os.process_cpu_count()} --blocking-threads 4" in command
    assert "--host 127.0.0.1 --port 8123" in command


def test_the_development_server_reloads():
    assert serve.reloading_server(8123)[1:] == ["manage.py", "runserver", "127.0.0.1:8123"]
