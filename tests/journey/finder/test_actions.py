"""Editions are taken in, updated in place and closed; only the importer may."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.factories.base import writing_for
from tests.factories.finder import (
    NOTHING_COUNTED,
    NOW,
    importer,
    make_edition,
    make_listing,
)
from wayhome.journey.finder import actions
from wayhome.journey.finder.codes import PlaceKind, Precision
from wayhome.journey.finder.models import DirectoryEdition, Facility, Place
from wayhome.journey.finder.rules import Point, ZipCenter, cell_of, keyed
from wayhome.shared.audit.actor import NOBODY, Actor, NotPermittedError
from wayhome.shared.audit.models import AuditEvent
from wayhome.shared.core import context

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
CENTER = ZipCenter("08000", Point(39.6, -74.4))
DENIED = {
    "open_edition": lambda by: actions.open_edition(
        by, source="s", name="n", published_on=None, is_invented=True, now=NOW
    ),
    "take_listings": lambda by: actions.take_listings(by, edition_id=uuid4(), listings=()),
    "close_edition": lambda by: actions.close_edition(
        by, edition_id=uuid4(), counted=NOTHING_COUNTED
    ),
    "take_zip_centers": lambda by: actions.take_zip_centers(by, centers=()),
    "settle_positions": actions.settle_positions,
}


@pytest.mark.parametrize("name", DENIED)
def test_nobody_but_the_importer_writes_the_directory(name):
    with pytest.raises(NotPermittedError):
        DENIED[name](Actor.public())


def test_an_edition_is_taken_in_and_its_listings_are_there():
    edition = make_edition(make_listing(services=("OIT",)), make_listing("Tide"), name="2024")
    assert (edition.added, edition.updated, edition.unchanged) == (2, 0, 0)
    assert edition.is_complete
    facility = Facility.objects.get(name="Lantern Street Center")
    assert (facility.services, facility.offers, facility.denies) == (["OIT"], 1, 0)
    assert (facility.edition, facility.town_key) == (edition, "port elsewhere")


def test_the_same_edition_again_changes_nothing():
    make_edition(make_listing(), name="2024")
    before = Facility.objects.get()
    edition = make_edition(make_listing(), name="2024", now=LATER)
    assert (edition.added, edition.updated, edition.unchanged) == (0, 0, 1)
    assert (edition.taken_off, DirectoryEdition.objects.count()) == (0, 1)
    assert (Facility.objects.get().pk, Facility.objects.get().seen_at) == (before.pk, LATER)


def test_a_facility_is_updated_in_place():
    make_edition(make_listing(), name="2024")
    before = Facility.objects.get()
    edition = make_edition(make_listing(phone="609-555-0199"), name="2025", now=LATER)
    after = Facility.objects.get()
    assert (after.pk, after.phone, after.edition) == (before.pk, "609-555-0199", edition)
    assert (edition.added, edition.updated) == (0, 1)


def test_another_source_lists_the_same_place_for_itself():
    make_edition(make_listing())
    make_edition(make_listing(), source="nj-licenses")
    assert Facility.objects.count() == 2


def test_what_is_no_longer_listed_is_taken_off_and_comes_back():
    listings = [make_listing(f"House {n}") for n in range(4)]
    make_edition(*listings, name="2024")
    edition = make_edition(*listings[1:], name="2025", now=LATER)
    assert edition.taken_off == 1
    assert not Facility.objects.get(name="House 0").is_listed
    edition = make_edition(*listings, name="2026", now=LATER + timedelta(days=1))
    assert Facility.objects.get(name="House 0").is_listed
    assert (edition.updated, edition.unchanged) == (1, 3)


def test_a_file_that_lacks_more_than_a_third_takes_nothing_off():
    make_edition(*(make_listing(f"House {n}") for n in range(4)), name="2024")
    edition = make_edition(make_listing("House 0"), name="2025", now=LATER)
    assert not edition.is_complete
    assert Facility.objects.filter(is_listed=True).count() == 4


def test_a_facility_stands_where_it_says_or_in_the_middle_of_its_place():
    actions.take_zip_centers(importer(), centers=[CENTER])
    make_edition(
        make_listing("Own", point=Point(39.7, -74.5)),
        make_listing("Zip"),
        make_listing("Town", postal_code=""),
        make_listing("Area", postal_code="08099", city="Elsewhere"),
        make_listing("None", postal_code="99999", city=""),
    )
    stands = {
        f.name: (f.latitude, f.longitude, f.precision, f.cell) for f in Facility.objects.all()
    }
    middle = (39.6, -74.4)
    town = ((39.7 + 39.6) / 2, (-74.5 - 74.4) / 2)
    assert stands["Own"] == (39.7, -74.5, Precision.ADDRESS, cell_of(Point(39.7, -74.5)))
    assert stands["Zip"] == (*middle, Precision.ZIP, cell_of(Point(*middle)))
    assert stands["Town"][:3] == (*map(pytest.approx, town), Precision.TOWN)
    assert stands["Area"][:3] == (*middle, Precision.AREA)
    assert stands["None"] == (None, None, Precision.NONE, None)
    town_place = Place.objects.get(kind=PlaceKind.TOWN, key="port elsewhere")
    assert (town_place.name, town_place.state, town_place.facilities) == ("Port Elsewhere", "NJ", 2)


def test_a_facility_that_moves_doesn_t_keep_its_old_position():
    actions.take_zip_centers(importer(), centers=[CENTER])
    license_of = {"license_number": "L-1"}
    make_edition(make_listing(**license_of), name="1")
    assert Facility.objects.get().precision == Precision.ZIP
    make_edition(make_listing(**license_of, postal_code="99999", city=""), name="2", now=LATER)
    assert Facility.objects.get().precision == Precision.NONE


def test_a_facility_that_no_longer_tells_its_position_stands_in_the_middle_again():
    actions.take_zip_centers(importer(), centers=[CENTER])
    make_edition(make_listing(point=Point(39.7, -74.5)), name="1")
    make_edition(make_listing(), name="2", now=LATER)
    assert Facility.objects.get().precision == Precision.ZIP


def test_a_zip_that_the_census_lacks_is_the_middle_of_those_that_tell_their_position():
    make_edition(
        make_listing("A", point=Point(39, -74)),
        make_listing("B", point=Point(40, -75)),
        make_listing("C"),
    )
    zip_place = Place.objects.get(kind=PlaceKind.ZIP, key="08000")
    assert (zip_place.latitude, zip_place.longitude) == (39.5, -74.5)
    actions.take_zip_centers(importer(), centers=[CENTER, CENTER])
    actions.settle_positions(importer())
    assert Place.objects.get(pk=zip_place.pk).latitude == 39.6
    assert Facility.objects.get(name="C").latitude == 39.6


def test_a_batch_leaves_one_event_in_the_trail():
    make_edition(make_listing(), make_listing("Tide"))
    with context.acting_as(importer().acting):
        event = AuditEvent.objects.get(organization_id=NOBODY, action="finder.take_listings")
    assert (event.count, event.organization_id) == (2, NOBODY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"postal_code": "8000"},
        {"precision": "guess"},
        {"latitude": 1.0},
        {"precision": Precision.ZIP},
        {"latitude": 1.0, "longitude": 1.0, "cell": 1},
    ],
)
def test_the_database_refuses_a_facility_that_is_no_listing(wrong):
    edition = make_edition()
    right = {"name": "A", "state": "NJ", "postal_code": "08000", "key": "k", "source": "s"}
    with pytest.raises(IntegrityError), transaction.atomic(), writing_for(NOBODY):
        Facility(edition=edition, seen_at=NOW, **right | wrong).save(force_insert=True)


def test_a_source_has_an_edition_of_a_name_once():
    edition = make_edition(name="2024")
    with pytest.raises(IntegrityError), transaction.atomic(), writing_for(NOBODY):
        DirectoryEdition(source=edition.source, name="2024", imported_at=NOW).save(
            force_insert=True
        )


def test_bits_come_back_as_they_were_written():
    make_edition(make_listing(services=("OIT", "MALE", "NMOA")))
    facility = Facility.objects.get()
    assert (facility.offers >> 92, facility.offers & 1) == (1, 1)
    assert facility.denies.bit_count() == 3
    assert keyed(make_listing()).listing.name == facility.name
