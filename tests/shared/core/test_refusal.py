"""Sentences of several kinds of obstacles, some of which are spelled alike."""

from enum import StrEnum

import pytest

from wayhome.shared.core.refusal import SentencesByKind


class Person(StrEnum):
    NAME_MISSING = "name-missing"


class Contact(StrEnum):
    NAME_MISSING = "name-missing"
    TAKEN = "taken"


SAID = SentencesByKind({Person.NAME_MISSING: "Who?"}, {Contact.NAME_MISSING: "Whose?"})


def test_each_kind_keeps_its_sentence():
    assert (SAID[Person.NAME_MISSING], SAID[Contact.NAME_MISSING]) == ("Who?", "Whose?")
    assert len(SAID) == 2
    assert [*map(type, SAID)] == [Person, Contact]


@pytest.mark.parametrize("code", [Contact.TAKEN, "name-missing"])
def test_what_has_no_sentence_gets_none_of_another(code):
    assert code not in SAID
