"""What every factory stands on: a made organization, and the gate opened for its rows."""

from contextlib import contextmanager
from itertools import count
from uuid import uuid4

from django.db import models, transaction

from wayhome.shared.core import context, gate

_numbers = count(1)


def unique(prefix: str) -> str:
    """Return a word that no other row of this run has."""
    return f"{prefix}-{next(_numbers)}-{uuid4().hex[:6]}"


@contextmanager
def writing_for(organization_id):
    """Act for an organization with the gate open, as a factory may and nobody else."""
    acting = context.Acting(organization_id, uuid4())
    with context.acting_as(acting), transaction.atomic(), gate.opened("tests.factory"):
        yield


def made[M: models.Model](model: type[M], organization, **fields) -> M:
    """Write one row for the organization (an Organization or its id)."""
    organization_id = getattr(organization, "pk", organization)
    with writing_for(organization_id):
        row = model(organization_id=organization_id, **fields)
        row.save(force_insert=True)
    return row
