"""The only place that starts other programs, and asks what a process is."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def run(
    command: Sequence[str | Path], *, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run to the end and keep what it printed; the caller looks at the return code."""
    return subprocess.run(  # noqa: S603  our own programs, no shell
        [str(word) for word in command],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def show(
    command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> int:
    """Run to the end on this terminal and return the exit code."""
    return subprocess.run(  # noqa: S603  our own programs, no shell
        [str(word) for word in command], cwd=cwd, env=env, check=False
    ).returncode


def spawn(
    command: Sequence[str | Path], *, env: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own, so that Ctrl-C reaches us first."""
    return subprocess.Popen(  # noqa: S603  our own programs, no shell
        [str(word) for word in command],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def guard(pid: int) -> subprocess.Popen[bytes]:
    """Let a spawned program end when we do, even if we are killed: nobody else would stop it.

    The guard reads from a pipe that closes with us. Kill the guard once the program has ended.
    """
    script = 'cat >/dev/null; kill -s TERM -- "-$1"; sleep 10; kill -s KILL -- "-$1"'
    return subprocess.Popen(  # noqa: S603  our own programs; $1 is a number
        ["/bin/sh", "-c", script, "sh", str(pid)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def detach(command: Sequence[str | Path]) -> None:
    """Start a program that outlives us and whose end nobody waits for."""
    run(["sh", "-c", '"$@" </dev/null >/dev/null 2>&1 &', "sh", *command])


def is_alive(pid: int) -> bool:
    """Say whether the process exists; one that is dead but not yet reaped counts as gone."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return bool(command_line(pid))


def command_line(pid: int) -> str:
    """Return the command line of a process, empty for one that is gone or a zombie."""
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
        except OSError:
            return ""
    return run(["ps", "-o", "command=", "-p", str(pid)]).stdout.strip()
