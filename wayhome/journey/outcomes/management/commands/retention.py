"""bin/wayhome retention SLUG …: who still came after 4, 12 and 24 weeks, over organizations."""

from typing import Any, override

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from wayhome.journey.outcomes import queries
from wayhome.journey.outcomes.rules import Retained
from wayhome.shared.accounts import system
from wayhome.shared.core import context
from wayhome.shared.tenancy import queries as tenancy


class Command(BaseCommand):
    requires_system_checks = ()  # a page that is broken doesn't stop a report
    help = "Report the retention of each program, summed over the organizations named."

    @override
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organization", nargs="+", help="short names (slugs)")

    @override
    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, or say in a sentence why not.

        :raises CommandError: when there is no such organization
        """
        sums: dict[str, tuple[Retained, ...]] = {}
        for slug in dict.fromkeys(options["organization"]):  # who is named twice counts once
            for report in self._reports(slug):
                before = sums.get(report.program, ())
                sums[report.program] = _plus(before, report.retained)
        for program, retained in sorted(sums.items()):
            shares = ", ".join(f"{r.percent} % at day {r.mark.days}" for r in retained if r.people)
            self.stdout.write(
                f"{program}, {retained[0].people} people: {shares or 'nobody was admitted yet'}"
            )
        if not sums:
            self.stdout.write("There is no program yet.")

    def _reports(self, slug: str) -> tuple[queries.ProgramRetention, ...]:
        organization_id = tenancy.organization_id_of(slug)
        if organization_id is None:
            msg = f"there is no organization {slug!r}"
            raise CommandError(msg)
        by = system.importer(organization_id)
        with context.acting_as(by.acting), transaction.atomic():
            return queries.retention_report(by)


def _plus(one: tuple[Retained, ...], other: tuple[Retained, ...]) -> tuple[Retained, ...]:
    return tuple(a.plus(b) for a, b in zip(one, other, strict=True)) if one else other
