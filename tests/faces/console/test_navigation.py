"""Where someone may go from every page: by role, and nowhere without signing in."""

import pytest
from django.http import HttpRequest
from django.urls import reverse

from tests.factories.accounts import make_counselor, make_membership
from tests.factories.patients import make_patient
from tests.factories.tenancy import make_organization
from tests.guards import no_inline_script
from wayhome.faces.console.navigation import shell
from wayhome.shared.accounts.codes import Role

pytestmark = pytest.mark.django_db


def labels(client, member, path):
    client.force_login(member.user)
    context = client.get(path).context
    return [str(entry.label) for entry in context["shell_nav"]]


@pytest.mark.parametrize(
    ("role", "places"),
    [
        (Role.FRONT_DESK, ["Today", "Clients", "Inquiries", "Schedule", "Hours"]),
        (Role.COUNSELOR, ["Today", "Clients", "Inquiries", "Schedule", "Hours", "Notes"]),
        (Role.CLINICAL_SUPERVISOR, ["Today", "Clients", "Inquiries", "Schedule", "Hours", "Notes"]),
        (Role.PROGRAM_DIRECTOR, ["Today", "Clients", "Inquiries", "Schedule", "Hours"]),
    ],
)
def test_the_navigation_holds_what_the_role_may_open(client, role, places):
    member = make_counselor(make_organization(), role)
    assert labels(client, member, "/today/") == places


@pytest.mark.parametrize("role", [*Role])
def test_every_page_that_the_navigation_names_opens(client, role):
    organization = make_organization()
    given = {"patient_id": make_patient(organization).pk} if role == Role.CLIENT else {}
    member = make_membership(organization, role, **given)
    client.force_login(member.user)
    home = client.get("/", follow=True)
    assert home.status_code == 200
    no_inline_script(home.text)
    for entry in (*home.context["shell_nav"], *home.context["shell_menu"]):
        answer = client.get(entry.url)
        assert answer.status_code in {200, 302}, entry.url


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.CLIENT, "portal:my-week"),
        (Role.KIOSK, "encounters:kiosk"),
        (Role.COUNSELOR, "console:today"),
    ],
)
def test_everyone_is_led_to_their_first_page(client, role, path):
    client.force_login(make_membership(make_organization(), role).user)
    assert client.get("/")["Location"] == reverse(path)


def test_a_page_of_a_part_marks_that_part(client):
    client.force_login(make_counselor(make_organization()).user)
    context = client.get(reverse("scheduling:groups")).context
    assert [str(e.label) for e in context["shell_nav"] if e.active] == ["Schedule"]


def test_the_search_is_posted_so_that_no_name_stands_in_an_address(client):
    organization = make_organization()
    make_patient(organization, family_name="Rios")
    client.force_login(make_counselor(organization).user)
    text = client.get("/today/").text
    assert f'<form action="{reverse("patients:patients")}" method="post">' in text
    assert "Rios" in client.post(reverse("patients:patients"), {"q": "rios"}).text


def test_someone_without_a_display_name_has_the_way_out(client):
    client.force_login(make_membership(make_organization(), Role.CLIENT).user)
    text = client.get("/my-week/").text
    assert "My account" in text
    assert "Sign out" in text


def test_an_error_page_without_anyone_signed_in_has_an_empty_shell():
    assert shell(HttpRequest()) == {"shell_nav": (), "shell_menu": (), "shell_search_url": ""}


@pytest.mark.parametrize("path", ["/", "/today/", "/my-week/"])
def test_nothing_opens_without_signing_in(client, path):
    assert client.get(path)["Location"].startswith("/account/login/")
