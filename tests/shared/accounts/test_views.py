"""The pages of the staff list, through the whole stack."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories.accounts import (
    make_credential,
    make_membership,
    make_practitioner,
)
from tests.factories.tenancy import make_organization
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.models import Credential, Membership, Practitioner
from wayhome.shared.accounts.queries import as_actor
from wayhome.shared.notifications.models import Message

pytestmark = pytest.mark.django_db

STAFF, ADD = reverse("accounts:staff"), reverse("accounts:add-practitioner")
INVITE = reverse("notifications:invite-member")
NADIA = {"given_name": "Nadia", "family_name": "Ortiz", "npi": "", "supervisor": ""}
CARD = {
    "code": "LCSW",
    "number": "LC-1",
    "state": "ny",
    "issue_date": "2025-01-01",
    "expiry_date": "2026-12-31",
}


@pytest.fixture
def director(client):
    membership = make_membership(make_organization(), Role.PROGRAM_DIRECTOR, display_name="D. Ford")
    client.force_login(membership.user)
    return membership


@pytest.fixture
def practitioner(director):
    return make_practitioner(director.organization)


def address(name, *ids):
    return reverse(f"accounts:{name}", args=ids)


def test_the_list_says_until_when_credentials_last(page, director, time_machine):
    time_machine.move_to("2026-11-24T18:00:00Z", tick=False)
    for name, code, end in [
        ("Able", "LCSW", date(2026, 12, 4)),
        ("Baker", "LMFT", date(2026, 11, 1)),
        ("Cole", "LPC", date(2028, 1, 1)),
    ]:
        person = make_practitioner(director.organization, family_name=name)
        make_credential(person, code=code, expiry_date=end)
    future = make_practitioner(director.organization, family_name="Dunn")
    make_credential(future, issue_date=date(2027, 1, 1))
    make_practitioner(director.organization, family_name="Egan")
    text = page.get(STAFF).text
    said = ("lapses in 10 days", "lapsed on Sun, Nov 1, 2026", "until Sat, Jan 1, 2028")
    assert all(words in text for words in (*said, "not valid yet", "none recorded"))


def test_who_needs_no_credential_is_not_said_to_lack_one(page, director):
    for family_name, role in [("Quinn", Role.FRONT_DESK), ("Osei", Role.PROGRAM_DIRECTOR)]:
        person = make_practitioner(director.organization, family_name=family_name)
        make_membership(director.organization, role, practitioner_id=person.pk)
    assert "none recorded" not in page.get(STAFF).text
    person = make_practitioner(director.organization, family_name="Cole")
    make_membership(director.organization, Role.COUNSELOR, practitioner_id=person.pk)
    assert page.get(STAFF).text.count("none recorded") == 1


def test_those_who_left_are_shown_when_asked_for(page, director):
    make_practitioner(director.organization, family_name="Gone", is_active=False)
    assert "Gone" not in page.get(STAFF).text
    assert "Gone" in page.get(STAFF, {"former": "1"}).text


def test_a_counselor_sees_the_list_and_is_offered_no_change(page):
    counselor = make_membership(make_organization(), Role.COUNSELOR, display_name="N. O.")
    page.force_login(counselor.user)
    text = page.get(STAFF).text
    assert "Give someone access" not in text
    assert "Add a practitioner" not in text
    assert [page.get(url).status_code for url in (ADD, INVITE)] == [403, 403]


@pytest.mark.usefixtures("director")
def test_the_roles_are_told_in_words(page):
    text = page.get(address("roles")).text
    assert "Program director" in text
    assert "Give and end access, and roles" in text


def test_a_practitioner_is_added_and_then_a_credential(page, director, acting):
    response = page.post(ADD, NADIA)
    with acting(as_actor(director)):
        added = Practitioner.objects.get()
    assert response.url == address("practitioner", added.pk)
    assert page.post(address("add-credential", added.pk), CARD).url == response.url
    text = page.get(response.url).text
    assert "LC-1" in text
    assert "not checked with the board yet" in text


def test_a_practitioner_is_changed(page, practitioner, director, acting):
    url = address("practitioner", practitioner.pk)
    assert page.post(url, {**NADIA, "family_name": "Lee"}).url == url
    with acting(as_actor(director)):
        assert practitioner.refreshed().family_name == "Lee"


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(page, practitioner):
    url = address("practitioner", practitioner.pk)
    response = page.post(url, {**NADIA, "npi": "1234567890", "needs_cosignature": "on"})
    assert response.status_code == 422
    assert 'value="1234567890"' in response.text
    assert "one of these is mistyped" in response.text
    assert "Choose who co-signs" in response.text


def test_a_wrong_new_practitioner_is_refused_too(page, director, acting):
    assert page.post(ADD, {**NADIA, "npi": "12"}).status_code == 422
    with acting(as_actor(director)):
        assert not Practitioner.objects.exists()


def test_a_practitioner_leaves_and_returns(page, practitioner, director, acting):
    url = address("set-practitioner-active", practitioner.pk)
    for active in ("no", "yes"):
        assert page.post(url, {"active": active}).url == address("practitioner", practitioner.pk)
        with acting(as_actor(director)):
            assert practitioner.refreshed().is_active is (active == "yes")
        assert page.get(address("practitioner", practitioner.pk)).status_code == 200


def test_a_supervisor_who_is_needed_does_not_leave(page, practitioner, director):
    make_practitioner(director.organization, supervisor_id=practitioner.pk)
    page.post(address("set-practitioner-active", practitioner.pk), {"active": "no"})
    text = page.get(address("practitioner", practitioner.pk)).text
    assert "They still supervise others" in text


def test_a_credential_is_renewed(page, practitioner, director, acting):
    credential = make_credential(practitioner, number="LC-1", expiry_date=date(2026, 12, 31))
    url = address("renew-credential", credential.pk)
    assert "LC-1" in page.get(url).text
    dates = {"issue_date": "2027-01-01", "expiry_date": "2026-12-31"}
    assert page.post(url, dates).status_code == 422
    renewed = page.post(url, {**dates, "expiry_date": "2028-12-31"})
    assert renewed.url == address("practitioner", practitioner.pk)
    with acting(as_actor(director)):
        assert Credential.objects.count() == 2


def test_a_credential_that_cannot_be_is_refused(page, practitioner):
    response = page.post(address("add-credential", practitioner.pk), {**CARD, "state": "XX"})
    assert response.status_code == 422
    assert page.get(address("add-credential", practitioner.pk)).status_code == 200


PAT = {"email": "pat@example.org", "display_name": "P. Quinn", "roles": ["front-desk"]}


def test_access_is_given_with_a_message(page, director, acting):
    assert page.get(INVITE).status_code == 200
    assert page.post(INVITE, PAT).url == STAFF
    assert "P. Quinn" in page.get(STAFF).text
    with acting(as_actor(director)):
        assert Message.objects.get().recipient == "pat@example.org"


@pytest.mark.parametrize(
    "wrong", [{"email": "x"}, {"roles": []}, {"roles": ["counselor"]}, {"roles": ["client"]}]
)
def test_access_that_does_not_fit_is_refused_and_no_message_goes(page, director, acting, wrong):
    assert page.post(INVITE, {**PAT, **wrong}).status_code == 422
    with acting(as_actor(director)):
        assert not Message.objects.exists()


@pytest.fixture
def pat(director):
    return make_membership(director.organization, Role.FRONT_DESK, display_name="P. Quinn")


def test_access_is_changed(page, pat):
    url = address("member", pat.pk)
    assert "Nowhere right now" in page.get(url).text
    changed = {"display_name": "P. Quill", "roles": ["program-director"]}
    assert page.post(url, changed).url == STAFF
    assert Membership.objects.get(pk=pat.pk).roles == ["program-director"]
    assert page.post(url, {**changed, "roles": []}).status_code == 422


def test_access_ends_and_comes_back(page, pat):
    url = address("set-member-active", pat.pk)
    page.post(url, {"active": "no"})
    assert "Give access back" in page.get(address("member", pat.pk)).text
    page.post(url, {"active": "yes"})
    assert Membership.objects.get(pk=pat.pk).is_active


def test_one_s_own_last_access_does_not_end(page, director):
    page.post(address("set-member-active", director.pk), {"active": "no"})
    text = page.get(address("member", director.pk)).text
    assert "own director" in text
    assert Membership.objects.get(pk=director.pk).is_active


def test_a_director_sees_where_someone_is_signed_in_and_ends_it(page, pat):
    theirs = type(page)(headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})
    theirs.post(
        "/account/login/", {"login": pat.user.email, "password": "correct horse battery staple"}
    )
    assert "Firefox, Linux" in page.get(address("member", pat.pk)).text
    response = page.post(address("end-sessions", pat.pk), follow=True)
    assert "Signed out in 1 browser." in response.text
    assert theirs.get(STAFF).status_code == 302


@pytest.mark.usefixtures("director")
def test_another_organization_s_people_are_not_found(page):
    theirs = make_practitioner(make_organization())
    stranger = make_membership(make_organization())
    pages = [address("practitioner", theirs.pk), address("member", stranger.pk)]
    assert [page.get(url).status_code for url in pages] == [404, 404]
    assert page.get(address("renew-credential", uuid4())).status_code == 404
