"""A real worker takes a real job and sends the message."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import connections, transaction
from procrastinate.contrib.django import app

from tests.factories.tenancy import make_organization
from wayhome.shared.accounts import system
from wayhome.shared.notifications import actions, queries
from wayhome.shared.notifications.codes import MessageStatus, MessageTemplate

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)


def work_until_nothing_waits():
    """Run the worker as `manage procrastinate worker` does, but don't wait for more."""
    connector = app.connector.get_worker_connector()
    with app.replace_connector(connector) as working:
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


@pytest.fixture(autouse=True)
def _a_job_s_own_connection_ends_with_it(monkeypatch):
    """Close the connection of the job's thread with the job: nobody else can."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)


@pytest.mark.django_db(transaction=True)
def test_a_worker_sends_what_was_queued_and_notes_it(acting):
    by = system.worker(make_organization().pk)
    message = actions.queue_message(
        by,
        recipient="ana@example.org",
        template=MessageTemplate.SOMETHING_NEW,
        language="en",
        now=NOW,
    )
    work_until_nothing_waits()
    with acting(by), transaction.atomic():
        assert queries.get_message(by, message.pk).status == MessageStatus.COMPLETED
    assert [letter.to for letter in mail.outbox] == [["ana@example.org"]]
