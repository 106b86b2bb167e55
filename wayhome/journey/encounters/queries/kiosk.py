"""Reads of the kiosk: whose it is, and what it may say to someone who has checked in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from wayhome.journey.encounters.models import Encounter
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import Organization


class Welcome(NamedTuple):
    """The time that someone is checked in for, and nothing else: others read the screen too."""

    starts_at: datetime
    zone: ZoneInfo


def open_kiosk(by: Actor) -> Organization:
    by.require(Permission.CHECK_IN_SELF)
    return tenancy.get_organization(by)


def welcome(by: Actor, encounter_id: UUID) -> Welcome:
    by.require(Permission.CHECK_IN_SELF)
    columns = ("appointment__period_start", "group_session__healthcare_service__time_zone")
    starts_at, zone = Encounter.objects.values_list(*columns).get(pk=encounter_id)
    return Welcome(starts_at, ZoneInfo(zone))
