"""Signing in and out, what it leaves in the trail, and what must be settled first."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import (
    PASSWORD,
    make_counselor,
    make_membership,
    make_user,
)
from tests.factories.tenancy import make_organization
from wayhome.shared.accounts import actions, system
from wayhome.shared.accounts.adapter import SecondFactorAdapter
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.queries import as_actor
from wayhome.shared.audit.actor import Actor
from wayhome.shared.audit.models import AuditEvent
from wayhome.shared.notifications.models import Message

pytestmark = pytest.mark.django_db

SIGN_IN, SIGN_OUT = "/account/login/", "/account/logout/"
SECOND_STEP, CODE = "/account/second-factor/", "/account/second-factor/authenticate/"
SESSIONS, CHOICE, HERE = "/account/sessions/", "/account/organization/", "/account/still-here/"
STAFF = "/staff/"
NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXP"  # pragma: allowlist secret  # noqa: S105


@pytest.fixture(autouse=True)
def _nobody_is_throttled_yet():
    cache.clear()


@pytest.fixture
def later(time_machine):
    """Return a clock that stands still until it is shifted."""
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def member():
    return make_counselor(make_organization())


def sign_in(client, user, password=PASSWORD):
    return client.post(SIGN_IN, {"login": user.email, "password": password})


def events(acting, actor, **given):
    with acting(actor):
        rows = AuditEvent.objects.filter(organization_id=actor.organization_id, **given)
        return list(rows.order_by("pk").values_list("action", "outcome", "detail"))


def is_signed_in(client):
    return client.get(SESSIONS).status_code == 200


def add_app(user):
    totp.TOTP.activate(user, SECRET)
    return user


def code_now():
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(SECRET, counter))


# in and out


def test_the_right_password_signs_in_and_leaves_an_event(client, member, acting):
    assert sign_in(client, member.user).headers["Location"] == "/"
    assert events(acting, as_actor(member)) == [("accounts.sign_in", "success", "password")]


def test_signing_in_is_an_event_in_each_organization_of_the_user(client, member, acting):
    other = make_membership(make_organization(), user=member.user)
    sign_in(client, member.user)
    assert events(acting, as_actor(other)) == [("accounts.sign_in", "success", "password")]


def test_an_address_is_known_in_any_case(client, member):
    client.post(SIGN_IN, {"login": member.user.email.upper(), "password": PASSWORD})
    assert is_signed_in(client)


def test_a_wrong_password_is_refused_and_leaves_an_event(client, member, acting):
    response = sign_in(client, member.user, "wrong")
    assert response.status_code == 422
    assert "fit together" in response.text
    assert events(acting, as_actor(member)) == [("accounts.sign_in", "refused", "password")]


def test_an_unknown_address_is_refused_alike_and_is_not_kept(client, member, acting):
    known = sign_in(client, member.user, "wrong").text
    unknown = client.post(SIGN_IN, {"login": "my-password@example.org", "password": "wrong"}).text
    alike = unknown.replace("my-password@example.org", member.user.email)
    strip = lambda text: text.split("<main")[1].split("csrfmiddlewaretoken")[0]  # noqa: E731
    assert strip(alike) == strip(known)
    [event] = events(acting, Actor.public())
    assert event == ("accounts.sign_in", "refused", "password")


def test_signing_out_leaves_an_event(client, member, acting):
    sign_in(client, member.user)
    assert "Sign out?" in client.get(SIGN_OUT).text
    client.post(SIGN_OUT)
    assert not is_signed_in(client)
    assert events(acting, as_actor(member))[-1] == ("accounts.sign_out", "success", "")


def test_someone_who_left_is_told_so(client):
    user = make_user(is_active=False)
    assert sign_in(client, user).headers["Location"] == "/account/inactive/"
    assert "closed" in client.get("/account/inactive/").text


def test_nobody_signs_up(client):
    assert client.get("/account/signup/").status_code == 404


def test_after_too_many_wrong_passwords_the_right_one_waits_too(client, member):
    for _attempt in range(5):
        sign_in(client, member.user, "wrong")
    assert "wait five minutes" in sign_in(client, member.user).text


def test_after_too_many_tries_from_one_place_the_door_stays_shut_for_a_while(client):
    for number in range(30):
        client.post(SIGN_IN, {"login": f"{number}@example.org", "password": "wrong"})
    response = client.post(SIGN_IN, {"login": "x@example.org", "password": "wrong"})
    assert response.status_code == 429
    assert "too often" in response.text


# who acts


def test_a_page_costs_two_statements_for_who_is_asking(client, member):
    client.force_login(member.user)
    client.get(HERE)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(HERE).status_code == 204
    asking = [q["sql"] for q in captured if q["sql"].startswith("SELECT")]
    assert len(asking) == 2


def test_access_that_has_ended_closes_the_next_page(client, member):
    make_membership(make_organization(), user=member.user)
    sign_in(client, member.user)
    client.post(CHOICE, {"organization": member.organization_id})
    assert client.get(STAFF).status_code == 200
    by = system.installer(member.organization_id)
    actions.revoke_membership(by, membership_id=member.pk)
    assert client.get(STAFF).headers["Location"] == CHOICE


def test_someone_whose_only_access_has_ended_is_told_so(client, member):
    sign_in(client, member.user)
    actions.revoke_membership(system.installer(member.organization_id), membership_id=member.pk)
    assert client.get(STAFF).headers["Location"] == CHOICE
    assert "No program has you on its list" in client.get(CHOICE).text


def test_a_user_who_is_closed_down_is_out_at_the_next_page(client, member):
    client.force_login(member.user)
    member.user.is_active = False
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET is_active = false WHERE id = %s", [member.user.pk])
    assert not is_signed_in(client)


def test_someone_of_two_organizations_chooses_before_anything_opens(client, member):
    other = make_membership(make_organization(name="Hill House"), user=member.user)
    sign_in(client, member.user)
    assert client.get(STAFF).headers["Location"] == CHOICE
    assert "Hill House" in client.get(CHOICE).text
    assert client.post(CHOICE, {"organization": other.organization_id}).headers["Location"] == "/"
    assert client.get(STAFF).status_code == 200


def test_an_organization_that_is_not_one_s_own_cannot_be_chosen(client, member):
    make_membership(make_organization(), user=member.user)
    theirs = make_organization()
    sign_in(client, member.user)
    assert client.post(CHOICE, {"organization": theirs.pk}).status_code == 200
    assert client.get(STAFF).headers["Location"] == CHOICE


def test_a_client_s_menu_has_no_name_and_a_way_out(client):
    member = make_membership(make_organization(), Role.CLIENT, patient_id=uuid4())
    client.force_login(member.user)
    assert client.get(SESSIONS).context["shell_name"] == "My account"


# idle


def test_someone_idle_for_too_long_is_signed_out_with_a_word_and_an_event(
    client, member, acting, later
):
    sign_in(client, member.user)
    later.shift(timedelta(minutes=15, seconds=1))
    response = client.get(STAFF, follow=True)
    assert "nothing happened for a while" in response.text
    assert "?next=/staff/" in response.redirect_chain[-1][0]
    assert events(acting, as_actor(member))[-1] == ("accounts.sign_out", "success", "idle")


def test_someone_at_work_stays_signed_in(client, member, later):
    sign_in(client, member.user)
    for _page in range(4):
        later.shift(timedelta(minutes=14))
        assert is_signed_in(client)


def test_asking_in_the_background_is_no_work(client, member, later):
    sign_in(client, member.user)
    for _ask in range(4):
        later.shift(timedelta(minutes=5))
        last = client.get(HERE, headers={"X-Wayhome-Background": "1"})
    assert last.status_code == 401
    assert "nothing happened" not in client.get(SIGN_IN).text


def test_typing_without_saving_is_work(client, member, later):
    sign_in(client, member.user)
    for _ping in range(4):
        later.shift(timedelta(minutes=14))
        assert client.get(HERE).status_code == 204


def test_a_session_from_before_this_rule_starts_its_time_now(client, member, later):
    client.force_login(member.user)
    assert is_signed_in(client)
    later.shift(timedelta(minutes=16))
    assert not is_signed_in(client)


# parts of pages


def test_a_part_of_a_page_sends_the_whole_page_to_the_door(client):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/staff/?former=1"}
    response = client.get(STAFF, headers=headers)
    assert response.status_code == 401
    assert response.headers["HX-Redirect"] == "/account/login/?next=%2Fstaff%2F"


def test_a_part_of_a_page_sends_the_whole_page_to_the_choice(client, member):
    make_membership(make_organization(), user=member.user)
    client.force_login(member.user)
    response = client.get(STAFF, headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (401, CHOICE)


# the second step


def test_whoever_must_use_a_second_step_is_led_to_set_one_up(client):
    member = make_membership(
        make_organization(), Role.FRONT_DESK, must_use_second_factor=True, display_name="P."
    )
    sign_in(client, member.user)
    assert client.get(STAFF).headers["Location"] == SECOND_STEP
    assert "Your program asks for a second step" in client.get(SECOND_STEP).text
    add_app(member.user)
    assert client.get(STAFF).status_code == 200
    assert client.get(STAFF).status_code == 200


def test_the_second_step_is_asked_for_and_its_failure_leaves_an_event(client, member, acting):
    add_app(member.user)
    assert sign_in(client, member.user).headers["Location"] == CODE
    assert not is_signed_in(client)
    sign_in(client, member.user)
    wrong = client.post(CODE, {"code": "000000"})
    assert wrong.status_code == 422
    assert client.post(CODE, {"code": code_now()}).headers["Location"] == "/"
    assert events(acting, as_actor(member)) == [
        ("accounts.sign_in", "refused", "second factor"),
        ("accounts.sign_in", "success", "mfa, password"),
    ]


def test_a_recovery_code_opens_the_door_once(client, member):
    add_app(member.user)
    codes = RecoveryCodes.activate(member.user).get_unused_codes()
    sign_in(client, member.user)
    assert client.post(CODE, {"code": codes[0]}).headers["Location"] == "/"
    client.post(SIGN_OUT)
    sign_in(client, member.user)
    assert client.post(CODE, {"code": codes[0]}).status_code == 422


def test_an_app_is_added_right_after_signing_in_and_a_message_tells_of_it(
    client, member, acting, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(totp, "generate_totp_secret", lambda: SECRET)
    sign_in(client, member.user)
    assert "data:image/svg" in client.get("/account/second-factor/app/add/").text
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/account/second-factor/app/add/", {"code": code_now()})
    assert response.headers["Location"] == "/account/second-factor/codes/"
    assert "10 of 10 are left" in client.get("/account/second-factor/codes/").text
    with acting(as_actor(member)):
        assert Message.objects.get().template == "second-factor-changed"
    assert ("accounts.totp_activated", "success", "") in events(acting, as_actor(member))


def test_a_change_asks_again_who_it_is_when_signing_in_is_a_while_ago(client, member, later):
    sign_in(client, member.user)
    later.shift(timedelta(minutes=6))
    add = "/account/second-factor/app/add/"
    again = client.get(add).headers["Location"]
    assert again.startswith("/account/reauthenticate/")
    assert client.post(again, {"password": "wrong"}).status_code == 422
    assert client.post(again, {"password": PASSWORD}).headers["Location"] == add
    assert client.get(add).status_code == 200


def test_a_secret_lies_in_the_database_enciphered(member):
    add_app(member.user)
    stored = Authenticator.objects.get().data["secret"]
    assert SECRET not in stored
    assert SecondFactorAdapter().decrypt(stored) == SECRET


@pytest.mark.parametrize(("must", "status"), [(True, 200), (False, 302)])
def test_the_last_second_step_stays_where_the_program_asks_for_one(client, must, status):
    member = make_membership(
        make_organization(), Role.FRONT_DESK, must_use_second_factor=must, display_name="P."
    )
    add_app(member.user)
    sign_in(client, member.user)
    client.post(CODE, {"code": code_now()})
    response = client.post("/account/second-factor/app/remove/")
    assert Authenticator.objects.filter(user=member.user).exists() is must
    assert response.status_code == (422 if status == 200 else status)


# passwords


def test_a_password_is_changed_and_a_message_tells_of_it(client, member, acting):
    sign_in(client, member.user)
    new = "four words nobody guesses"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/account/password/change/", form).status_code == 302
    assert is_signed_in(client)
    assert member.user.refreshed().check_password(new)
    with acting(as_actor(member)):
        assert Message.objects.get().template == "password-changed"
    assert ("accounts.set_password", "success", "") in events(acting, as_actor(member))


@pytest.mark.parametrize(
    ("old", "new"), [("wrong", "four words nobody guesses"), (PASSWORD, "short")]
)
def test_a_password_that_will_not_do_is_refused(client, member, old, new):
    sign_in(client, member.user)
    form = {"oldpassword": old, "password1": new, "password2": new}
    assert client.post("/account/password/change/", form).status_code == 422
    assert member.user.refreshed().check_password(PASSWORD)


@pytest.mark.parametrize("known", [True, False])
def test_asking_for_a_new_password_says_the_same_whether_the_address_is_known(
    client, member, acting, known
):
    email = member.user.email if known else "stranger@example.org"
    response = client.post("/account/password/reset/", {"email": email}, follow=True)
    assert "If an account has this address" in response.text
    with acting(as_actor(member)):
        assert Message.objects.filter(template="password-reset").count() == known


def test_a_user_of_no_organization_gets_no_link(client):
    nobody = make_user()
    client.post("/account/password/reset/", {"email": nobody.email})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (0,)


def test_a_link_that_was_used_or_is_old_says_so(client):
    assert "any more" in client.get("/account/password/reset/key/0-0/").text


# where one is signed in


def test_one_sees_where_one_is_signed_in_and_signs_out_there(client, member, acting, client_b):
    sign_in(client, member.user)
    sign_in(client_b, member.user)
    text = client.get(SESSIONS).text
    assert text.count("Sign out there") == 1
    assert "Firefox, Windows" in text
    other = text.split('name="session" value="')[1].split('"')[0]
    client.post(SESSIONS, {"session": other})
    assert is_signed_in(client)
    assert not is_signed_in(client_b)
    assert ("accounts.end_sessions", "success", "") in events(acting, as_actor(member))


@pytest.fixture
def client_b(client):
    return type(client)(headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})


def test_one_signs_out_everywhere_else(client, member, client_b):
    sign_in(client, member.user)
    sign_in(client_b, member.user)
    client.post(SESSIONS, {"session": "others"})
    assert is_signed_in(client)
    assert not is_signed_in(client_b)


@pytest.mark.parametrize("session", ["nonsense", "999999", ""])
def test_what_is_no_session_of_one_s_own_ends_nothing(client, member, client_b, session):
    sign_in(client, member.user)
    sign_in(client_b, member.user)
    client.post(SESSIONS, {"session": session})
    assert is_signed_in(client_b)


def test_a_browser_left_alone_is_not_listed(client, member, client_b, later):
    sign_in(client_b, member.user)
    later.shift(timedelta(minutes=16))
    sign_in(client, member.user)
    assert "Sign out there" not in client.get(SESSIONS).text


def test_a_director_signs_someone_out_everywhere(client, member):
    sign_in(client, member.user)
    director = make_membership(
        member.organization, Role.PROGRAM_DIRECTOR, display_name="D.", user=make_user()
    )
    assert actions.end_sessions(as_actor(director), membership_id=member.pk) == 1
    assert not is_signed_in(client)
