"""A place that several sources list is shown once."""

from __future__ import annotations

from django.db import connection

# FindTreatment.gov is what SAMHSA knows today, its directory what it knew that year; others say
# less of what is offered. Within one source, houses that share a place are all shown.
_SHADOW = """
UPDATE finder_facility AS facility SET is_shadowed = ranked.is_shadowed
FROM (
    SELECT id, is_listed AND dense_rank() OVER (
        PARTITION BY place_key, is_listed
        ORDER BY coalesce(array_position(%s::text[], source), 99), source
    ) > 1 AS is_shadowed
    FROM finder_facility
) AS ranked
WHERE facility.id = ranked.id AND facility.is_shadowed <> ranked.is_shadowed
"""
_ORDER = ["findtreatment", "samhsa-directory"]


def settle_overlaps() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SHADOW, [_ORDER])
