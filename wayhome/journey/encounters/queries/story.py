"""Reads of a client's story: the sessions they came to or missed, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import FETCH_RAISE

from wayhome.journey.encounters.models import LIVE, Encounter
from wayhome.journey.patients import queries as patients
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.reads import chart_read

if TYPE_CHECKING:
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


@chart_read(Permission.ATTENDANCE_VIEW)
def attendance_of(by: Actor, patient_id: UUID, *, limit: int = 50) -> tuple[Encounter, ...]:
    own = patients.ids_of_person(by, patient_id)
    found = Encounter.objects.all().fetch_mode(FETCH_RAISE).filter(LIVE, patient__in=own)
    sessions = found.select_related("group_session__facilitator", "appointment")
    return tuple(sessions.order_by("-service_date", "-pk")[:limit])
