"""A published row becomes a listing: mended where that is sure, refused where it isn't one."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from wayhome.journey.finder.codes import CATEGORY_OF, RowNote, RowRefusal
from wayhome.journey.finder.codes.rows import STATES, WITHHELD, ZEROS_LEAD_IN
from wayhome.journey.finder.rules.distance import Point
from wayhome.journey.finder.rules.shapes import Raw

UNREADABLE = "\N{REPLACEMENT CHARACTER}"
PHONE = re.compile(r"\D*1?\D*([2-9]\d{2})\D*(\d{3})\D*(\d{4})(?:\D+(\d{1,6}))?\D*", re.ASCII)
VANITY = re.compile(r"[0-9]{3}[^0-9A-Z]*[0-9A-Z]{7}", re.IGNORECASE | re.ASCII)
ADDRESS = re.compile(r"(?:https?://)?([\w-]+(?:\.[\w-]+)+(?:[/?#:][^\s<>\"]*)?)", re.IGNORECASE)
DAYS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y")


@dataclass(frozen=True, slots=True)
class Listing:
    """A facility as its source lists it, mended."""

    name: str
    name_detail: str
    street: str
    street_detail: str
    city: str
    state: str
    postal_code: str
    phone: str
    intake_phones: tuple[str, ...]
    website: str
    point: Point | None
    services: tuple[str, ...]
    license_number: str
    license_expires_on: date | None
    is_street_withheld: bool


@dataclass(frozen=True, slots=True)
class Mended:
    """The listing, what was mended for it; or every reason why there is none."""

    listing: Listing | None
    notes: tuple[RowNote, ...] = ()
    refusals: tuple[RowRefusal, ...] = ()


def mend(raw: Raw) -> Mended:
    """Mend a row. What is left out is said, and never guessed."""
    notes: list[RowNote] = []
    note = notes.append
    name, detail = _text(raw.name, note), _text(raw.name_detail, note)
    city, state = _text(raw.city, note), raw.state.strip().upper()
    postal_code = _postal_code(raw.postal_code, state, note)
    refusals = _refusals(raw, name, state, bool(postal_code or city))
    if refusals:
        return Mended(None, refusals=refusals)
    street, withheld = _street(raw.street, note)
    phones = (_phone(phone, note) for phone in raw.intake_phones)
    listing = Listing(
        name=name,
        name_detail=detail,
        street=street,
        street_detail=_text(raw.street_detail, note),
        city=city,
        state=state,
        postal_code=postal_code,
        phone=_phone(raw.phone, note),
        intake_phones=tuple(dict.fromkeys(phone for phone in phones if phone)),
        website=_website(raw.website, note),
        point=_point(raw.latitude, raw.longitude, note),
        services=_services(raw.services, note),
        license_number=_text(raw.license_number, note),
        license_expires_on=_day(raw.license_expires_on, note),
        is_street_withheld=withheld,
    )
    return Mended(listing, tuple(dict.fromkeys(notes)))


def key_of(listing: Listing) -> str:
    """Return what the same place is known by in the next edition, however it is spelled then."""
    if listing.license_number:
        return _digest("license", listing.state, listing.license_number)
    return place_key_of(listing)


def place_key_of(listing: Listing) -> str:
    """Return what a place is known by, whoever lists it."""
    named = (listing.name, listing.name_detail)
    street = (listing.street, listing.street_detail)
    return _digest(*named, *street, listing.city, listing.state, listing.postal_code)


def _digest(*parts: str) -> str:
    plain = "|".join(re.sub(r"[\W_]+", " ", part.casefold()).strip() for part in parts)
    return sha256(plain.encode()).hexdigest()[:32]


def town_key(city: str) -> str:
    """Return a town's name as it is looked up: small letters, saints and forts spelled out."""
    words = re.sub(r"[\W_]+", " ", city.casefold()).split()
    whole = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
    return " ".join(whole.get(word, word) for word in words)


def _refusals(raw: Raw, name: str, state: str, has_place: bool) -> tuple[RowRefusal, ...]:  # noqa: FBT001  # private
    found = {
        RowRefusal.NOT_SUBSTANCE_USE: not raw.is_substance_use,
        RowRefusal.NAME_MISSING: not name,
        RowRefusal.STATE_UNKNOWN: state not in STATES,
        RowRefusal.PLACE_MISSING: not has_place,
    }
    return tuple(reason for reason, holds in found.items() if holds)


type Note = Callable[[RowNote], None]


def _text(text: str, note: Note) -> str:
    tidy = " ".join(text.split())
    if tidy != text:
        note(RowNote.SPACES)
    if UNREADABLE in tidy or not tidy.isprintable():
        note(RowNote.LETTERS_UNREADABLE)
        tidy = "".join(letter for letter in tidy if letter.isprintable() and letter != UNREADABLE)
    return " ".join(tidy.split())


def _postal_code(text: str, state: str, note: Note) -> str:
    found = re.fullmatch(r"\s*([0-9]{3,5})(?:-?([0-9]{4}))?(?:\.0+)?\s*", text)
    if found is None:
        if text.strip():
            note(RowNote.ZIP_UNREADABLE)
        return ""
    digits = found[1]
    if found[2]:
        note(RowNote.ZIP_SHORTENED)
    if len(digits) < 5:  # noqa: PLR2004  # a ZIP has five digits
        if state not in ZEROS_LEAD_IN:
            note(RowNote.ZIP_UNREADABLE)
            return ""
        note(RowNote.ZIP_ZEROS)
    return digits.zfill(5)


def _street(text: str, note: Note) -> tuple[str, bool]:
    if text.strip() in WITHHELD:
        note(RowNote.STREET_WITHHELD)
        return "", True
    return _text(text, note), False


def _phone(text: str, note: Note) -> str:
    tidy = text.strip()
    found = PHONE.fullmatch(tidy)
    if found is None:
        if VANITY.fullmatch(tidy):
            return tidy.upper()
        if tidy:
            note(RowNote.PHONE_UNREADABLE)
        return ""
    number = f"{found[1]}-{found[2]}-{found[3]}" + (f" x{found[4]}" if found[4] else "")
    if number != text:
        note(RowNote.PHONE_REWRITTEN)
    return number


def _website(text: str, note: Note) -> str:
    tidy = text.strip()
    if not tidy:
        return ""
    found = ADDRESS.fullmatch(tidy)
    if found is None:
        note(RowNote.WEBSITE_UNREADABLE)
        return ""
    if "://" in tidy[:8]:
        return tidy
    note(RowNote.WEBSITE_REWRITTEN)
    return f"https://{found[1]}"


def _point(latitude: str, longitude: str, note: Note) -> Point | None:
    if not latitude.strip() and not longitude.strip():
        return None
    try:
        point = Point(float(latitude), float(longitude))
    except ValueError:
        note(RowNote.POSITION_UNREADABLE)
        return None
    # written so that "nan" is no position either
    is_on_earth = -90 <= point.latitude <= 90 and -180 <= point.longitude <= 180  # noqa: PLR2004  # degrees
    if not is_on_earth or point == Point(0, 0):
        note(RowNote.POSITION_UNREADABLE)
        return None
    return point


def _services(said: tuple[str, ...], note: Note) -> tuple[str, ...]:
    known = {code for code in said if code in CATEGORY_OF}
    if len(known) < len({*said}):
        note(RowNote.SERVICE_UNKNOWN)
    return tuple(sorted(known))


def _day(text: str, note: Note) -> date | None:
    if not text.strip():
        return None
    for form in DAYS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    note(RowNote.EXPIRY_UNREADABLE)
    return None
