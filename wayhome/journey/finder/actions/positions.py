"""Where facilities and towns are, from the middles of ZIP areas and from what facilities say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from wayhome.journey.finder.codes import PlaceKind
from wayhome.journey.finder.models import Facility, Place
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wayhome.journey.finder.rules import ZipCenter
    from wayhome.shared.audit.actor import Actor

# the cell is rules.cell_of, written for PostgreSQL; a test holds the two together
_MOVE = """
UPDATE finder_facility AS facility
SET latitude = middle.latitude, longitude = middle.longitude, precision = %s,
    cell = floor((middle.latitude + 90) * 2)::int * 720 + floor((middle.longitude + 180) * 2)::int
FROM ({middles}) AS middle
WHERE {same} AND facility.precision <> 'address' AND facility.precision = ANY(%s)
    AND (facility.latitude, facility.longitude, facility.precision)
        IS DISTINCT FROM (middle.latitude, middle.longitude, %s)
"""
_ZIP = _MOVE.format(
    middles="SELECT key, latitude, longitude FROM finder_place WHERE kind = 'zip'",
    same="facility.postal_code = middle.key",
)
_TOWN = _MOVE.format(
    middles="SELECT key, state, latitude, longitude FROM finder_place WHERE kind = 'town'",
    same="facility.town_key = middle.key AND facility.state = middle.state",
)
_AREA = _MOVE.format(
    middles="""SELECT left(key, 3) AS area, avg(latitude) AS latitude, avg(longitude) AS longitude
        FROM finder_place WHERE kind = 'zip' GROUP BY left(key, 3)""",
    same="left(facility.postal_code, 3) = middle.area",
)
_ZIPS_THAT_NO_CENSUS_HAS = """
INSERT INTO finder_place (id, kind, key, state, name, latitude, longitude, facilities)
SELECT gen_random_uuid(), 'zip', postal_code, '', postal_code, avg(latitude), avg(longitude), 0
FROM finder_facility WHERE is_listed AND precision = 'address' AND postal_code <> ''
GROUP BY postal_code
ON CONFLICT (kind, key, state) DO NOTHING
"""
_TOWNS = """
INSERT INTO finder_place (id, kind, key, state, name, latitude, longitude, facilities)
SELECT gen_random_uuid(), 'town', town_key, state, max(city), avg(latitude), avg(longitude),
    count(*)
FROM finder_facility
WHERE is_listed AND precision IN ('address', 'zip') AND town_key <> ''
GROUP BY town_key, state
"""


@action(Permission.DIRECTORY_IMPORT)
def take_zip_centers(by: Actor, *, centers: Sequence[ZipCenter]) -> int:  # noqa: ARG001  # the trail knows who
    """Keep the middles of ZIP areas; those that are kept already are put right."""
    unique = {center.postal_code: center for center in centers}
    places = [
        Place(
            kind=PlaceKind.ZIP,
            key=code,
            name=code,
            latitude=center.point.latitude,
            longitude=center.point.longitude,
        )
        for code, center in unique.items()
    ]
    Place.objects.bulk_create(
        places,
        update_conflicts=True,
        unique_fields=["kind", "key", "state"],
        update_fields=["latitude", "longitude"],
    )
    return len(places)


@action(Permission.DIRECTORY_IMPORT)
def settle_positions(by: Actor) -> int:  # noqa: ARG001  # the trail knows who
    """Place what gave no position of its own: by ZIP, else by town, else by its ZIP's area.

    Towns are the middles of their own facilities. Returns how many facilities have a position.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ZIPS_THAT_NO_CENSUS_HAS)
        cursor.execute(_ZIP, ["zip", ["zip", "town", "area", "none"], "zip"])
        Place.objects.filter(kind=PlaceKind.TOWN).delete()
        cursor.execute(_TOWNS)
        cursor.execute(_TOWN, ["town", ["town", "area", "none"], "town"])
        cursor.execute(_AREA, ["area", ["area", "none"], "area"])
    return Facility.objects.filter(is_listed=True, cell__isnull=False).count()
