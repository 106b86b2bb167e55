"""Reads of sessions for export, and of what overlaps in a file before it is taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from wayhome.journey.scheduling.codes import AppointmentStatus
from wayhome.journey.scheduling.models import Appointment, GroupSession
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.external import known_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from wayhome.shared.audit.actor import Actor

STAGE = """
DROP TABLE IF EXISTS pg_temp.staged_places, pg_temp.timed_places;
CREATE TEMPORARY TABLE staged_places (external_id text, session text, episode text)
ON COMMIT DROP;
CREATE TEMPORARY TABLE timed_places (
    external_id text, patient_id uuid, period_start timestamptz, period_end timestamptz
) ON COMMIT DROP
"""
TIMES = """
INSERT INTO timed_places
SELECT staged.external_id, episode.patient_id, session.period_start, session.period_end
FROM staged_places AS staged
JOIN "scheduling_groupsession" AS session
  ON session."organization_id" = %(organization)s AND session.external_id = staged.session
JOIN "admissions_episodeofcare" AS episode
  ON episode."organization_id" = %(organization)s AND episode.external_id = staged.episode
"""
# Of rows that aren't taken over yet: those of one person whose times meet another's. They lie in
# a table of their own, since the database can't guess how many there are and would compare each
# with each, whoever's they are.
OVERLAPS = """
SELECT one.external_id, min(other.external_id)
FROM timed_places AS one JOIN timed_places AS other
  ON other.patient_id = one.patient_id AND other.external_id <> one.external_id
  AND other.period_start < one.period_end AND one.period_start < other.period_end
WHERE NOT EXISTS (
    SELECT FROM "scheduling_appointment" AS known
    WHERE known."organization_id" = %(organization)s AND known.external_id = one.external_id
)
GROUP BY one.external_id
"""


def exported_sessions(
    by: Actor, external_ids: Iterable[str] | None = None
) -> QuerySet[GroupSession]:
    """Return all sessions, or those known by these ids, in the order in which they were made."""
    by.require(Permission.DATA_EXPORT)
    found = GroupSession.objects.select_related("healthcare_service", "facilitator")
    if external_ids is not None:
        found = found.filter(known_as(external_ids))
    return found.order_by("pk")


def exported_places(by: Actor, external_ids: Iterable[str] | None = None) -> QuerySet[Appointment]:
    """Return all places, or those known by these ids, but for those entered in error."""
    by.require(Permission.DATA_EXPORT)
    found = Appointment.objects.select_related("group_session", "episode")
    if external_ids is not None:
        found = found.filter(known_as(external_ids))
    return found.exclude(status=AppointmentStatus.ENTERED_IN_ERROR).order_by("pk")


def overlapping_places(by: Actor, staged: Iterable[tuple[str, str, str]]) -> Mapping[str, str]:
    """Return the places of a file that overlap another of the same person: id → the other's id.

    :param staged: (the place's id, its session's, its episode's), as the other system knows them;
        read once, and kept by the database while it compares
    """
    by.require(Permission.DATA_IMPORT)
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
        with cursor.copy("COPY staged_places FROM STDIN") as copy:
            for row in staged:
                copy.write_row(row)
        cursor.execute("ANALYZE staged_places")
        cursor.execute(TIMES, {"organization": by.organization_id})
        cursor.execute("ANALYZE timed_places")
        cursor.execute(OVERLAPS, {"organization": by.organization_id})
        return dict(cursor.fetchall())
