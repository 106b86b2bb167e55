"""What is typed is saved while it is typed; network, session or a colleague lose none of it."""

import pytest
from playwright.sync_api import expect

from tests.shared.core.shell import Answer, until

pytestmark = pytest.mark.e2e
FORM = """{% include "components/autosave_conflict.html" %}
<form method="post" action="/sign/" data-autosave-url="/draft/" data-edition="3">
<input type="hidden" name="edition" value="3">
{% include "components/autosave_status.html" %}
<label>What we did <textarea name="did"></textarea></label>
<label>For Ana <textarea name="ana"></textarea></label>
<label><input type="checkbox" name="goals" value="1"> Goal 1</label>
<label><input type="checkbox" name="goals" value="2"> Goal 2</label>
<button>Sign</button></form>"""

HIDE = """Object.defineProperty(document, 'visibilityState', {value: 'hidden'});
document.dispatchEvent(new Event('visibilitychange'))"""


class Draft:
    """The server's side of the protocol."""

    def __init__(self) -> None:
        self.edition, self.status = 3, 200
        self.values = {"did": "", "ana": "", "goals": []}

    def __call__(self, site, _method):
        sent = site.posts[-1].fields
        if self.status != 200:
            return Answer.of({"message": "Too long."} if self.status == 422 else {}, self.status)
        if sent["edition"] != [str(self.edition)]:
            return Answer.of({"edition": self.edition, "values": self.values}, 409)
        self.edition += 1
        for name, values in sent.items():
            if name != "edition":
                self.values[name] = values if name == "goals" else values[0]
        return Answer.of({"edition": self.edition, "saved_at": "2026-11-24T18:00:00Z"})


@pytest.fixture
def draft(site):
    site.answers["/draft/"] = draft = Draft()
    return draft


@pytest.fixture
def page(browse, site, draft):
    assert draft.edition == 3
    site.answers["/note/"] = lambda site, _method: site.page(FORM)
    page = browse()
    page.goto("/note/")
    return page


@pytest.fixture
def timed(browse, site, draft):
    """Return a page whose clock the test moves."""
    assert draft.edition == 3
    site.answers["/note/"] = lambda site, _method: site.page(FORM)
    page = browse()
    page.clock.install(time="2026-11-24T18:00:00Z")
    page.goto("/note/")
    page.clock.pause_at("2026-11-24T18:00:30Z")
    return page


def status(page):
    return page.locator("[data-autosave-status]")


def did(page):
    return page.get_by_label("What we did")


def edition_becomes(page, edition):
    form = page.locator("form[data-autosave-url]")
    expect(form).to_have_attribute("data-edition", edition)


def copies(page):
    return page.evaluate("Object.keys(sessionStorage).filter((key) => key.includes('autosave'))")


def test_text_is_saved_two_seconds_after_the_last_key(timed, site, draft):
    did(timed).fill("Breathing")
    timed.clock.run_for(1900)
    assert site.posts == []
    timed.clock.run_for(200)
    expect(status(timed)).to_have_text("saved")
    assert site.posts[0].fields == {"edition": ["3"], "did": ["Breathing"]}
    assert site.posts[0].headers["x-csrftoken"] == "t" * 64
    assert draft.values["did"] == "Breathing"
    assert copies(timed) == []


def test_who_never_stops_typing_is_saved_within_five_seconds(timed, site):
    for _ in range(9):
        did(timed).press_sequentially("go ")
        timed.clock.run_for(500)
    timed.wait_for_timeout(100)
    assert site.posts[0].fields["did"][0].startswith("go go go")


def test_the_age_of_the_saved_text_is_told(timed):
    did(timed).fill("Breathing")
    timed.clock.run_for(2100)
    expect(status(timed)).to_have_text("saved")
    timed.clock.run_for(3000)
    expect(status(timed)).to_have_text("saved 3 s ago")
    timed.clock.run_for(120_000)
    expect(status(timed)).to_have_text("saved 2 min ago")


def test_only_what_changed_is_sent_each_time_with_the_next_edition(page, site):
    did(page).fill("Breathing")
    expect(status(page)).to_contain_text("saved")
    page.get_by_label("For Ana").fill("Spoke first.")
    edition_becomes(page, "5")
    assert site.posts[1].fields == {"edition": ["4"], "ana": ["Spoke first."]}
    assert page.locator("[name=edition]").input_value() == "5"


def test_a_list_is_sent_whole_and_empty_when_nothing_is_ticked(page, site):
    page.get_by_label("Goal 1").check()
    page.get_by_label("Goal 2").check()
    edition_becomes(page, "4")
    page.get_by_label("Goal 1").uncheck()
    page.get_by_label("Goal 2").uncheck()
    edition_becomes(page, "5")
    assert [post.fields["goals"] for post in site.posts] == [["1", "2"], [""]]


def test_without_network_the_text_is_kept_here_and_saved_when_it_is_back(page, site, draft):
    site.offline = True
    did(page).fill("Breathing")
    expect(status(page)).to_have_text(
        "not saved: no connection to the server, kept in this browser"
    )
    assert len(copies(page)) == 1
    did(page).press_sequentially(" and walking")
    site.offline = False
    edition_becomes(page, "4")
    assert draft.values["did"] == "Breathing and walking"
    expect(status(page)).to_contain_text("saved")
    assert copies(page) == []


@pytest.mark.parametrize("failure", [500, 502, 503])
def test_a_server_that_fails_is_asked_again(page, draft, failure):
    draft.status = failure
    did(page).fill("Breathing")
    expect(status(page)).to_have_text("not saved: the server is in trouble, kept in this browser")
    assert len(copies(page)) == 1
    draft.status = 200
    edition_becomes(page, "4")
    assert draft.values["did"] == "Breathing"


def test_text_that_is_not_taken_says_why_and_stays(page, draft):
    draft.status = 422
    did(page).fill("Breathing")
    expect(status(page)).to_have_text("Too long.")
    expect(did(page)).to_have_value("Breathing")
    assert len(copies(page)) == 1
    draft.status = 200
    did(page).fill("Short")
    edition_becomes(page, "4")
    assert draft.values["did"] == "Short"


def test_a_tab_that_dies_loses_at_most_the_last_moment(page, site, draft):
    site.offline = True
    did(page).fill("Breathing")
    until(page, "Object.keys(sessionStorage).some((key) => key.includes('autosave'))")
    site.offline = False
    page.reload()
    expect(did(page)).to_have_value("Breathing")
    edition_becomes(page, "4")
    assert draft.values["did"] == "Breathing"


@pytest.mark.parametrize("leaving", ["window.dispatchEvent(new Event('pagehide'))", HIDE])
def test_leaving_the_page_sends_at_once_what_is_not_saved_yet(timed, site, leaving):
    did(timed).fill("Typed and gone")
    timed.evaluate(leaving)
    expect(status(timed)).to_have_text("saved")
    timed.evaluate(leaving)
    assert [post.fields for post in site.posts] == [{"edition": ["3"], "did": ["Typed and gone"]}]


def test_signing_out_saves_first_and_then_forgets(page, site, draft):
    did(page).fill("Breathing")
    page.get_by_role("button", name="N. Ortiz").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/account/logout/")
    assert [post.path for post in site.posts] == ["/draft/", "/account/logout/"]
    assert draft.values["did"] == "Breathing"
    assert copies(page) == []


def test_one_can_sign_out_with_a_text_that_is_not_taken(page, draft):
    draft.status = 422
    did(page).fill("Breathing")
    expect(status(page)).to_have_text("Too long.")
    page.get_by_role("button", name="N. Ortiz").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/account/logout/")
    assert copies(page) == []


def test_who_was_signed_out_finds_the_text_again_after_signing_in(page, site, draft):
    site.answers["/draft/"] = Answer.redirect("/account/login/?next=/draft/")
    did(page).fill("Breathing")
    expect(status(page)).to_contain_text("you are signed out, kept in this browser")
    again = page.get_by_role("link", name="Sign in again")
    expect(again).to_have_attribute("href", "/account/login/?next=%2Fnote%2F")
    again.click()
    site.answers["/draft/"] = draft
    page.goto("/note/")
    expect(did(page)).to_have_value("Breathing")
    edition_becomes(page, "4")
    assert draft.values["did"] == "Breathing"


def meanwhile(draft, **values):
    draft.edition += 4
    draft.values |= values


def test_a_colleague_s_text_in_another_field_is_taken_over_quietly(page, draft):
    meanwhile(draft, ana="Left early.")
    did(page).fill("Breathing")
    edition_becomes(page, "8")
    expect(page.get_by_label("For Ana")).to_have_value("Left early.")
    assert draft.values == {"did": "Breathing", "ana": "Left early.", "goals": []}


def test_a_colleague_s_text_in_the_same_field_is_shown_and_mine_stays(page, draft):
    meanwhile(draft, did="Walking")
    did(page).fill("Breathing")
    panel = page.get_by_role("alert").filter(has_text="Someone else changed this")
    expect(panel).to_contain_text("What we did")
    expect(panel).to_contain_text("Walking")
    expect(did(page)).to_have_value("Breathing")
    expect(status(page)).to_have_text("not saved: someone else changed it meanwhile")
    expect(panel).to_be_in_viewport()
    expect(did(page)).to_be_focused()
    page.keyboard.type(" still")
    expect(did(page)).to_have_value("Breathing still")
    assert draft.values["did"] == "Walking"


def test_mine_can_be_saved_over_theirs(page, draft):
    meanwhile(draft, did="Walking")
    did(page).fill("Breathing")
    page.get_by_role("button", name="Save my text over it").click()
    edition_becomes(page, "8")
    assert draft.values["did"] == "Breathing"
    expect(page.get_by_text("Someone else changed this")).to_have_count(0)


def test_theirs_can_be_taken(page, draft, site):
    meanwhile(draft, did="Walking")
    did(page).fill("Breathing")
    page.get_by_role("button", name="Take theirs").click()
    expect(did(page)).to_have_value("Walking")
    edition_becomes(page, "7")
    assert copies(page) == []
    assert len(site.posts) == 1


def test_a_copy_that_a_colleague_overtook_is_shown_beside_theirs_after_a_reload(page, site, draft):
    site.offline = True
    did(page).fill("Breathing")
    expect(status(page)).to_contain_text("kept in this browser")
    meanwhile(draft, did="Walking")
    newer = FORM.replace('"3"', '"7"').replace('"did">', '"did">Walking')
    site.answers["/note/"] = lambda site, _method: site.page(newer)
    site.offline = False
    page.reload()
    expect(page.get_by_role("alert").filter(has_text="Walking")).to_be_visible()
    expect(did(page)).to_have_value("Breathing")


def test_signing_waits_for_the_save_under_way_and_carries_its_edition(page, site):
    did(page).fill("Breathing")
    page.get_by_role("button", name="Sign").click()
    page.wait_for_url("**/sign/")
    assert [post.path for post in site.posts] == ["/draft/", "/sign/"]
    assert site.posts[1].fields["edition"] == ["4"]
    assert site.posts[1].fields["did"] == ["Breathing"]
    assert copies(page) == []


def test_signing_without_network_stays_on_the_page(page, site):
    site.offline = True
    did(page).fill("Breathing")
    page.get_by_role("button", name="Sign").click()
    expect(status(page)).to_contain_text("no connection")
    expect(did(page)).to_have_value("Breathing")
    assert page.url.endswith("/note/")
