"""What the public pages say in English can be read after eight years of school."""

import pytest

from tests.faces.site.reading import grade, syllables, text_of
from tests.faces.site.walking import CHECK, result_of, walk
from tests.journey.screening.test_rules import CASES
from wayhome.journey.screening import labels
from wayhome.journey.screening.codes import Audience

pytestmark = pytest.mark.django_db
HARDEST = 8


@pytest.mark.parametrize("path", ["/help/", CHECK])
def test_the_first_pages_are_plain(client, path):
    assert grade(text_of(client.get(path).text)) <= HARDEST


@pytest.mark.parametrize("audience", Audience)
def test_each_question_is_plain(client, audience):
    grades = {text_of(page.text): grade(text_of(page.text)) for page in walk(client, {}, audience)}
    assert {text: hard for text, hard in grades.items() if hard > HARDEST} == {}


@pytest.mark.parametrize(("answers", "_rule", "_outcome"), CASES)
def test_each_result_is_plain(client, answers, _rule, _outcome):
    assert grade(text_of(result_of(client, answers).text)) <= HARDEST


def test_each_sentence_of_a_result_is_plain_by_itself():
    texts = [*labels.MEANINGS.values(), *labels.RULES.values(), *labels.NOTES.values()]
    graded = {str(text): grade(str(text)) for text in texts}
    assert {text: hard for text, hard in graded.items() if hard > HARDEST} == {}


def test_the_measure_tells_plain_from_hard():
    hard = "Psychoeducational interventions facilitate biopsychosocial stabilization."
    assert grade("The cat sat on the mat.") < 1
    assert grade(hard) > 20
    assert [syllables(w) for w in ("made", "people", "wanted", "asked", "places", "times")] == [
        1, 2, 2, 1, 2, 1,
    ]  # fmt: skip
