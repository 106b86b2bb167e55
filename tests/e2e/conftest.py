"""A real browser for the stories: Chromium at a desk and on a phone, with axe on every page."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.factories.accounts import PASSWORD

AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOR_RULES = ["color-contrast", "link-in-text-block"]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Playwright runs an event loop in this thread; the tests' own database work is still synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items):
    for item in items:
        if "e2e" in Path(item.path).parts:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.django_db(transaction=True))
            item.add_marker(pytest.mark.enable_socket)


def _chromium() -> str:
    named = os.environ.get("CHROMIUM")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    found = next((path for name in names if (path := shutil.which(name))), None)
    if not found:
        pytest.fail("no Chromium on PATH: install it, or name it in CHROMIUM", pytrace=False)
    return found


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """Someone at a browser: goes, signs in, and has every page looked at by axe."""

    def __init__(self, page, home: str) -> None:
        self.page, self.home = page, home
        self.complaints: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._request)

    def go(self, path: str) -> None:
        self.page.goto(self.home + path)

    def sign_in(self, user) -> None:
        self.go("/account/login/")
        self.page.get_by_label("Email").fill(user.email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_url(lambda url: "/account/login" not in url)

    def look(self) -> None:
        """Fail on what axe finds at a desk and on a phone, by day and by night, or off the site."""
        self.page.wait_for_load_state()
        self.page.locator(".htmx-request").first.wait_for(state="detached")
        before = self.page.viewport_size
        # Without motion, so that no color is on its way to another while it is measured.
        self.page.emulate_media(reduced_motion="reduce")
        for size in (DESK, PHONE):
            self.page.set_viewport_size(size)
            self._axe()
            self._no_sideways_scroll()
        self.page.set_viewport_size(before)
        self.page.emulate_media(reduced_motion="null")
        assert self.complaints == []

    def _axe(self) -> None:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        self._ask_axe("tag", RULES)
        self.page.emulate_media(color_scheme="dark")
        self._ask_axe("rule", COLOR_RULES)
        self.page.emulate_media(color_scheme="null")

    def _ask_axe(self, kind, values) -> None:
        found = self.page.evaluate(
            "([type, values]) => axe.run(document, {runOnly: {type, values}})", [kind, values]
        )
        said = [
            f"{v['id']}: {v['help']} {[n['html'][:160] for n in v['nodes'][:3]]}"
            for v in found["violations"]
        ]
        assert said == [], f"{self.page.url} at {self.page.viewport_size}, {kind}s: {said}"

    def _no_sideways_scroll(self) -> None:
        wider = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 0, f"{self.page.url} scrolls sideways by {wider}px"

    def _console(self, message) -> None:
        expected = "Failed to load resource"  # a 4xx answer that the story provoked
        if message.type == "error" and expected not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _request(self, request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.complaints.append(f"third party: {request.url}")


@pytest.fixture
def visit(browser, live_server):
    """Open a browser for each call, at a desk or on a phone."""
    contexts = []

    def open_one(size=DESK, **options):
        context = browser.new_context(viewport=size, locale="en-US", **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Visitor(context.new_page(), live_server.url.replace("127.0.0.1", "localhost"))

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def django_db_modify_db_settings():
    """Change nothing: the live server shares the test process's database."""
