"""Where somebody says they are."""

import pytest

from wayhome.journey.finder.rules import Point, Sought, ZipCenter, sought, zip_center


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("40507", Sought(postal_code="40507")),
        (" 40507-1234 ", Sought(postal_code="40507")),
        ("Lexington, KY", Sought(town="lexington", state="KY")),
        ("st. paul  mn", Sought(town="saint paul", state="MN")),
        ("Lexington", Sought(town="lexington")),
        ("Town of Up", Sought(town="town of up")),
        ("KY", Sought(town="ky")),
        ("", Sought()),
        ("?!", Sought()),
    ],
)
def test_a_zip_or_a_town_is_read(typed, found):
    assert sought(typed) == found


@pytest.mark.parametrize(
    ("row", "center"),
    [
        (
            {"GEOID": "08000", "LAT": "39.6", "LONG": "-74.4"},
            ZipCenter("08000", Point(39.6, -74.4)),
        ),
        (
            {"GEOID": "08000", "INTPTLAT": "39.6", " INTPTLONG ": "-74.4 "},
            ZipCenter("08000", Point(39.6, -74.4)),
        ),
        ({"GEOID": "8000", "LAT": "39.6", "LONG": "-74.4"}, None),
        ({"GEOID": "08000", "LAT": "north", "LONG": "-74.4"}, None),
        ({"GEOID": "08000", "LAT": "95", "LONG": "-74.4"}, None),
        ({"GEOID": "08000", "LAT": "9", "LONG": "-190"}, None),
        ({"GEOID": "08000"}, None),
        ({}, None),
    ],
)
def test_a_row_of_the_census_is_a_center_or_nothing(row, center):
    assert zip_center(row) == center
