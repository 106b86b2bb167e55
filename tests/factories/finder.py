"""Facilities in an edition, written as the importer writes them."""

from datetime import UTC, datetime

from tests.factories.base import unique
from wayhome.journey.finder import actions
from wayhome.journey.finder.rules import Listing, Point, keyed
from wayhome.shared.accounts import system
from wayhome.shared.audit.actor import NOBODY

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
PORT = Point(39.6, -74.4)
NOTHING_COUNTED = actions.Counted(0, 0, 0, 0)


def importer():
    return system.importer(NOBODY)


def make_listing(name="Lantern Street Center", **given):
    return Listing(
        **{
            "name": name,
            "name_detail": "",
            "street": "4 Lantern Street",
            "street_detail": "",
            "city": "Port Elsewhere",
            "state": "NJ",
            "postal_code": "08000",
            "phone": "609-555-0111",
            "intake_phones": (),
            "website": "",
            "point": None,
            "services": (),
            "license_number": "",
            "license_expires_on": None,
            "is_street_withheld": False,
        }
        | given
    )


def make_edition(*listings, source="samhsa-directory", name=None, now=NOW):
    """Take listings in as an edition, whole."""
    by = importer()
    edition = actions.open_edition(
        by,
        source=source,
        name=name or unique("edition"),
        published_on=None,
        is_invented=True,
        now=now,
    )
    actions.take_listings(by, edition_id=edition.pk, listings=[keyed(one) for one in listings])
    return actions.close_edition(by, edition_id=edition.pk, counted=NOTHING_COUNTED)
