"""Reads of a client's own attendance and day code, for the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.encounters.models import LIVE, DayCode, Encounter
from wayhome.journey.patients import queries as patients
from wayhome.shared.audit.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


def own_attendance(by: Actor, appointment_ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """Return the attendance kind of each of these places that is recorded and the client's own."""
    own = _own_ids(by)
    found = Encounter.objects.filter(LIVE, patient__in=own, appointment__in=[*appointment_ids])
    return dict(found.values_list("appointment_id", "attendance"))


def own_day_code(by: Actor, day: date) -> str:
    """Return the code that the client types at the kiosk on this day; empty when none is given."""
    codes = DayCode.objects.filter(patient__in=_own_ids(by), service_date=day)
    return codes.values_list("code", flat=True).order_by("pk").first() or ""


def _own_ids(by: Actor) -> tuple[UUID, ...]:
    by.require(Permission.OWN_RECORD_VIEW)
    return patients.ids_of_person(by, by.patient_id) if by.patient_id else ()
