"""Reads of who must not share a group."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wayhome.journey.patients import queries as patients
from wayhome.journey.weekplans.codes import RecordStatus
from wayhome.journey.weekplans.models import Separation
from wayhome.shared.audit.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


def apart_from(by: Actor, patient_ids: Iterable[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """Return, of these people, whom each must not share a group with; replaced records are theirs.

    For building a week: its pages show nobody the pairs.
    """
    by.require(Permission.WEEK_BUILD)
    whose = patients.records_of_people(by, patient_ids)
    apart: defaultdict[UUID, frozenset[UUID]] = defaultdict(frozenset)
    rows = Separation.objects.filter(
        status=RecordStatus.ACTIVE, ended_at__isnull=True, first__in=[*whose], second__in=[*whose]
    )
    for first, second in rows.values_list("first_id", "second_id"):
        one, other = whose[first], whose[second]
        apart[one] |= {other}
        apart[other] |= {one}
    return apart
