"""Whether a text names another member of the group."""

import unicodedata
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wayhome.journey.encounters import rules
from wayhome.journey.encounters.rules import Found, MemberNames

ANA_ID, JOSE_ID, MARY_ID, OWN_ID = (UUID(int=number) for number in range(1, 5))


def found(text, *names, own=None):
    """Return the words found in a text for members with these given names."""
    roster = [MemberNames(UUID(int=n), name, "") for n, name in enumerate(names, 1)]
    return [each.text for each in rules.names_of_others(text, roster, own)]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("Ana", "Ana spoke first.", ["Ana"]),
        ("Ana", "He answered Ana.", ["Ana"]),
        ("Ana", "Ana's plan, Ana\u2019s doubts, (Ana), \u201cAna\u201d, Ana, _Ana_", ["Ana"] * 6),
        ("Ana", "Ana-led exercise; post-Ana", ["Ana", "Ana"]),
        ("Ana", "Anabel ate a banana with Anaïs and Dana.", []),
        ("Ana", "ana and ANA", []),  # a name is written with its capital
        ("Ana", "Ana2 2Ana", []),
        ("ANA", "Ana, ANA, ana", ["Ana", "ANA"]),  # registered in capitals, written as usual
        ("ana", "Ana, ANA, ana", ["Ana", "ana"]),
        ("Will", "Will will come.", ["Will"]),
        # accents, in either normal form, and left out
        ("José", "José Jose Jose\u0301 José's Joseph", ["José", "Jose", "Jose\u0301", "José"]),
        ("Jose", "José", ["José"]),
        ("Zoë", "Zoe Zoë", ["Zoe", "Zoë"]),
        ("Nguyễn", "Nguyen", ["Nguyen"]),
        # apostrophes and hyphens of any shape
        (
            "O'Brien",
            "O'Brien, O\u2019Brien, O\u02bcBrien, Brien",
            ["O'Brien", "O\u2019Brien", "O\u02bcBrien"],
        ),
        ("Smith-Jones", "Smith-Jones", ["Smith-Jones"]),
        ("Smith-Jones", "Smith\u2011Jones", ["Smith\u2011Jones"]),
        ("Smith-Jones", "Smith, then Jones", ["Smith", "Jones"]),
        ("Jones", "Smith-Jones", ["Jones"]),
        # several words
        ("Mary Ann", "Mary Ann", ["Mary Ann"]),
        ("Mary Ann", "Mary\n  Ann", ["Mary\n  Ann"]),
        ("Mary Ann", "Mary-Ann", ["Mary-Ann"]),
        ("Mary Ann", "Mary, Ann, Annabel", ["Mary", "Ann"]),
        ("de la Cruz", "de la Cruz", ["de la Cruz"]),
        ("de la Cruz", "de la misma Cruz", ["Cruz"]),
        ("De La Cruz", "De La Rosa", []),  # two letters don't stand alone
        ("Jo", "Jo spoke.", ["Jo"]),  # unless they are the whole name
        # one letter, or none
        ("A", "A plan. A!", []),
        ("J.", "J. spoke", []),
        ("", "Nobody.", []),
        ("!!!", "Well!!!", []),
        # signs that can't be seen
        ("Ana", "A\u00adna", ["A\u00adna"]),
        ("Ana", "Ana\u200bspoke", ["Ana"]),
        # other scripts
        ("Анна", "Анна, Аннабель", ["Анна"]),
        ("李", "李", []),
        ("李娜", "李娜 spoke", ["李娜"]),
    ],
)
def test_a_name_is_found_as_a_whole_word_with_its_capital(name, text, words):
    assert found(text, name) == words


def test_given_family_preferred_names_and_identifiers_are_all_looked_for():
    roster = [MemberNames(ANA_ID, "Beatriz", "López", "Bea", ("MRN-00417", "A9", "*7*"))]
    text = "Bea (Beatriz) Lopez, mrn-00417, MRN 00417, a9; not MRN-004178, A90, XA9; 7"
    names = [each.text for each in rules.names_of_others(text, roster)]
    assert names == ["Bea", "Beatriz", "Lopez", "mrn-00417", "MRN 00417", "a9", "7"]


def test_what_is_found_says_whom_it_names_and_where():
    text = "Then Ana laughed."
    roster = [MemberNames(ANA_ID, "Ana", "Ruiz"), MemberNames(MARY_ID, "Ana", "Wolf")]
    assert rules.names_of_others(text, roster) == (
        Found(ANA_ID, "Ana", 5, 8),
        Found(MARY_ID, "Ana", 5, 8),
    )


@pytest.mark.parametrize(
    ("own", "other", "text", "words"),
    [
        ("Ana Ruiz", "José Wolf", "Ana Ruiz agreed.", []),
        ("Ana Ruiz", "Ana Wolf", "Ana agreed.", []),  # what the own client is called too
        ("Ana Ruiz", "Ana Wolf", "Ana Wolf agreed.", ["Wolf"]),
        ("José Ruiz", "Jose Wolf", "Jose agreed.", []),
        ("Ann Ruiz", "Mary-Ann Wolf", "Mary Ann agreed.", ["Mary Ann"]),  # the longest fits
        ("Mary-Ann Ruiz", "Ann Wolf", "Mary Ann agreed.", []),
        ("Mary-Ann Ruiz", "Ann Wolf", "Mary Ann told Ann.", []),  # part of the own name
        ("Mary Ruiz", "Ann Wolf", "Mary told Ann.", ["Ann"]),
    ],
)
def test_what_the_own_client_is_called_is_nobody_elses_name(own, other, text, words):
    roster = [MemberNames(OWN_ID, *own.split()), MemberNames(ANA_ID, *other.split())]
    assert [each.text for each in rules.names_of_others(text, roster, OWN_ID)] == words


def test_in_the_shared_part_everyone_is_somebody_else():
    roster = [MemberNames(OWN_ID, "Ana", "Ruiz"), MemberNames(JOSE_ID, "José", "Wolf")]
    names = rules.names_of_others("Ana and José led.", roster)
    assert [each.member for each in names] == [OWN_ID, JOSE_ID]


def test_a_word_that_the_writer_confirmed_is_passed_over():
    names = rules.names_of_others(
        "Will felt Hope. Hope helps.",
        [MemberNames(ANA_ID, "Hope", "Will")],
    )
    assert [each.text for each in rules.unconfirmed_names(names, {"Hope"})] == ["Will"]
    assert rules.unconfirmed_names(names, {"Hope", "Will"}) == ()
    assert rules.unconfirmed_names(names, set()) == names


WORDS = st.text(st.characters(categories=["Lu", "Ll", "Mn"]), min_size=1, max_size=8)
NAMES = st.lists(WORDS, max_size=2).map(" ".join) | st.lists(WORDS, min_size=2).map("-".join)
MEMBERS = st.builds(
    MemberNames,
    member=st.integers(1, 99).map(lambda number: UUID(int=number)),
    given=NAMES,
    family=NAMES,
    preferred=NAMES,
    identifiers=st.lists(st.from_regex(r"[A-Z]{0,3}-?[0-9]{3,6}", fullmatch=True)).map(tuple),
)
ROSTERS = st.lists(MEMBERS, max_size=5, unique_by=lambda names: names.member)
TEXTS = st.text(max_size=60)
FILLERS = st.text(st.sampled_from(" .,;:()!?'\"/\n"), min_size=1, max_size=5)


def spelled(names):
    return [names.given, names.family, names.preferred, *names.identifiers]


@given(ROSTERS, MEMBERS, st.lists(FILLERS, min_size=8))
def test_a_text_of_ones_own_names_is_never_flagged(roster, own, fillers):
    others = [names for names in roster if names.member != own.member]
    text = "".join(name + filler for name, filler in zip(spelled(own), fillers, strict=False))
    # Side by side, own names could make up a longer name of somebody else.
    assume(all(filler.strip() for filler in fillers))
    assert rules.names_of_others(text, [*others, own], own.member) == ()


@given(ROSTERS, st.data(), st.tuples(TEXTS, FILLERS), st.tuples(FILLERS, TEXTS))
def test_a_planted_name_is_always_flagged(roster, data, before, after):
    others = [names for names in roster if any(map(is_long_enough, spelled(names)))]
    assume(others)
    other = data.draw(st.sampled_from(others))
    name = data.draw(st.sampled_from([n for n in spelled(other) if is_long_enough(n)]))
    text = f"{''.join(before)}.{name}.{''.join(after)}"
    start = len("".join(before)) + 1
    places = rules.names_of_others(text, roster)
    assert any(each.start < start + len(name) and start < each.end for each in places)


@given(ROSTERS, TEXTS)
def test_what_is_found_stands_in_the_text_in_order(roster, text):
    places = rules.names_of_others(text, roster)
    assert all(each.text == text[each.start : each.end] for each in places)
    assert [each.start for each in places] == sorted(each.start for each in places)
    assert {each.member for each in places} <= {names.member for names in roster}


def is_long_enough(name):
    letters = [c for c in unicodedata.normalize("NFD", name) if unicodedata.category(c) != "Mn"]
    return sum(c.isalnum() for c in letters) >= 2
