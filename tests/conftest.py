"""Strictness for every test: what would be a warning elsewhere fails here."""

import os

import hypothesis
import pytest
from django.db import connection

from tests.guards import OrganizationGuard, no_inline_script
from wayhome.shared.core import context

# No timed tests; where a machine decides, it decides the same every time.
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(autouse=True)
def _nobody_acts_when_a_test_begins():
    assert context.current() is None
    yield
    assert context.current() is None


@pytest.fixture(autouse=True)
def _every_query_names_its_organization():
    with connection.execute_wrapper(OrganizationGuard()):
        yield


@pytest.fixture
def acting():
    """Read in the name of an actor within a with block."""
    return lambda actor: context.acting_as(actor.acting)


@pytest.fixture
def page(client):
    """Return a client that checks each page it gets for inline script."""
    client.check = no_inline_script
    return client
