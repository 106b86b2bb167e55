"""Rows that list one place twice become one; and when an import may take listings off."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wayhome.journey.finder.codes import RowNote
from wayhome.journey.finder.rules.mending import Listing, key_of

MOST_THAT_MAY_GO = 3  # one in so many: a file that was cut short would take half a country off


@dataclass(frozen=True, slots=True)
class Keyed:
    """A listing under the key that it is updated by; `rows` of the source stand behind it."""

    key: str
    listing: Listing
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Together:
    """What came of rows with one key, and what is to be said of each row, in their order."""

    kept: tuple[Keyed, ...]
    notes: tuple[RowNote | None, ...]


def keyed(listing: Listing) -> Keyed:
    return Keyed(key_of(listing), listing)


def together(rows: Sequence[Listing]) -> Together:
    """Put rows of one key together.

    At a street that is told they are one place, which offers what any of them says. Where the
    street is withheld, only rows that are the same in everything are one: two houses may share a
    name and a ZIP. The first keeps the key, the next ones get a number after it.
    """
    first = rows[0]
    key = key_of(first)
    if not first.is_street_withheld:
        merged = _merged(rows)
        notes = (None, *(RowNote.MERGED for _ in rows[1:]))
        return Together((Keyed(key, merged, len(rows)),), notes)
    kept = list(dict.fromkeys(rows))
    found: list[RowNote | None] = []
    for number, row in enumerate(rows):
        is_again = row in rows[:number]
        found.append(RowNote.MERGED if is_again else RowNote.SAME_NAME_KEPT if number else None)
    return Together(
        tuple(
            Keyed(f"{key}-{number}" if number else key, row, rows.count(row))
            for number, row in enumerate(kept)
        ),
        tuple(found),
    )


def _merged(rows: Sequence[Listing]) -> Listing:
    first = rows[0]
    phones = [phone for row in rows for phone in (row.phone, *row.intake_phones) if phone]
    own = next(iter(phones), "")
    return replace(
        first,
        phone=own,
        intake_phones=tuple(phone for phone in dict.fromkeys(phones) if phone != own),
        website=next((row.website for row in rows if row.website), ""),
        point=next((row.point for row in rows if row.point), None),
        services=tuple(sorted({code for row in rows for code in row.services})),
        license_expires_on=max(
            (row.license_expires_on for row in rows if row.license_expires_on), default=None
        ),
    )


def may_take_off(listed: int, gone: int) -> bool:
    """Say whether so many of those listed before may go at once."""
    return gone * MOST_THAT_MAY_GO <= listed
