"""bin/wayhome export FOLDER: write an organization out as a bundle of CSV files."""

from pathlib import Path
from typing import Any, override

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from wayhome.faces.interop.exporting import export_bundle
from wayhome.shared.accounts import system
from wayhome.shared.core import context
from wayhome.shared.tenancy import queries


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Write an organization out as a bundle of CSV files."

    @override
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--organization", required=True, help="its short name (slug)")

    @override
    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, or say in a sentence why not.

        :raises CommandError: when there is no such organization, or the folder can't be written
        """
        organization_id = queries.organization_id_of(options["organization"])
        if organization_id is None:
            msg = f"there is no organization {options['organization']!r}"
            raise CommandError(msg)
        by = system.importer(organization_id)
        try:
            with context.acting_as(by.acting), transaction.atomic():
                counts = export_bundle(by, options["folder"])
        except OSError as error:
            msg = f"{error.filename or options['folder']} can't be written: {error.strerror}"
            raise CommandError(msg) from error
        for name, count in counts.items():
            self.stdout.write(f"{name}: {count} rows")
