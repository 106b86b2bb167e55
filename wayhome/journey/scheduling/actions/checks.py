"""Refuses what can't be planned, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.actions.refusals import PlanningRefusal
from wayhome.journey.scheduling.codes import ServiceType
from wayhome.journey.scheduling.queries import facts
from wayhome.shared.accounts import queries as accounts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from wayhome.journey.scheduling.models import GroupSession
    from wayhome.journey.scheduling.queries.planning import Facts
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService

SHORTEST, LONGEST = 1, 1439  # minutes; the table holds the same


def refuse_unless_plannable(
    error: type[PlanningRefusal], found: Facts, rows: Iterable[GroupSession]
) -> None:
    """Check all of them, so that the answer names every day that is in the way.

    :raises PlanningRefusal: of the given kind, with every reason why not
    """
    rows = tuple(rows)
    obstacles = dict.fromkeys(obstacle for row in rows for obstacle in found.obstacles(row))
    if obstacles:
        clashes = [clash for row in rows for clash in found.clashes(row)]
        raise error(
            tuple(obstacles), [c for c in clashes if c.obstacle in obstacles], cap=found.cap
        )


def cap_for(by: Actor, service: HealthcareService, row: GroupSession) -> int:
    caps = facts.group_caps(by, service, on=row.service_date)
    return rules.group_cap(ServiceType(row.service_type), caps=caps)


def require_known(by: Actor, *, facilitator_id: UUID, room_id: UUID | None) -> None:
    """Fail as if they didn't exist when someone isn't at work here or a room isn't open.

    :raises ObjectDoesNotExist: when there is no such practitioner or room
    """
    accounts.practitioners(by).get(pk=facilitator_id)
    if room_id is not None:
        facts.open_room(by, room_id)


def lasts_well(minutes: int) -> bool:
    return SHORTEST <= minutes <= LONGEST
