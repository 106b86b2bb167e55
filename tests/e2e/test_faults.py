"""The server or the database goes away while a note is typed: at most five seconds are lost."""

import re
import time

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.e2e.conftest import Visitor
from tests.e2e.served import Server, cut_database_off, let_database_in
from tests.e2e.stage import Stage
from tests.factories.base import writing_for
from wayhome.journey.encounters.models import NoteDraftLine

AT_MOST = 5  # seconds of typing that may be gone
LAST_TRY = 35  # seconds: half a minute is the longest that the page waits between tries
SAVED = re.compile(r"^saved")  # "not saved: …" says the opposite
CUT_OFF = "not saved: no connection to the server, kept in this browser"
IN_TROUBLE = "not saved: the server is in trouble, kept in this browser"


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def server(stage):
    """Serve the stage by the real server, and leave neither it nor a closed database behind."""
    assert stage.organization
    server = Server()
    try:
        server.start()
        yield server
    finally:
        server.kill()
        let_database_in()


@pytest.fixture
def evening(stage):
    meeting, _places = stage.past_group("Ana Reyes", "Ben Tran")
    return reverse("encounters:group-note", args=[meeting.pk])


@pytest.fixture
def write(browser, server, stage, evening):
    """Open the note in a browser of its own, signed in."""
    contexts = []

    def open_one():
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
        contexts.append(context)
        visitor = Visitor(context.new_page(), server.url)
        visitor.sign_in(stage.counselor.user)
        visitor.go(evening)
        return visitor

    yield open_one
    for context in contexts:
        context.close()


def box(visitor):
    return visitor.page.get_by_role("textbox", name="Ana R. in this group")


def status(visitor):
    line = visitor.page.get_by_role("listitem").filter(has=box(visitor))
    return line.locator("[data-autosave-status]")


def saved(stage):
    with writing_for(stage.organization.pk):
        line = NoteDraftLine.objects.first()
        return line.text if line else ""


def comes_to_be_saved(visitor, stage, text):
    ends = time.monotonic() + LAST_TRY
    while saved(stage) != text and time.monotonic() < ends:
        visitor.page.wait_for_timeout(200)
    assert saved(stage) == text
    expect(status(visitor)).to_contain_text(SAVED)


def type_for(visitor, seconds):
    """Type a word each third of a second, without a pause; yield when each was there."""
    typed, began = [], time.monotonic()
    box(visitor).focus()
    while time.monotonic() - began < seconds:
        visitor.page.keyboard.type(f"word{len(typed)} ")
        typed.append(time.monotonic())
        yield typed
        visitor.page.wait_for_timeout(300)


def seconds_gone(stage, typed, died_at):
    """Return how many seconds of typing are gone when nothing but the database is left."""
    kept = saved(stage).split()
    assert kept == [f"word{number}" for number in range(len(kept))]
    return died_at - typed[len(kept)] if len(kept) < len(typed) else 0


def test_of_a_server_and_a_browser_that_die_at_once_at_most_five_seconds_are_gone(
    server, stage, write
):
    # given a counselor who types without a pause: whenever it all died, little would be gone
    counselor = write()
    for typed in type_for(counselor, 14):
        assert seconds_gone(stage, typed, time.monotonic()) <= AT_MOST
    # when the server is killed and the machine at the desk dies with it
    server.kill()
    died_at = time.monotonic()
    counselor.page.context.close()
    # then only what was typed in the last five seconds is gone
    assert seconds_gone(stage, typed, died_at) <= AT_MOST
    assert len(saved(stage).split()) > 20


def test_a_server_that_is_killed_is_told_plainly_and_the_text_saved_when_it_is_back(
    server, stage, write
):
    # given a counselor whose first words are saved
    counselor = write()
    box(counselor).press_sequentially("Spoke of home")
    comes_to_be_saved(counselor, stage, "Spoke of home")
    # when the server is killed while they go on
    server.kill()
    box(counselor).press_sequentially(" and of work.")
    # then the page says so, beside the text, which stays
    expect(status(counselor)).to_have_text(CUT_OFF, timeout=AT_MOST * 1000)
    expect(box(counselor)).to_have_value("Spoke of home and of work.")
    assert "work" not in saved(stage)
    # and when it is back, the text is saved by itself
    server.start()
    comes_to_be_saved(counselor, stage, "Spoke of home and of work.")


def test_a_database_that_goes_away_is_told_plainly_and_the_text_saved_when_it_is_back(stage, write):
    counselor = write()
    box(counselor).press_sequentially("Spoke of home")
    comes_to_be_saved(counselor, stage, "Spoke of home")
    # when the database goes away in the middle of the note
    cut_database_off()
    box(counselor).press_sequentially(" and of work.")
    expect(status(counselor)).to_have_text(IN_TROUBLE, timeout=AT_MOST * 1000)
    expect(box(counselor)).to_have_value("Spoke of home and of work.")
    # then what is typed meanwhile waits in the browser, also through a reload of the whole page
    let_database_in()
    assert saved(stage) == "Spoke of home"
    counselor.page.reload()
    expect(box(counselor)).to_have_value("Spoke of home and of work.")
    comes_to_be_saved(counselor, stage, "Spoke of home and of work.")


def test_a_database_whose_connections_are_cut_costs_no_text(stage, write):
    counselor = write()
    box(counselor).press_sequentially("Spoke of home")
    comes_to_be_saved(counselor, stage, "Spoke of home")
    cut_database_off()
    let_database_in()
    box(counselor).press_sequentially(" and of work.")
    comes_to_be_saved(counselor, stage, "Spoke of home and of work.")
