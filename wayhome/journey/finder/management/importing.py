"""An edition is read twice: once to see which places are listed twice, once to take them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import batched
from typing import TYPE_CHECKING

from wayhome.journey.finder import actions
from wayhome.journey.finder.codes.rows import DIRECTORY_COLUMNS, RowNote, RowRefusal
from wayhome.journey.finder.management.reading import FileError, opened
from wayhome.journey.finder.rules import (
    FIND_TREATMENT_FIELDS,
    Keyed,
    from_directory,
    from_find_treatment,
    from_mapping,
    key_of,
    keyed,
    mend,
    together,
    zip_center,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from uuid import UUID

    from wayhome.journey.finder.management.reading import Row
    from wayhome.journey.finder.models import DirectoryEdition
    from wayhome.journey.finder.rules import ColumnMapping, Listing, Raw
    from wayhome.shared.audit.actor import Actor

BATCH = 500
INTENSIVE, MEDICAID = "OIT", "MD"


@dataclass(frozen=True, slots=True)
class RowSaid:
    """What became of a row that wasn't taken as it stood."""

    number: int
    name: str
    refusals: tuple[RowRefusal, ...] = ()
    notes: tuple[RowNote, ...] = ()


@dataclass(slots=True)
class InState:
    """Listings of a state as the file has them, before any are merged."""

    listings: int = 0
    intensive: int = 0
    intensive_with_medicaid: int = 0


@dataclass(slots=True)
class Told:
    """What the file held, counted while it was read."""

    rows: int = 0
    refused: Counter[RowRefusal] = field(default_factory=Counter)
    notes: Counter[RowNote] = field(default_factory=Counter)
    rows_refused: int = 0
    rows_mended: int = 0
    states: dict[str, InState] = field(default_factory=dict)

    def count(self, listing: Listing) -> None:
        state = self.states.setdefault(listing.state, InState())
        state.listings += 1
        if INTENSIVE in listing.services:
            state.intensive += 1
            state.intensive_with_medicaid += MEDICAID in listing.services


class Import:
    """One file on its way into an edition that is open."""

    def __init__(
        self, path: Path, mapping: ColumnMapping | None, say: Callable[[RowSaid], None]
    ) -> None:
        self.told = Told()
        self._path, self._mapping, self._say = path, mapping, say

    def take(self, by: Actor, edition_id: UUID, *, is_part: bool) -> DirectoryEdition:
        """Take every row, and close the edition."""
        repeated = self._repeated()
        for batch in batched(self._rows(repeated), BATCH, strict=False):
            actions.take_listings(by, edition_id=edition_id, listings=batch)
        told = self.told
        counted = actions.Counted(
            told.rows, told.rows_refused, told.notes[RowNote.MERGED], told.rows_mended
        )
        return actions.close_edition(by, edition_id=edition_id, counted=counted, is_part=is_part)

    def _repeated(self) -> frozenset[bytes]:
        """Return the keys that more than one row has; a key is 16 bytes while it is kept."""
        once, again = set[bytes](), set[bytes]()
        with opened(self._path) as rows:
            for _number, row in rows:
                listing = mend(self._raw(row)).listing
                if listing is not None:
                    key = bytes.fromhex(key_of(listing))
                    (again if key in once else once).add(key)
        return frozenset(again)

    def _rows(self, repeated: frozenset[bytes]) -> Iterator[Keyed]:
        held: dict[str, list[tuple[int, Listing]]] = {}
        with opened(self._path) as rows:
            for number, row in rows:
                listing = self._mended(number, row)
                if listing is None:
                    continue
                one = keyed(listing)
                if bytes.fromhex(one.key) in repeated:
                    held.setdefault(one.key, []).append((number, listing))
                else:
                    yield one
        for rows_of_key in held.values():
            yield from self._together(rows_of_key)

    def _mended(self, number: int, row: Row) -> Listing | None:
        raw, told = self._raw(row), self.told
        mended = mend(raw)
        told.rows += 1
        told.rows_refused += bool(mended.refusals)
        told.rows_mended += bool(mended.notes)
        told.refused.update(mended.refusals)
        told.notes.update(mended.notes)
        if mended.refusals or mended.notes:
            self._say(RowSaid(number, raw.name, mended.refusals, mended.notes))
        if mended.listing is not None:
            told.count(mended.listing)
        return mended.listing

    def _together(self, rows: list[tuple[int, Listing]]) -> tuple[Keyed, ...]:
        merged = together([listing for _number, listing in rows])
        for (number, listing), note in zip(rows, merged.notes, strict=True):
            if note is not None:
                self.told.notes[note] += 1
                self._say(RowSaid(number, listing.name, notes=(note,)))
        return merged.kept

    def _raw(self, row: Row) -> Raw:
        if self._mapping is not None:
            return from_mapping(row, self._mapping)
        if all(name in row for name in FIND_TREATMENT_FIELDS):
            return from_find_treatment(row)
        if all(name in row for name in DIRECTORY_COLUMNS):
            return from_directory(row)
        msg = (
            f"{self._path.name} has neither the directory's columns nor FindTreatment.gov's;"
            " for another list, --mapping FILE says which column is what"
        )
        raise FileError(msg)


def take_places(by: Actor, path: Path) -> tuple[int, int]:
    """Take the middles of ZIP areas; returns how many, and how many rows weren't one."""
    taken = refused = 0
    with opened(path) as rows:
        for batch in batched(rows, BATCH * 4, strict=False):
            found = [zip_center(row) for _number, row in batch]
            centers = [center for center in found if center is not None]
            taken += actions.take_zip_centers(by, centers=centers)
            refused += len(found) - len(centers)
    actions.settle_positions(by)
    return taken, refused
