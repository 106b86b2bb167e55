"""The calendar in a browser: the days that it asks for, sessions as links, its way to fail."""

import pytest
from playwright.sync_api import expect

from tests.shared.core.shell import Answer

pytestmark = pytest.mark.e2e
SESSIONS = "/components/sessions/"


def test_a_session_is_a_link_that_the_keyboard_reaches(browse):
    page = browse(timezone_id="America/New_York")
    page.goto("/components/")
    session = page.get_by_role("link", name="Relapse prevention")
    expect(session).to_have_attribute("href", "#calendar")
    expect(page.get_by_text("7:30 PM")).to_have_count(2)
    session.focus()
    expect(session).to_be_focused()


def test_the_next_week_is_fetched_when_it_is_asked_for(browse):
    page = browse()
    page.goto("/components/")
    expect(page.get_by_text("8 booked")).to_have_count(0)
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.get_by_text("8 booked")).to_be_visible()
    expect(page.get_by_text("9 of 11 here")).to_have_count(0)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "UTC"])
def test_the_days_asked_for_are_the_shown_week_wherever_the_reader_is(browse, zone):
    page = browse(timezone_id=zone)
    with page.expect_request("**/sessions/**") as asked:
        page.goto("/components/")
    assert asked.value.url.endswith("?start=2026-11-23&end=2026-11-30")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_today_is_the_program_s_wherever_and_whenever_it_is_read(browse, zone):
    page = browse(timezone_id=zone)
    page.clock.set_fixed_time("2026-11-25T12:00:00Z")
    page.goto("/components/")
    expect(page.locator(".ec-col-head.ec-today")).to_have_text("Tue, Nov 24")
    expect(page.locator(".ec-now-indicator")).to_have_count(0)


def test_at_the_program_s_own_time_a_line_shows_now(browse):
    page = browse(timezone_id="America/New_York")
    page.clock.set_fixed_time("2026-11-24T19:06:00-05:00")
    page.goto("/components/")
    expect(page.locator(".ec-col-head.ec-today")).to_have_text("Tue, Nov 24")
    expect(page.locator(".ec-now-indicator")).to_have_count(1)


def test_a_phone_gets_the_list(browse):
    page = browse(viewport={"width": 390, "height": 800})
    page.goto("/components/")
    expect(page.get_by_role("button", name="List")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("link", name="Relapse prevention")).to_be_visible()


def test_a_calendar_that_gets_no_answer_says_so(browse, site):
    site.answers[SESSIONS] = Answer("", 503)
    page = browse()
    page.goto("/components/")
    expect(page.get_by_text("The sessions could not be fetched.")).to_be_visible()
