"""Each problem has a sentence in each language."""

import pytest

from wayhome.engines.timetable.domain import Problem, Reason
from wayhome.engines.timetable.words import TEMPLATES, sentence

NAMES = {"g1": "Tuesday CBT", "r1": "the Oak room"}


@pytest.mark.parametrize("language", TEMPLATES)
def test_each_reason_has_a_sentence(language):
    templates = TEMPLATES[language]
    assert templates.left_out.keys() | templates.in_part.keys() == set(Reason)
    assert templates.left_out.keys() == TEMPLATES["en"].left_out.keys()
    assert templates.in_part.keys() == TEMPLATES["en"].in_part.keys()


@pytest.mark.parametrize("language", TEMPLATES)
def test_each_sentence_names_what_it_is_about(language):
    for texts, left_out in zip(TEMPLATES[language], (True, False), strict=True):
        for reason, text in texts.items():
            said = sentence(Problem("g1", reason, left_out, "r1"), language, NAMES)
            assert "Tuesday CBT" in said
            assert ("the Oak room" in said) == ("{other}" in text)
            assert said[0].isupper() or said.startswith("the Oak room")
            assert said.endswith(".")


def test_a_group_without_a_facilitator_has_no_one_to_lead_it():
    problem = Problem("g1", Reason.NO_FACILITATOR, left_out=True)
    assert sentence(problem, "en", NAMES) == "Tuesday CBT has no one to lead it."
    assert sentence(problem, "es", {"g1": "El grupo del martes"}) == (
        "El grupo del martes no tiene quién lo dirija."
    )


def test_a_name_that_isn_t_known_is_the_id():
    problem = Problem("g1", Reason.ROOM_CLOSED, left_out=True, other="r9")
    assert sentence(problem, "en", NAMES) == "r9 can't be used when Tuesday CBT meets."
