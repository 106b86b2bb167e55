"""One person's way through one day: a call, an admission, a group, a signed note, earned hours."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.e2e.conftest import PHONE
from tests.e2e.stage import Stage
from tests.factories.base import writing_for
from tests.factories.encounters import make_attendance, make_place
from wayhome.journey.admissions.models import EpisodeOfCare
from wayhome.shared.accounts.codes import Role


@pytest.fixture
def stage():
    return Stage()


def press(visitor, name, **given):
    visitor.page.get_by_role("button", name=name, **given).click()


def follow(visitor, name, **given):
    visitor.page.get_by_role("link", name=name, **given).first.click()


def type_into(visitor, label, text):
    visitor.page.get_by_role("textbox", name=label).or_(
        visitor.page.get_by_role("searchbox", name=label)
    ).first.fill(text)


def record_the_call(desk):
    desk.go(reverse("inquiries:record-inquiry"))
    desk.look()
    desk.page.get_by_label("For themself").check()
    type_into(desk, "Given name", "Ana")
    type_into(desk, "Family name", "Rivera")
    type_into(desk, "Phone", "518 555 0123")
    desk.page.get_by_label("Next step").select_option("Admit")
    desk.page.get_by_label("Who does it").select_option(index=1)
    press(desk, "Write it down")
    desk.page.get_by_role("heading", name="Ana").wait_for()
    desk.look()


def admit(desk):
    follow(desk, "Admit", exact=True)
    desk.look()
    assert desk.page.get_by_label("Given name").input_value() == "Ana"
    program = desk.page.get_by_role("combobox", name="Program")
    if not program.input_value():
        program.select_option("Evening IOP")
    desk.page.get_by_label("Primary counselor").select_option(label="Nadia Ortiz")
    press(desk, "Admit", exact=True)
    desk.page.wait_for_url(lambda url: "/admit/" not in url)
    desk.look()


def book(desk, meeting):
    desk.go(reverse("scheduling:session", args=[meeting.pk]))
    type_into(desk, "Name, birth date or phone", "Rivera")
    press(desk, "Find a client")
    press(desk, re.compile("Add to this session.*Ana Rivera"))
    desk.page.get_by_text("1 of 12").wait_for()
    desk.look()


def check_in(desk, meeting):
    desk.go(reverse("encounters:roster", args=[meeting.pk]))
    desk.look()
    press(desk, "Here Ana R.")
    desk.page.get_by_role("button", name="Undo Ana R.").wait_for()
    desk.page.get_by_text("1 of 1 came").wait_for()
    desk.look()


def document(counselor):
    counselor.look()
    counselor.page.get_by_role("heading", name="To document").wait_for()
    follow(counselor, "CBT skills")
    if "/note/" not in counselor.page.url:
        follow(counselor, "Group note")
    counselor.look()
    counselor.page.get_by_role("textbox", name="What we did").fill("Practised saying no.")
    type_into(counselor, "Ana R. in this group", "Spoke of the first week.")
    press(counselor, "Sign 1 note")
    counselor.page.get_by_text("Signed one note.").wait_for()
    counselor.look()


def test_from_the_first_call_to_earned_hours_in_one_day(visit, stage):
    meeting = stage.group()
    # given the front desk is signed in
    desk = visit()
    desk.sign_in(stage.front_desk().user)
    desk.look()
    # when someone calls, is admitted, is given a place and comes
    record_the_call(desk)
    admit(desk)
    book(desk, meeting)
    check_in(desk, meeting)
    stage.let_two_hours_pass()
    # and the counselor writes and signs the note
    counselor = visit()
    counselor.sign_in(stage.counselor.user)
    document(counselor)
    # then the hours are earned on everyone's page
    counselor.go(reverse("encounters:hours"))
    counselor.page.get_by_text("Ana R.").first.wait_for()
    assert "1.5" in counselor.page.locator("main").inner_text()
    counselor.look()
    with writing_for(stage.organization.pk):
        episode = EpisodeOfCare.objects.get()
    ana = visit(PHONE)
    ana.sign_in(stage.client_of(episode).user)
    ana.page.get_by_text("of 9 hours").wait_for()
    assert "1.5" in ana.page.locator(".wh-ring").inner_text()
    ana.look()


def test_every_part_of_the_day_is_told_on_the_person_s_chart(visit, stage):
    # given someone who came to a group
    _meeting, places = stage.past_group("Ana Rivera")
    counselor = visit()
    counselor.sign_in(stage.counselor.user)
    # when the counselor looks for them with the keyboard from any page
    counselor.page.keyboard.press("/")
    counselor.page.keyboard.type("Rivera")
    counselor.page.keyboard.press("Enter")
    counselor.page.get_by_text("1 person may be meant").wait_for()
    assert "Rivera" not in counselor.page.url
    counselor.look()
    follow(counselor, "Ana Rivera")
    # then the chart tells it, and the header stays in view
    counselor.page.get_by_role("heading", name="Story").wait_for()
    counselor.look()
    assert counselor.page.get_by_role("link", name="CBT skills").is_visible()
    assert places["Ana"].patient_id
    for part in ("Sessions", "Notes", "Stays and placement"):
        counselor.page.get_by_label("What of the story").get_by_role("link", name=part).click()
        counselor.look()


@pytest.mark.parametrize("role", [Role.CLINICAL_SUPERVISOR, Role.PROGRAM_DIRECTOR])
def test_each_role_has_a_first_page_that_is_fit_to_use(visit, stage, role):
    stage.past_group("Ana Rivera")
    stage.group()
    someone = visit()
    someone.sign_in(stage.staff(role).user)
    someone.look()
    assert someone.page.get_by_role("heading", name="Today", exact=True).is_visible()


def test_whoever_is_discharged_gives_their_place_up_and_keeps_the_days_they_came(visit, stage):
    # given someone who came today and has a place the day after tomorrow
    episode = stage.person("Ana")
    make_attendance(make_place(stage.group(starts_in=timedelta(hours=-2)), episode))
    later = stage.group(starts_in=timedelta(days=2))
    make_place(later, episode)
    desk = visit()
    desk.sign_in(stage.front_desk().user)
    # when the front desk discharges them as of yesterday
    desk.go(reverse("admissions:episode", args=[episode.pk]))
    follow(desk, "Discharge", exact=True)
    desk.look()
    today = date.fromisoformat(desk.page.get_by_label("Last day in care").input_value())
    desk.page.get_by_label("Last day in care").fill(str(today - timedelta(days=1)))
    desk.page.get_by_label("Completed treatment").check()
    type_into(desk, "Note", "Goals reached")
    press(desk, "Discharge", exact=True)
    # then they are told why not, and what was typed is still there
    desk.page.get_by_text("The person attended after this day.").first.wait_for()
    desk.look()
    assert desk.page.get_by_role("textbox", name="Note").input_value() == "Goals reached"
    # and as of today the place is free at once
    desk.page.get_by_label("Last day in care").fill(str(today))
    press(desk, "Discharge", exact=True)
    desk.page.get_by_text("Discharged. The stay can still be read here.").wait_for()
    desk.look()
    desk.go(reverse("scheduling:session", args=[later.pk]))
    desk.page.get_by_text("0 of 12").wait_for()
