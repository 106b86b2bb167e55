"""A browser on the components page, and a site of toy pages around it."""

import os
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.shared.core import shell

expect.set_options(timeout=15_000)  # a busy machine is slow, not wrong
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium():
    named = os.environ.get("CHROMIUM")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    found = next((path for name in names if (path := shutil.which(name))), None)
    if not found:
        pytest.fail("no Chromium on PATH: install it, or name it in CHROMIUM", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(settings):
    settings.TEMPLATES = shell.template_settings()
    settings.ROOT_URLCONF = "tests.shared.core.shell"
    return shell.Site()


@pytest.fixture
def browse(chromium, site):
    """Return a function that opens a page of a context of its own; complaints fail the test."""
    contexts, complaints = [], []

    def open_page(**options):
        context = chromium.new_context(base_url=shell.HOME, locale="en-US", **options)
        context.set_default_timeout(15_000)
        context.route("**/*", site.serve)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: _note(message, complaints))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _note(message, complaints):
    if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
        complaints.append(message.text)
