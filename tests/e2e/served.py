"""The real web server on the tests' database, to be killed; and the database, to be cut off."""

import os
import signal
import socket
import subprocess
import time
from contextlib import closing

from django.db import connections
from psycopg import sql

from tests.database import copies
from wayhome.launch import database, process
from wayhome.launch.serve import web_server
from wayhome.launch.surroundings import HOST

SECONDS_TO_START = 60


class Server:
    """What `bin/demo` serves with, in processes of its own."""

    def __init__(self) -> None:
        self.port = _free_port()
        self.url = f"http://localhost:{self.port}"
        self._program: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        settings = {"DJANGO_SETTINGS_MODULE": "wayhome.settings.test"}
        self._program = process.spawn(web_server(self.port), env=os.environ | settings)
        ends = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            assert self._program.poll() is None, "the server ended by itself"
            assert time.monotonic() < ends, "the server doesn't start"
            time.sleep(0.1)

    def kill(self) -> None:
        """Leave it no moment to finish anything."""
        if self._program is not None:
            os.killpg(self._program.pid, signal.SIGKILL)
            self._program.wait()
            self._program = None

    def _answers(self) -> bool:
        with closing(socket.socket()) as asking:
            return asking.connect_ex((HOST, self.port)) == 0


def cut_database_off() -> None:
    """Throw everyone out of this process's database, and let nobody in."""
    connections.close_all()
    with database.connection(copies.CLUSTER.dsn()) as server:
        _allow(server, "false")
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [copies.OWN],
        )


def let_database_in() -> None:
    with database.connection(copies.CLUSTER.dsn()) as server:
        _allow(server, "true")


def _allow(server, word: str) -> None:
    statement = sql.SQL("ALTER DATABASE {name} ALLOW_CONNECTIONS " + word)
    server.execute(statement.format(name=sql.Identifier(copies.OWN)))


def _free_port() -> int:
    with closing(socket.create_server((HOST, 0))) as found:
        return found.getsockname()[1]
