"""Seeing a note before it is signed, and writing one in a browser without scripts."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.e2e.stage import Stage
from tests.factories.base import writing_for
from wayhome.journey.encounters.models import NoteDraft, NoteDraftLine, ProgressNote
from wayhome.shared.accounts.codes import Role


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def evening(stage):
    meeting, _places = stage.past_group("Ana Reyes", "Ben Tran")
    return reverse("encounters:group-note", args=[meeting.pk])


def open_note(visit, stage, evening, member=None, **options):
    visitor = visit(**options)
    visitor.sign_in((member or stage.counselor).user)
    visitor.go(evening)
    return visitor


def box(visitor, name):
    return visitor.page.get_by_role("textbox", name=f"{name} in this group")


def shared(visitor):
    return visitor.page.get_by_role("textbox", name="What we did")


def button(visitor, name):
    return visitor.page.get_by_role("button", name=name, exact=True)


def texts(stage):
    with writing_for(stage.organization.pk):
        lines = NoteDraftLine.objects.order_by("text").values_list("text", flat=True)
        return [*NoteDraft.objects.values_list("shared_text", flat=True), *lines]


def test_one_client_s_note_is_seen_before_it_is_signed_and_follows_the_typing(
    visit, stage, evening
):
    # given a counselor who has just typed
    counselor = open_note(visit, stage, evening)
    shared(counselor).fill("We practised saying no.")
    box(counselor, "Ana R.").fill("Spoke of home.")
    box(counselor, "Ben T.").fill("Listened well.")
    # when they look at Ana's note
    button(counselor, "Preview Ana R.").click()
    seen = counselor.page.get_by_role("article")
    # then it reads as it will once it is signed, and holds nothing of Ben
    expect(seen).to_contain_text("We practised saying no.")
    expect(seen).to_contain_text("Spoke of home.")
    expect(seen).to_contain_text("Not signed")
    expect(seen).to_contain_text("LCSW")
    assert "Listened" not in seen.inner_text()
    assert "Ben" not in seen.inner_text()
    counselor.look()
    # and it follows what is typed on, in either part
    box(counselor, "Ana R.").fill("Spoke of home and work.")
    expect(seen).to_contain_text("Spoke of home and work.")
    shared(counselor).fill("We walked.")
    expect(seen).to_contain_text("We walked.")
    expect(seen).to_contain_text("Spoke of home and work.")
    # and can be put away, and stays so while one types
    counselor.page.get_by_text("How this note will read").click()
    expect(seen).to_be_hidden()
    with counselor.page.expect_response("**/preview/?renew=1"):
        box(counselor, "Ana R.").fill("Spoke of work.")
    expect(seen).to_be_hidden()
    # and nothing was signed by looking
    with writing_for(stage.organization.pk):
        assert not ProgressNote.objects.exists()


def test_without_scripts_a_draft_is_saved_previewed_and_signed(visit, stage, evening):
    # given a browser that runs no scripts
    counselor = open_note(visit, stage, evening, java_script_enabled=False)
    shared(counselor).fill("We practised saying no.")
    box(counselor, "Ana R.").fill("Spoke of home.")
    # when the draft is saved
    button(counselor, "Save draft").click()
    counselor.page.get_by_text("Your draft is saved.").wait_for()
    # then it is on the server, and still in the boxes
    assert texts(stage) == ["We practised saying no.", "Spoke of home."]
    expect(box(counselor, "Ana R.")).to_have_value("Spoke of home.")
    # and a preview keeps what was typed since
    box(counselor, "Ben T.").fill("Listened well.")
    button(counselor, "Preview Ben T.").click()
    expect(counselor.page.get_by_role("article")).to_contain_text("Listened well.")
    counselor.page.get_by_role("link", name="Go on writing").click()
    button(counselor, "Sign 2 notes").click()
    counselor.page.get_by_text("Signed 2 notes.").wait_for()


def test_without_scripts_who_comes_second_is_told_and_keeps_what_was_typed(visit, stage, evening):
    first = open_note(visit, stage, evening, java_script_enabled=False)
    supervisor = stage.staff(Role.CLINICAL_SUPERVISOR)
    second = open_note(visit, stage, evening, supervisor, java_script_enabled=False)
    box(first, "Ana R.").fill("Spoke of home.")
    button(first, "Save draft").click()
    first.page.get_by_text("Your draft is saved.").wait_for()
    # when the second saves a page that is older by now
    shared(second).fill("Breathing.")
    box(second, "Ana R.").fill("Was quiet.")
    button(second, "Save draft").click()
    # then it is refused, and all of it is still there beside the other's
    second.page.get_by_role("alert").get_by_text("Not saved yet").wait_for()
    expect(shared(second)).to_have_value("Breathing.")
    expect(box(second, "Ana R.")).to_have_value("Was quiet.")
    second.page.get_by_text("Spoke of home.").wait_for()
    assert texts(stage) == ["", "Spoke of home."]
    # and a second press puts it in place of the other's, knowingly
    button(second, "Save draft").click()
    second.page.get_by_text("Your draft is saved.").wait_for()
    assert texts(stage) == ["Breathing.", "Was quiet."]


def test_with_scripts_saving_by_hand_says_so_too(visit, stage, evening):
    counselor = open_note(visit, stage, evening)
    box(counselor, "Ana R.").fill("Spoke of home.")
    button(counselor, "Save draft").click()
    counselor.page.get_by_text(re.compile("Your draft is saved")).wait_for()
    assert "Spoke of home." in texts(stage)
