"""When somebody can come: painted on a phone, seen on the chart; told without scripts too."""

import pytest

from tests.e2e.conftest import PHONE
from tests.e2e.stage import Stage
from tests.factories.inquiries import make_inquiry
from tests.factories.scheduling import make_availability
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import TimeUse

OWN = "/my-week/when/"


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def ana(stage):
    return stage.person("Ana")


@pytest.fixture
def herself(visit, stage, ana):
    """Return a function that signs Ana in, with a phone."""

    def sign_in(**options):
        visitor = visit(PHONE, **options)
        visitor.sign_in(stage.client_of(ana).user)
        return visitor

    return sign_in


def square(page, name):
    return page.get_by_role("gridcell").get_by_role("button", name=name)


def middle(page, name):
    box = square(page, name).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + 9


def drag(page, start, end):
    """Draw from one square to another with a mouse."""
    square(page, end).scroll_into_view_if_needed()
    first, last = middle(page, start), middle(page, end)
    page.mouse.move(*first)
    page.mouse.down()
    page.mouse.move(*last, steps=5)
    page.mouse.up()


def hold_and_drag(page, start, end):
    """Draw with a finger: hold, then move."""
    square(page, end).scroll_into_view_if_needed()
    finger = page.context.new_cdp_session(page)
    points = [[dict(zip("xy", middle(page, name), strict=True))] for name in (start, end)]

    def touch(kind, where):
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": where})

    touch("touchStart", points[0])
    page.wait_for_timeout(400)
    touch("touchMove", points[1])
    touch("touchEnd", [])


def total(page):
    return page.locator("[data-week-sum]").inner_text()


def test_a_client_paints_a_week_on_a_phone_and_staff_see_it(herself, visit, stage, ana):
    client = herself()
    page = client.page
    page.get_by_role("link", name="My times").click()
    client.look()
    drag(page, "Monday 5:00 pm: nothing told", "Friday 8:00 pm: nothing told")
    assert total(page) == "Can come: 20 hours a week"
    page.get_by_text("not saved yet", exact=True).wait_for()
    page.get_by_text("Fill in faster").click()
    page.get_by_role("button", name="Work, weekdays 9 to 5").click()
    client.look()
    page.get_by_label("Minutes on the way").fill("25")
    page.get_by_label("Either way").check()
    page.get_by_role("button", name="Save the week").click()
    page.get_by_text("Saved. Your program plans with this week.").wait_for()
    assert total(page) == "Can come: 20 hours a week"
    assert "Mon\u2013Fri 5:00\u20139:00 pm" in page.locator("main").inner_text()
    client.look()

    desk = visit()
    desk.sign_in(stage.front_desk().user)
    desk.go(f"/charts/{ana.patient_id}/")
    card = desk.page.get_by_role("region", name="When they can come")
    assert "Mon\u2013Fri 9:00 am\u20135:00 pm" in card.inner_text()
    card.get_by_role("link", name="The whole week").click()
    desk.page.get_by_text("Told by the client, Today").wait_for()
    square(desk.page, "Tuesday 9:00 am: Work").wait_for()
    desk.look()


def test_a_finger_taps_holds_and_drags_and_a_swipe_only_scrolls(herself):
    client = herself(has_touch=True, is_mobile=True)
    page = client.page
    client.go(OWN)
    square(page, "Monday 9:00 am: nothing told").tap()
    assert total(page) == "Can come: 1 hours a week"
    square(page, "Monday 9:00 am: Can come").tap()
    assert total(page) == "Can come: 0 hours a week"
    hold_and_drag(page, "Monday 9:00 am: nothing told", "Tuesday 10:00 am: nothing told")
    assert total(page) == "Can come: 4 hours a week"
    page.get_by_role("button", name="Undo").tap()
    assert total(page) == "Can come: 0 hours a week"
    client.look()


def test_keys_alone_paint_a_week(herself):
    client = herself()
    page = client.page
    client.go(OWN)
    square(page, "Monday 9:00 am: nothing told").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    square(page, "Tuesday 9:00 am: Can come").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.down("Shift")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.up("Shift")
    assert total(page) == "Can come: 5 hours a week"
    said = page.locator("[data-week-said]")
    assert said.inner_text() == "Tuesday\u2013Wednesday 10:00 am\u201312:00 pm: Can come"
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert total(page) == "Can come: 0 hours a week"


def test_a_quarter_of_an_hour_can_be_painted_and_a_day_copied(herself):
    client = herself()
    page = client.page
    client.go(OWN)
    page.get_by_label("One square is").select_option("15 minutes")
    square(page, "Monday 9:15 am: nothing told").click()
    page.get_by_label("One square is").select_option("1 hour")
    square(page, "Monday 9:00 am: partly nothing told, Can come").wait_for()
    page.get_by_text("Fill in faster").click()
    page.get_by_role("button", name="Copy the day").click()
    assert total(page) == "Can come: 1.25 hours a week"
    page.get_by_label("Work", exact=True).check()
    page.get_by_label("Days").select_option("Weekend")
    page.get_by_label("From", exact=True).fill("22:00")
    page.get_by_label("To", exact=True).fill("06:00")
    page.get_by_role("button", name="Paint this").click()
    square(page, "Monday 5:00 am: Work").wait_for()
    client.look()


def test_a_half_painted_week_comes_back_after_a_reload(herself):
    client = herself()
    page = client.page
    client.go(OWN)
    square(page, "Monday 9:00 am: nothing told").click()
    page.wait_for_timeout(400)
    page.reload()
    square(page, "Monday 9:00 am: Can come").wait_for()


def test_without_scripts_a_week_is_told_row_by_row(herself):
    client = herself(java_script_enabled=False)
    page = client.page
    page.get_by_role("link", name="My times").click()
    row = page.get_by_role("group", name="Row 1", exact=True)
    for day in ("Mon", "Wed"):
        row.get_by_label(day).check()
    row.get_by_label("From").fill("17:00")
    row.get_by_label("To").fill("21:00")
    page.get_by_label("Minutes on the way").fill("10")
    page.get_by_role("button", name="Save the week").click()
    assert "Mon, Wed 5:00\u20139:00 pm" in page.locator("main").inner_text()


def test_whoever_paints_second_is_told_and_keeps_their_week(herself, stage, ana):
    client = herself()
    page = client.page
    client.go(OWN)
    square(page, "Monday 9:00 am: nothing told").click()
    page.get_by_label("Minutes on the way").fill("10")
    mornings = rules.week_of([rules.Habit((5,), 36, 48, TimeUse.FREE)])
    make_availability(
        stage.organization, patient_id=ana.patient_id, week=mornings, recorded_at=stage.now
    )
    page.get_by_role("button", name="Save the week").click()
    page.get_by_text("Someone else saved another week").first.wait_for()
    assert "Sat 9:00 am\u201312:00 pm" in page.locator("main").inner_text()
    square(page, "Monday 9:00 am: Can come").wait_for()
    client.look()
    page.get_by_role("button", name="Save the week").click()
    page.get_by_text("Saved. Your program plans with this week.").wait_for()


def test_whoever_takes_a_call_paints_when_the_person_could_come(visit, stage):
    inquiry = make_inquiry(stage.organization)
    desk = visit()
    desk.sign_in(stage.front_desk().user)
    desk.go(f"/inquiries/{inquiry.pk}/")
    desk.page.get_by_role("link", name="When they can come").click()
    drag(desk.page, "Monday 5:00 pm: nothing told", "Thursday 8:00 pm: nothing told")
    desk.page.get_by_label("Minutes on the way").fill("15")
    desk.page.get_by_role("button", name="Save the week").click()
    desk.page.get_by_text("Saved. It comes along when they are admitted.").wait_for()
    desk.look()
