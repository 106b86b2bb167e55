"""Rows of every publisher become the same few fields."""

import pytest

from wayhome.journey.finder.codes import CATEGORY_OF, SERVICES
from wayhome.journey.finder.rules import (
    MappingError,
    Raw,
    from_directory,
    from_find_treatment,
    from_mapping,
    mapping_of,
)


def test_a_row_of_the_directory_splits_its_codes_at_stars_and_spaces():
    row = {
        "name1": "Lantern",
        "city": "Port",
        "state": "NJ",
        "zip": "8000",
        "intake1": "1",
        "service_code_info": "SA SUMH * OP OIT *",
    }
    assert from_directory(row) == Raw(
        name="Lantern",
        city="Port",
        state="NJ",
        postal_code="8000",
        intake_phones=("1", "", "", ""),
        services=("SA", "SUMH", "OP", "OIT"),
    )


@pytest.mark.parametrize(
    ("kind", "is_taken"), [("substance", True), (None, True), ("", True), ("mental", False)]
)
def test_the_directory_of_substance_use_alone_names_no_kind(kind, is_taken):
    assert from_directory({"directory_type": kind}).is_substance_use is is_taken


def test_words_of_find_treatment_become_codes_and_unknown_words_stay():
    row = {
        "name1": "Pelican",
        "type_facility": "SA",
        "website": "www.pelican.example",
        "latitude": "39.6",
        "longitude": "-74.4",
        "intake1": None,
        "services": [
            {"f2": "PAY", "f3": "Cash or self-payment; Medicaid"},
            {"f2": "SET", "f3": "Intensive Outpatient treatment; Computerized treatment; "},
            {"f2": "SET", "f3": None},
        ],
    }
    raw = from_find_treatment(row)
    assert raw.services == ("SF", "MD", "OIT", "Computerized treatment")
    assert (raw.name, raw.website, raw.latitude) == ("Pelican", "www.pelican.example", "39.6")
    assert raw.is_substance_use


HEADINGS = {"age": "AGE", "alcohol": "AUT", "group": "SG"}


@pytest.mark.parametrize("code", CATEGORY_OF)
def test_every_code_s_words_under_their_heading_lead_back_to_it(code):
    category = CATEGORY_OF[code]
    said = {"f2": HEADINGS.get(category, "OTHER"), "f3": SERVICES[category][code]}
    assert from_find_treatment({"services": [said]}).services == (code,)


MAPPING = {
    "source": "nj-licenses",
    "columns": {"name": "Facility"},
    "same": {"state": "NJ"},
    "services": ["SA"],
    "service": {"Level": {"IOP": ["OIT"]}},
}


def test_a_state_s_list_is_read_by_its_mapping():
    mapping = mapping_of(MAPPING)
    row = {"Facility": "Buoy House", "Level": " IOP "}
    assert from_mapping(row, mapping) == Raw(name="Buoy House", state="NJ", services=("SA", "OIT"))
    assert from_mapping({"Level": "?"}, mapping).services == ("SA",)
    assert from_mapping({}, mapping).name == ""


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"source": "New Jersey"}, "source must be a short name"),
        ({"source": None}, "source must be a short name"),
        ({"same": {"planet": "x"}}, "planet is no field"),
        ({"same": {}}, "no column for state"),
    ],
)
def test_a_mapping_that_says_too_little_is_refused_in_a_sentence(change, sentence):
    with pytest.raises(MappingError, match=sentence):
        mapping_of(MAPPING | change)
