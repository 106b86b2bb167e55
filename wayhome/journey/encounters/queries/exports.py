"""Reads of attendance for export, and of the days on which people last kept an appointment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from wayhome.journey.encounters.models import CAME, LIVE, Encounter
from wayhome.shared.audit.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


def live_encounters_of(by: Actor, appointment_ids: Iterable[UUID]) -> Mapping[UUID, Encounter]:
    """Return what came of these places, by the place."""
    by.require(Permission.DATA_EXPORT)
    found = Encounter.objects.filter(LIVE, appointment__in=[*appointment_ids])
    return {encounter.appointment_id: encounter for encounter in found}


def last_kept_days(by: Actor, service_id: UUID) -> Mapping[UUID, date]:
    """Return, per episode of the program, the last day on which an appointment was kept."""
    by.require(Permission.REPORT_VIEW)
    kept = Encounter.objects.filter(LIVE, CAME, episode__healthcare_service=service_id)
    days = kept.order_by().values("episode").annotate(last=Max("service_date"))
    return dict(days.values_list("episode", "last"))
