"""Reads of who must not share a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.patients import queries as patients
from wayhome.journey.weekplans import rules
from wayhome.journey.weekplans.codes import RecordStatus
from wayhome.journey.weekplans.models import Separation
from wayhome.shared.audit.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from django.db.models import QuerySet

    from wayhome.shared.audit.actor import Actor


def apart_from(by: Actor, patient_ids: Iterable[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """Return, of these people, whom each must not share a group with; others have no entry.

    Any record of a person may be asked for: merging moves no row.
    """
    by.require(Permission.WEEK_BUILD)
    ids = [*patient_ids]
    standing = patients.people_of_records(by, ids)
    whose = patients.records_of_people(by, set(standing.values()))
    kept = standing_pairs().filter(first__in=whose, second__in=whose)
    pairs = kept.order_by("pk").values_list("first_id", "second_id")
    return rules.apart(pairs, whose, ids)


def standing_pairs() -> QuerySet[Separation]:
    return Separation.objects.filter(status=RecordStatus.ACTIVE, ended_at__isnull=True)
