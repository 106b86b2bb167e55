"""A supervisor paints when a counselor works, and writes down a day off."""

from datetime import timedelta

import pytest

from tests.e2e.conftest import PHONE
from tests.e2e.stage import Stage
from tests.e2e.test_availability import drag, square, total
from wayhome.shared.accounts.codes import Role


@pytest.fixture
def stage():
    return Stage()


def test_a_supervisor_paints_hours_and_breaks_and_writes_a_day_off(visit, stage):
    tomorrow = (stage.now + timedelta(days=1)).date()
    stage.group(starts_in=timedelta(days=1))
    desk = visit()
    desk.sign_in(stage.staff(Role.CLINICAL_SUPERVISOR, given_name="Sol").user)
    page = desk.page
    page.locator(".wh-bar-user").click()
    page.get_by_role("link", name="Staff hours").click()
    desk.look()
    page.locator(f"a[href*='{stage.counselor.practitioner_id}']").click()
    drag(page, "Monday 9:00 am: nothing told", "Friday 4:00 pm: nothing told")
    assert total(page) == "Works 40 hours a week"
    page.get_by_label("Break in here").check()
    drag(page, "Monday 12:00 pm: Work", "Friday 1:00 pm: Work")
    assert total(page) == "Works 40 hours a week"
    page.get_by_label("Spanish").check()
    page.get_by_role("button", name="Save the week").click()
    page.get_by_text("Saved. Weeks are planned with these hours.").wait_for()
    square(page, "Tuesday 12:00 pm: Break in here").wait_for()
    desk.look()
    page.get_by_label("First day off").fill(str(tomorrow))
    page.get_by_label("Last day off").fill(str(tomorrow))
    page.get_by_label("Reason").select_option("Sick")
    page.get_by_role("button", name="Write down the time off").click()
    page.get_by_text("needs somebody else", exact=True).wait_for()
    desk.look()


def test_a_director_says_what_a_room_has_and_whom_a_group_is_for(visit, stage):
    desk = visit(PHONE)
    desk.sign_in(stage.staff(Role.PROGRAM_DIRECTOR, given_name="Dee").user)
    page = desk.page
    desk.go(f"/program/rooms/{stage.room.pk}/")
    page.get_by_label("Step-free way in").check()
    page.get_by_role("button", name="Keep this").click()
    page.get_by_text("Step-free way in").wait_for()
    desk.go("/schedule/groups/plan/")
    desk.look()
    page.get_by_label("Kind of group").select_option("Education")
    page.get_by_label("Name of the group").fill("Women's circle")
    page.get_by_label("Starts at").fill("10:00")
    page.get_by_label("Minutes").fill("90")
    page.get_by_label("Facilitator").select_option("Nadia Ortiz")
    page.get_by_label("Room (optional)").select_option(index=1)
    page.get_by_label("Seats for clients").fill("10")
    page.get_by_label("Usual size").fill("8")
    page.get_by_label("For (optional)").select_option("Women")
    page.get_by_label("Step-free way in").check()
    page.get_by_role("button", name="Plan the group").click()
    page.get_by_text("Women · English").wait_for()
    page.get_by_role("link", name="Change whom it is for").click()
    page.get_by_label("Joining").select_option("Nobody joins once it has started")
    desk.look()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Nobody joins once it has started").wait_for()
