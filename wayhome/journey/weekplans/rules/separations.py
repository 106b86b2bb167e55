"""Who must not share a group with whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from wayhome.journey.weekplans.codes import SeparationObstacle


def pair_of(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """Return both in the order in which they are kept, so that a pair is one row."""
    return (one, other) if one < other else (other, one)


def apart(
    pairs: Iterable[tuple[UUID, UUID]],
    person_of_record: Mapping[UUID, UUID],
    ids: Iterable[UUID],
) -> dict[UUID, frozenset[UUID]]:
    """Return of each of these records the others of them that belong to somebody kept apart.

    :param pairs: records of people who are kept apart, whichever record it was told of
    :param person_of_record: to whom a record belongs, those of `ids` among them
    """
    known: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for first, second in pairs:
        one, other = person_of_record[first], person_of_record[second]
        if one != other:  # two records that turned out to be one person's
            known[one].add(other)
            known[other].add(one)
    asked = [each for each in dict.fromkeys(ids) if each in person_of_record]
    found = {
        each: frozenset(
            other for other in asked if person_of_record[other] in known[person_of_record[each]]
        )
        for each in asked
        if person_of_record[each] in known
    }
    return {each: others for each, others in found.items() if others}


def obstacles_to_keeping_apart(
    *, is_same_person: bool, are_apart: bool
) -> tuple[SeparationObstacle, ...]:
    checks = {
        SeparationObstacle.SAME_PERSON: is_same_person,
        SeparationObstacle.APART_ALREADY: are_apart,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def obstacles_to_ending(*, is_standing: bool) -> tuple[SeparationObstacle, ...]:
    return () if is_standing else (SeparationObstacle.ALREADY_ENDED,)
