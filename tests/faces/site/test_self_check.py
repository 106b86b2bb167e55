"""The self-check's pages: nothing is kept, help comes first, and the way goes both ways."""

import logging

import pytest
from django.contrib.sessions.models import Session

from tests.faces.site.reading import text_of
from tests.faces.site.walking import CHECK, begin, carried_in, press, result_of, walk
from tests.factories.accounts import make_counselor
from tests.factories.tenancy import make_organization
from tests.journey.screening.answers import BEST, but
from wayhome.faces.site.pages import QUICK_EXIT
from wayhome.journey.screening import labels
from wayhome.journey.screening.codes import Audience, Choice, Question

pytestmark = pytest.mark.django_db
C, Q = Choice, Question
USES = but(drugs=C.SELDOM, time=C.NO, age=C.MINOR)
LINES = ("tel:911", "tel:988", "sms:988", "tel:1-800-662-4357")


def stands_before(page, first, second):
    return page.index(first) < page.index(second)


def test_nothing_is_kept_of_a_visit(client, caplog, django_assert_num_queries):
    caplog.set_level(logging.DEBUG)
    with django_assert_num_queries(0):
        pages = [client.get("/help/"), client.get(CHECK), *walk(client, USES)]
    assert not client.cookies
    assert [page for page in pages if page.cookies or page.headers.get("Set-Cookie")] == []
    assert not Session.objects.exists()
    assert {page.headers["Cache-Control"] for page in pages} == {"private, no-store"}
    assert {page.headers["Referrer-Policy"] for page in pages} == {"no-referrer"}
    assert {page.wsgi_request.get_full_path() for page in pages} == {"/help/", CHECK}
    assert [r.getMessage() for r in caplog.records if r.name != "django.template"] == []


def test_nothing_of_an_answer_is_logged_when_the_server_breaks(client, caplog, monkeypatch):
    def broken(*_args):
        raise RuntimeError

    monkeypatch.setattr("wayhome.faces.site.views.rules.changes", broken)
    client.raise_request_exception = False
    caplog.set_level(logging.DEBUG)
    assert result_of(client, but(drugs=C.SELDOM, age=C.MINOR)).status_code == 500
    said = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    assert "RuntimeError" in said
    assert not [w for w in ("seldom", "minor", "drugs=", "'age'") if w in said]


def test_no_page_asks_for_anything_of_another_site_and_one_link_leaves_at_once(client):
    for page in (client.get("/help/"), *walk(client, USES)):
        assert f'href="{QUICK_EXIT}" rel="noreferrer noopener" data-exit' in page.text
        assert 'src="http' not in page.text
        assert "csrf" not in page.text.lower()


def test_each_page_has_the_crisis_line(client):
    for page in (client.get("/help/"), client.get(CHECK), *walk(client, USES)):
        assert '<a href="tel:988">988</a>' in page.text
        assert '<a href="tel:911">911</a>' in page.text


def test_one_question_a_screen_in_the_order_of_asking(client):
    asked = [carried_in(page.text)["at"] for page in walk(client, but(alcohol_often=C.MOST_DAYS))]
    assert asked[:-1] == list(Question)
    sober = [carried_in(page.text)["at"] for page in walk(client, BEST)]
    assert Q.ALCOHOL_AMOUNT not in sober


@pytest.mark.parametrize(
    ("question", "choice"),
    [(Q.BODY, C.YES), (Q.SELF_HARM, C.LATELY), (Q.SELF_HARM, C.NOW), (Q.FEAR, C.NOW)],
)
def test_danger_shows_whom_to_call_at_once_and_nothing_else_first(client, question, choice):
    page = list(walk(client, BEST | {question: choice}))[-1]
    assert carried_in(page.text)["at"] == question
    text = page.text
    assert all(stands_before(text, line, "Why we say so") for line in LINES)
    assert "Get help right now" in text_of(text).splitlines()[0]
    assert "counts" not in text
    assert "What would change it" not in text
    assert ("1-800-799-7233" in text) == (question is Q.FEAR)


def test_a_wrong_answer_of_danger_can_be_taken_back_and_leads_on(client):
    page = press(client, begin(client), answer=C.YES)
    again = press(client, page, show=Q.BODY)
    assert "To the result" not in again.text
    assert carried_in(press(client, again, answer=C.NO).text)["at"] == Q.SELF_HARM


def test_help_stands_above_the_next_question_after_a_grave_answer(client):
    pages = list(walk(client, but(fear=C.LATELY)))
    grave = pages[3].text
    assert all(stands_before(grave, line, "<h1") for line in (*LINES, "tel:1-800-799-7233"))
    assert "tel:1-800-662-4357" not in pages[2].text


def test_withdrawal_shows_help_before_the_answer(client):
    text = result_of(client, but(drugs=C.DAILY, withdrawal_now=C.A_LOT)).text
    assert all(stands_before(text, line, "Talk to a medical service first") for line in LINES)


def test_the_result_says_the_rule_what_would_change_it_and_what_an_iop_asks(client):
    text = text_of(result_of(client, USES).text)
    for said in (
        "Weekly visits may be enough",
        "the rest is going well",
        "Only a professional can say what fits",
        "What would change it",
        "An IOP sounds like a fit\nHow often do you use drugs? About once a week",
        "Nine hours a week or more",
        "Drug use counts 1 of 4. From 1 on, it can be risky.",
        "this is not its score",
        "Ask about evening groups",
        "Under 18, programs ask fewer hours",
        "Less than once a month",
    ):
        assert said in text


def test_drinking_is_counted_beside_the_answers(client):
    text = text_of(result_of(client, but(alcohol_often=C.SOME_DAYS_A_WEEK)).text)
    assert "Drinking counts 3 of 12. From 4 on, it can be risky." in text


def test_what_was_skipped_can_be_answered_from_the_result(client):
    page = result_of(client, {q: c for q, c in USES.items() if q is not Q.MIND})
    assert "We can&#x27;t tell" in page.text
    assert "From what you did answer: Weekly visits may be enough." in page.text
    asked = press(client, page, show=Q.MIND)
    assert "To the result" in asked.text
    assert "Weekly visits may be enough" in press(client, asked, answer=C.NO).text
    assert "We can&#x27;t tell" in press(client, asked, skip=1).text
    assert "We can&#x27;t tell" in press(client, asked, show="result").text


def test_who_turns_out_to_drink_is_asked_how_much_before_the_result(client):
    page = press(client, result_of(client), show=Q.ALCOHOL_OFTEN)
    page = press(client, page, answer=C.MONTHLY_OR_LESS)
    for question in (Q.ALCOHOL_AMOUNT, Q.ALCOHOL_SIX, Q.SEX):
        assert carried_in(page.text)["at"] == question
        page = (
            press(client, page, skip=1)
            if question is Q.SEX
            else press(client, page, answer=_first(question))
        )
    assert "Weekly visits may be enough" in page.text


def _first(question):
    return {Q.ALCOHOL_AMOUNT: C.UP_TO_2, Q.ALCOHOL_SIX: C.NEVER}[question]


def test_back_shows_the_question_before_with_its_answer(client):
    page = press(client, begin(client), answer=C.NO)
    back = press(client, page, show=Q.BODY)
    assert carried_in(back.text)["at"] == Q.BODY
    assert 'value="no" aria-current="true"' in " ".join(back.text.split())
    assert f'href="{CHECK}">Back' in back.text


def test_a_skipped_answer_is_gone(client):
    page = press(client, begin(client), answer=C.NO)
    again = press(client, press(client, page, show=Q.BODY), skip=1)
    assert Q.BODY not in carried_in(again.text)


@pytest.mark.parametrize("answer", ["ten-or-more", "drop table", ""])
def test_an_answer_that_the_question_does_not_have_asks_again(client, answer):
    page = press(client, begin(client), answer=answer)
    assert carried_in(page.text) == {"audience": "self", "at": "body", "seen": ""}


def test_words_that_are_not_ours_are_as_if_not_there(client):
    page = client.post(CHECK, {"audience": "x", "at": "x", "drugs": "x", "more": "y"})
    assert carried_in(page.text) == {"audience": "self", "at": "body", "seen": ""}


@pytest.mark.parametrize("audience", Audience)
def test_the_questions_are_about_whom_they_are_about(client, audience):
    pages = list(walk(client, {}, audience))
    asked = [text_of(page.text).splitlines()[1] for page in pages[:-1]]
    words = labels.QUESTIONS[audience]
    drinkers = {Q.ALCOHOL_AMOUNT, Q.ALCOHOL_SIX, Q.SEX}  # nobody said that they drink
    assert asked == [str(words[q].text) for q in Question if q not in drinkers]
    assert ("You can't do it for them" in text_of(pages[-1].text)) == (
        audience is not Audience.SELF
    )


def test_only_a_visit_or_a_form_is_answered(client):
    assert client.head(CHECK).status_code == 200
    assert client.put(CHECK).status_code == 405
    assert client.post("/help/").status_code == 405


def test_who_is_signed_in_in_this_browser_is_nobody_here(client):
    member = make_counselor(make_organization())
    client.force_login(member.user)
    for page in (client.get("/help/"), *walk(client, USES)):
        assert str(member.user.pk) not in page.text
        assert "idle" not in page.text
