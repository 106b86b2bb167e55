"""Names, ages, phone numbers and likely duplicates."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.journey.patients import rules
from wayhome.journey.patients.codes import DuplicateReason, MergeObstacle
from wayhome.journey.patients.rules import PersonFacts

ANA = PersonFacts("Ana", "López", birth_date=date(1990, 3, 12), phones=("(212) 555-0142",))
NAMES = st.text(st.characters(categories=["L", "M"], include_characters=" -'"), max_size=20)
PEOPLE = st.builds(
    PersonFacts,
    given=NAMES,
    family=NAMES,
    preferred=NAMES,
    birth_date=st.none() | st.dates(date(1930, 1, 1), date(2010, 1, 1)),
    phones=st.lists(st.sampled_from(["212-555-0142", "x", "+44 20 7946 0018"])).map(tuple),
)


@pytest.mark.parametrize(
    ("given_name", "family", "preferred", "shown", "shared"),
    [
        ("Beatriz", "Lopez", "", "Beatriz Lopez", "Beatriz L."),
        ("Beatriz", "Lopez", "Bea", "Bea Lopez", "Bea L."),
        ("Beatriz", "Lopez", "  ", "Beatriz Lopez", "Beatriz L."),
        ("Jan", "de la Cruz", "", "Jan de la Cruz", "Jan D."),
        ("Max", "'t Hooft", "", "Max 't Hooft", "Max T."),
        ("Sean", "O'Brien", "", "Sean O'Brien", "Sean O."),
        ("Élodie", "E\u0301tienne", "", "Élodie E\u0301tienne", "Élodie É."),
        ("Sukarno", "", "", "Sukarno", "Sukarno"),
        ("", "Sukarno", "", "Sukarno", "S."),
    ],
)
def test_a_shared_list_shows_the_preferred_name_and_the_last_initial(
    given_name, family, preferred, shown, shared
):
    assert rules.display_name(given_name, family, preferred) == shown
    assert rules.shared_list_name(given_name, family, preferred) == shared


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1990, 3, 12), date(2026, 3, 11), 35),
        (date(1990, 3, 12), date(2026, 3, 12), 36),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
        (date(2026, 3, 2), date(2026, 3, 2), 0),
    ],
)
def test_an_age_grows_on_the_birthday(born, day, age):
    assert rules.age_on(born, day) == age


def test_nobody_has_an_age_before_birth():
    with pytest.raises(ValueError, match="before birth"):
        rules.age_on(date(2026, 3, 2), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("(212) 555-0142", "+12125550142"),
        ("212.555.0142", "+12125550142"),
        ("1-212-555-0142", "+12125550142"),
        ("+1 212 555 0142", "+12125550142"),
        ("212-555-0142 x12", "+12125550142"),
        ("212-555-0142 ext. 12", "+12125550142"),
        ("212-555-0142 Extension 12", "+12125550142"),
        ("212-555-0142 #12", "+12125550142"),
        ("+44 20 7946 0018", "+442079460018"),
        ("112-555-0142", None),  # no area code begins with 1
        ("212-155-0142", None),  # nor does an exchange
        ("555-0142", None),
        ("+1 555 0142", None),
        ("+44 1", None),
        ("+0 20 7946 0018", None),
        ("call mom", None),
        ("", None),
    ],
)
def test_a_phone_number_has_one_spelling(text, number):
    assert rules.normalized_phone(text) == number


@given(st.text(max_size=30))
def test_a_normalized_number_is_its_own_spelling(text):
    number = rules.normalized_phone(text)
    assert number is None or rules.normalized_phone(number) == number


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (ANA, ("same-name", "same-birth-date", "same-phone")),
        (
            replace(ANA, given="ANA", family="Lopez", phones=()),
            ("same-name", "same-birth-date"),
        ),
        (replace(ANA, given="López", family="Ana", phones=()), ("same-name", "same-birth-date")),
        (replace(ANA, given="Maria", preferred="Ana", phones=()), ("same-name", "same-birth-date")),
        (replace(ANA, given="Anna", phones=()), ("similar-name", "same-birth-date")),
        (
            replace(ANA, birth_date=date(1990, 12, 3), phones=()),
            ("same-name", "similar-birth-date"),
        ),
        (
            replace(ANA, birth_date=date(1996, 3, 12), phones=()),
            ("same-name", "similar-birth-date"),
        ),
        (replace(ANA, birth_date=None, phones=()), ("same-name",)),
        (replace(ANA, birth_date=date(1957, 8, 30)), ("same-name", "same-phone")),
        (
            replace(ANA, given="Xiu", family="Kim", phones=("+1 212 555 0142",)),
            ("same-birth-date", "same-phone"),
        ),
    ],
)
def test_what_speaks_for_one_person_behind_two_records(other, reasons):
    likeness = rules.likely_duplicate(ANA, other)
    assert likeness is not None
    assert likeness.reasons == tuple(map(DuplicateReason, reasons))


@pytest.mark.parametrize(
    "other",
    [
        replace(ANA, birth_date=date(1957, 8, 30), phones=()),  # a namesake
        replace(ANA, given="Xiu", family="Kim", phones=()),  # the same birthday
        replace(ANA, given="Xiu", family="Kim", birth_date=date(1957, 8, 30)),  # the same phone
        replace(ANA, given="Anna", birth_date=date(1988, 7, 1)),  # a sister at home
        PersonFacts("", ""),
        PersonFacts("", "", phones=("212-555-0142",)),
    ],
)
def test_too_little_speaks_for_one_person(other):
    assert rules.likely_duplicate(ANA, other) is None


def test_more_signs_count_for_more():
    namesake = replace(ANA, birth_date=None, phones=())
    assert (
        rules.likely_duplicate(ANA, ANA).score
        > rules.likely_duplicate(ANA, replace(ANA, phones=())).score
        > rules.likely_duplicate(ANA, namesake).score
    )


@given(PEOPLE, PEOPLE)
def test_likeness_is_mutual(one, other):
    assert rules.likely_duplicate(one, other) == rules.likely_duplicate(other, one)


@pytest.mark.parametrize(
    ("same", "source", "target", "obstacles"),
    [
        (False, False, False, ()),
        (True, False, False, (MergeObstacle.SAME_RECORD,)),
        (False, True, True, (MergeObstacle.ALREADY_REPLACED, MergeObstacle.TARGET_REPLACED)),
    ],
)
def test_obstacles_to_merging_are_all_told(same, source, target, obstacles):
    found = rules.obstacles_to_merging(
        same_record=same, source_replaced=source, target_replaced=target
    )
    assert found == obstacles
