"""bin/wayhome import FOLDER: take over a bundle of CSV files for one organization."""  # noqa: N999  # the command's name

import csv
import gc
import re
from contextlib import nullcontext
from pathlib import Path
from typing import Any, override

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from wayhome.faces.interop import bundle
from wayhome.faces.interop.importing import Report, import_bundle
from wayhome.shared.accounts import system
from wayhome.shared.audit.actor import Actor
from wayhome.shared.core import clock, context
from wayhome.shared.core.refusal import Refusal
from wayhome.shared.core.uuid7 import uuid7
from wayhome.shared.tenancy import actions as tenancy
from wayhome.shared.tenancy import queries
from wayhome.shared.tenancy.labels import ORGANIZATION_OBSTACLES

SHORT_NAME = re.compile(r"[-_a-zA-Z0-9]{1,50}")
KEPT = "Rows taken before that are kept: mend the file, then import the folder again."


class Command(BaseCommand):
    requires_system_checks = ()  # a page that is broken doesn't stop an import
    help = "Take over a bundle of CSV files. Refused rows go to REFUSED.csv in the folder."

    @override
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--organization", required=True, help="its short name (slug)")
        parser.add_argument("--open", metavar="NAME", help="open the organization if there is none")
        parser.add_argument(
            "--dry-run", action="store_true", help="take everything back at the end"
        )

    @override
    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, or say in a sentence why not.

        :raises CommandError: when the folder, a file or the organization can't be had
        """
        gc.freeze()  # thousands of rows come and go: what is loaded by now needs no second look
        folder, is_rehearsal = options["folder"], options["dry_run"]
        try:
            bundle.present_files(folder)
            report = self._import(folder, options, is_rehearsal=is_rehearsal)
        except bundle.BundleError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            msg = f"{error.filename or folder} can't be written to: {error.strerror}"
            raise CommandError(msg) from error
        self._tell(report, folder)
        if is_rehearsal:
            self.stdout.write("A dry run: all of it was taken back.")

    def _import(self, folder: Path, options: dict[str, Any], *, is_rehearsal: bool) -> Report:
        organization_id = queries.organization_id_of(options["organization"])
        by = system.importer(organization_id or uuid7())
        with context.acting_as(by.acting), transaction.atomic() if is_rehearsal else nullcontext():
            if organization_id is None:
                self._open(by, options["organization"], options["open"])
            report = self._run(by, folder, is_rehearsal=is_rehearsal)
            if is_rehearsal:
                transaction.set_rollback(True)  # with the organization that was opened for it
        return report

    def _open(self, by: Actor, slug: str, name: str | None) -> None:
        if not name:
            msg = f"there is no organization {slug!r}; --open NAME opens it"
            raise CommandError(msg)
        if not SHORT_NAME.fullmatch(slug):
            msg = f"{slug!r} is no short name: up to 50 letters, digits and hyphens"
            raise CommandError(msg)
        try:
            tenancy.open_organization(by, name=name, slug=slug)
        except Refusal as refusal:
            reasons = (str(ORGANIZATION_OBSTACLES[one]) for one in refusal.obstacles)  # type: ignore[index]
            raise CommandError(" ".join(reasons)) from None

    def _run(self, by: Actor, folder: Path, *, is_rehearsal: bool) -> Report:
        with (folder / "REFUSED.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["file", "line", "external_id", "reasons"])

            def refuse(row: bundle.Refused) -> None:
                writer.writerow([row.file, row.line, row.external_id, "; ".join(row.reasons)])

            try:
                return import_bundle(
                    by, folder, now=clock.now(), refuse=refuse, dry_run=is_rehearsal
                )
            except bundle.BundleError as error:
                msg = str(error) if is_rehearsal else f"{error}. {KEPT}"
                raise CommandError(msg) from error

    def _tell(self, report: Report, folder: Path) -> None:
        for name in bundle.FILES:
            counts = report.taken[name], report.unchanged[name], report.refused[name]
            if any(counts):
                self.stdout.write("{}: {} taken, {} here already, {} refused".format(name, *counts))
        if report.refused.total():
            self.stdout.write(f"Why: {folder / 'REFUSED.csv'}")
