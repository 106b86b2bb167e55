"""What two people may race for is held here, always in one order, so that nobody waits in a ring.

The order: a series, its sessions by key, then people, facilitators and rooms by number. Rows are
locked without their keys, so that whoever refers to a session needn't wait.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from wayhome.journey.scheduling.models import Appointment, GroupSeries, GroupSession
from wayhome.shared.core.prepared import Prepared, given_id

# An exclusion constraint alone lets two inserts wait for each other until one is shot.
HOLD = "SELECT pg_advisory_xact_lock(held) FROM unnest(%s::bigint[]) AS held"


def hold(ids: Iterable[UUID | None]) -> None:
    """Keep others from planning for the same people, facilitators and rooms until the end."""
    numbers = sorted({_number(held) for held in ids if held is not None})
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [numbers])


def locked_series(series_id: UUID) -> GroupSeries:
    rows = GroupSeries.objects.select_related("healthcare_service")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=series_id)


def locked_groups(series_ids: Iterable[UUID]) -> dict[UUID, GroupSeries]:
    rows = GroupSeries.objects.filter(pk__in=[*series_ids]).order_by("pk")
    found = rows.select_related("healthcare_service")
    return {row.pk: row for row in found.select_for_update(of=("self",), no_key=True)}


def locked_session(session_id: UUID) -> GroupSession:
    rows = GroupSession.objects.select_related("healthcare_service")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=session_id)


def locked_sessions(rows: QuerySet[GroupSession]) -> list[GroupSession]:
    found = rows.select_related("healthcare_service").order_by("pk")
    return list(found.select_for_update(of=("self",), no_key=True))


def locked_place(appointment_id: UUID) -> Appointment:
    """Lock the place after its session, as whoever changes the session does."""
    session_id = Appointment.objects.values_list("group_session_id", flat=True).get(
        pk=appointment_id
    )
    session = locked_session(session_id)
    place = Appointment.objects.select_for_update(of=("self",), no_key=True).get(pk=appointment_id)
    place.group_session = session
    return place


_PLACE_ALONE = Prepared(
    lambda: Appointment.objects.select_for_update(of=("self",), no_key=True).filter(
        pk=given_id("appointment")
    )
)


def locked_place_alone(appointment_id: UUID) -> Appointment:
    """Lock a place for a change that takes no seat and needs nothing of the session."""
    return _PLACE_ALONE.one(appointment=appointment_id)


def _number(key: UUID) -> int:
    return int.from_bytes(key.bytes[8:], signed=True)
