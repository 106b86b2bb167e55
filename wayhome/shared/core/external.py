"""How a row is known outside: by the id that another system gave it, or else by its own."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from django.db.models import Q


class Known(Protocol):
    pk: UUID
    external_id: str


def outside_id(row: Known) -> str:
    return row.external_id or str(row.pk)


def known_as(external_ids: Iterable[str]) -> Q:
    """Return the condition that a row is known outside by one of these."""
    wanted = [*external_ids]
    own = [uuid for uuid in map(_uuid, wanted) if uuid is not None]
    return Q(external_id__in=wanted) | Q(external_id="", pk__in=own)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
