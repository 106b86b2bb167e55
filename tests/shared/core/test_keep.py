"""Unsaved text of a form comes back to the person who typed it, and to nobody else."""

import pytest
from playwright.sync_api import expect

from tests.shared.core.shell import ANA, BEN, Answer, until

pytestmark = pytest.mark.e2e
FORM = """<form method="post" action="/call/" data-keep="call">
<label>Name <input name="name" value="old"></label>
<label>Told us <textarea name="told"></textarea></label>
<label><input type="checkbox" name="urgent" value="yes"> Urgent</label>
<label><input type="radio" name="way" value="phone"> Phone</label>
<label><input type="radio" name="way" value="mail"> Mail</label>
<label>Days <select name="days" multiple><option>Mon</option><option>Tue</option></select></label>
<label>Code <input type="password" name="code"></label>
<label>Spoken <input name="spoken" data-keep-not></label>
<button>Record</button></form>
<form method="post" action="/account/logout/" data-keep-forget><button>Leave</button></form>"""
NOTICE = "What you had typed before is back."
WRONG = FORM.replace('name="name"', 'name="name" aria-invalid="true"')


@pytest.fixture
def page(browse, site):
    site.answers["/call/"] = lambda site, _method: site.page(FORM)
    page = browse()
    page.goto("/call/")
    return page


def kept(page):
    return page.evaluate("Object.keys(sessionStorage).filter((key) => key.includes('keep:'))")


def fill(page):
    page.get_by_label("Told us").fill("She sounded tired.")
    page.get_by_label("Urgent").check()
    page.get_by_label("Mail").check()
    page.get_by_label("Days").select_option(["Tue"])
    page.get_by_label("Code").fill("1234")
    page.get_by_label("Spoken").fill("aloud")
    until(
        page,
        "Object.values(sessionStorage).some((value) => value.includes('tired') && value.includes('Tue'))",
    )


def test_after_a_reload_everything_but_secrets_is_back_with_a_notice(page):
    fill(page)
    page.reload()
    expect(page.get_by_label("Told us")).to_have_value("She sounded tired.")
    expect(page.get_by_label("Urgent")).to_be_checked()
    expect(page.get_by_label("Mail")).to_be_checked()
    expect(page.get_by_label("Days")).to_have_values(["Tue"])
    expect(page.get_by_label("Code")).to_have_value("")
    expect(page.get_by_label("Spoken")).to_have_value("")
    expect(page.get_by_role("status").filter(has_text=NOTICE)).to_be_visible()


def test_nothing_is_said_when_nothing_was_typed(page):
    page.reload()
    expect(page.get_by_text(NOTICE)).to_have_count(0)
    assert kept(page) == []


def test_the_last_keys_before_leaving_are_kept_too(page):
    page.get_by_label("Name").fill("Ana, typed a moment ago")
    page.goto("/elsewhere/")
    page.goto("/call/")
    expect(page.get_by_label("Name")).to_have_value("Ana, typed a moment ago")


def test_the_person_can_clear_it(page):
    fill(page)
    page.reload()
    page.get_by_role("button", name="Clear it").click()
    expect(page.get_by_label("Told us")).to_have_value("")
    expect(page.get_by_label("Name")).to_have_value("old")
    page.reload()
    expect(page.get_by_text(NOTICE)).to_have_count(0)


def test_what_was_taken_is_forgotten(page, site):
    site.answers["/call/"] = lambda site, method: site.page("Noted." if method == "POST" else FORM)
    fill(page)
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_text("Noted.")).to_be_visible()
    page.wait_for_load_state()  # the script runs once the page stands
    assert kept(page) == []


@pytest.mark.parametrize("body", [FORM, WRONG])
def test_what_was_refused_stays(page, site, body):
    refused = Answer(site.page(body).body, 422)
    site.answers["/call/"] = lambda site, method: refused if method == "POST" else site.page(FORM)
    fill(page)
    page.get_by_role("button", name="Record").click()
    page.wait_for_load_state()
    assert len(kept(page)) == 1
    page.goto("/call/")
    expect(page.get_by_label("Told us")).to_have_value("She sounded tired.")


def test_a_form_refused_with_status_200_stays_too(page, site):
    site.answers["/call/"] = lambda site, method: site.page(WRONG if method == "POST" else FORM)
    fill(page)
    page.get_by_role("button", name="Record").click()
    page.wait_for_selector("[aria-invalid]")
    assert len(kept(page)) == 1


def test_what_never_arrived_stays(page, site):
    fill(page)
    site.offline = True
    page.get_by_role("button", name="Record").click()
    page.wait_for_timeout(1500)
    site.offline = False
    page.goto("/call/")
    expect(page.get_by_label("Told us")).to_have_value("She sounded tired.")


def test_text_survives_being_signed_out_and_in_again(page, site):
    site.answers["/call/"] = lambda site, method: (
        Answer.redirect("/account/login/") if method == "POST" else site.page(FORM)
    )
    site.answers["/account/login/"] = lambda site, _method: signed_out(site)
    fill(page)
    page.get_by_role("button", name="Record").click()
    page.wait_for_url("**/account/login/")
    site.user_id = ANA
    page.goto("/call/")
    expect(page.get_by_label("Told us")).to_have_value("She sounded tired.")


def signed_out(site):
    site.user_id = None
    return site.page("Sign in")


def test_another_person_s_sign_in_throws_it_away(page, site):
    fill(page)
    site.user_id = BEN
    page.reload()
    expect(page.get_by_label("Told us")).to_have_value("")
    assert kept(page) == []


def test_signing_out_forgets_in_every_tab(page):
    fill(page)
    other = page.context.new_page()
    other.goto("/call/")
    fill(other)
    page.get_by_role("button", name="Leave").click()
    page.wait_for_url("**/account/logout/")
    until(other, "!Object.keys(sessionStorage).some((key) => key.includes('keep:'))")
    assert kept(page) == []


def test_a_form_sent_by_htmx_is_forgotten_when_taken_and_kept_when_refused(page, site):
    form = FORM.replace('method="post" action="/call/"', 'hx-post="/send/" hx-swap="none"', 1)
    site.answers["/call/"] = lambda site, _method: site.page(form)
    page.reload()
    fill(page)
    site.answers["/send/"] = Answer("no", 422)
    with page.expect_response("**/send/"):
        page.get_by_role("button", name="Record").click()
    page.wait_for_timeout(200)
    assert len(kept(page)) == 1
    site.answers["/send/"] = Answer("yes")
    with page.expect_response("**/send/"):
        page.get_by_role("button", name="Record").click()
    until(page, "!Object.keys(sessionStorage).some((key) => key.includes('keep:'))")


def test_a_key_in_the_browser_names_nobody(page):
    fill(page)
    assert kept(page) == ["wayhome-keep:00000000-0000-0000-0000-000000000001:call:/call/"]


def test_what_was_typed_on_one_address_stays_away_from_another(page, site):
    other = FORM.replace('action="/call/" ', "")
    site.answers["/people/1/"] = lambda site, _method: site.page(other)
    site.answers["/people/2/"] = lambda site, _method: site.page(other)
    page.goto("/people/1/")
    fill(page)
    page.goto("/people/2/")
    assert page.get_by_label("Told us").input_value() == ""
    page.goto("/people/1/")
    expect(page.get_by_label("Told us")).to_have_value("She sounded tired.")
