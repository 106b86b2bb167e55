"""Where somebody says they are: a ZIP, or a town with or without its state."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from wayhome.journey.finder.codes.rows import STATES
from wayhome.journey.finder.rules.distance import Point
from wayhome.journey.finder.rules.mending import town_key

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Sought:
    """What was typed: one of ZIP and town is empty, or both are."""

    postal_code: str = ""
    town: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class ZipCenter:
    """The middle of a ZIP code's area."""

    postal_code: str
    point: Point


def sought(text: str) -> Sought:
    """Read what was typed: "40507", "40507-1234", "Lexington, KY", "lexington ky", "Lexington"."""
    tidy = " ".join(text[:LONGEST_NAME].split())
    number = re.fullmatch(r"([0-9]{5})(?:-?[0-9]{4})?", tidy)
    if number:
        return Sought(postal_code=number[1])
    named = re.fullmatch(r"(.*[^\s,])[\s,]+([A-Za-z]{2})\.?", tidy)
    if named and named[2].upper() in STATES:
        return Sought(town=town_key(named[1]), state=named[2].upper())
    return Sought(town=town_key(tidy))


def zip_center(row: Mapping[str, str]) -> ZipCenter | None:
    """Read a row of the Census Bureau's centers of ZIP areas; None when it is none."""
    plain = {name.strip().upper(): value for name, value in row.items() if name}
    code = plain.get("GEOID", "").strip()
    try:
        latitude = float(plain.get("LAT") or plain["INTPTLAT"])
        longitude = float(plain.get("LONG") or plain["INTPTLONG"])
    except (KeyError, ValueError):
        return None
    is_on_earth = -90 <= latitude <= 90 and -180 <= longitude <= 180  # noqa: PLR2004  # degrees
    if not re.fullmatch(r"[0-9]{5}", code) or not is_on_earth:
        return None
    return ZipCenter(code, Point(latitude, longitude))
