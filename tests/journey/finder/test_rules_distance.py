"""Distances over ground, and a grid in which nothing near is overlooked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.journey.finder.rules import Point, box_around, cell_of, cells_of, miles_between

POINTS = st.builds(
    Point, st.floats(-80, 80, allow_nan=False), st.floats(-178, 178, allow_nan=False)
)


@pytest.mark.parametrize(
    ("one", "other", "miles"),
    [
        (Point(40.7128, -74.0060), Point(34.0522, -118.2437), 2445.6),  # New York, Los Angeles
        (Point(38.0406, -84.5037), Point(38.2527, -85.7585), 69.8),  # Lexington, Louisville
        (Point(0, 0), Point(0, 0), 0),
        (Point(0, 0), Point(0, 180), 12437.1),
    ],
)
def test_a_distance_is_the_known_one(one, other, miles):
    assert miles_between(one, other) == pytest.approx(miles, abs=0.5)


@given(POINTS, POINTS)
def test_there_is_as_far_as_back(one, other):
    assert miles_between(one, other) == pytest.approx(miles_between(other, one))


@given(POINTS, st.floats(-1.4, 1.4), st.floats(-1.4, 1.4))
def test_what_is_within_the_miles_is_within_the_box_and_its_cells(center, north, east):
    other = Point(center.latitude + north, center.longitude + east)
    miles = miles_between(center, other) * 1.0001 + 0.01
    box = box_around(center, miles)
    assert box.south <= other.latitude <= box.north
    assert box.west <= other.longitude <= box.east
    assert cell_of(other) in cells_of(box)


def test_a_box_ends_at_the_poles_and_the_date_line():
    box = box_around(Point(89.9, 179.9), 100)
    assert (box.north, box.east) == (90, 180)
    box = box_around(Point(-89.9, -179.9), 100)
    assert (box.south, box.west) == (-90, -180)
