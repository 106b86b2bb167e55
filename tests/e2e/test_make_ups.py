"""A session is missed, and another one makes up for it: one tap on a phone, or by staff."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.e2e.conftest import PHONE
from tests.e2e.stage import Stage
from tests.factories.encounters import make_attendance, make_place
from tests.factories.scheduling import make_availability
from wayhome.journey.encounters.codes import AttendanceKind

ALWAYS = "f" * 672
AHEAD, LATER = timedelta(hours=3), timedelta(hours=5)


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def ana(stage):
    person = stage.person("Ana")
    make_availability(
        stage.organization, patient_id=person.patient_id, week=ALWAYS, recorded_at=stage.now
    )
    return person


@pytest.fixture
def missed(stage, ana):
    """Return the place in a group that ended half an hour ago, of which nothing is recorded."""
    return make_place(stage.group(starts_in=timedelta(hours=-2), title="CBT skills"), ana)


@pytest.fixture
def herself(visit, stage, ana):
    """Return a function that signs Ana in, with a phone."""

    def sign_in(**options):
        visitor = visit(PHONE, **options)
        visitor.sign_in(stage.client_of(ana).user)
        visitor.go("/my-week/")
        return visitor

    return sign_in


def offers(visitor):
    return visitor.page.get_by_role("region", name="Sessions to make up for")


def press(visitor, name, **given):
    visitor.page.get_by_role("button", name=name, **given).click()


def test_a_client_misses_a_session_and_makes_up_for_it_with_one_tap(visit, herself, stage, missed):
    stage.group(starts_in=AHEAD, title="Relapse prevention", service_type="relapse-prevention")
    desk = visit()
    desk.sign_in(stage.counselor.user)
    desk.go(reverse("encounters:roster", args=[missed.group_session_id]))
    desk.page.get_by_role("link", name="Not here… Ana R.").click()
    desk.page.get_by_label("Missed, no word").check()
    press(desk, "Record for Ana R.")
    desk.page.get_by_role("link", name="Find a make-up Ana R.").wait_for()
    desk.look()

    client = herself()
    client.look()
    press(client, "Take this seat", exact=False)
    client.page.get_by_text("The seat is yours.").wait_for()
    assert "makes up for it" in offers(client).inner_text()
    client.look()

    desk.go(reverse("encounters:hours"))
    row = desk.page.get_by_role("listitem").filter(has_text="Ana R.").last
    assert "Relapse prevention makes up for" in row.inner_text()
    assert "1.5 booked" in row.inner_text()
    desk.look()

    press(client, "Give it back", exact=False)
    client.page.get_by_text("You gave the seat back.").wait_for()
    client.page.get_by_role("button", name="Take this seat").wait_for()
    desk.page.reload()
    assert "Find a make-up" in row.inner_text()
    desk.look()


def test_whoever_is_too_late_is_told_and_sees_what_is_left(herself, stage, missed):
    last = stage.group(starts_in=AHEAD, title="CBT skills", capacity=1)
    stage.group(starts_in=LATER, title="CBT evening", facilitator_id=stage.staff().practitioner_id)
    make_attendance(missed, AttendanceKind.ABSENT_UNKNOWN)
    client = herself(java_script_enabled=False)
    assert client.page.get_by_role("button", name="Take this seat").count() == 2
    make_place(last, stage.person("Ben"))
    client.page.get_by_role("button", name="Take this seat").first.click()
    client.page.get_by_text("Someone else took the last seat.").wait_for()
    left = client.page.get_by_role("button", name="Take this seat")
    assert left.count() == 1
    left.click()
    client.page.get_by_text("The seat is yours.").wait_for()


def test_staff_book_a_make_up_for_someone_who_calls(visit, stage, missed):
    stage.group(starts_in=AHEAD, title="CBT skills")
    make_attendance(missed, AttendanceKind.ABSENT_EXCUSED)
    desk = visit()
    desk.sign_in(stage.front_desk().user)
    desk.go(reverse("scheduling:week-of-client", args=[missed.patient_id]))
    desk.look()
    desk.page.get_by_role("link", name="Find a make-up").click()
    desk.page.get_by_role("heading", name="A make-up for Ana R.").wait_for()
    desk.look()
    press(desk, "Book this seat", exact=False)
    desk.page.get_by_text("Booked. It makes up for the session that was missed.").wait_for()
    desk.look()
    desk.go(reverse("scheduling:week-of-client", args=[missed.patient_id]))
    desk.page.get_by_text("makes up for it").first.wait_for()
