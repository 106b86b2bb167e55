"""Which room is free for an individual session."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wayhome.journey.scheduling.queries import facts
from wayhome.shared.tenancy import queries as tenancy
from wayhome.shared.tenancy.codes import RoomFeature

if TYPE_CHECKING:
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.core.period import Period
    from wayhome.shared.tenancy.models import Location

LARGE = 999


class FreeRooms:
    """A site's rooms in a stretch of time, the private and small ones first."""

    def __init__(self, by: Actor, site_id: UUID, period: Period) -> None:
        self._rooms = sorted(tenancy.rooms(by, site_id=site_id), key=_suits)
        ids = [room.pk for room in self._rooms]
        self._busy: defaultdict[UUID | None, list[Period]] = defaultdict(list)
        for session in facts.busy_sessions(by, period, facilitator_ids=(), room_ids=ids):
            self._busy[session.room_id].append(session.period)

    def take(self, period: Period) -> UUID | None:
        """Return a room that is free then, and keep it for whoever asked; None if there is none."""
        for room in self._rooms:
            if not any(each.overlaps(period) for each in self._busy[room.pk]):
                self._busy[room.pk].append(period)
                return room.pk
        return None


def _suits(room: Location) -> tuple[bool, int, str]:
    return RoomFeature.PRIVATE not in room.features, room.capacity or LARGE, str(room.pk)
