"""What rows of the bundle refer to: small tables kept whole, large ones read batch by batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.admissions.queries.exports import exported_episodes
from wayhome.journey.scheduling.queries.exports import exported_sessions
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.core.external import outside_id
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.scheduling.models import GroupSession
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService


class Lookup:
    """The programs and practitioners of the organization, and rows of large tables by id."""

    def __init__(self, by: Actor) -> None:
        self.by = by
        self.programs: dict[str, HealthcareService] = {}
        self.practitioners: dict[str, UUID] = {}
        self.overlaps: Mapping[str, str] = {}

    def refresh(self) -> None:
        """Read again what an earlier file of the bundle may have added."""
        services = tenancy.services(self.by, with_closed=True)
        self.programs = {outside_id(service): service for service in services}
        people = accounts.practitioners(self.by, with_inactive=True)
        self.practitioners = {outside_id(person): person.pk for person in people}

    def sessions(self, ids: Collection[str]) -> dict[str, GroupSession]:
        found = exported_sessions(self.by, ids).select_related(None)
        return {outside_id(session): session for session in found}

    def episodes(self, ids: Collection[str]) -> dict[str, EpisodeOfCare]:
        found = exported_episodes(self.by, ids).select_related(None)
        return {outside_id(episode): episode for episode in found}
