"""Someone makes a passkey, signs in with it, and finds every page of signing in fit to use."""

import pytest

from tests.factories.accounts import make_counselor, make_membership
from tests.factories.tenancy import make_organization
from wayhome.shared.accounts.codes import Role

SECOND_STEP = "/account/second-factor/"


@pytest.fixture
def member():
    return make_counselor(make_organization(name="Harbor Recovery"))


def plug_in_authenticator(visitor):
    """Give the browser a phone that always says yes, as Chromium's own tools do."""
    devtools = visitor.page.context.new_cdp_session(visitor.page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )


def make_passkey(visitor):
    visitor.go("/account/second-factor/passkeys/add/")
    visitor.look()
    visitor.page.get_by_label("Name").fill("My phone")
    visitor.page.get_by_role("button", name="Make the passkey").click()
    visitor.page.wait_for_url("**/codes/")


def sign_out(visitor):
    visitor.go("/account/logout/")
    visitor.look()
    visitor.page.get_by_role("button", name="Sign out").click()
    visitor.page.wait_for_url("**/account/login/**")


def test_someone_makes_a_passkey_and_signs_in_without_a_password(visit, member):
    ana = visit()
    plug_in_authenticator(ana)
    ana.sign_in(member.user)
    make_passkey(ana)
    ana.look()
    sign_out(ana)
    ana.page.get_by_role("button", name="Sign in with a passkey").click()
    ana.page.wait_for_url(lambda url: "/account/login" not in url)
    ana.go(SECOND_STEP)
    assert ana.page.get_by_text("1 passkey", exact=True).is_visible()


def test_a_passkey_is_the_second_step_after_the_password(visit, member):
    ana = visit()
    plug_in_authenticator(ana)
    ana.sign_in(member.user)
    make_passkey(ana)
    sign_out(ana)
    ana.sign_in(member.user)
    ana.look()
    ana.page.get_by_role("button", name="Use a passkey").click()
    ana.page.wait_for_url(lambda url: "/account/" not in url)
    ana.go(SECOND_STEP)
    assert ana.page.get_by_role("heading", name="Passkeys").is_visible()


def test_a_device_without_a_passkey_says_so_and_leaves_the_other_way(visit, member):
    ana = visit()
    ana.go("/account/login/")
    ana.look()
    plug_in_authenticator(ana)
    ana.page.get_by_role("button", name="Sign in with a passkey").click()
    ana.page.get_by_text("That didn't work").wait_for()
    ana.look()
    ana.sign_in(member.user)


@pytest.mark.parametrize(
    "path",
    [
        SECOND_STEP,
        "/account/second-factor/app/add/",
        "/account/second-factor/passkeys/",
        "/account/password/change/",
        "/account/sessions/",
    ],
)
def test_the_pages_of_one_s_own_sign_in_are_fit_to_use(visit, member, path):
    ana = visit()
    ana.sign_in(member.user)
    ana.go(path)
    ana.look()


@pytest.mark.parametrize(
    "path",
    [
        "/account/password/reset/",
        "/account/password/reset/done/",
        "/account/password/reset/key/done/",
        "/account/password/reset/key/0-0/",
        "/account/inactive/",
    ],
)
def test_the_pages_before_signing_in_are_fit_to_use(visit, path):
    visitor = visit()
    visitor.go(path)
    visitor.look()


def test_a_wrong_password_is_told_beside_the_form(visit, member):
    ana = visit()
    ana.go("/account/login/")
    ana.page.get_by_label("Email").fill(member.user.email)
    ana.page.get_by_label("Password", exact=True).fill("wrong")
    ana.page.get_by_role("button", name="Sign in", exact=True).click()
    assert ana.page.get_by_role("alert").first.is_visible()
    assert ana.page.get_by_label("Email").input_value() == member.user.email
    ana.look()


def test_someone_of_two_programs_says_where_they_work_now(visit, member):
    make_membership(make_organization(name="Hill House"), Role.FRONT_DESK, user=member.user)
    ana = visit()
    ana.sign_in(member.user)
    ana.look()
    ana.page.get_by_role("button", name="Hill House").click()
    ana.go("/account/organization/")
    assert ana.page.get_by_role("button", name="Harbor Recovery").is_visible()


def test_the_mail_of_a_made_up_clinic_can_be_read(visit, settings, tmp_path):
    settings.SHOW_OUTBOX, settings.OUTBOX = True, tmp_path
    visitor = visit()
    visitor.go("/outbox/")
    visitor.look()
    mail = (
        "Subject: Choose a new password\nTo: ana@example.org\nDate: Tue\n\nhttp://localhost/key/\n"
    )
    (tmp_path / "1.log").write_text(mail)
    visitor.go("/outbox/")
    visitor.look()
    assert visitor.page.get_by_role("link", name="http://localhost/key/").is_visible()
