"""Taking a bundle over: streamed, batch by batch, every refused row with its reasons.

A row that is here already with the same content is passed over, so an interrupted import is
simply started again; one that is here with other content is refused, never overwritten.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass, field
from itertools import batched
from typing import TYPE_CHECKING, Any

from django.db import transaction

from wayhome.faces.interop import bundle, known, settling, takers
from wayhome.faces.interop.lookup import Lookup
from wayhome.journey.scheduling.queries.exports import overlapping_places
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from wayhome.faces.interop.takers import Taker
    from wayhome.shared.audit.actor import Actor

AT_ONCE = 1_000
TAKERS: dict[str, type[Taker[Any, Any]]] = {
    "people": takers.PeopleTaker,
    "episodes": takers.EpisodeTaker,
    "sessions": takers.SessionTaker,
    "attendance": takers.AttendanceTaker,
}
KNOWN_OTHERWISE = "is here already with other content: change it in Wayhome"


@dataclass(slots=True)
class Report:
    """What became of the rows: per file how many were taken or were here already."""

    taken: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)


def import_bundle(
    by: Actor,
    folder: Path,
    *,
    now: datetime,
    refuse: Callable[[bundle.Refused], None],
    dry_run: bool = False,
) -> Report:
    """Take over what the folder holds, and hand each refused row to `refuse`.

    A dry run does all of it in one transaction and takes it back.

    :raises BundleError: when the folder or a file can't be read at all
    """
    names = bundle.present_files(folder)
    run = _Import(by, folder, now, refuse)
    if not dry_run:
        return run.all(names)
    with transaction.atomic():
        report = run.all(names)
        transaction.set_rollback(True)
    return report


class _Import:
    def __init__(
        self, by: Actor, folder: Path, now: datetime, refuse: Callable[[bundle.Refused], None]
    ) -> None:
        self.by, self.folder, self.now = by, folder, now
        self.lookup = Lookup(by)
        self.report = Report()
        self._tell = refuse

    def all(self, names: Sequence[str]) -> Report:
        for name in names:
            with transaction.atomic():
                self.lookup.refresh()
            if name == "programs":
                self._few(name, known.programs, settling.settle_program)
            elif name == "practitioners":
                self._few(name, known.practitioners, settling.settle_practitioner)
            else:
                self._many(name)
        return self.report

    def _few(self, name: str, here: Any, settle: Any) -> None:
        for lines in batched(self._lines(name), AT_ONCE, strict=False):
            with transaction.atomic():
                ids = [line.row.external_id for line in lines]
                known_rows = {row.external_id: row for row in here(self.by, ids)}
                for line in lines:
                    self._one(name, line, known_rows, settle)

    def _one(
        self, name: str, line: bundle.Line[Any], known_rows: dict[str, Any], settle: Any
    ) -> None:
        key = line.row.external_id
        if key in known_rows:
            self._known(name, line, is_same=_alike(known_rows[key], line.row))
            return
        try:
            with transaction.atomic():
                settle(self.by, line.row, self.now.date())
        except Refusal as refusal:
            self._refuse(name, line, refusal.codes)
        else:
            known_rows[key] = line.row
            self.report.taken[name] += 1

    def _many(self, name: str) -> None:
        if name == "attendance":
            self._find_overlaps()
        taker = TAKERS[name](self.by, self.lookup, self.now)
        for lines in batched(self._lines(name), AT_ONCE, strict=False):
            with transaction.atomic():
                self._batch(name, taker, lines)

    def _batch(self, name: str, taker: Taker[Any, Any], lines: Sequence[bundle.Line[Any]]) -> None:
        rows = [line.row for line in lines]
        taker.prepare(rows)
        here = taker.known([row.external_id for row in rows])
        fitting, seen = [], set[str]()
        for line in lines:
            key = line.row.external_id
            if key in here:
                self._known(name, line, is_same=_alike(here[key], line.row))
            elif key in seen:
                self._refuse(name, line, ["external_id stands twice in this file"])
            else:
                seen.add(key)
                fitting += self._fitting(name, taker, line)
        self._write(name, taker, fitting)

    def _fitting(
        self, name: str, taker: Taker[Any, Any], line: bundle.Line[Any]
    ) -> list[tuple[bundle.Line[Any], Any]]:
        try:
            return [(line, taker.fit(line.row))]
        except takers.UnfitError as unfit:
            self._refuse(name, line, unfit.reasons)
            return []

    def _write(
        self, name: str, taker: Taker[Any, Any], pairs: Sequence[tuple[bundle.Line[Any], Any]]
    ) -> None:
        """Write a batch; when it is refused, its halves, down to the row that is the reason."""
        if not pairs:
            return
        try:
            taker.write([new for _line, new in pairs])
        except Refusal as refusal:
            if len(pairs) == 1:
                self._refuse(name, pairs[0][0], refusal.codes)
                return
            middle = len(pairs) // 2
            self._write(name, taker, pairs[:middle])
            self._write(name, taker, pairs[middle:])
        else:
            self.report.taken[name] += len(pairs)

    def _find_overlaps(self) -> None:
        """Let the database compare all places of the file, which is read once for that."""
        with transaction.atomic():
            staged = (
                (line.row.external_id, line.row.session, line.row.episode)
                for line in bundle.lines(self.folder, "attendance")
                if isinstance(line, bundle.Line) and line.row.status != "cancelled"
            )
            self.lookup.overlaps = overlapping_places(self.by, staged)

    def _lines(self, name: str) -> Iterator[bundle.Line[Any]]:
        for line in bundle.lines(self.folder, name):
            if isinstance(line, bundle.Refused):
                self.report.refused[name] += 1
                self._tell(line)
            else:
                yield line

    def _known(self, name: str, line: bundle.Line[Any], *, is_same: bool) -> None:
        if is_same:
            self.report.unchanged[name] += 1
        else:
            self._refuse(name, line, [KNOWN_OTHERWISE])

    def _refuse(self, name: str, line: bundle.Line[Any], reasons: Sequence[str]) -> None:
        self.report.refused[name] += 1
        self._tell(bundle.Refused(name, line.number, line.row.external_id, tuple(reasons)))


def _alike(here: bundle.Row, row: bundle.Row) -> bool:
    """Compare what the file says with what is here; an empty cell says nothing."""
    said = ((f.name, getattr(row, f.name)) for f in dataclasses.fields(row))
    return all(value in {None, ""} or getattr(here, name) == value for name, value in said)
