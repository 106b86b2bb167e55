"""Who acts, for which organization: what row-level security and row history read.

Set by the middleware, a task or a command; the database backend sends it to PostgreSQL at the
start of every outermost transaction. Without it no row of any organization can be seen.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.db import connection

if TYPE_CHECKING:
    from wayhome.shared.core.database.base import DatabaseWrapper


@dataclass(frozen=True, slots=True)
class Acting:
    """An agent at work for an organization; both reach the database as literal UUIDs."""

    organization_id: UUID
    agent_id: UUID


_acting: ContextVar[Acting | None] = ContextVar("acting", default=None)


def current() -> Acting | None:
    return _acting.get()


def current_organization_id() -> UUID | None:
    acting = _acting.get()
    return acting.organization_id if acting else None


@contextmanager
def acting_as(acting: Acting | None) -> Iterator[None]:
    """Act for an organization within the block; nested blocks return to the outer one."""
    before = _acting.get()
    if acting == before:
        yield
        return
    token = _acting.set(acting)
    _tell_database()
    try:
        yield
    finally:
        _acting.reset(token)
        _tell_database()


@contextmanager
def imagining(organization_id: UUID) -> Iterator[None]:
    """Build a statement as for this organization; the database hears nothing of it."""
    token = _acting.set(Acting(organization_id, organization_id))
    try:
        yield
    finally:
        _acting.reset(token)


def _tell_database() -> None:
    cast("DatabaseWrapper", connection).tell_who_acts()
