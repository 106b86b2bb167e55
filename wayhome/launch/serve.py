"""Keeps the web server and the background worker running until someone stops them."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping

from wayhome.launch import process
from wayhome.launch.errors import LaunchError
from wayhome.launch.surroundings import HOST, Surroundings

_BLOCKING_THREADS = 4
_SECONDS_TO_START = 60.0
_SECONDS_TO_STOP = 10.0
_SECONDS_BETWEEN_LOOKS = 0.2
_LONGEST_PAUSE = 30.0  # seconds before a worker that keeps dying is started again


def web_server(port: int) -> list[str]:
    """Return the command that serves: one process a core."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        "--no-access-log",  # some addresses are secrets
        *("--host", HOST, "--port", str(port), "--workers", str(os.process_cpu_count() or 1)),
        *("--blocking-threads", str(_BLOCKING_THREADS), "--log-level", "warning"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5"),
        "wayhome.wsgi:application",
    ]


def reloading_server(port: int) -> list[str]:
    """Return the command that serves and starts again when a file changes."""
    return [sys.executable, "manage.py", "runserver", f"{HOST}:{port}"]


def background_worker() -> list[str]:
    return [sys.executable, "manage.py", "procrastinate", "worker"]


def serve(
    around: Surroundings,
    server_command: list[str],
    environment: Mapping[str, str],
    *,
    on_ready: Callable[[], None],
    keep_up: Callable[[], None],
) -> None:
    """Run server and worker until an interrupt, and leave neither behind.

    `keep_up` is called all the time, to start again what they stand on.

    :raises LaunchError: the web server ended by itself.
    """
    server = process.spawn(server_command, env=environment)
    worker = Restarting(background_worker(), environment)
    guard = process.guard(server.pid)
    try:
        _wait_until_it_answers(server, around.port)
        on_ready()
        while server.poll() is None:
            keep_up()
            worker.look_after()
            time.sleep(_SECONDS_BETWEEN_LOOKS)
    finally:
        stop(server, worker.program)
        stop(guard, worker.guard)
    raise LaunchError(_ended(server))


class Restarting:
    """A program that is started again when it ends, more patiently each time."""

    def __init__(self, command: list[str], environment: Mapping[str, str]) -> None:
        self._command, self._environment = command, environment
        self._pause = 1.0
        self._due = 0.0
        self._start()

    def look_after(self) -> None:
        """Start the program again if it ended, once its pause is over."""
        now = time.monotonic()
        if self.program.poll() is None:
            return
        if not self._due:
            stop(self.guard)
            self._due = now + self._pause
            self._pause = min(self._pause * 2, _LONGEST_PAUSE)
        elif now >= self._due:
            self._due = 0.0
            self._start()

    def _start(self) -> None:
        self.program = process.spawn(self._command, env=self._environment)
        self.guard = process.guard(self.program.pid)


def _wait_until_it_answers(server: subprocess.Popen[bytes], port: int) -> None:
    """Wait for the first answer, whatever it says.

    :raises LaunchError: the server ended, or never answers.
    """
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise LaunchError(_ended(server))
        if _answers(port):
            return
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    message = f"The web server didn't answer within {_SECONDS_TO_START:.0f} seconds."
    raise LaunchError(message)


def _answers(port: int) -> bool:
    caller = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        caller.request("HEAD", "/")
        caller.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        caller.close()
    return True


def _ended(server: subprocess.Popen[bytes]) -> str:
    return f"The web server ended by itself (exit code {server.returncode}); its words are above."


def stop(*programs: subprocess.Popen[bytes]) -> None:
    """Ask the programs to finish what they do, and insist after a while."""
    for program in programs:
        program.terminate()
    for program in programs:
        try:
            program.wait(_SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
        if program.stdin:
            program.stdin.close()
