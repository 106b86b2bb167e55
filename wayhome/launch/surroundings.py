"""What a start takes from its surroundings: the folder, the port, the secret, the environment."""

import os
import secrets
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wayhome.launch import process
from wayhome.launch.database import Database
from wayhome.launch.errors import LaunchError, disk_trouble_in_words

HOST = "127.0.0.1"
_LAST_PORT = 65_535
_SECONDS_TO_LET_GO = 15.0
_SECONDS_BETWEEN_LOOKS = 0.2
_LOOPBACKS = ((socket.AF_INET, HOST), (socket.AF_INET6, "::1"))  # a browser's localhost is either


@dataclass(frozen=True)
class Surroundings:
    """Where this start keeps its files and answers its browser."""

    var: Path
    port: int

    @property
    def address(self) -> str:
        """A name, not a number: passkeys need one."""
        return f"http://localhost:{self.port}"


def surroundings(environ: Mapping[str, str]) -> Surroundings:
    """Read WAYHOME_VAR and PORT, and make the folder.

    :raises LaunchError: PORT is no port, or the folder can't be made.
    """
    var = Path(environ.get("WAYHOME_VAR") or process.ROOT / "var").absolute()
    with disk_trouble_in_words(var):
        var.mkdir(parents=True, exist_ok=True)
    return Surroundings(var=var, port=_port(environ.get("PORT") or "8000"))


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) <= _LAST_PORT:
        return int(text)
    message = f"PORT is {text!r}: set it to a number from 1 to {_LAST_PORT}."
    raise LaunchError(message)


def wait_for_port(around: Surroundings) -> None:
    """Refuse a port that is taken, but give a start of ours that was killed a moment to let go.

    :raises LaunchError: another program has the port, or Wayhome serves there already.
    """
    deadline = time.monotonic() + _SECONDS_TO_LET_GO
    while True:
        try:
            check_port_is_free(around.port)
        except LaunchError:
            pid = _last_server(around)
            if pid and "wayhome" in process.command_line(pid):
                message = (
                    f"Wayhome runs at {around.address} already, as process {pid}:"
                    " use that one, or stop it with Ctrl-C, or set PORT to another."
                )
                raise LaunchError(message) from None
            if not pid or time.monotonic() > deadline:
                raise
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        else:
            return


def note_server(around: Surroundings) -> None:
    """Note down who serves where, for a start that finds the port taken."""
    with disk_trouble_in_words(around.var):
        (around.var / "serving").write_text(f"{os.getpid()} {around.port}\n")


def _last_server(around: Surroundings) -> int | None:
    """Return the process that last served this folder on this port, dead or alive."""
    try:
        pid, port = map(int, (around.var / "serving").read_text().split())
    except (OSError, ValueError):
        return None
    return pid if port == around.port else None


def check_port_is_free(port: int) -> None:
    """Refuse a port that another program answers on, before anything is started.

    :raises LaunchError: it is taken, or not for us.
    """
    for family, host in _LOOPBACKS:
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except PermissionError as error:
            message = f"Port {port} is reserved: set PORT to one above 1023."
            raise LaunchError(message) from error
        except OSError as error:
            if family is socket.AF_INET6 and _has_no_ipv6():
                continue
            message = f"Port {port} is taken by another program: stop it, or set PORT to another."
            raise LaunchError(message) from error


def _has_no_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return True
    return False


def environment(
    around: Surroundings, database: Database, environ: Mapping[str, str], *, settings: str
) -> dict[str, str]:
    """Return the environment of the programs we start, which act as the app role."""
    return {
        **{name: value for name, value in environ.items() if name != "WAYHOME_DATABASE_ROLE"},
        **database.environment(),
        "WAYHOME_VAR": str(around.var),
        "WAYHOME_SECRET_KEY": environ.get("WAYHOME_SECRET_KEY") or secret_key(around.var),
        "DJANGO_SETTINGS_MODULE": environ.get("DJANGO_SETTINGS_MODULE") or settings,
        "PYTHONUNBUFFERED": "1",
    }


def secret_key(var: Path) -> str:
    """Return the key that signs sessions, made once and readable by this account alone."""
    place, fresh = var / "secret-key", var / f"secret-key.{os.getpid()}"
    with disk_trouble_in_words(var):
        if not place.exists():
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(50))
            fresh.rename(place)
        return place.read_text().strip()
