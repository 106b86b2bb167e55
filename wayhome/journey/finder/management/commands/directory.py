"""bin/wayhome directory import FILE, and directory places FILE: programs, and where ZIPs are."""

import csv
import tomllib
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any, override

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from wayhome.journey.finder import actions
from wayhome.journey.finder.codes import RowNote, RowRefusal, Source
from wayhome.journey.finder.labels import ROW_NOTES, ROW_REFUSALS
from wayhome.journey.finder.management.importing import Import, RowSaid, take_places
from wayhome.journey.finder.management.reading import FileError
from wayhome.journey.finder.models import DirectoryEdition
from wayhome.journey.finder.rules import ColumnMapping, MappingError, mapping_of
from wayhome.shared.accounts import system
from wayhome.shared.audit.actor import NOBODY
from wayhome.shared.core import clock, context


class Command(BaseCommand):
    requires_system_checks = ()  # a page that is broken doesn't stop an import
    help = "Take in a directory of programs, or the middles of ZIP code areas."

    @override
    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        listings = kinds.add_parser("import", help="take in an edition of a directory")
        listings.add_argument("file", type=Path, help="CSV, CSV.gz, XLSX, JSON or JSON lines")
        listings.add_argument("--edition", required=True, help="what its source calls it: 2024")
        listings.add_argument("--published", type=date.fromisoformat, help="a day: 2024-06-30")
        listings.add_argument("--mapping", type=Path, help="TOML: which column is what")
        listings.add_argument("--invented", action="store_true", help="say that it is made up")
        listings.add_argument(
            "--part", action="store_true", help="a page or a state of it: take nothing off the list"
        )
        listings.add_argument("--report", type=Path, help="write what became of rows: a CSV file")
        listings.add_argument("--states", action="store_true", help="count listings by state")
        listings.add_argument(
            "--dry-run", action="store_true", help="take everything back at the end"
        )
        places = kinds.add_parser("places", help="take in the Census Bureau's ZIP areas")
        places.add_argument("file", type=Path)

    @override
    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, or say in a sentence why not.

        :raises CommandError: when a file can't be had or isn't what it should be
        """
        by = system.importer(NOBODY)  # the directory is everybody's
        try:
            with context.acting_as(by.acting):
                if options["kind"] == "places":
                    taken, refused = take_places(by, options["file"])
                    self.stdout.write(f"{taken} ZIP areas taken, {refused} rows refused")
                else:
                    self._import(options)
        except (FileError, MappingError) as error:
            raise CommandError(str(error)) from error

    def _import(self, options: dict[str, Any]) -> None:
        mapping = _mapping(options["mapping"]) if options["mapping"] else None
        is_rehearsal = options["dry_run"]
        with transaction.atomic() if is_rehearsal else nullcontext():
            self._take(options, mapping)
            if is_rehearsal:
                transaction.set_rollback(True)
        if is_rehearsal:
            self.stdout.write("A dry run: all of it was taken back.")

    def _take(self, options: dict[str, Any], mapping: ColumnMapping | None) -> None:
        by = system.importer(NOBODY)
        with _report(options["report"]) as report:
            writer = csv.writer(report) if report else None

            def say(row: RowSaid) -> None:
                if writer is not None:
                    writer.writerow(_cells(row))

            if writer is not None:
                writer.writerow(["row", "name", "refused", "mended"])
            incoming = Import(options["file"], mapping, say)
            edition = actions.open_edition(
                by,
                source=_source(options, mapping),
                name=options["edition"],
                published_on=options["published"],
                is_invented=options["invented"],
                now=clock.now(),
            )
            edition = incoming.take(by, edition.pk, is_part=options["part"])
        self._tell(edition, incoming, options)

    def _tell(self, edition: DirectoryEdition, incoming: Import, options: dict[str, Any]) -> None:
        told = incoming.told
        self.stdout.write(
            f"{edition.source} {edition.name}: {told.rows} rows; {edition.added} facilities added,"
            f" {edition.updated} updated, {edition.unchanged} here already,"
            f" {edition.taken_off} no longer listed; {told.rows_refused} rows refused"
        )
        if not edition.is_complete and not options["part"]:
            self.stdout.write(
                "More than a third of what was listed is missing from this file:"
                " nothing was taken off."
            )
        for reason, number in told.refused.most_common():
            self.stdout.write(f"  refused {number}: {ROW_REFUSALS[reason]}")
        for note, number in told.notes.most_common():
            self.stdout.write(f"  {number}: {ROW_NOTES[note]}")
        if options["states"]:
            for state, count in sorted(told.states.items()):
                self.stdout.write(
                    f"{state},{count.listings},{count.intensive},{count.intensive_with_medicaid}"
                )


def _mapping(path: Path) -> ColumnMapping:
    try:
        return mapping_of(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"{path} can't be read: {error}"
        raise FileError(msg) from error


def _source(options: dict[str, Any], mapping: ColumnMapping | None) -> str:
    if mapping is not None:
        return mapping.source
    if options["invented"]:
        return Source.INVENTED
    is_json = options["file"].suffix.casefold() in {".json", ".jsonl"}
    return Source.FIND_TREATMENT if is_json else Source.DIRECTORY


def _report(path: Path | None) -> Any:
    try:
        return path.open("w", encoding="utf-8", newline="") if path else nullcontext()
    except OSError as error:
        msg = f"{path} can't be written to: {error.strerror}"
        raise FileError(msg) from error


def _cells(row: RowSaid) -> list[str]:
    def words(codes: tuple[RowNote | RowRefusal, ...], table: Any) -> str:
        return "; ".join(str(table[code]) for code in codes)

    return [
        str(row.number),
        row.name,
        words(row.refusals, ROW_REFUSALS),
        words(row.notes, ROW_NOTES),
    ]
