"""Names, ages, phone numbers and likely duplicates."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.journey.patients import rules
from wayhome.journey.patients.codes import DuplicateReason, MergeObstacle, PatientObstacle
from wayhome.journey.patients.rules import PersonFacts, SearchTerms

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


@pytest.mark.parametrize(
    ("text", "kept", "words"),
    [
        ("(518) 555-0123", "+15185550123", "(518) 555-0123"),
        ("518.555.0123 x 12", "+15185550123 x12", "(518) 555-0123 x12"),
        ("+44 20 7946 0958", "+442079460958", "+442079460958"),
    ],
)
def test_a_phone_number_is_kept_one_way_and_read_another(text, kept, words):
    assert rules.phone_value(text) == kept
    assert rules.phone_value(kept) == kept
    assert rules.phone_words(kept) == words
    assert rules.phone_digits(kept) == kept.removeprefix("+").split(" x")[0]


@pytest.mark.parametrize("text", ["", "555-0123", "call me", "x12"])
def test_what_is_no_phone_number_is_not_kept(text):
    assert rules.phone_value(text) is None
    assert rules.phone_digits(text) == ""


TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("given", "family", "birth_date", "obstacles"),
    [
        ("Ana", "", None, ()),
        ("", "Rios", TODAY, ()),
        ("", "Rios", date(1901, 1, 1), ()),
        (" ", "", None, (PatientObstacle.NAME_MISSING,)),
        ("Ana", "", date(2026, 11, 25), (PatientObstacle.BIRTH_DATE_IN_THE_FUTURE,)),
        (
            "",
            "",
            date(1900, 12, 31),
            (PatientObstacle.NAME_MISSING, PatientObstacle.BIRTH_DATE_TOO_EARLY),
        ),
    ],
)
def test_a_person_needs_a_name_and_a_birth_date_that_may_be(given, family, birth_date, obstacles):
    found = rules.obstacles_to_person(
        given=given, family=family, birth_date=birth_date, today=TODAY
    )
    assert found == obstacles


MARCH_14 = (date(1985, 3, 14),)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", SearchTerms()),
        ("a", SearchTerms()),
        ("Ana Ríos", SearchTerms(names=("ana", "rios"))),
        ("O'Neil-Smith", SearchTerms(names=("neil", "smith"))),
        ("one two three four five", SearchTerms(names=("one", "two", "three", "four"))),
        ("3/14/1985", SearchTerms(birth_dates=MARCH_14)),
        ("14.3.1985", SearchTerms(birth_dates=MARCH_14)),
        ("1985-3-14", SearchTerms(birth_dates=MARCH_14)),
        ("3-14-85", SearchTerms(birth_dates=(date(1985, 3, 14), date(2085, 3, 14)))),
        ("March 14th, 1985", SearchTerms(birth_dates=MARCH_14)),
        ("14 mar. 1985", SearchTerms(birth_dates=MARCH_14)),
        ("03141985", SearchTerms(birth_dates=MARCH_14)),
        ("19850314", SearchTerms(birth_dates=MARCH_14)),
        ("rios 3/14/1985", SearchTerms(names=("rios",), birth_dates=MARCH_14)),
        ("3/14/1885", SearchTerms(digits="3141885")),
        ("2/30/1985", SearchTerms(digits="2301985")),
        ("99999999", SearchTerms(digits="99999999", numbers=("99999999",))),
        ("(518) 555-0123", SearchTerms(digits="15185550123")),
        ("+44 20 7946 0958", SearchTerms(digits="442079460958")),
        ("518 555-0123 ext. 4", SearchTerms(digits="15185550123")),
        ("rios 0123", SearchTerms(names=("rios",), digits="0123")),
        ("rios 12", SearchTerms(names=("rios",))),
        ("12", SearchTerms(numbers=("12", "000012"))),
        ("mr-7a", SearchTerms(numbers=("mr-7a", "MR-7A"))),
    ],
)
def test_what_is_typed_means(text, terms):
    assert rules.search_terms(text) == terms


def test_a_search_for_nothing_is_no_search():
    assert not SearchTerms()
    assert SearchTerms(names=("ana",))


def test_a_birth_date_is_near_whatever_one_slip_makes_of_it():
    near = rules.near_dates(date(1985, 3, 4))
    assert {date(1985, 4, 3), date(1985, 3, 5), date(1985, 3, 14), date(1995, 3, 4)} <= near
    assert not near & {date(1985, 3, 4), date(1985, 12, 4), date(1986, 3, 5)}
    assert SearchTerms(birth_dates=(date(1985, 3, 4), date(1985, 3, 5))).near_birth_dates


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 12, 31)), st.text(max_size=40))
def test_a_date_is_found_in_every_way_of_writing_it(day, text):
    for written in (
        f"{day:%m/%d/%Y}",
        f"{day:%Y-%m-%d}",
        f"{day:%m%d%Y}",
        f"{day:%B} {day.day}, {day:%Y}",
    ):
        assert day in rules.search_terms(f"{written}").birth_dates
    rules.search_terms(text)  # whatever is typed, it is read
    near = rules.near_dates(day)
    assert day in rules.near_dates(min(near))
    assert day in rules.near_dates(max(near))


@given(st.integers(min_value=1, max_value=10**9))
def test_record_numbers_are_found_as_they_are_printed(number):
    printed = rules.medical_record_number(number)
    assert printed.isdecimal()
    assert len(printed) >= 6
    assert printed in rules.search_terms(printed).numbers or rules.search_terms(printed).birth_dates
