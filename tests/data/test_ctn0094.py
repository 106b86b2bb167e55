"""Real attendance of three trials comes in through the bundle and gives the known retention."""

import csv
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from tests.factories.tenancy import make_organization
from tools.ctn0094 import convert
from wayhome.faces.interop.importing import import_bundle
from wayhome.journey.outcomes.queries import retention_report
from wayhome.shared.accounts import system
from wayhome.shared.core import context

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
KNOWN = {
    "Trial 27": (1235, ["56.6", "47.5", "41.3"]),
    "Trial 30": (667, ["63.6", "47.5", "30.9"]),
    "Trial 51": (482, ["65.6", "56.6", "45.9"]),
}
# written apart from the report: straight from the rows, by another road
BY_HAND = """
SELECT service.name, count(*), count(*) FILTER (WHERE late.day >= 28),
    count(*) FILTER (WHERE late.day >= 84), count(*) FILTER (WHERE late.day >= 168)
FROM "admissions_episodeofcare" AS episode
JOIN "tenancy_healthcareservice" AS service
  ON service."organization_id" = episode."organization_id"
  AND service.id = episode.healthcare_service_id
LEFT JOIN LATERAL (
    SELECT max((session.period_start AT TIME ZONE 'UTC')::date - episode.admission_date) AS day
    FROM "scheduling_appointment" AS place
    JOIN "scheduling_groupsession" AS session
      ON session."organization_id" = place."organization_id" AND session.id = place.group_session_id
    WHERE place."organization_id" = episode."organization_id" AND place.episode_id = episode.id
      AND place.status = 'fulfilled'
) AS late ON true
WHERE episode."organization_id" = %s
GROUP BY service.name
"""


@pytest.mark.django_db
def test_the_trials_come_in_and_their_retention_is_the_known_one(real_data, tmp_path):
    sites = convert(real_data / "ctn0094", tmp_path)
    assert sites == 22
    taken, refused, visits = Counter(), [], 0
    reported, counted = {}, Counter()
    for folder in sorted(tmp_path.iterdir()):
        by = system.importer(make_organization(name=folder.name).pk)
        with context.acting_as(by.acting), transaction.atomic():
            report = import_bundle(by, folder, now=NOW, refuse=refused.append)
            taken += report.taken
            for line in retention_report(by):
                before = reported.get(line.program)
                sums = zip(before, line.retained, strict=True) if before else ()
                reported[line.program] = [a.plus(b) for a, b in sums] or [*line.retained]
            with connection.cursor() as cursor:
                cursor.execute(BY_HAND, [by.organization_id])
                for name, *counts in cursor.fetchall():
                    counted += Counter({(name, i): count for i, count in enumerate(counts)})
        with (folder / "attendance.csv").open() as file:
            visits += sum(1 for _ in csv.DictReader(file))
    for program, (people, shares) in KNOWN.items():
        assert [str(r.percent) for r in reported[program]] == shares
        assert {r.people for r in reported[program]} == {people}
        assert [r.kept for r in reported[program]] == [counted[program, i] for i in (1, 2, 3)]
        assert counted[program, 0] == people
    assert visits == 36351
    assert taken["attendance"] + sum(row.file == "attendance" for row in refused) == visits
    assert all(row.reasons for row in refused)
