"""bin/wayhome import FOLDER: take over a bundle of CSV files for one organization."""  # noqa: N999  # the command's name

import csv
import gc
from pathlib import Path
from typing import Any, override

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wayhome.faces.interop import bundle
from wayhome.faces.interop.importing import Report, import_bundle
from wayhome.shared.accounts import system
from wayhome.shared.audit.actor import Actor
from wayhome.shared.core import clock, context
from wayhome.shared.core.uuid7 import uuid7
from wayhome.shared.tenancy import actions as tenancy
from wayhome.shared.tenancy import queries


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
        folder: Path = options["folder"]
        gc.freeze()  # thousands of rows come and go: what is loaded by now needs no second look
        organization_id = queries.organization_id_of(options["organization"])
        by = system.importer(organization_id or uuid7())
        with context.acting_as(by.acting):
            if organization_id is None:
                self._open(by, options["organization"], options["open"])
            try:
                report = self._run(by, folder, dry_run=options["dry_run"])
            except bundle.BundleError as error:
                raise CommandError(str(error)) from error
        self._tell(report, folder)

    def _open(self, by: Actor, slug: str, name: str | None) -> None:
        if not name:
            msg = f"there is no organization {slug!r}; --open NAME opens it"
            raise CommandError(msg)
        tenancy.open_organization(by, name=name, slug=slug)

    def _run(self, by: Actor, folder: Path, *, dry_run: bool) -> Report:
        with (folder / "REFUSED.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["file", "line", "external_id", "reasons"])

            def refuse(row: bundle.Refused) -> None:
                writer.writerow([row.file, row.line, row.external_id, "; ".join(row.reasons)])

            return import_bundle(by, folder, now=clock.now(), refuse=refuse, dry_run=dry_run)

    def _tell(self, report: Report, folder: Path) -> None:
        for name in bundle.FILES:
            counts = report.taken[name], report.unchanged[name], report.refused[name]
            if any(counts):
                self.stdout.write("{}: {} taken, {} here already, {} refused".format(name, *counts))
        if report.refused.total():
            self.stdout.write(f"Why: {folder / 'REFUSED.csv'}")
