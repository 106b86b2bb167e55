"""What a first page weighs, with all that it loads, as it goes over the wire at most."""

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from django.contrib.staticfiles import finders

from tests.e2e.conftest import PHONE
from tests.e2e.stage import Stage

WHOLE_PAGE = 150_000
LEAST = 10_000  # less would mean that nothing was counted


@pytest.fixture
def stage():
    return Stage()


def weigh(visitor, path):
    """Return the bytes of a page and of all that it loads, packed as they are sent."""
    visitor.go(path)
    visitor.page.wait_for_load_state("networkidle")
    loaded = visitor.page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    names = {urlsplit(each).path.removeprefix("/static/") for each in loaded if "/static/" in each}
    assert any(name.endswith(".css") for name in names)
    files = [Path(finders.find(name)).read_bytes() for name in names]
    page = gzip.compress(visitor.page.content().encode())
    return len(page) + sum(len(brotli.compress(each)) for each in files)


def test_the_first_page_of_staff_weighs_less_than_150_kb(visit, stage):
    visitor = visit()
    assert LEAST < weigh(visitor, "/account/login/") < WHOLE_PAGE
    visitor.sign_in(stage.front_desk().user)
    assert LEAST < weigh(visitor, "/today/") < WHOLE_PAGE


def test_the_first_page_of_a_client_weighs_less_than_150_kb(visit, stage):
    visitor = visit(PHONE)
    visitor.sign_in(stage.client_of(stage.person("Ana")).user)
    assert LEAST < weigh(visitor, "/my-week/") < WHOLE_PAGE
