"""A throw-away server for the tests of the launcher, which are about servers."""

import pytest

from wayhome.launch import database
from wayhome.launch.postgres import Cluster


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    cluster = Cluster(tmp_path_factory.mktemp("launch"), durable=False)
    with cluster.in_use():
        yield cluster


@pytest.fixture
def prepared(cluster):
    """Return a fresh database with its two roles."""
    database.drop_embedded(cluster, "fresh")
    yield database.prepare_embedded(cluster, "fresh")
    database.drop_embedded(cluster, "fresh")


@pytest.fixture(scope="session")
def standing(cluster):
    """Return a database with its two roles that nobody changes."""
    return database.prepare_embedded(cluster, "standing")
