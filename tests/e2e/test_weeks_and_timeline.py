"""A coordinator looks at the week of a client and of a room, and at a day by facilitators."""

from datetime import timedelta

import pytest

from tests.e2e.conftest import PHONE
from tests.e2e.stage import Stage
from tests.factories.encounters import make_place
from wayhome.shared.accounts.codes import Role


@pytest.fixture
def stage():
    return Stage()


def test_a_supervisor_sees_whose_week_it_is_and_where_the_gaps_of_a_day_are(visit, stage):
    meeting = stage.group(title="CBT skills", capacity=10)
    make_place(meeting, stage.person("Ana"))
    desk = visit()
    desk.sign_in(stage.staff(Role.CLINICAL_SUPERVISOR, given_name="Sol").user)
    page = desk.page
    desk.go("/schedule/")
    page.get_by_role("link", name="Week", exact=True).click()
    page.get_by_label("Name, birth date or phone").fill("Ana")
    page.get_by_role("button", name="Find a client").click()
    desk.look()
    page.get_by_role("link", name="Show Ana Rivera").click()
    page.get_by_role("heading", name="Week of Ana Rivera").wait_for()
    page.get_by_role("region").get_by_role("link", name="CBT skills").wait_for()
    desk.look()
    page.get_by_label("Facilitator, room or group").select_option(
        label="Main Street House · Room 2"
    )
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_role("heading", name="Week of Room 2").wait_for()
    page.get_by_role("link", name="Week after").click()
    page.get_by_text("No sessions in this week").wait_for()
    desk.look()
    page.get_by_role("link", name="Timeline").click()
    page.get_by_label("Other days").get_by_role("link", name="Today").click()
    page.get_by_text("1 taken, 9 free").wait_for()
    page.get_by_role("link", name="Facilitators").click()
    page.get_by_role("link", name="Nadia Ortiz").first.wait_for()
    desk.look()


def test_a_phone_lists_a_day_with_its_gaps_and_paper_shows_no_buttons(visit, stage):
    stage.group(title="CBT skills", capacity=10)
    stage.group(title="Life skills", starts_in=timedelta(hours=2))
    phone = visit(PHONE)
    phone.sign_in(stage.staff(Role.CLINICAL_SUPERVISOR, given_name="Sol").user)
    page = phone.page
    phone.go("/schedule/timeline/")
    gap = page.get_by_text("Nothing planned ").first
    gap.wait_for()
    box = gap.bounding_box()
    assert box is not None
    assert box["width"] > 20
    page.emulate_media(media="print")
    for name in ("Menu", "Show"):
        assert page.get_by_role("button", name=name).count() == 0
    assert page.get_by_role("link", name="CBT skills").is_visible()
