"""Rows of one place become one; two houses without a street stay two."""

from datetime import date

import pytest

from tests.factories.finder import make_listing
from wayhome.journey.finder.codes import RowNote
from wayhome.journey.finder.rules import Point, key_of, keyed, may_take_off, together


def test_rows_at_one_street_become_one_place_that_offers_what_either_says():
    first = make_listing(services=("OIT",), phone="")
    second = make_listing(
        services=("MD",),
        phone="609-555-0112",
        website="https://a.example",
        point=Point(1, 2),
        license_expires_on=date(2027, 1, 1),
        intake_phones=("609-555-0113",),
    )
    found = together([first, second])
    (one,) = found.kept
    assert (one.key, one.rows, found.notes) == (key_of(first), 2, (None, RowNote.MERGED))
    assert one.listing.services == ("MD", "OIT")
    assert one.listing.phone == "609-555-0112"
    assert one.listing.intake_phones == ("609-555-0113",)
    assert (one.listing.website, one.listing.point) == ("https://a.example", Point(1, 2))
    assert one.listing.license_expires_on == date(2027, 1, 1)


def test_rows_that_say_little_merge_too():
    (one,) = together([make_listing(phone=""), make_listing(phone="")]).kept
    assert one.listing == make_listing(phone="")


def test_rows_without_a_street_are_one_only_when_all_they_say_is_the_same():
    house = make_listing(street="", is_street_withheld=True)
    other = make_listing(street="", is_street_withheld=True, phone="609-555-0199")
    found = together([house, other, house])
    assert [(one.listing, one.rows) for one in found.kept] == [(house, 2), (other, 1)]
    assert [one.key for one in found.kept] == [key_of(house), f"{key_of(house)}-1"]
    assert found.notes == (None, RowNote.SAME_NAME_KEPT, RowNote.MERGED)


def test_a_listing_alone_stands_for_one_row():
    assert keyed(make_listing()).rows == 1


@pytest.mark.parametrize(
    ("listed", "gone", "may"), [(0, 0, True), (9, 3, True), (9, 4, False), (2, 1, False)]
)
def test_no_more_than_a_third_is_taken_off_at_once(listed, gone, may):
    assert may_take_off(listed, gone) is may
