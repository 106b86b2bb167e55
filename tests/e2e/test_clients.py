"""What clients do themselves: check in at the kiosk with the day's code, see their week."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.e2e.conftest import PHONE
from tests.e2e.stage import Stage
from tests.factories.encounters import make_place


@pytest.fixture
def stage():
    return Stage()


def test_a_client_checks_in_with_the_code_of_the_day(visit, stage):
    # given a client with a place in a group that begins soon
    meeting = stage.group()
    episode = stage.person("Ana")
    make_place(meeting, episode)
    ana = visit(PHONE)
    ana.sign_in(stage.client_of(episode).user)
    # when they ask for their code and type it at the kiosk
    ana.page.get_by_role("button", name="Show my check-in code").click()
    ana.page.get_by_text("Your code for the check-in screen today").wait_for()
    ana.look()
    code = ana.page.locator("b.wh-number").inner_text()
    kiosk = visit()
    kiosk.sign_in(stage.kiosk().user)
    kiosk.look()
    for digit in code:
        kiosk.page.locator(f"[data-digit='{digit}']").click()
    kiosk.page.get_by_role("button", name="Check in").click()
    kiosk.page.get_by_text("Welcome.").wait_for()
    kiosk.look()
    assert "Ana" not in kiosk.page.locator("main").inner_text()
    # then the counselor sees them there
    counselor = visit()
    counselor.sign_in(stage.counselor.user)
    counselor.go(reverse("encounters:roster", args=[meeting.pk]))
    counselor.page.get_by_text("1 of 1 came").wait_for()


def test_a_code_that_fits_nobody_says_so_and_no_more(visit, stage):
    kiosk = visit()
    kiosk.sign_in(stage.kiosk().user)
    for digit in "000000":
        kiosk.page.locator(f"[data-digit='{digit}']").click()
    kiosk.page.get_by_role("button", name="Check in").click()
    kiosk.page.get_by_role("alert").wait_for()
    kiosk.look()


def test_a_client_sees_their_week_on_a_phone(visit, stage):
    # given someone in a group that others are in too
    episode, other = stage.person("Ana"), stage.person("Zebulon", "Quist")
    meeting = stage.group(starts_in=timedelta(hours=1))
    make_place(meeting, episode)
    make_place(meeting, other)
    make_place(stage.group(starts_in=timedelta(days=2), title="Life skills"), episode)
    # when they open it
    ana = visit(PHONE)
    ana.sign_in(stage.client_of(episode).user)
    # then the next session is first, with the way there, the hours, and help within reach
    ana.page.get_by_text("How to get there").click()
    ana.page.get_by_text("Side door, second floor.").wait_for()
    ana.look()
    page = ana.page.locator("main").inner_text()
    assert page.index("CBT skills") < page.index("My hours") < page.index("Life skills")
    assert "Zebulon" not in page
    ana.page.get_by_role("button", name="I need help now").click()
    ana.page.get_by_role("link", name="Call 988").wait_for()
    ana.look()


def test_an_empty_week_and_a_small_phone_are_fit_to_use(visit, stage):
    ana = visit({"width": 320, "height": 640})
    ana.sign_in(stage.client_of(stage.person("Ana")).user)
    ana.page.get_by_text("Nothing is planned yet").wait_for()
    ana.look()
    assert ana.page.evaluate("document.documentElement.scrollWidth") <= 320
