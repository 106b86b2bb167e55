"""The page that a watchdog asks."""

import pytest
from django.db import DatabaseError, connection

pytestmark = pytest.mark.django_db


def test_it_is_well_when_the_database_answers(client):
    response = client.get("/health/")
    assert (response.status_code, response.text) == (200, "ok\n")


def test_it_says_so_when_the_database_does_not_answer(client, monkeypatch):
    def no_answer(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", no_answer)
    response = client.get("/health/")
    assert (response.status_code, response.text) == (503, "the database does not answer\n")
