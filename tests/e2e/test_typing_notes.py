"""Typing a group note: nothing is lost, whatever gets in between."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.e2e.stage import Stage
from tests.factories.base import writing_for
from tests.factories.encounters import make_attendance, make_note, make_place
from wayhome.journey.encounters.models import NoteDraftLine
from wayhome.shared.accounts.codes import Role

AT_MOST = 5_000  # milliseconds that what is typed may be unsaved


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def evening(stage):
    """Return the address of the note of a group of Ana and Ben that is over."""
    meeting, _places = stage.past_group("Ana Reyes", "Ben Tran")
    return reverse("encounters:group-note", args=[meeting.pk])


def open_note(visit, stage, evening, member=None):
    visitor = visit()
    visitor.sign_in((member or stage.counselor).user)
    visitor.go(evening)
    return visitor


def box(visitor, name):
    return visitor.page.get_by_role("textbox", name=f"{name} in this group")


SAVED = re.compile(r"^saved")  # "not saved: …" says the opposite


def line_of(visitor, name):
    return visitor.page.get_by_role("listitem").filter(has=box(visitor, name))


def saved(visitor, name):
    line_of(visitor, name).get_by_text(SAVED).first.wait_for(timeout=AT_MOST)


def texts(stage):
    with writing_for(stage.organization.pk):
        return sorted(NoteDraftLine.objects.values_list("text", flat=True))


def test_what_is_typed_is_on_the_server_within_five_seconds(visit, stage, evening):
    counselor = open_note(visit, stage, evening)
    counselor.look()
    box(counselor, "Ana R.").press_sequentially("Spoke of home.")
    saved(counselor, "Ana R.")
    assert texts(stage) == ["Spoke of home."]


def test_a_killed_page_loses_nothing_that_was_saved(visit, stage, evening):
    # given a counselor who typed and paused
    counselor = open_note(visit, stage, evening)
    box(counselor, "Ana R.").fill("Spoke of home.")
    saved(counselor, "Ana R.")
    # when the browser dies and they sign in on another machine
    counselor.page.context.close()
    again = open_note(visit, stage, evening)
    # then the text is there
    assert box(again, "Ana R.").input_value() == "Spoke of home."
    again.look()


def test_a_page_that_is_closed_in_mid_word_keeps_it(visit, stage, evening):
    counselor = open_note(visit, stage, evening)
    box(counselor, "Ana R.").fill("Spoke of ho")
    counselor.page.wait_for_timeout(400)
    counselor.go("/today/")
    counselor.go(evening)
    assert box(counselor, "Ana R.").input_value() == "Spoke of ho"


def test_a_session_that_expired_keeps_what_was_typed_until_the_next_sign_in(visit, stage, evening):
    # given a counselor whose session ends while they type
    counselor = open_note(visit, stage, evening)
    counselor.page.context.clear_cookies(name="wayhome_session")
    box(counselor, "Ana R.").fill("Spoke of home.")
    line_of(counselor, "Ana R.").get_by_text("you are signed out").first.wait_for()
    counselor.look()
    # when they sign in again through the link beside the text
    line_of(counselor, "Ana R.").get_by_role("link", name="Sign in again").click()
    counselor.page.get_by_label("Email").wait_for()
    counselor.page.get_by_label("Email").fill(stage.counselor.user.email)
    counselor.page.get_by_label("Password", exact=True).fill("correct horse battery staple")
    counselor.page.get_by_role("button", name="Sign in", exact=True).click()
    # then they are back, and the text is saved
    counselor.page.wait_for_url(f"**{evening}")
    assert box(counselor, "Ana R.").input_value() == "Spoke of home."
    saved(counselor, "Ana R.")
    assert texts(stage) == ["Spoke of home."]


def test_of_two_who_type_the_same_line_the_second_is_told_and_keeps_the_text(visit, stage, evening):
    # given two people with the same note open
    first = open_note(visit, stage, evening)
    second = open_note(visit, stage, evening, stage.staff(Role.CLINICAL_SUPERVISOR))
    # when both write about Ana
    box(first, "Ana R.").fill("Spoke of home.")
    saved(first, "Ana R.")
    box(second, "Ana R.").fill("Was quiet.")
    # then the second is told, sees both texts, and chooses
    second.page.get_by_role("alert").get_by_text("Spoke of home.").wait_for()
    assert box(second, "Ana R.").input_value() == "Was quiet."
    second.look()
    second.page.get_by_role("button", name="Save my text over it").click()
    saved(second, "Ana R.")
    assert texts(stage) == ["Was quiet."]


def test_of_two_who_type_different_lines_both_are_kept(visit, stage, evening):
    first = open_note(visit, stage, evening)
    second = open_note(visit, stage, evening, stage.staff(Role.CLINICAL_SUPERVISOR))
    box(first, "Ana R.").fill("Spoke of home.")
    box(second, "Ben T.").fill("Was quiet.")
    saved(first, "Ana R.")
    saved(second, "Ben T.")
    assert texts(stage) == ["Spoke of home.", "Was quiet."]


def test_a_second_signature_is_told_and_the_notes_stand(visit, stage, evening):
    first = open_note(visit, stage, evening)
    second = open_note(visit, stage, evening)
    for name in ("Ana R.", "Ben T."):
        box(first, name).fill("Took part.")
    first.page.get_by_role("button", name="Sign 2 notes").click()
    first.page.get_by_text("Signed 2 notes.").wait_for()
    second.page.get_by_role("button", name="Sign 2 notes").click()
    second.page.get_by_text("signed already").wait_for()
    second.look()


def test_a_refused_signature_leaves_the_text_and_leads_to_each_line(visit, stage, evening):
    counselor = open_note(visit, stage, evening)
    box(counselor, "Ana R.").fill("Spoke of home.")
    counselor.page.get_by_role("button", name="Sign 2 notes").click()
    counselor.page.get_by_role("alert").get_by_text("Not signed yet").wait_for()
    assert box(counselor, "Ana R.").input_value() == "Spoke of home."
    counselor.look()
    counselor.page.get_by_role("alert").get_by_role("link", name="Ben T.").click()
    assert counselor.page.url.partition("#")[2].startswith("line-")


def test_a_note_that_names_another_member_is_signed_once_it_is_on_record_that_it_isn_t_them(
    visit, stage, evening
):
    # given a note about Ana in which Ben's name stands
    counselor = open_note(visit, stage, evening)
    box(counselor, "Ana R.").fill("Spoke of her brother Ben.")
    box(counselor, "Ben T.").fill("Listened.")
    # when it is to be signed, it is refused and says why
    counselor.page.get_by_role("button", name="Sign 2 notes").click()
    line_of(counselor, "Ana R.").get_by_text("names someone else").wait_for()
    counselor.look()
    # then the writer puts on record that it isn't them, and signs
    counselor.page.get_by_role("button", name="“Ben” isn't them").click()
    counselor.page.get_by_role("button", name="“Ben” isn't them").wait_for(state="detached")
    counselor.page.get_by_role("button", name="Sign 2 notes").click()
    counselor.page.get_by_text("Signed 2 notes.").wait_for()
    counselor.page.get_by_role("link", name="Read the signed note Ana R.").click()
    counselor.page.get_by_text("Confirmed to mean nobody of the group").wait_for()
    counselor.look()


def test_a_template_puts_its_headings_below_what_was_typed(visit, stage, evening):
    counselor = open_note(visit, stage, evening)
    box(counselor, "Ana R.").fill("First words")
    counselor.page.get_by_label("Headings in each note").select_option("dap")
    counselor.page.get_by_role("button", name="Put them in").click()
    expect(box(counselor, "Ana R.")).to_have_value("First words\nData:\nAssessment:\nPlan:")
    expect(box(counselor, "Ben T.")).to_have_value("Data:\nAssessment:\nPlan:")
    counselor.look()


def test_what_differs_from_the_last_note_is_seen_while_one_types(visit, stage):
    # given a note of an earlier session of this kind
    episode = stage.person("Ana", "Reyes")
    for days, text in ((7, "Spoke of work."), (0, "")):
        meeting = stage.group(starts_in=timedelta(days=-days, hours=-2))
        encounter = make_attendance(make_place(meeting, episode))
        if text:
            make_note(encounter, individual_text=text)
    # when it is carried forward and changed
    counselor = open_note(visit, stage, reverse("encounters:group-note", args=[meeting.pk]))
    counselor.page.get_by_role("button", name="Carry the last note forward Ana R.").click()
    expect(box(counselor, "Ana R.")).to_have_value("Spoke of work.")
    counselor.page.get_by_text("What differs from the last note").click()
    box(counselor, "Ana R.").fill("Spoke of home.")
    # then the difference follows
    expect(counselor.page.locator("ins")).to_have_text("home.")
    expect(counselor.page.locator("del")).to_have_text("work.")
    counselor.look()
