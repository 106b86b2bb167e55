"""Programs that are started, and processes that are asked about."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wayhome.launch import process


def test_show_runs_here_and_returns_the_exit_code(capfd):
    assert process.show([sys.executable, "-c", "print('seen'); raise SystemExit(5)"]) == 5
    assert capfd.readouterr().out == "seen\n"


def test_run_keeps_what_was_printed():
    result = process.run([sys.executable, "-c", "import os; print(os.getcwd())"])
    assert result.stdout.strip() == str(process.ROOT)


def test_detach_waits_for_nothing(tmp_path):
    mark = tmp_path / "mark"
    process.detach(["sh", "-c", 'sleep 0.1; echo "$1" >"$2"', "sh", "a word", mark])
    assert not mark.exists()
    deadline = time.monotonic() + 10
    while not (mark.exists() and mark.read_text()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert mark.read_text() == "a word\n"


def test_a_guarded_program_ends_when_whoever_started_it_is_killed(tmp_path):
    script = (
        "import os, signal, sys; from pathlib import Path; from wayhome.launch import process;"
        "program = process.spawn([sys.executable, '-c', 'import time; time.sleep(60)']);"
        "guard = process.guard(program.pid); Path(sys.argv[1]).write_text(str(program.pid));"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert process.show([sys.executable, "-c", script, tmp_path / "pid"]) == -9
    pid = int((tmp_path / "pid").read_text())
    deadline = time.monotonic() + 30
    while process.is_alive(pid):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_living_process_is_told_from_a_zombie_and_from_none():
    assert process.is_alive(os.getpid())
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        deadline = time.monotonic() + 10
        while process.is_alive(child.pid):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        assert Path(f"/proc/{child.pid}").exists()
    assert not process.is_alive(child.pid)


def test_another_accounts_process_is_alive(monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(process.os, "kill", refuse)
    assert process.is_alive(1)


@pytest.mark.parametrize("proc", [True, False])
def test_a_command_line_is_read_with_and_without_proc(monkeypatch, proc):
    if not proc:
        monkeypatch.setattr(process.Path, "exists", lambda _: False)
        monkeypatch.setattr(
            process,
            "run",
            lambda words: subprocess.CompletedProcess(words, 0, "python -m pytest\n"),
        )
    assert "python" in process.command_line(os.getpid())


def test_a_process_that_is_gone_has_no_command_line():
    assert process.command_line(2**22 + 1) == ""
