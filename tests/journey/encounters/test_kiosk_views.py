"""The kiosk's screen: a code goes in, a welcome comes out, and nobody's name is seen."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.factories.accounts import make_counselor, make_membership
from tests.factories.encounters import (
    START,
    make_client,
    make_day_code,
    make_meeting,
    make_place,
)
from tests.factories.rulepacks import make_rule_value
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.encounters import actions
from wayhome.journey.encounters.codes import RecordingObstacle
from wayhome.journey.encounters.models import LIVE, Encounter
from wayhome.journey.rulepacks.codes import RuleKey
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.queries import as_actor

pytestmark = pytest.mark.django_db

CODE = "135790"
WRONG = "That code doesn&#x27;t work right now."


@pytest.fixture(autouse=True)
def _at_the_session_s_start(time_machine):
    time_machine.move_to(START, tick=False)
    cache.clear()


@pytest.fixture
def organization():
    return make_organization(name="Harbor Recovery")


@pytest.fixture
def place(organization):
    service = make_service(organization, time_zone="America/Chicago")
    episode = make_client(service, given_name="Ana", family_name="Rivera")
    place = make_place(make_meeting(service), episode)
    make_day_code(place, CODE, place.service_date)
    return place


@pytest.fixture
def kiosk(organization, page):
    membership = make_membership(organization, Role.KIOSK)
    page.force_login(membership.user)
    return membership


def type_in(page, code):
    response = page.post(reverse("encounters:kiosk"), {"code": code})
    page.check(response.text)
    return response


@pytest.mark.usefixtures("kiosk")
def test_the_screen_asks_for_the_code_and_leads_nowhere_else(page):
    response = page.get(reverse("encounters:kiosk"))
    page.check(response.text)
    assert "Your code for today" in response.text
    assert "Harbor Recovery" in response.text
    assert "<nav" not in response.text
    assert 'data-idle-seconds="0"' in response.text
    assert "no-store" in response["Cache-Control"]


def test_a_code_is_welcomed_with_the_program_s_own_time_and_no_name(page, kiosk, acting, place):
    response = type_in(page, CODE)
    assert response.status_code == 200
    assert "You're checked in for 4:30 pm. Welcome." in response.text
    assert "Ana" not in response.text
    assert 'data-return-after="8"' in response.text
    with acting(as_actor(kiosk)):
        assert Encounter.objects.get(LIVE).appointment_id == place.pk


@pytest.mark.usefixtures("kiosk", "place")
def test_a_second_time_it_says_the_same(page):
    first = type_in(page, CODE).text
    assert type_in(page, CODE).text.count("Welcome") == first.count("Welcome")


@pytest.mark.usefixtures("kiosk", "place")
def test_a_wrong_code_says_no_more_than_that_and_is_cleared(page):
    response = type_in(page, "000000")
    assert response.status_code == 422
    assert WRONG in response.text
    assert "000000" not in response.text


@pytest.mark.usefixtures("kiosk")
@pytest.mark.parametrize("code", ["", "12345", "abcdef", "1234567", "\u0661" * 6])
def test_what_is_no_code_is_not_tried(page, code):
    response = type_in(page, code)
    assert response.status_code == 422
    assert "Please type the six digits of your code." in response.text


@pytest.mark.usefixtures("kiosk", "place")
def test_after_several_wrong_codes_the_screen_pauses_and_then_goes_on(page, time_machine):
    for _ in range(5):
        assert type_in(page, "000000").status_code == 422
    paused = type_in(page, CODE)
    assert paused.status_code == 429
    assert "pauses for 10 seconds" in paused.text
    assert 'data-return-after="10"' in paused.text
    time_machine.move_to(START + timedelta(seconds=10), tick=False)
    assert "Welcome" in type_in(page, CODE).text


@pytest.mark.usefixtures("kiosk", "place")
def test_each_further_wrong_code_doubles_the_pause(page, time_machine):
    for _ in range(5):
        type_in(page, "000000")
    time_machine.move_to(START + timedelta(seconds=10), tick=False)
    type_in(page, "000001")
    assert "pauses for 20 seconds" in type_in(page, CODE).text


@pytest.mark.usefixtures("kiosk", "place")
def test_one_kiosk_s_wrong_codes_do_not_pause_another(page, organization):
    for _ in range(6):
        type_in(page, "000000")
    page.force_login(make_membership(organization, Role.KIOSK).user)
    assert "Welcome" in type_in(page, CODE).text


@pytest.mark.usefixtures("kiosk", "place")
def test_when_a_colleague_is_faster_one_is_asked_to_try_once_more(page, monkeypatch):
    def lose(*_given, **_named):
        raise actions.CannotRecordAttendanceError((RecordingObstacle.ALREADY_RECORDED,))

    monkeypatch.setattr(actions, "check_in_by_code", lose)
    response = type_in(page, CODE)
    assert response.status_code == 422
    assert "Please try once more." in response.text


@pytest.mark.parametrize("role", [Role.COUNSELOR, Role.CLIENT])
def test_the_kiosk_is_for_the_kiosk_alone(page, organization, role):
    membership = (
        make_counselor(organization)
        if role is Role.COUNSELOR
        else make_membership(organization, role)
    )
    page.force_login(membership.user)
    assert page.get(reverse("encounters:kiosk")).status_code == 403


@pytest.mark.usefixtures("kiosk")
@pytest.mark.parametrize("name", ["hours", "note-worklist"])
def test_the_kiosk_opens_nothing_else(page, name):
    assert page.get(reverse(f"encounters:{name}")).status_code == 403


@pytest.mark.usefixtures("kiosk", "place")
def test_how_many_wrong_codes_and_how_long_a_pause_are_the_organization_s_numbers(
    page, organization
):
    make_rule_value(organization, key=RuleKey.KIOSK_WRONG_CODES, value=Decimal(2))
    make_rule_value(organization, key=RuleKey.KIOSK_FIRST_PAUSE_SECONDS, value=Decimal(45))
    for _ in range(2):
        assert type_in(page, "000000").status_code == 422
    assert "pauses for 45 seconds" in type_in(page, CODE).text


@pytest.mark.usefixtures("kiosk", "place")
def test_wrong_codes_are_forgotten_after_the_organization_s_time(page, organization, monkeypatch):
    make_rule_value(organization, key=RuleKey.KIOSK_FORGETS_MINUTES, value=Decimal(3))
    kept = []
    monkeypatch.setattr(cache, "set", lambda _key, _value, seconds: kept.append(seconds))
    type_in(page, "000000")
    assert kept == [180]


@pytest.mark.usefixtures("kiosk", "place")
def test_in_spanish_every_sentence_of_the_kiosk_is_spanish(page, monkeypatch):
    monkeypatch.setattr(page, "defaults", {**page.defaults, "HTTP_ACCEPT_LANGUAGE": "es"})
    assert "escriba los seis dígitos de su código." in type_in(page, "12").text
    wrong = [type_in(page, "000000").text for _ in range(5)][-1]
    assert "Ese código no funciona en este" in wrong
    paused = type_in(page, CODE).text
    assert "segundos" in paused
    for english in ("That code", "Please", "front desk", "Check in", "seconds"):
        said = re.sub(r"<[^>]*>", " ", f"{wrong} {paused}")
        assert english not in said
