"""The shells in a browser: keys, layers, help, htmx under the policy, signing out when idle."""

import pytest
from playwright.sync_api import expect

from tests.shared.core.shell import PING, Answer

pytestmark = pytest.mark.e2e
FORM = """<form hx-post="/save/" hx-target="#answer" hx-swap="outerHTML">
<label>Name <input name="name"></label><button>Save</button></form><div id="answer">nothing</div>"""


def test_the_slash_key_leads_to_the_search_and_escape_leaves_it(browse):
    page = browse()
    page.goto("/components/")
    page.keyboard.press("/")
    search = page.get_by_role("searchbox", name="Find a client")
    expect(search).to_be_focused()
    page.keyboard.type("a/b?")
    expect(search).to_have_value("a/b?")
    page.keyboard.press("Escape")
    expect(search).not_to_be_focused()


def test_the_question_mark_shows_the_shortcuts_and_escape_closes_them(browse):
    page = browse()
    page.goto("/components/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_hidden()


def test_the_person_s_menu_opens_the_shortcuts_and_closes_itself(browse):
    page = browse()
    page.goto("/components/")
    page.get_by_role("button", name="N. Ortiz").click()
    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()


def test_the_first_tab_stop_skips_to_the_content(browse):
    page = browse()
    page.goto("/components/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_question_can_be_answered_with_going_back(browse):
    page = browse()
    page.goto("/components/")
    page.get_by_role("button", name="Discharge…").click()
    question = page.get_by_role("dialog", name="Discharge Ana R. today?")
    expect(question).to_be_visible()
    question.get_by_role("button", name="Go back").click()
    expect(question).to_be_hidden()
    expect(page.get_by_role("button", name="Discharge…")).to_be_focused()


def test_on_a_phone_the_pages_are_behind_one_button(browse):
    page = browse(viewport={"width": 390, "height": 800})
    page.goto("/components/")
    expect(page.get_by_role("link", name="Inquiries")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="Inquiries")).to_be_in_viewport()


def test_help_is_in_reach_wherever_the_portal_is_scrolled_to(browse):
    page = browse(viewport={"width": 320, "height": 480})
    page.goto("/components/portal/")
    page.mouse.wheel(0, 400)
    help_now = page.get_by_role("button", name="I need help now")
    expect(help_now).to_be_in_viewport()
    help_now.click()
    sheet = page.get_by_role("dialog", name="Help, right now")
    for name, number in [("Call 911", "tel:911"), ("Call 988", "tel:988"), ("Text 988", "sms:988")]:
        expect(sheet.get_by_role("link", name=name)).to_have_attribute("href", number)
    expect(sheet.get_by_role("link", name="Call the program")).to_be_visible()
    sheet.get_by_role("button", name="Close").click()
    expect(sheet).to_be_hidden()


def test_htmx_sends_the_csrf_token_and_shows_a_refused_form(browse, site):
    site.answers["/form/"] = site.page(FORM)
    site.answers["/save/"] = Answer('<div id="answer">Say a name.</div>', 422)
    page = browse()
    page.goto("/form/")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#answer")).to_have_text("Say a name.")
    assert site.posts[0].headers["x-csrftoken"] == "t" * 64


def test_the_error_summary_of_a_refused_fragment_takes_the_focus(browse, site):
    site.answers["/form/"] = site.page(FORM)
    summary = '<div id="answer"><div role="alert" tabindex="-1" autofocus>Say a name.</div></div>'
    site.answers["/save/"] = Answer(summary, 422)
    page = browse()
    page.goto("/form/")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_focused()


def test_a_fragment_brings_its_message(browse, site):
    site.answers["/form/"] = site.page(FORM)
    message = '<div id="messages" role="status" hx-swap-oob="true"><p>Saved.</p></div>'
    site.answers["/save/"] = Answer(f'<div id="answer">Ana</div>{message}')
    page = browse()
    page.goto("/form/")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#answer")).to_have_text("Ana")
    expect(page.locator("#messages")).to_have_text("Saved.")


@pytest.fixture
def idle_page(browse):
    page = browse()
    page.clock.install()
    page.goto("/components/")
    return page


def test_a_minute_before_signing_out_there_is_a_warning_and_one_may_stay(idle_page, site):
    warning = idle_page.get_by_role("dialog", name="Are you still there?")
    idle_page.clock.fast_forward("13:50")
    expect(warning).to_be_hidden()
    idle_page.clock.fast_forward("00:15")
    expect(warning).to_be_visible()
    warning.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()
    idle_page.clock.fast_forward("13:50")
    expect(warning).to_be_hidden()
    assert site.posts == []


def test_who_does_nothing_is_signed_out_and_led_back_after_signing_in(idle_page, site):
    idle_page.clock.fast_forward("14:01")
    idle_page.clock.fast_forward("01:00")
    idle_page.wait_for_url("**/account/login/?next=%2Fcomponents%2F")
    assert [post.path for post in site.posts] == ["/account/logout/"]


def test_a_key_counts_as_being_there(idle_page):
    for _ in range(3):
        idle_page.clock.fast_forward("10:00")
        idle_page.keyboard.press("Shift")
    expect(idle_page.get_by_role("dialog", name="Are you still there?")).to_be_hidden()


def test_the_server_is_told_of_a_person_who_types_at_most_once_a_minute(idle_page, site):
    idle_page.clock.fast_forward("01:01")
    for _ in range(3):
        idle_page.clock.fast_forward("00:02")
        idle_page.keyboard.press("Shift")
    idle_page.clock.fast_forward("01:01")
    idle_page.wait_for_timeout(100)
    assert site.asked.count(PING) == 1
    idle_page.keyboard.press("Shift")
    idle_page.wait_for_timeout(100)
    assert site.asked.count(PING) == 2


def test_being_there_in_one_tab_counts_for_the_other(idle_page):
    other = idle_page.context.new_page()
    other.clock.install()
    other.goto("/components/")
    for _ in range(2):
        for tab in (idle_page, other):
            tab.clock.fast_forward("10:00")
        other.keyboard.press("Shift")
        idle_page.clock.run_for(2000)
    expect(idle_page.get_by_role("dialog", name="Are you still there?")).to_be_hidden()


def test_what_tabs_share_is_a_time_and_nothing_else(idle_page):
    kept = idle_page.evaluate("JSON.stringify(localStorage)")
    assert idle_page.evaluate("Object.keys(localStorage)") == ["wayhome-active-at"], kept
    assert idle_page.evaluate("Number(localStorage['wayhome-active-at'])") > 0


def test_a_visitor_who_has_not_signed_in_is_not_timed(browse, site):
    site.user_id = None
    page = browse()
    page.goto("/components/public/")
    assert page.evaluate("Object.keys(localStorage)") == []
    assert page.locator("#wh-idle").count() == 0
