"""An edition of the directory: opened, filled batch by batch, closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F

from wayhome.journey.finder.actions.overlaps import settle_overlaps
from wayhome.journey.finder.actions.positions import settle_positions
from wayhome.journey.finder.codes import Precision
from wayhome.journey.finder.models import DirectoryEdition, Facility
from wayhome.journey.finder.rules import cell_of, may_take_off, place_key_of, said_of, town_key
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.finder.rules import Keyed, Listing
    from wayhome.shared.audit.actor import Actor

_LISTED = (
    "name",
    "name_detail",
    "street",
    "street_detail",
    "is_street_withheld",
    "city",
    "state",
    "postal_code",
    "phone",
    "website",
    "license_number",
    "license_expires_on",
)
_DERIVED = (
    "place_key",
    "intake_phones",
    "services",
    "town_key",
    "offers",
    "denies",
    "rows",
    "is_listed",
)
_POSITION = ("latitude", "longitude", "precision", "cell")
_COMPARED = (*_LISTED, *_DERIVED, *_POSITION)


@dataclass(frozen=True, slots=True)
class Counted:
    """What whoever read the file counted."""

    rows_read: int
    rows_refused: int
    rows_merged: int
    rows_mended: int


@action(Permission.DIRECTORY_IMPORT)
def open_edition(
    by: Actor,  # noqa: ARG001  # the trail knows who
    *,
    source: str,
    name: str,
    published_on: date | None,
    is_invented: bool,
    now: datetime,
) -> DirectoryEdition:
    """Start to take an edition in, for the first time or anew."""
    edition, _is_new = DirectoryEdition.objects.update_or_create(
        source=source,
        name=name,
        defaults={
            "published_on": published_on,
            "is_invented": is_invented,
            "imported_at": now,
            "is_complete": False,
            "added": 0,
            "updated": 0,
            "unchanged": 0,
            "taken_off": 0,
        },
    )
    return edition


@action(Permission.DIRECTORY_IMPORT)
def take_listings(by: Actor, *, edition_id: UUID, listings: Sequence[Keyed]) -> int:  # noqa: ARG001  # the trail knows who
    """Take a batch: new facilities are added, changed ones updated in place; returns how many."""
    edition = DirectoryEdition.objects.select_for_update().get(pk=edition_id)
    known = {
        facility.key: facility
        for facility in Facility.objects.filter(
            source=edition.source, key__in=[one.key for one in listings]
        )
    }
    written, same = [], []
    for one in listings:
        before = known.get(one.key)
        facility = _facility(one, edition, before)
        if before is not None and _is_same(before, facility):
            same.append(before.pk)
        else:
            written.append(facility)
    _write(written)
    Facility.objects.filter(pk__in=same).update(edition=edition, seen_at=edition.imported_at)
    added = sum(facility.key not in known for facility in written)
    DirectoryEdition.objects.filter(pk=edition_id).update(
        added=F("added") + added,
        updated=F("updated") + len(written) - added,
        unchanged=F("unchanged") + len(same),
    )
    return len(written)


@action(Permission.DIRECTORY_IMPORT)
def close_edition(
    by: Actor, *, edition_id: UUID, counted: Counted, is_part: bool = False
) -> DirectoryEdition:
    """End an edition: what its source no longer lists is taken off, positions are settled.

    Nothing is taken off by a part of an edition, or when more than a third would go: the file was
    hardly whole then.
    """
    edition = DirectoryEdition.objects.select_for_update().get(pk=edition_id)
    listed = Facility.objects.filter(source=edition.source, is_listed=True)
    gone = listed.exclude(seen_at=edition.imported_at)
    before = listed.count() - edition.added
    if not is_part and may_take_off(before, gone.count()):
        edition.taken_off = gone.update(is_listed=False)
        edition.is_complete = True
    edition.rows_read, edition.rows_refused = counted.rows_read, counted.rows_refused
    edition.rows_merged, edition.rows_mended = counted.rows_merged, counted.rows_mended
    edition.save()
    settle_overlaps()
    settle_positions(by)
    return edition


def _facility(one: Keyed, edition: DirectoryEdition, before: Facility | None) -> Facility:
    listing, said = one.listing, said_of(one.listing.services)
    facility = Facility(
        edition=edition,
        source=edition.source,
        key=one.key,
        **{name: getattr(listing, name) for name in _LISTED},
        intake_phones=[*listing.intake_phones],
        services=[*listing.services],
        place_key=place_key_of(listing),
        town_key=town_key(listing.city),
        offers=said.offers,
        denies=said.denies,
        rows=one.rows,
        seen_at=edition.imported_at,
    )
    _place(facility, listing, before)
    return facility


def _place(facility: Facility, listing: Listing, before: Facility | None) -> None:
    """Set the position that the listing tells, or keep the one that its place gave it before."""
    if listing.point is not None:
        facility.latitude, facility.longitude = listing.point.latitude, listing.point.longitude
        facility.precision, facility.cell = Precision.ADDRESS, cell_of(listing.point)
    elif before is not None and _is_in_same_place(before, facility):
        for name in _POSITION:  # settled anew once the edition is closed
            setattr(facility, name, getattr(before, name))


def _is_in_same_place(before: Facility, after: Facility) -> bool:
    same = ("postal_code", "town_key", "state")
    return before.precision != Precision.ADDRESS and all(
        getattr(before, name) == getattr(after, name) for name in same
    )


def _is_same(before: Facility, after: Facility) -> bool:
    return all(getattr(before, name) == getattr(after, name) for name in _COMPARED)


def _write(facilities: list[Facility]) -> None:
    Facility.objects.bulk_create(
        facilities,
        update_conflicts=True,
        unique_fields=["source", "key"],
        update_fields=[*_COMPARED, "edition", "seen_at"],
    )
