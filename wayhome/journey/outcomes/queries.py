"""Reads of outcomes: how many still came, per program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wayhome.journey.admissions.queries.exports import admitted_on
from wayhome.journey.encounters.queries.exports import last_kept_days
from wayhome.journey.outcomes.rules import Stay, retention
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from wayhome.journey.outcomes.rules import Retained
    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class ProgramRetention:
    """A program's retention at each mark."""

    program: str
    retained: tuple[Retained, ...]


def retention_report(by: Actor) -> tuple[ProgramRetention, ...]:
    """Return the retention of each program, counted from everyone ever admitted to it."""
    by.require(Permission.REPORT_VIEW)
    found = []
    for service in tenancy.services(by, with_closed=True):
        last = last_kept_days(by, service.pk)
        stays = [Stay(day, last.get(key)) for key, day in admitted_on(by, service.pk).items()]
        found.append(ProgramRetention(service.name, retention(stays)))
    return tuple(found)
