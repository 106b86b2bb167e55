"""Reads of stays for export, and of those that another system knows by its own ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.admissions.codes import EpisodeStatus
from wayhome.journey.admissions.models import EpisodeOfCare
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.external import known_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from wayhome.shared.audit.actor import Actor


def exported_episodes(
    by: Actor, external_ids: Iterable[str] | None = None
) -> QuerySet[EpisodeOfCare]:
    """Return all stays, or those known by these ids, in the order in which they were made."""
    by.require(Permission.DATA_EXPORT)
    found = EpisodeOfCare.objects.select_related("patient", "healthcare_service", "care_manager")
    if external_ids is not None:
        found = found.filter(known_as(external_ids))
    return found.order_by("pk")


def admitted_on(by: Actor, service_id: UUID) -> Mapping[UUID, date]:
    """Return the admission date of everyone ever admitted to the program, by their episode."""
    by.require(Permission.REPORT_VIEW)
    found = EpisodeOfCare.objects.filter(healthcare_service=service_id)
    standing = found.exclude(status=EpisodeStatus.ENTERED_IN_ERROR).order_by("pk")
    days = standing.values_list("pk", "admission_date")
    return {key: day for key, day in days if day is not None}
