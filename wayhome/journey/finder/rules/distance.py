"""Where somebody is, how far something is, and in which cells of a grid to look for it."""

from dataclasses import dataclass
from math import asin, cos, floor, radians, sin, sqrt

EARTH_RADIUS_MILES = 3958.8  # the mean radius, 6371.0 km
MILES_PER_DEGREE = radians(1) * EARTH_RADIUS_MILES
CELLS_PER_DEGREE = 2
CELLS_AROUND = 360 * CELLS_PER_DEGREE
# how far somebody may look; the widest keeps a search within what one index scan answers
DISTANCES = (5, 10, 25, 50, 100)
NEAREST_POLE = 89.0  # beyond it a mile of longitude means nothing


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees north and east."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees south and north, west and east, around a circle; it never crosses the date line."""

    south: float
    north: float
    west: float
    east: float


def miles_between(one: Point, other: Point) -> float:
    """Return the distance over ground (haversine)."""
    south, north = radians(one.latitude), radians(other.latitude)
    across = sin(radians(other.longitude - one.longitude) / 2) ** 2
    arc = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * across
    return 2 * EARTH_RADIUS_MILES * asin(sqrt(min(1.0, arc)))


def box_around(center: Point, miles: float) -> Box:
    """Return a box that holds everything so near."""
    up = miles / MILES_PER_DEGREE
    south, north = max(-90.0, center.latitude - up), min(90.0, center.latitude + up)
    farthest = min(max(abs(south), abs(north)), NEAREST_POLE)
    aside = up / cos(radians(farthest))
    west, east = max(-180.0, center.longitude - aside), min(180.0, center.longitude + aside)
    return Box(south, north, west, east)


def cell_of(point: Point) -> int:
    """Return the number of the half degree by half degree that a point lies in."""
    return _number(_row(point.latitude), _column(point.longitude))


def cells_of(box: Box) -> tuple[int, ...]:
    """Return every cell that a box touches."""
    rows = range(_row(box.south), _row(box.north) + 1)
    columns = range(_column(box.west), _column(box.east) + 1)
    return tuple(_number(row, column) for row in rows for column in columns)


def _row(latitude: float) -> int:
    return floor((latitude + 90) * CELLS_PER_DEGREE)


def _column(longitude: float) -> int:
    return floor((longitude + 180) * CELLS_PER_DEGREE)


def _number(row: int, column: int) -> int:
    return row * CELLS_AROUND + column
