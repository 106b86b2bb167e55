"""A throw-away server shared by all test runs, templates by fingerprint, a copy for each process.

Several people and processes may use it at once: locks guard building and copying, a name carries
the process id, and what dead processes left is dropped.
"""

import fcntl
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import Connection, sql

from tests.database.fingerprint import fingerprint
from wayhome.launch import database, process
from wayhome.launch.errors import LaunchError
from wayhome.launch.postgres import Cluster

CLUSTER = Cluster(process.ROOT / "var" / "test", durable=False)
OWN = f"run_{os.getpid()}"
_TEMPLATES_KEPT = 6


@contextmanager
def own_copy() -> Iterator[None]:
    """Hold the server up and this process's copy of the migrated database in it.

    :raises LaunchError: the server doesn't start or the migrations fail.
    """
    with CLUSTER.in_use():
        template = _current_template()
        with _locked("copies"), database.connection(CLUSTER.dsn()) as server:
            _drop_leftovers(server)
            _execute(server, "DROP DATABASE IF EXISTS {name} WITH (FORCE)", name=OWN)
            _execute(
                server,
                "CREATE DATABASE {name} TEMPLATE {template} OWNER {owner}",
                name=OWN,
                template=template,
                owner=database.OWNER,
            )
        try:
            yield
        finally:
            database.drop_embedded(CLUSTER, OWN)


def _current_template() -> str:
    """Return the template for the migrations as they are now, and build it if there is none."""
    name = f"template_{fingerprint()}"
    if _is_there(name):
        return name
    with _locked("building"):
        return name if _is_there(name) else _build_template()


def _is_there(template: str) -> bool:
    with database.connection(CLUSTER.dsn()) as server:
        found = server.execute("SELECT FROM pg_database WHERE datname = %s", [template]).fetchone()
        if found is not None:
            _note_use(server, template)
    return found is not None


def _build_template() -> str:
    """Migrate a fresh database as the owner and name it by the files that it was made from.

    :raises LaunchError: the migrations fail.
    """
    building = f"building_{os.getpid()}"
    while True:
        before = fingerprint()
        database.drop_embedded(CLUSTER, building)
        prepared = database.prepare_embedded(CLUSTER, building)
        _migrate(prepared)
        if before == fingerprint():  # nobody edited a migration meanwhile
            break
    name = f"template_{before}"
    with database.connection(CLUSTER.dsn()) as server:
        _execute(server, "ALTER DATABASE {name} ALLOW_CONNECTIONS false", name=building)
        _execute(server, "ALTER DATABASE {old} RENAME TO {new}", old=building, new=name)
        _note_use(server, name)
        _drop_old_templates(server)
    return name


def _migrate(prepared: database.Database) -> None:
    """Run the migrations as the owner.

    :raises LaunchError: they fail.
    """
    environment = os.environ | prepared.environment() | {"WAYHOME_DATABASE_ROLE": "owner"}
    result = process.run([sys.executable, "manage.py", "migrate", "-v0"], env=environment)
    if result.returncode:
        message = f"The migrations fail:\n{result.stderr[-4000:]}"
        raise LaunchError(message)


def _note_use(server: Connection, template: str) -> None:
    uses = server.execute("SELECT extract(epoch FROM clock_timestamp())::bigint").fetchone()
    statement = sql.SQL("COMMENT ON DATABASE {name} IS {now}")
    now = sql.Literal(str(uses[0] if uses else 0))
    server.execute(statement.format(name=sql.Identifier(template), now=now))


def _drop_old_templates(server: Connection) -> None:
    by_last_use = server.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%%'"
        " ORDER BY shobj_description(oid, 'pg_database') DESC NULLS LAST OFFSET %s",
        [_TEMPLATES_KEPT],
    )
    with _locked("copies"):
        for (name,) in by_last_use.fetchall():
            _execute(server, "DROP DATABASE IF EXISTS {name}", name=name)


def _drop_leftovers(server: Connection) -> None:
    """Drop the copies of processes that were killed."""
    for (name,) in server.execute("SELECT datname FROM pg_database").fetchall():
        owner = re.fullmatch(r"(?:run|building)_(\d+)", name)
        if owner and not process.is_alive(int(owner[1])):
            _execute(server, "DROP DATABASE IF EXISTS {name} WITH (FORCE)", name=name)


def _execute(server: Connection, statement: str, **names: str) -> None:
    quoted = {placeholder: sql.Identifier(name) for placeholder, name in names.items()}
    server.execute(sql.SQL(statement).format(**quoted))


@contextmanager
def _locked(name: str) -> Iterator[None]:
    with (CLUSTER.var / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
