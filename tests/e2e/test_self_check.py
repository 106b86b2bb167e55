"""At night, on a phone: from the help page to what the answers come to, with no trace left."""

import re

import pytest

from tests.e2e.conftest import PHONE
from tests.e2e.test_weight import LEAST, WHOLE_PAGE, weigh

SMALL = {"width": 320, "height": 640}
DRINKS = ["Two or three times a week", "Three or four", "About once a month", "Female"]
EVENING = ["No", "No", "No", "18 or older", *DRINKS, "Never", "None of these", "No", "A little"]
LIFE = ["Good, or what is wrong is cared for", "Sometimes", "Safe and mostly calm", "Yes"]
REST = [*LIFE, "Sometimes", "Yes", "Not sure", "No"]


def press(visitor, *names):
    for name in names:
        visitor.page.get_by_role("button", name=name, exact=True).click()


def heading(visitor):
    return visitor.page.get_by_role("heading", level=1).inner_text()


def fits(visitor):
    visitor.page.set_viewport_size(SMALL)
    visitor._no_sideways_scroll()
    visitor.look()


@pytest.mark.parametrize("size", [PHONE, SMALL], ids=["390px", "320px"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_person_learns_in_two_minutes_that_an_iop_sounds_like_a_fit(visit, size, scripts):
    visitor = visit(size, java_script_enabled=scripts)
    visitor.go("/help/")
    assert visitor.page.get_by_role("link", name="Call 911").is_visible()
    visitor.page.get_by_role("link", name="Go to the questions").click()
    press(visitor, "It is about me", *EVENING, *REST)
    assert heading(visitor) == "An IOP sounds like a fit"
    assert visitor.page.get_by_role("heading", name="What would change it").is_visible()
    assert visitor.page.url.endswith("/help/check/")
    assert visitor.page.context.cookies() == []
    assert visitor.complaints == []


def test_axe_finds_nothing_on_the_way_and_nothing_is_too_wide_at_320_px(visit):
    visitor = visit(PHONE)
    for path in ("/help/", "/help/es/", "/help/check/"):
        visitor.go(path)
        fits(visitor)
    press(visitor, "It is about someone I love")
    fits(visitor)
    press(visitor, "No", "No", "Yes, but there is no danger right now")
    fits(visitor)  # help above the question
    press(visitor, "18 or older", "Skip this question")
    press(visitor, *["Skip this question"] * 12)
    assert heading(visitor).startswith("We can't tell")
    fits(visitor)


def test_a_danger_answer_shows_whom_to_call_and_back_leads_out_of_a_wrong_one(visit):
    visitor = visit(PHONE)
    visitor.go("/help/check/")
    press(visitor, "It is about me", "No", "Yes, right now")
    assert heading(visitor) == "Get help right now"
    first = visitor.page.get_by_role("main").get_by_role("link").first
    assert first.get_attribute("href") == "tel:911"
    fits(visitor)
    press(visitor, "Back: change my last answer", "No")
    assert heading(visitor) == "Are you afraid of someone close to you?"


def test_another_language_takes_the_answers_along(visit):
    visitor = visit(PHONE)
    visitor.go("/help/check/")
    press(visitor, "It is about me", "No", "No", "Español")
    assert heading(visitor) == "¿Le tiene miedo a alguien cercano?"
    press(visitor, "No", "18 años o más", "Nunca", "Nunca", "Nada de esto", "No", "No")
    press(visitor, "Bien, o lo que hay ya recibe atención", "No mucho")
    press(
        visitor,
        "Hay seguridad y casi siempre calma",
        "Sí",
        "No",
        "Sí",
        "Con ganas de hacerlo",
        "No",
    )
    assert heading(visitor) == "No lo podemos decir: hable con alguien"
    fits(visitor)
    press(visitor, "English")
    assert heading(visitor).startswith("We can't tell")
    assert visitor.page.context.cookies() == []


def test_the_way_out_leaves_nothing_to_go_back_to(visit):
    visitor = visit(PHONE)
    gone = []
    visitor.page.route(
        re.compile(r"weather\.gov"), lambda route: (gone.append(1), route.fulfill(body="Sunny"))
    )
    visitor.go("/help/")
    visitor.page.get_by_role("link", name="Go to the questions").click()
    visitor.page.get_by_role("link", name="Leave fast").click()
    visitor.page.get_by_text("Sunny").wait_for()
    visitor.page.go_back()
    assert visitor.page.url.endswith("/help/")
    for _time in range(3):
        visitor.page.keyboard.press("Escape")
    visitor.page.get_by_text("Sunny").wait_for()
    assert len(gone) == 2
    assert {each.split("/")[2] for each in visitor.complaints} == {"www.weather.gov"}


def test_on_paper_the_numbers_stay_and_the_buttons_go(visit):
    visitor = visit(PHONE)
    visitor.go("/help/check/")
    press(visitor, "It is about me", *EVENING[:-1], "A lot", *REST)
    visitor.page.emulate_media(media="print")
    assert heading(visitor) == "Talk to a medical service first"
    assert visitor.page.get_by_text("1-800-662-4357").first.is_visible()
    assert visitor.page.get_by_role("heading", name="Your answers").is_visible()
    assert not visitor.page.get_by_text("Leave fast").is_visible()
    assert not visitor.page.get_by_text("Back: change my last answer").is_visible()


def test_the_help_page_weighs_little(visit):
    assert LEAST < weigh(visit(PHONE), "/help/") < WHOLE_PAGE
