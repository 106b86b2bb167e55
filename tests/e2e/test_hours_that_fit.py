"""What may be promised before anybody is admitted: on the phone, at admission, on the waiting list."""

from datetime import date, time, timedelta

import pytest

from tests.e2e.stage import Stage
from tests.e2e.test_availability import drag
from tests.factories.admissions import make_waiting
from tests.factories.inquiries import make_inquiry
from tests.factories.patients import make_patient
from tests.factories.scheduling import make_availability, make_member, make_series

PROMISE = "Their hours fit: Mon, Tue, Wed evenings"


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def groups(stage):
    """Return a group of three hours on each evening from Monday to Thursday."""
    return [
        make_series(
            stage.service,
            title=f"Evening group {weekday + 1}",
            weekday=weekday,
            start_time=time(17, 30),
            duration_minutes=180,
            capacity=2,
            room_id=stage.room.pk,
            facilitator_id=stage.counselor.practitioner_id,
            period_start=date(2026, 1, 1),
        )
        for weekday in range(4)
    ]


@pytest.fixture
def desk(visit, stage):
    visitor = visit()
    visitor.sign_in(stage.front_desk().user)
    return visitor


def fill(stage, series, **given):
    """Give both seats of a group to somebody."""
    for name in ("Cleo", "Dan"):
        make_member(series, stage.person(name), period_start=date(2026, 1, 1), **given)


def waits(stage, given_name, **told):
    patient = make_patient(stage.organization, given_name=given_name, family_name="Rivera")
    since = stage.now.date() - timedelta(days=20)
    episode = make_waiting(stage.organization, patient=patient, service=stage.service, since=since)
    if told:
        make_availability(stage.organization, patient_id=patient.pk, recorded_at=stage.now, **told)
    return episode


def test_a_caller_is_promised_hours_that_fit(stage, groups, desk):
    del groups
    inquiry = make_inquiry(stage.organization, healthcare_service_id=stage.service.pk)
    page = desk.page
    desk.go(f"/inquiries/{inquiry.pk}/")
    page.get_by_role("link", name="Do their hours fit?").click()
    page.get_by_text("Nothing is told of their week yet").wait_for()
    desk.look()
    page.get_by_role("link", name="Write down when they can come").click()
    drag(page, "Monday 5:00 pm: nothing told", "Wednesday 8:00 pm: nothing told")
    page.get_by_label("Minutes on the way").fill("15")
    page.get_by_role("button", name="Save the week").click()
    page.get_by_text("Saved. It comes along when they are admitted.").wait_for()
    desk.go(f"/inquiries/{inquiry.pk}/")
    page.get_by_role("link", name="Do their hours fit?").click()
    page.get_by_role("heading", name=PROMISE).wait_for()
    page.get_by_text("9 of 9 hours, from the week of").wait_for()
    page.get_by_text("Seats aren't held").wait_for()
    desk.look()


def test_a_caller_is_told_honestly_what_does_not_fit(stage, groups, desk):
    fill(stage, groups[0])
    inquiry = make_inquiry(stage.organization, healthcare_service_id=stage.service.pk)
    make_availability(stage.organization, inquiry_id=inquiry.pk, recorded_at=stage.now)
    fill(stage, groups[1])
    desk.go(f"/week/fits/inquiries/{inquiry.pk}/")
    page = desk.page
    page.get_by_role("heading", name="Some of their hours fit: Wed, Thu evenings").wait_for()
    assert "Of 4 groups: 2 with a free seat." in page.locator("main").inner_text()
    assert "Cleo" not in page.locator("main").inner_text()
    desk.look()


def test_the_waiting_list_leads_to_the_earliest_good_week(stage, groups, desk):
    fill(stage, groups[0])
    waits(stage, "Ana")
    ben = waits(stage, "Ben", period_start=date(2026, 1, 1))
    page = desk.page
    desk.go("/admissions/waitlist/")
    page.get_by_role("link", name="By what would free it").click()
    page.get_by_text("all 9 hours fit").wait_for()
    assert page.locator("main ol > li").first.inner_text().startswith("Ben")
    desk.look()
    page.get_by_role("link", name="Ben Rivera").click()
    page.get_by_role("heading", name="Their hours fit: Tue, Wed, Thu evenings").wait_for()
    page.get_by_text("The next eight weeks").click()
    desk.look()
    desk.go(f"/admissions/{ben.pk}/admit-waiting/")
    page.get_by_role("link", name="Earliest good week").wait_for()
    desk.look()
