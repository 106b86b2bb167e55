"""The site speaks the browser's language, or the one in its address; a button changes it."""

import re

import pytest

from tests.faces.site.reading import text_of
from tests.faces.site.walking import CHECK, begin, carried_in, press, walk
from wayhome.journey.screening.codes import Audience, Choice, Question

pytestmark = pytest.mark.django_db
SPANISH = {"headers": {"accept-language": "es-MX,es;q=0.9"}}


def test_the_browser_chooses(client):
    page = client.get("/help/", **SPANISH)
    assert '<html lang="es"' in page.text
    assert page.headers["Content-Language"] == "es"
    assert "¿Le preocupan el alcohol o las drogas?" in page.text
    assert 'href="/help/en/" lang="en"' in " ".join(page.text.split())


def test_the_address_chooses_before_the_browser_and_stays(client):
    page = client.get("/help/es/")
    assert '<html lang="es"' in page.text
    assert 'href="/help/es/check/"' in page.text
    assert "Worried" in client.get("/help/en/", **SPANISH).text


def test_a_language_that_the_site_does_not_speak_is_not_there(client):
    assert client.get("/help/fr/").status_code == 404


def test_the_other_language_takes_the_answers_along_and_shows_the_same_question(client):
    page = press(client, begin(client), answer=Choice.NO)
    switched = client.post("/help/es/check/", carried_in(page.text) | {"show": "self-harm"})
    assert 'formaction="/help/es/check/"' in page.text
    assert carried_in(switched.text) == carried_in(page.text)
    assert 'action="/help/es/check/"' in switched.text
    assert "quitarse la vida" in switched.text


@pytest.mark.parametrize("audience", Audience)
def test_no_english_is_left_on_a_spanish_page(client, audience):
    english = set(_lines(walk(client, {}, audience)))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "es"
    spanish = set(_lines(walk(client, {}, audience)))
    same = {line for line in english & spanish if re.search(r"[a-z]{3}", line)}
    assert same <= {"No", "FindTreatment.gov"}
    assert len(spanish) > len(Question)


def _lines(pages):
    for page in pages:
        yield from text_of(page.text).splitlines()


def test_the_address_of_the_questions_is_one(client):
    assert client.get(CHECK).status_code == 200
