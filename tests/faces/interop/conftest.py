"""A small bundle, and an organization that takes it over."""

import csv
import dataclasses
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from tests.factories.tenancy import make_organization
from wayhome.faces.interop import bundle
from wayhome.faces.interop.importing import import_bundle
from wayhome.shared.accounts import system
from wayhome.shared.core import context

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
NINE = datetime(2026, 11, 2, 14, tzinfo=UTC)


def session(key, start=NINE, **given):
    given = {"capacity": 2, "facilitator": "f1", "program": "p1", "service_type": "cbt"} | given
    return bundle.Session(
        external_id=key, title="CBT", start=start, end=start + timedelta(hours=1), **given
    )


def attendance(key, of, who="e1", status="attended", **given):
    return bundle.Attendance(external_id=key, session=of, episode=who, status=status, **given)


def episode(key, person, **given):
    given = {"status": "active", "admission_date": date(2026, 10, 1), "program": "p1"} | given
    return bundle.Episode(external_id=key, person=person, level_of_care="2.1", **given)


def rows():
    """Return a bundle's rows: two people, three sessions, what came of them."""
    return {
        "programs": [
            bundle.Program(
                external_id="p1",
                name="Evening IOP",
                site="Main Street",
                level_of_care="2.1",
                time_zone="America/New_York",
            )
        ],
        "practitioners": [
            bundle.Practitioner(
                external_id="f1",
                given_name="Nadia",
                family_name="Ortiz",
                credential="LCSW",
                credential_number="LC-1",
                credential_state="NY",
                credential_issued=date(2020, 1, 1),
                credential_expires=date(2030, 1, 1),
            )
        ],
        "people": [
            bundle.Person(
                external_id="1", given_name="Ana", family_name="Reyes", phone="+12125550101"
            ),
            bundle.Person(
                external_id="2", given_name="Ben", family_name="Tran", email="b@x.example"
            ),
        ],
        "episodes": [
            episode("e1", "1", care_manager="f1"),
            episode(
                "e2",
                "2",
                status="finished",
                discharge_date=date(2026, 11, 20),
                discharge_reason="1",
            ),
        ],
        "sessions": [
            session("s1"),
            session("s2", NINE + timedelta(days=1)),
            session("s3", NINE + timedelta(days=60)),
        ],
        "attendance": [
            attendance("a1", "s1"),
            attendance("a2", "s1", "e2", "absent-excused", reason="ill"),
            attendance("a3", "s2", "e2", left=NINE + timedelta(days=1, minutes=40)),
            attendance("a4", "s3", status="booked"),
            attendance("a5", "s3", "e2", "cancelled"),
        ],
    }


class Bundle:
    """A bundle in a folder, and one organization that it is taken into."""

    def __init__(self, folder):
        self.folder, self.rows = folder, rows()
        self.organization = make_organization()
        self.by = system.importer(self.organization.pk)
        self.refused = []

    def write(self):
        self.folder.mkdir(exist_ok=True)
        for name, each in self.rows.items():
            bundle.write(self.folder, name, iter(each))
        return self

    def take(self, **options):
        self.refused = []
        with context.acting_as(self.by.acting):
            return import_bundle(
                self.by, self.folder, now=NOW, refuse=self.refused.append, **options
            )

    def reasons(self):
        return {(row.file, row.external_id): row.reasons for row in self.refused}

    @contextmanager
    def reading(self):
        with context.acting_as(self.by.acting), transaction.atomic():
            yield

    def change(self, file, number, **given):
        self.rows[file][number] = dataclasses.replace(self.rows[file][number], **given)


@pytest.fixture
def incoming(tmp_path):
    return Bundle(tmp_path / "bundle")


def append(folder, name, cells):
    with (folder / f"{name}.csv").open("a", newline="") as file:
        csv.writer(file).writerow(cells)
