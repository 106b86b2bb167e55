"""A foreign database with overlaps, chains of moved visits and duplicate names is digested."""

import csv
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import connection

from tests.factories.tenancy import make_organization
from tools.bhsim_bundle import convert
from wayhome.faces.interop.importing import import_bundle
from wayhome.shared.accounts import system
from wayhome.shared.core import context

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
GENERATE = ["--clients", "60", "--employees", "12", "--seed", "7", "--reference-date", "2026-11-01"]


def overlaps_by_hand(folder):
    """Return every pair of one person's places that meet, found apart from the import."""
    with (folder / "sessions.csv").open() as file:
        times = {r["external_id"]: (r["start"], r["end"]) for r in csv.DictReader(file)}
    with (folder / "episodes.csv").open() as file:
        people = {r["external_id"]: r["person"] for r in csv.DictReader(file)}
    by_person = {}
    with (folder / "attendance.csv").open() as file:
        for row in csv.DictReader(file):
            if row["status"] != "cancelled":
                by_person.setdefault(people[row["episode"]], []).append(row["session"])
    return {
        (one, other)
        for places in by_person.values()
        for one in places
        for other in places
        if one != other and times[one][0] < times[other][1] and times[other][0] < times[one][1]
    }


@pytest.mark.django_db
def test_of_two_overlapping_visits_both_are_refused_and_each_names_the_other(tmp_path):
    database, folder = tmp_path / "bhsim.sqlite", tmp_path / "bundle"
    command = [sys.executable, "-m", "bhsim", "generate", str(database), *GENERATE]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    convert(database, folder)
    by = system.importer(make_organization().pk)
    refused = []
    with context.acting_as(by.acting):
        report = import_bundle(by, folder, now=NOW, refuse=refused.append)
    told = {}
    for row in refused:
        for reason in row.reasons:
            if named := re.search(r"overlaps '(\w+)'", reason):
                told[row.external_id] = named[1]
    pairs = overlaps_by_hand(folder)
    taken_sessions = _known_sessions(by)
    pairs = {(a, b) for a, b in pairs if a in taken_sessions and b in taken_sessions}
    assert pairs
    assert set(told) == {one for one, _ in pairs}
    assert all((one, other) in pairs for one, other in told.items())
    assert report.taken["people"] == 60
    files = Counter(row.file for row in refused)
    assert report.taken["attendance"] + files["attendance"] == len(_rows(folder / "attendance.csv"))


def _rows(path):
    with path.open() as file:
        return [*csv.DictReader(file)]


def _known_sessions(by):
    with context.acting_as(by.acting), connection.cursor() as cursor:
        cursor.execute(
            'SELECT external_id FROM scheduling_groupsession WHERE "organization_id" = %s',
            [by.organization_id],
        )
        return {key for (key,) in cursor.fetchall()}
