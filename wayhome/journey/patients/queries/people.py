"""Reads of many people at once: for lists, rosters, imports. They open nobody's chart."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Func, Q

from wayhome.journey.patients.models import ContactPoint, Flag, Identifier, Patient
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.memo import once_a_page
from wayhome.shared.core.prepared import Prepared, any_of, given_ids
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from wayhome.journey.patients.codes import IdentifierType
    from wayhome.shared.audit.actor import Actor

# From the record up to the one that replaced it last, then down to everything that one replaced.
RECORDS_OF_PERSON = """
WITH RECURSIVE above AS (
    SELECT "id", "replaced_by_id" FROM "patients_patient"
    WHERE "organization_id" = %(organization)s AND "id" = %(patient)s
    UNION
    SELECT p."id", p."replaced_by_id" FROM "patients_patient" p
    JOIN above ON p."organization_id" = %(organization)s AND p."id" = above."replaced_by_id"
), person AS (
    SELECT "id", 0 AS depth FROM above WHERE "replaced_by_id" IS NULL
    UNION ALL
    SELECT p."id", person.depth + 1 FROM "patients_patient" p
    JOIN person ON p."organization_id" = %(organization)s AND p."replaced_by_id" = person."id"
)
SELECT "id" FROM person ORDER BY depth, "id"
"""

# From each record down to everything that it replaced.
RECORDS_OF_PEOPLE = """
WITH RECURSIVE record AS (
    SELECT "id", "id" AS person FROM "patients_patient"
    WHERE "organization_id" = %(organization)s AND "id" = ANY(%(patients)s)
    UNION
    SELECT p."id", record.person FROM "patients_patient" p
    JOIN record ON p."organization_id" = %(organization)s AND p."replaced_by_id" = record."id"
)
SELECT "id", person FROM record
"""

# From each record up to everything that replaced it; the last one stands for the person.
PEOPLE_OF_RECORDS = """
WITH RECURSIVE above AS (
    SELECT "id", "replaced_by_id", "id" AS record FROM "patients_patient"
    WHERE "organization_id" = %(organization)s AND "id" = ANY(%(patients)s)
    UNION
    SELECT p."id", p."replaced_by_id", above.record FROM "patients_patient" p
    JOIN above ON p."organization_id" = %(organization)s AND p."id" = above."replaced_by_id"
)
SELECT record, "id" FROM above WHERE "replaced_by_id" IS NULL
"""

_THEIRS = any_of("patient_id", given_ids("patients"))
CONTACT_POINTS = Prepared(lambda: ContactPoint.objects.filter(_THEIRS).order_by("pk"))
IDENTIFIERS = Prepared(lambda: Identifier.objects.filter(_THEIRS).order_by("type", "pk"))
FLAGS = Prepared(lambda: Flag.objects.filter(_THEIRS).order_by("-period_start", "-pk"))
_RECORDS = Prepared(lambda: Patient.objects.filter(any_of("id", given_ids("ids"))))


def people(by: Actor) -> QuerySet[Patient]:
    """Return everyone, in the order of their names; a replaced record is not a person."""
    by.require(Permission.PATIENT_SEARCH)
    family, given = (Func(name, function="core_sort_key") for name in ("family_name", "given_name"))
    return Patient.objects.filter(replaced_by__isnull=True).order_by(family, given, "pk")


def patients_by_id(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Patient]:
    by.require(Permission.PATIENT_SEARCH)
    return records(ids)


def records(ids: Iterable[UUID]) -> dict[UUID, Patient]:
    return {record.pk: record for record in _RECORDS.rows(ids=[*ids])}


def patients_by_identifier(
    by: Actor,
    *,
    identifier_type: IdentifierType,
    system: str,
    values: Iterable[str],
) -> dict[str, Patient]:
    """Return who has these numbers: value → patient. For imports, which know people by them."""
    by.require(Permission.PATIENT_SEARCH)
    found = Identifier.objects.filter(type=identifier_type, system=system, value__in=set(values))
    return {each.value: each.patient for each in found.select_related("patient")}


@once_a_page
def ids_of_person(by: Actor, patient_id: UUID) -> tuple[UUID, ...]:
    """Return every record of the person, the one that stands first; any of them may be asked for.

    Readers of a person's history filter by all of them: merging moves no row.

    :raises Patient.DoesNotExist: when there is no such record
    """
    is_own = by.patient_id == patient_id
    by.require(Permission.OWN_RECORD_VIEW if is_own else Permission.CHART_READ)
    with connection.cursor() as cursor:
        cursor.execute(
            RECORDS_OF_PERSON, {"organization": by.organization_id, "patient": patient_id}
        )
        ids = tuple(row[0] for row in cursor.fetchall())
    if not ids:
        raise Patient.DoesNotExist
    return ids


def records_of_people(by: Actor, patient_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return every record of these people, those that they replaced too: record → who it is."""
    by.require(Permission.PATIENT_SEARCH)
    return _by_record(by, RECORDS_OF_PEOPLE, patient_ids)


def people_of_records(by: Actor, patient_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return the record that stands for the person of each, itself where nothing replaced it."""
    by.require(Permission.PATIENT_SEARCH)
    return _by_record(by, PEOPLE_OF_RECORDS, patient_ids)


def contact_points_by_patient(
    by: Actor, ids: Iterable[UUID]
) -> Mapping[UUID, tuple[ContactPoint, ...]]:
    """Return the phones and addresses in use."""
    by.require(Permission.PATIENT_SEARCH)
    found = CONTACT_POINTS.rows(patients=[*ids])
    return _by_patient(point for point in found if point.is_active)


def identifiers_by_patient(by: Actor, ids: Iterable[UUID]) -> Mapping[UUID, tuple[Identifier, ...]]:
    by.require(Permission.PATIENT_SEARCH)
    return _by_patient(IDENTIFIERS.rows(patients=[*ids]))


def flags_by_patient(
    by: Actor, ids: Iterable[UUID], *, now: datetime
) -> Mapping[UUID, tuple[Flag, ...]]:
    """Return the flags that stand now."""
    by.require(Permission.CHART_READ)
    return _by_patient(
        Flag.objects.filter(standing_at(now), patient__in=set(ids)).order_by("period_start", "pk")
    )


def may_manage(by: Actor) -> bool:
    """Return whether pages offer this actor to register and to change people."""
    by.require(Permission.PATIENT_SEARCH)
    return by.may(Permission.PATIENT_MANAGE)


def may_merge(by: Actor) -> bool:
    """Return whether pages offer this actor to merge records."""
    by.require(Permission.PATIENT_SEARCH)
    return by.may(Permission.PATIENT_MERGE)


def zone_of(by: Actor) -> ZoneInfo:
    """Return the time zone in which times are shown that belong to no program."""
    return tenancy.zone_of(by)


def standing_at(now: datetime) -> Q:
    return Q(period_end__isnull=True) | Q(period_end__gt=now)


def _by_record(by: Actor, statement: str, patient_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"organization": by.organization_id, "patients": [*patient_ids]})
        return dict(cursor.fetchall())


def _by_patient[R: (ContactPoint, Identifier, Flag)](
    rows: Iterable[R],
) -> dict[UUID, tuple[R, ...]]:
    grouped: defaultdict[UUID, list[R]] = defaultdict(list)
    for row in rows:
        grouped[row.patient_id].append(row)
    return {patient_id: tuple(each) for patient_id, each in grouped.items()}
