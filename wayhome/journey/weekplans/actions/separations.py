"""Writes of who must not share a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ObjectDoesNotExist

from wayhome.journey.patients import queries as patients
from wayhome.journey.scheduling.actions import locks
from wayhome.journey.weekplans import rules
from wayhome.journey.weekplans.models import Separation
from wayhome.journey.weekplans.queries import separations
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor


class CannotKeepApartError(Refusal):
    """Two people can't be kept apart so."""


class CannotEndSeparationError(Refusal):
    """Two people aren't kept apart any more."""


@action(Permission.SEPARATION_MANAGE)
def keep_apart(by: Actor, *, patient_id: UUID, other_id: UUID, now: datetime) -> Separation:
    """Let no week that is built put two people in one group; any record of theirs may be named.

    :raises ObjectDoesNotExist: when there is no such person
    :raises CannotKeepApartError: with every reason why not
    """
    people = patients.people_of_records(by, {patient_id, other_id})
    if {patient_id, other_id} - people.keys():
        raise ObjectDoesNotExist
    first, second = rules.pair_of(people[patient_id], people[other_id])
    locks.hold([first, second])
    if obstacles := rules.obstacles_to_keeping_apart(
        is_same_person=first == second,
        are_apart=bool(separations.pairs_of(by, first, second)),
    ):
        raise CannotKeepApartError(obstacles)
    pair = Separation(
        organization_id=by.organization_id,
        first_id=first,
        second_id=second,
        recorded_at=now,
        recorded_by_id=by.practitioner_id,
    )
    pair.save(force_insert=True)
    return pair


@action(Permission.SEPARATION_MANAGE)
def end_separation(by: Actor, *, separation_id: UUID, now: datetime) -> list[Separation]:
    """Let two people share a group again, whichever of their records it was told of.

    :raises CannotEndSeparationError: when that was said already
    """
    pair = Separation.objects.get(pk=separation_id)
    people = patients.people_of_records(by, [pair.first_id, pair.second_id])
    first, second = people[pair.first_id], people[pair.second_id]
    locks.hold([first, second])
    standing = separations.pairs_of(by, first, second)
    is_standing = separation_id in {each.pk for each in standing}
    if obstacles := rules.obstacles_to_ending(is_standing=is_standing):
        raise CannotEndSeparationError(obstacles)
    for each in standing:
        each.ended_at = now
        each.save(update_fields=["ended_at"])
    return standing
