"""Every address asks for a sign-in unless it is listed here."""

from types import MappingProxyType
from uuid import UUID

import pytest
from django.urls import URLPattern, get_resolver, reverse

from tests.factories.accounts import make_counselor
from tests.factories.tenancy import make_organization
from wayhome.shared.accounts.codes import Role

pytestmark = pytest.mark.django_db

# what a stranger may open, and why
OPEN = {
    "account_login": "the door",
    "account_logout": "leads back to the door",
    "account_inactive": "says that an account is closed",
    "account_reset_password": "for whoever forgot theirs",
    "account_reset_password_done": "says that a link is on its way",
    "account_reset_password_from_key": "the link itself",
    "account_reset_password_from_key_done": "says that it worked",
    "mfa_authenticate": "the second step, on the way in",
    "mfa_login_webauthn": "a passkey in place of a password",
    "health": "a watchdog asks it",
    "site:landing": "for whoever needs help",
    "site:check": "a few questions; no name, nothing kept",
    "calendar:subscribed": "a phone's calendar, which has a secret in its address",
    "notifications:outbox": "the mail of a made-up clinic; not there anywhere else",
}
SAMPLES = {"uuid": UUID(int=1), "int": 1, "slug": "x", "str": "x", "path": "x", "language": "es"}
REGEXES = {"account_reset_password_from_key": {"uidb36": "0", "key": "0"}}


def addresses(values=MappingProxyType({})):
    """Yield the name and a sample path of every view; `values` name what an address is given."""
    yield from _walk(get_resolver().url_patterns, "", values)


def _walk(patterns, namespace, values):
    for pattern in patterns:
        if not isinstance(pattern, URLPattern):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, values)
        elif pattern.name:
            name = f"{namespace}{pattern.name}"
            converters = pattern.pattern.converters
            given = REGEXES.get(name) or {
                key: values.get(key, _sample(converter)) for key, converter in converters.items()
            }
            yield name, pattern.callback, reverse(name, kwargs=given)
        else:
            pytest.fail(f"an address without a name: {pattern}")


def _sample(converter):
    return SAMPLES[
        type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
    ]


def test_only_what_is_listed_opens_without_a_sign_in():
    views = {name: view for name, view, _path in addresses()}
    unguarded = {name for name, view in views.items() if not getattr(view, "login_required", True)}
    assert unguarded == OPEN.keys()


def test_a_stranger_is_sent_to_the_door_from_everywhere_else(client):
    # a parent's arguments (a chart's pages) are in the path already
    paths = [path for name, _view, path in addresses() if name not in OPEN]
    wrong = [path for path in paths if not _is_sent_to_the_door(client, path)]
    assert len(paths) > 20
    assert wrong == []


def test_no_browser_keeps_a_page_for_whoever_sits_there_next(client):
    member = make_counselor(
        make_organization(), *(role for role in Role if role is not Role.CLIENT)
    )
    client.force_login(member.user)
    answers = {name: client.get(path) for name, _view, path in addresses() if name != "health"}
    assert {200, 302, 404} <= {answer.status_code for answer in answers.values()}
    kept = [n for n, a in answers.items() if "no-store" not in a.headers.get("Cache-Control", "")]
    assert kept == []


def test_an_address_that_only_a_button_leads_to_says_so(client):
    member = make_counselor(make_organization(), Role.COUNSELOR, Role.PROGRAM_DIRECTOR)
    client.force_login(member.user)
    answers = {name: client.get(path) for name, _view, path in addresses()}
    refused = {name: each for name, each in answers.items() if each.status_code == 405}
    assert len(refused) > 20
    assert [n for n, each in refused.items() if "Only a button leads here" not in each.text] == []
    assert all("POST" in each.headers["Allow"] for each in refused.values())


@pytest.mark.parametrize(
    "key", ["aaaaaaaa\\000aaaaaaaa", "a" * 4000, "; DROP", "\xe9\xe9\xe9\xe9\xe9"]
)
def test_a_cookie_that_is_no_session_is_none(client, key):
    response = client.get("/account/login/", headers={"cookie": f'wayhome_session="{key}"'})
    assert response.status_code == 200


def _is_sent_to_the_door(client, path):
    response = client.get(path)
    return response.status_code == 302 and response.url.startswith("/account/login/?next=")
