"""The same day gives the same clinic: what is played twice differs in nothing that anyone reads."""

import uuid
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import transaction

from demo.build import play
from wayhome.shared.core.context import acting_as

NOW = datetime(2026, 11, 25, 3, 30, tzinfo=UTC)  # a Tuesday, half past ten at night in New York
# Drawn anew each time, or taken from the wall's clock, and so are the marks made of them.
NEW_EACH_TIME = {"password", "code", "content_sha256"}
OF_THE_WALL = {"AuditEvent": {"recorded_at"}}
APART = {"RowHistory"}  # tells the other tables once more, ids and all


def _facts(row, without):
    return {
        name: value
        for name, value in row.items()
        if not isinstance(value, uuid.UUID) and name not in without
    }


def _rows(model, organization_id):
    found = model.objects.order_by()
    if any(field.name in {"organization", "organization_id"} for field in model._meta.fields):
        found = found.filter(organization_id=organization_id)
    return [*found.values()]


def everything(organization_id):
    """Return all rows by table; each id is replaced by the facts of the row it points to."""
    tables = {
        model.__name__: _rows(model, organization_id)
        for model in apps.get_models()
        if model.__module__.startswith("wayhome.") and model.__name__ not in APART
    }
    known = {}
    for name, rows in tables.items():
        without = NEW_EACH_TIME | OF_THE_WALL.get(name, set())
        known |= {row["id"]: _facts(row, without) for row in rows}
    return {
        name: Counter(
            repr(
                (
                    known[row["id"]],
                    [known[v] for v in row.values() if isinstance(v, uuid.UUID) and v in known],
                )
            )
            for row in rows
        )
        for name, rows in tables.items()
    }


def played():
    """Play two weeks, look at all of it, and take it back."""
    with transaction.atomic():
        stage = play(NOW, weeks=2)
        by = stage.actors["builder"]
        with acting_as(by.acting):
            found = everything(by.organization_id)
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_the_same_day_gives_the_same_clinic():
    once, again = played(), played()
    assert sum(once["Encounter"].values()) > 100
    assert once.keys() == again.keys()
    assert {name for name in once if once[name] != again[name]} == set()
