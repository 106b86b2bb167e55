"""A calendar on the phone: its address made, copied, read without a sign-in, and stopped."""

import re
from datetime import timedelta

import pytest

from tests.e2e.conftest import PHONE
from tests.e2e.stage import Stage
from tests.factories.encounters import make_place


@pytest.fixture
def stage():
    return Stage()


def address_on(page):
    return page.get_by_label("Your private address").input_value()


def asked(visitor, address):
    """Return what a calendar gets, which has neither a page nor a cookie of the site."""
    answer = visitor.page.request.get(address)
    return answer.status, answer.text()


def test_a_client_has_their_sessions_on_the_phone_until_they_stop_it(visit, stage):
    ana = stage.person("Ana")
    make_place(stage.group(starts_in=timedelta(days=1), title="Relapse prevention"), ana)
    phone, calendar = visit(PHONE), visit()
    phone.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    phone.sign_in(stage.client_of(ana).user)
    page = phone.page
    page.get_by_role("link", name="Calendar on my phone").click()
    phone.look()
    page.get_by_role("button", name="Make an address").click()
    page.get_by_role("button", name="Copy the address").click()
    page.get_by_role("button", name="Copied").wait_for()
    address = address_on(page)
    assert page.evaluate("navigator.clipboard.readText()") == address
    assert re.fullmatch(rf"{phone.home}/calendar/[\w-]{{64}}\.ics", address)
    add = page.get_by_role("link", name="Add to this device's calendar")
    assert add.get_attribute("href") == address.replace("http:", "webcal:")
    phone.look()

    status, text = asked(calendar, address)
    assert status == 200
    assert text.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Appointment" in text
    assert "Relapse" not in text

    phone.go("/my-week/calendar/")
    page.get_by_text("A calendar last asked for it: Today.").wait_for()
    assert address not in page.content()
    phone.look()
    page.get_by_role("link", name="Stop this address").click()
    phone.look()
    page.get_by_role("button", name="Stop this address").click()
    page.get_by_text("Stopped. No calendar gets anything from that address any more.").wait_for()
    phone.look()
    assert asked(calendar, address)[0] == 404


def test_without_scripts_an_address_is_copied_by_hand(visit, stage):
    counselor = stage.counselor
    stage.group(starts_in=timedelta(days=1))
    desk = visit(java_script_enabled=False)
    desk.sign_in(counselor.user)
    desk.go("/schedule/week/")
    desk.page.get_by_role("link", name="Calendar feed").click()
    desk.page.get_by_role("button", name="Make an address").click()
    assert not desk.page.get_by_role("button", name="Copy the address").is_visible()
    address = address_on(desk.page)
    assert asked(visit(), address)[1].count("BEGIN:VEVENT") == 1
    desk.go("/schedule/calendar/")
    desk.page.get_by_role("button", name="Make a new address").click()
    assert asked(visit(), address)[0] == 404
    assert asked(visit(), address_on(desk.page))[0] == 200
