"""A row is mended where that is sure, and refused with every reason where it is no listing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.finder import make_listing
from wayhome.journey.finder.codes import RowNote, RowRefusal
from wayhome.journey.finder.rules import Point, Raw, key_of, mend, town_key

WHOLE = {
    "name": "Lantern Street Center",
    "street": "4 Lantern Street",
    "city": "Port Elsewhere",
    "state": "NJ",
    "postal_code": "08000",
    "phone": "609-555-0111",
    "services": ("OIT", "SA"),
}


def mended(**given):
    return mend(Raw(**WHOLE | given))


def test_a_whole_row_is_taken_as_it_stands():
    assert mended() == type(mended())(make_listing(services=("OIT", "SA")))


@pytest.mark.parametrize(
    ("field", "text", "result", "note"),
    [
        ("name", "Lantern  Street Center ", "Lantern Street Center", RowNote.SPACES),
        ("name", "Lantern\N{REPLACEMENT CHARACTER}", "Lantern", RowNote.LETTERS_UNREADABLE),
        ("name", "Lan\x00tern", "Lantern", RowNote.LETTERS_UNREADABLE),
        ("postal_code", "8000", "08000", RowNote.ZIP_ZEROS),
        ("postal_code", "8000.0", "08000", RowNote.ZIP_ZEROS),
        ("postal_code", "08000-1234", "08000", RowNote.ZIP_SHORTENED),
        ("postal_code", "080001234", "08000", RowNote.ZIP_SHORTENED),
        ("postal_code", "OP", "", RowNote.ZIP_UNREADABLE),
        ("postal_code", "  ", "", None),
        ("street", " - - - ", "", RowNote.STREET_WITHHELD),
        ("phone", "(609) 555-0111", "609-555-0111", RowNote.PHONE_REWRITTEN),
        ("phone", "+1 609.555.0111 ext. 7", "609-555-0111 x7", RowNote.PHONE_REWRITTEN),
        ("phone", "609-555-0111 x7", "609-555-0111 x7", None),
        ("phone", "888-304HOPE", "888-304HOPE", None),
        ("phone", "call us", "", RowNote.PHONE_UNREADABLE),
        ("phone", "", "", None),
        (
            "website",
            "www.lantern.example/a?b",
            "https://www.lantern.example/a?b",
            RowNote.WEBSITE_REWRITTEN,
        ),
        ("website", "http://lantern.example", "http://lantern.example", None),
        ("website", "javascript:alert(1)", "", RowNote.WEBSITE_UNREADABLE),
        ("website", "none", "", RowNote.WEBSITE_UNREADABLE),
        ("services", ("QQQ", "OIT", "OIT"), ("OIT",), RowNote.SERVICE_UNKNOWN),
        ("license_expires_on", "12/31/2027", date(2027, 12, 31), None),
        ("license_expires_on", "2027-12-31", date(2027, 12, 31), None),
        ("license_expires_on", "soon", None, RowNote.EXPIRY_UNREADABLE),
    ],
)
def test_a_cell_is_mended_and_it_is_said(field, text, result, note):
    found = mended(**{field: text})
    assert getattr(found.listing, field) == result
    assert found.notes == ((note,) if note else ())


def test_a_zip_gets_its_zeros_back_only_where_zips_begin_with_one():
    found = mended(state="KY", postal_code="4050")
    assert (found.listing.postal_code, found.notes) == ("", (RowNote.ZIP_UNREADABLE,))


def test_a_street_that_is_given_by_phone_only_is_known_to_be():
    assert mended(street="---").listing.is_street_withheld
    assert not mended(street="").listing.is_street_withheld


@pytest.mark.parametrize(
    ("latitude", "longitude", "point", "notes"),
    [
        ("39.6", "-74.4", Point(39.6, -74.4), ()),
        ("", "", None, ()),
        ("39.6", "", None, (RowNote.POSITION_UNREADABLE,)),
        ("91", "0", None, (RowNote.POSITION_UNREADABLE,)),
        ("0", "181", None, (RowNote.POSITION_UNREADABLE,)),
        ("0", "0", None, (RowNote.POSITION_UNREADABLE,)),
        ("nan", "0", None, (RowNote.POSITION_UNREADABLE,)),
    ],
)
def test_a_position_is_taken_when_it_is_one(latitude, longitude, point, notes):
    found = mended(latitude=latitude, longitude=longitude)
    assert (found.listing.point, found.notes) == (point, notes)


def test_other_phones_are_kept_once_each():
    found = mended(intake_phones=("609-555-0112", "609-555-0112", "", "888-304HOPE"))
    assert found.listing.intake_phones == ("609-555-0112", "888-304HOPE")


@pytest.mark.parametrize(
    ("fields", "reasons"),
    [
        ({"name": " "}, (RowRefusal.NAME_MISSING,)),
        ({"state": "Hospital inpatient"}, (RowRefusal.STATE_UNKNOWN,)),
        ({"city": "", "postal_code": "OP"}, (RowRefusal.PLACE_MISSING,)),
        ({"is_substance_use": False}, (RowRefusal.NOT_SUBSTANCE_USE,)),
        (
            {"name": "", "state": "", "city": "", "postal_code": ""},
            (RowRefusal.NAME_MISSING, RowRefusal.STATE_UNKNOWN, RowRefusal.PLACE_MISSING),
        ),
    ],
)
def test_a_row_that_is_no_listing_is_refused_with_every_reason(fields, reasons):
    found = mended(**fields)
    assert (found.listing, found.refusals) == (None, reasons)


TEXTS = st.builds(
    Raw,
    **{
        name: st.text(max_size=12)
        for name in Raw.__dataclass_fields__
        if name not in {"services", "intake_phones", "is_substance_use", "state"}
    },
    state=st.sampled_from(["NJ", "KY", "", "xx"]),
    services=st.lists(st.text(max_size=4), max_size=3).map(tuple),
    intake_phones=st.lists(st.text(max_size=14), max_size=3).map(tuple),
)


@given(TEXTS)
def test_any_text_is_mended_or_refused(raw):
    found = mend(raw)
    assert (found.listing is None) == bool(found.refusals)
    if found.listing is not None:
        assert found.listing.name.strip()
        assert len(found.listing.postal_code) in {0, 5}
        assert found.listing.website == "" or found.listing.website.casefold().startswith("http")


@given(TEXTS)
def test_what_was_mended_needs_no_mending(raw):
    first = mend(raw).listing
    if first is None:
        return
    again = mend(
        Raw(
            **{
                name: getattr(first, name)
                for name in ("name", "name_detail", "street", "street_detail")
            },
            **{name: getattr(first, name) for name in ("city", "state", "postal_code", "phone")},
            **{name: getattr(first, name) for name in ("intake_phones", "website", "services")},
            license_number=first.license_number,
        )
    )
    assert set(again.notes) <= {RowNote.STREET_WITHHELD}


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "LANTERN STREET CENTER"},
        {"street": "4, Lantern Street."},
        {"phone": "609-555-9999"},
        {"services": ("OIT",)},
    ],
)
def test_the_same_place_keeps_its_key_however_it_is_spelled(fields):
    assert key_of(make_listing(**fields)) == key_of(make_listing())


@pytest.mark.parametrize(
    "fields", [{"name": "Other"}, {"street": "5 Lantern Street"}, {"postal_code": "08001"}]
)
def test_another_place_has_another_key(fields):
    assert key_of(make_listing(**fields)) != key_of(make_listing())


def test_a_license_is_a_key_of_its_own_within_its_state():
    one = make_listing(license_number="L-1")
    assert key_of(one) == key_of(make_listing("Renamed", license_number="L-1"))
    assert key_of(one) != key_of(make_listing(license_number="L-1", state="NY"))


@pytest.mark.parametrize(
    ("typed", "key"),
    [("St. Paul", "saint paul"), ("Saint Paul", "saint paul"), ("Ft Worth", "fort worth")],
)
def test_a_town_is_looked_up_however_it_is_spelled(typed, key):
    assert town_key(typed) == key
