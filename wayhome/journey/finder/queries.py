"""Reads of the directory: where somebody is, what is near, and how well it fits. For anyone."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians
from typing import TYPE_CHECKING, Any

from django.db import connection

from wayhome.journey.finder.codes import CATEGORY_OF, Category, Importance, PlaceKind, Precision
from wayhome.journey.finder.labels import PRECISIONS, SERVICE_WORDS, WISHES
from wayhome.journey.finder.models import DirectoryEdition, Facility, Place
from wayhome.journey.finder.rules import (
    DISTANCES,
    WIDTH,
    Fit,
    Point,
    Said,
    box_around,
    cells_of,
    fit_of,
    mask_of,
    miles_between,
    sought,
)
from wayhome.journey.finder.rules.distance import EARTH_RADIUS_MILES
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.prepared import Prepared, any_of, given_ids, given_text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from django.utils.functional import Promise

    from wayhome.journey.finder.codes import Wish
    from wayhome.journey.finder.rules import Wanted
    from wayhome.shared.audit.actor import Actor

    type Words = str | Promise

PAGE_SIZE = 20
MOST_PAGES = 50
MOST_TOWNS = 12
MOST_COMPARED = 3

# Reads the index alone; each wish costs nothing more, since all are weighed at once.
# The order is the rule's (rules/fit.py): fit, distance, name.
_RANK = f"""
SELECT id, miles, count(*) OVER () FROM (
    SELECT id, name, offers, denies, {2 * EARTH_RADIUS_MILES} * asin(sqrt(least(1,
        sin(radians(latitude - %(latitude)s) / 2) ^ 2
        + %(cosine)s * cos(radians(latitude)) * sin(radians(longitude - %(longitude)s) / 2) ^ 2
    ))) AS miles
    FROM finder_facility
    WHERE is_listed AND NOT is_shadowed AND cell = ANY(%(cells)s)
        AND latitude BETWEEN %(south)s AND %(north)s AND longitude BETWEEN %(west)s AND %(east)s
) AS near
WHERE miles <= %(miles)s
ORDER BY
    {int(Importance.NEEDED)} * bit_count(offers & %(needed)s::bit({WIDTH}))
        - {int(Importance.NEEDED)} * bit_count(denies & %(needed)s::bit({WIDTH}))
        + bit_count(offers & %(nice)s::bit({WIDTH})) - bit_count(denies & %(nice)s::bit({WIDTH}))
        DESC,
    miles, name, id
LIMIT %(limit)s OFFSET %(offset)s
"""  # noqa: S608  # constants of ours only


@dataclass(frozen=True, slots=True)
class Found:
    """One program near somebody, and in words what matches, what doesn't, what isn't known."""

    facility: Facility
    miles: float | None
    precision: Words
    fit: Fit
    matched: tuple[Words, ...]
    not_offered: tuple[Words, ...]
    not_known: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of results, best first, of so many."""

    results: tuple[Found, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Offer:
    """What a program says under one heading, in words."""

    category: Category
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A program with all that its source says of it, and which edition says so."""

    facility: Facility
    edition: DirectoryEdition
    offers: tuple[Offer, ...]


def _places(kind: PlaceKind) -> Prepared[Place]:
    return Prepared(lambda: Place.objects.filter(kind=kind, key=given_text("key"))[:1])


_ZIP = _places(PlaceKind.ZIP)
_TOWN = Prepared(
    lambda: Place.objects.filter(
        kind=PlaceKind.TOWN, key=given_text("key"), state=given_text("state")
    )
)
_TOWNS = Prepared(
    lambda: Place.objects.filter(kind=PlaceKind.TOWN, key=given_text("key")).order_by(
        "-facilities", "state"
    )[:MOST_TOWNS]
)
_FACILITIES = Prepared(lambda: Facility.objects.filter(any_of("id", given_ids("ids"))))


def places(by: Actor, *, text: str) -> tuple[Place, ...]:
    """Return where somebody may mean: one ZIP or town, or every town of a name, largest first."""
    by.require(Permission.DIRECTORY_SEARCH)
    asked = sought(text)
    if asked.postal_code:
        return tuple(_ZIP.rows(key=asked.postal_code))
    if not asked.town:
        return ()
    if asked.state:
        return tuple(_TOWN.rows(key=asked.town, state=asked.state))
    return tuple(_TOWNS.rows(key=asked.town))


def search(
    by: Actor, *, near: Point, miles: float, wanted: Sequence[Wanted], page: int = 1
) -> Page:
    """Return what is listed within so many miles, by fit, distance and name."""
    by.require(Permission.DIRECTORY_SEARCH)
    number = min(max(page, 1), MOST_PAGES)
    ranked = _ranked(near, min(miles, DISTANCES[-1]), wanted, number)
    wide = {row.pk: row for row in _FACILITIES.rows(ids=[pk for pk, _miles, _total in ranked])}
    total = ranked[0][2] if ranked else 0
    return Page(
        results=tuple(_found(wide[pk], distance, wanted) for pk, distance, _total in ranked),
        total=total,
        number=number,
        pages=min(MOST_PAGES, -(-total // PAGE_SIZE)),
    )


def compared(
    by: Actor, *, ids: Collection[UUID], near: Point | None, wanted: Sequence[Wanted]
) -> tuple[Found, ...]:
    """Return up to three programs side by side, in the order named; what is gone is left out."""
    by.require(Permission.DIRECTORY_SEARCH)
    named = [*dict.fromkeys(ids)][:MOST_COMPARED]
    wide = {row.pk: row for row in _FACILITIES.rows(ids=named)}
    return tuple(
        _found(wide[pk], _distance(wide[pk], near), wanted)
        for pk in named
        if pk in wide and wide[pk].is_listed
    )


def listed(by: Actor, *, facility_id: UUID) -> Listed:
    """Return one program whole.

    :raises Facility.DoesNotExist: when there is none, or its source no longer lists it
    """
    by.require(Permission.DIRECTORY_SEARCH)
    facility = Facility.objects.select_related("edition").get(pk=facility_id, is_listed=True)
    said: dict[Category, list[Words]] = {}
    for code in facility.services:
        said.setdefault(CATEGORY_OF[code], []).append(SERVICE_WORDS[code])
    offers = tuple(Offer(one, tuple(said[one])) for one in Category if one in said)
    return Listed(facility, facility.edition, offers)


def editions(by: Actor) -> tuple[DirectoryEdition, ...]:
    """Return the newest edition of each source: where the listings come from, and as of when."""
    by.require(Permission.DIRECTORY_SEARCH)
    newest = DirectoryEdition.objects.order_by("source", "-imported_at").distinct("source")
    return tuple(newest)


def _ranked(
    near: Point, miles: float, wanted: Sequence[Wanted], number: int
) -> list[tuple[UUID, float, int]]:
    box = box_around(near, miles)
    values: dict[str, Any] = {
        "latitude": near.latitude,
        "longitude": near.longitude,
        "cosine": cos(radians(near.latitude)),
        "cells": [*cells_of(box)],
        "south": box.south,
        "north": box.north,
        "west": box.west,
        "east": box.east,
        "miles": miles,
        "needed": f"{mask_of(wanted, Importance.NEEDED):0{WIDTH}b}",
        "nice": f"{mask_of(wanted, Importance.NICE):0{WIDTH}b}",
        "limit": PAGE_SIZE,
        "offset": (number - 1) * PAGE_SIZE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RANK, values)
        ranked: list[tuple[UUID, float, int]] = cursor.fetchall()
    return ranked


def _distance(facility: Facility, near: Point | None) -> float | None:
    if near is None or facility.latitude is None or facility.longitude is None:
        return None
    return miles_between(near, Point(facility.latitude, facility.longitude))


def _found(facility: Facility, miles: float | None, wanted: Sequence[Wanted]) -> Found:
    fit = fit_of(Said(facility.offers, facility.denies), wanted)
    return Found(
        facility=facility,
        miles=miles,
        precision=PRECISIONS[Precision(facility.precision)],
        fit=fit,
        matched=_words(fit.matched),
        not_offered=_words(fit.not_offered),
        not_known=_words(fit.not_known),
    )


def _words(wishes: tuple[Wish, ...]) -> tuple[Words, ...]:
    return tuple(WISHES[wish] for wish in wishes)
