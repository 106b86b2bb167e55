"""The ledger's one statement: what a week has earned, still holds and lacks, per client."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from wayhome.journey.admissions.codes import ADMITTED_STATUSES, EpisodeStatus
from wayhome.journey.encounters.codes import EncounterStatus
from wayhome.journey.encounters.rules.attendance import RECORDABLE

# Each client's places of the week are found by an index, so a client costs the same among 80 and
# among 8,000. Places that hold no seat and absences add nothing.
_LEDGER = """
SELECT "episode"."id", "episode"."patient_id", "episode"."healthcare_service_id",
  "episode"."care_manager_id", "episode"."status", "episode"."level_of_care",
  "episode"."admission_date", "episode"."weekly_target_minutes", "patient"."given_name",
  "patient"."family_name", "patient"."preferred_name", "patient"."birth_date",
  "hours"."earned", "hours"."booked", "hours"."unrecorded"
FROM unnest(%(services)s::uuid[], %(firsts)s::date[], %(ends)s::date[])
  AS "week" ("service_id", "first", "ends")
JOIN "admissions_episodeofcare" AS "episode"
  ON "episode"."healthcare_service_id" = "week"."service_id"
JOIN "patients_patient" AS "patient"
  ON "patient"."organization_id" = "episode"."organization_id"
  AND "patient"."id" = "episode"."patient_id"
CROSS JOIN LATERAL (
  SELECT
    coalesce(sum("came"."minutes") FILTER (WHERE "is_done"), 0) AS "earned",
    coalesce(sum(coalesce("came"."minutes", "length")) FILTER (WHERE NOT "is_done"), 0) AS "booked",
    coalesce(sum("length") FILTER (WHERE NOT "is_done" AND "is_over"), 0) AS "unrecorded"
  FROM "scheduling_appointment" AS "place"
  LEFT JOIN "encounters_encounter" AS "came"
    ON "came"."organization_id" = "place"."organization_id"
    AND "came"."appointment_id" = "place"."id" AND "came"."status" <> %(error)s
  CROSS JOIN LATERAL (SELECT
    "place"."period_end" <= %(now)s AS "is_over",
    "came"."id" IS NOT NULL
      AND ("came"."status" = %(finished)s OR "place"."period_end" <= %(now)s) AS "is_done",
    CASE WHEN "came"."id" IS NULL AND "place"."status" = ANY(%(recordable)s) THEN
      extract(epoch FROM "place"."period_end" - "place"."period_start")::integer / 60
    END AS "length") AS "counted"
  WHERE "place"."organization_id" = "episode"."organization_id"
    AND "place"."episode_id" = "episode"."id"
    AND "place"."service_date" >= "week"."first" AND "place"."service_date" < "week"."ends"
) AS "hours"
WHERE "episode"."organization_id" = %(organization)s
  AND "episode"."admission_date" < "week"."ends"
  AND ("episode"."status" = ANY(%(admitted)s) OR (
    "episode"."status" = %(discharged)s AND "episode"."discharge_date" >= "week"."ends"))
  AND (%(care_manager)s::uuid IS NULL OR "episode"."care_manager_id" = %(care_manager)s::uuid)
  AND (%(patients)s::uuid[] IS NULL OR "episode"."patient_id" = ANY(%(patients)s::uuid[]))
"""
STATEMENT = " ".join(_LEDGER.split())
STATUSES: Mapping[str, Any] = MappingProxyType(
    {
        "finished": EncounterStatus.FINISHED,
        "error": EncounterStatus.ENTERED_IN_ERROR,
        "recordable": sorted(RECORDABLE),
        "admitted": sorted(ADMITTED_STATUSES),
        "discharged": EpisodeStatus.FINISHED,
    }
)
