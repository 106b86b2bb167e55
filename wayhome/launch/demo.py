"""Plays the made-up clinic into an empty database, once, and knows if it was interrupted.

The mark is a comment on Django's table of migrations: it lives and dies with the data.
"""

import sys
from collections.abc import Mapping
from enum import StrEnum
from typing import LiteralString

from psycopg import Connection, sql

from wayhome.launch import process
from wayhome.launch.database import connection
from wayhome.launch.errors import LaunchError

BUILD = process.ROOT / "demo" / "build.py"
WELCOME = process.ROOT / "demo" / "welcome.txt"
_MARK: LiteralString = "SELECT obj_description(to_regclass('public.django_migrations'), 'pg_class')"
_ORGANIZATIONS: LiteralString = "SELECT to_regclass('public.tenancy_organization') IS NOT NULL"


class Mark(StrEnum):
    """How far the demo has got in this database."""

    BEGUN = "The demo is being played"
    PLAYED = "The demo was played"


def was_interrupted(owner_url: str) -> bool:
    """Say whether a start was stopped while it played the demo."""
    return _mark(owner_url) == Mark.BEGUN


def was_played(owner_url: str) -> bool:
    return _mark(owner_url) == Mark.PLAYED


def play_once(owner_url: str, environment: Mapping[str, str]) -> None:
    """Play the demo unless it was played, or the database holds somebody's real data.

    :raises LaunchError: it can't be played.
    """
    if not BUILD.exists() or not _is_untouched(owner_url):
        return
    _set_mark(owner_url, Mark.BEGUN)
    if process.show([sys.executable, "-m", "demo.build"], env=environment):
        message = "The demo couldn't be played to its end; the next start begins it anew."
        raise LaunchError(message)
    _set_mark(owner_url, Mark.PLAYED)


def welcome(address: str) -> str:
    """Return who may sign in and what to try first."""
    if not WELCOME.exists():
        return ""
    return WELCOME.read_text().replace("{address}", address).strip()


def _mark(owner_url: str) -> str | None:
    with connection(owner_url) as owner:
        row = owner.execute(_MARK).fetchone()
    return row[0] if row else None


def _set_mark(owner_url: str, mark: Mark) -> None:
    statement = sql.SQL("COMMENT ON TABLE public.django_migrations IS {mark}")
    with connection(owner_url) as owner:
        owner.execute(statement.format(mark=sql.Literal(mark.value)))


def _is_untouched(owner_url: str) -> bool:
    if _mark(owner_url) is not None:
        return False
    with connection(owner_url) as owner:
        return not _is_true(owner, _ORGANIZATIONS) or not _is_true(
            owner, "SELECT EXISTS (SELECT FROM public.tenancy_organization)"
        )


def _is_true(owner: Connection, query: LiteralString) -> bool:
    row = owner.execute(query).fetchone()
    return bool(row and row[0])
