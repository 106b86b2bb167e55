"""The pytest plugin that gives each test process a PostgreSQL database, as the app role.

`-p tests.database` loads it before Django reads its settings. Nothing is started until the first
test asks for a database: then the throw-away server in `var/test` is started if nobody runs it,
a template is migrated by the owner if migrations changed, and this process gets a copy of it.
"""

import os
import secrets

import pytest

from tests.database import copies, fixtures
from wayhome.launch import database


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests():
    """Say where the database will be, ahead of pytest-django, which reads the settings."""
    os.environ |= database.embedded(copies.CLUSTER, copies.OWN).environment()
    os.environ["WAYHOME_SECRET_KEY"] = secrets.token_urlsafe()
    os.environ.pop("WAYHOME_DATABASE_ROLE", None)
    return (yield)


def pytest_configure(config):
    """Register after pytest-django, so that our fixture is the one that counts."""
    config.pluginmanager.register(fixtures)
