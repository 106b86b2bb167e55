"""The two roles and the database: made in the embedded server, checked in a clinic's own.

The owner owns the tables and migrates them. The app role reads and writes rows, owns nothing,
and is held to one organization by row-level security.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import LiteralString

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from wayhome.launch.errors import LaunchError
from wayhome.launch.postgres import Cluster

NAME, OWNER, APP = "wayhome", "wayhome_owner", "wayhome_app"
OLDEST_VERSION = 17
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
_CONNECT_SECONDS = "10"
_PREPARING = 8_250_417  # an advisory lock's number, ours alone in our own server

_PRIVILEGES: Mapping[LiteralString, LiteralString] = {
    "TABLES": "SELECT, INSERT, UPDATE, DELETE",
    "SEQUENCES": "USAGE, SELECT",
    "FUNCTIONS": "EXECUTE",
}
_TRUST: LiteralString = """
    SELECT current_user, rolsuper OR rolbypassrls, EXISTS (
        SELECT FROM pg_class
        JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
          AND pg_has_role(current_user, relowner, 'MEMBER')
    )
    FROM pg_roles WHERE rolname = current_user
"""


@dataclass(frozen=True)
class Database:
    """How to reach the database, as the app role and as the owner."""

    app: str
    owner: str

    def environment(self) -> dict[str, str]:
        return {"DATABASE_URL": self.app, "DATABASE_OWNER_URL": self.owner}


def chosen(environ: Mapping[str, str]) -> Database | None:
    """Return the server that the environment names, or None for the embedded one.

    :raises LaunchError: it names one role only, or not by a connection string.
    """
    app, owner = environ.get("DATABASE_URL", ""), environ.get("DATABASE_OWNER_URL", "")
    if not app and not owner:
        return None
    if not app or not owner:
        message = (
            "Set both DATABASE_URL (the app role) and DATABASE_OWNER_URL (the owner of the tables),"
            " or neither to use the embedded PostgreSQL."
        )
        raise LaunchError(message)
    for name, url in (("DATABASE_URL", app), ("DATABASE_OWNER_URL", owner)):
        _check_connection_string(name, url)
    return Database(app=app, owner=owner)


def embedded(cluster: Cluster, name: str = NAME) -> Database:
    """Return how to reach a database of the embedded server, whether or not it exists yet."""
    return Database(
        app=cluster.dsn(user=APP, dbname=name), owner=cluster.dsn(user=OWNER, dbname=name)
    )


def prepare_embedded(cluster: Cluster, name: str = NAME) -> Database:
    """Make what is missing of the roles, the extensions, the database and its grants."""
    with connection(cluster.dsn()) as server:
        # Two starts at once: what one looks for in vain, the other may just be making.
        server.execute("SELECT pg_advisory_lock(%s)", [_PREPARING])
        _ensure_role(server, OWNER, "LOGIN CREATEDB NOBYPASSRLS NOSUPERUSER")
        _ensure_role(server, APP, "LOGIN NOCREATEDB NOBYPASSRLS NOSUPERUSER")
        with connection(cluster.dsn(dbname="template1")) as template:
            _ensure_extensions(template)
        if not _exists(server, "SELECT FROM pg_database WHERE datname = %s", name):
            statement = sql.SQL("CREATE DATABASE {name} OWNER {owner}")
            server.execute(statement.format(name=sql.Identifier(name), owner=sql.Identifier(OWNER)))
        with connection(cluster.dsn(dbname=name)) as database:
            _ensure_extensions(database)
            _grant(database, owner=OWNER, app=APP)
    return embedded(cluster, name)


def drop_embedded(cluster: Cluster, name: str = NAME) -> None:
    """Drop a database of the embedded server and whoever is connected to it."""
    with connection(cluster.dsn()) as server:
        statement = sql.SQL("DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(statement.format(name=sql.Identifier(name)))


def prepare_chosen(database: Database) -> None:
    """Check a clinic's own server and give the app role what it needs, as far as the owner may.

    :raises LaunchError: the server is too old, or its owner lacks a right.
    """
    with connection(database.owner) as owner:
        check_version(server_version(owner))
        try:
            _ensure_extensions(owner)
            with connection(database.app) as app:
                _grant(owner, owner=owner.info.user, app=app.info.user)
        except psycopg.Error as error:
            message = (
                f"The owner of the database may not create the extensions {', '.join(EXTENSIONS)}"
                f" or grant on the schema public: {error.diag.message_primary}."
            )
            raise LaunchError(message) from error


def check_version(version: int) -> None:
    """Refuse a server older than we are tested with.

    :raises LaunchError: it is too old.
    """
    if version // 10_000 < OLDEST_VERSION:
        message = (
            f"The database is PostgreSQL {version // 10_000}, and Wayhome needs {OLDEST_VERSION}"
            " or newer: upgrade it, or unset DATABASE_URL to use the embedded one."
        )
        raise LaunchError(message)


def check_app_role(database: Database) -> None:
    """Refuse to serve as a role that row-level security doesn't hold.

    :raises LaunchError: the role of DATABASE_URL owns a table or bypasses row-level security.
    """
    with connection(database.app) as app:
        row = app.execute(_TRUST).fetchone()
    role, bypasses, owns = row or ("unknown", True, True)
    if bypasses:
        fault = "bypasses row-level security"
    elif owns:
        fault = "owns tables, or is a member of their owner"
    else:
        return
    message = (
        f"The role {role} of DATABASE_URL {fault}, so nothing would keep organizations apart:"
        " name a plain role that owns nothing."
    )
    raise LaunchError(message)


@contextmanager
def connection(dsn: str) -> Iterator[psycopg.Connection]:
    """Connect, committing each statement.

    :raises LaunchError: nobody answers, or the role isn't let in.
    """
    try:
        connected = psycopg.connect(_with_timeout(dsn), autocommit=True)
    except psycopg.OperationalError as error:
        lines = str(error).strip().splitlines() or ["no answer"]  # the first, then advice
        reason = lines[0].strip().removeprefix("connection failed: ")
        message = f"The database can't be reached: {reason}"
        raise LaunchError(message) from error
    with connected:
        yield connected


def server_version(connected: psycopg.Connection) -> int:
    return connected.info.server_version


def _with_timeout(dsn: str) -> str:
    parts = conninfo_to_dict(dsn)
    return make_conninfo(dsn, **{"connect_timeout": _CONNECT_SECONDS} | parts)


def _check_connection_string(name: str, url: str) -> None:
    try:
        conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        message = f"{name} is no connection string such as postgresql://role@host/{NAME}."
        raise LaunchError(message) from error


def _exists(connected: psycopg.Connection, query: LiteralString, name: str) -> bool:
    return connected.execute(query, [name]).fetchone() is not None


def _ensure_role(server: psycopg.Connection, role: str, attributes: LiteralString) -> None:
    if not _exists(server, "SELECT FROM pg_roles WHERE rolname = %s", role):
        server.execute(
            sql.SQL("CREATE ROLE {role} ").format(role=sql.Identifier(role)) + sql.SQL(attributes)
        )


def _ensure_extensions(database: psycopg.Connection) -> None:
    for extension in EXTENSIONS:
        if not _exists(database, "SELECT FROM pg_extension WHERE extname = %s", extension):
            database.execute(
                sql.SQL("CREATE EXTENSION {name}").format(name=sql.Identifier(extension))
            )


def _grant(database: psycopg.Connection, *, owner: str, app: str) -> None:
    """Let the app role use what the owner makes from now on."""
    roles = {"owner": sql.Identifier(owner), "app": sql.Identifier(app)}
    database.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {app}").format(**roles))
    for kind, privileges in _PRIVILEGES.items():
        defaults = sql.SQL(
            "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public"
            " GRANT {privileges} ON {kind} TO {app}"
        )
        database.execute(
            defaults.format(privileges=sql.SQL(privileges), kind=sql.SQL(kind), **roles)
        )
