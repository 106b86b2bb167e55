"""A placement assessment is complete, explained and by someone entitled; nothing decides it."""

from dataclasses import replace
from datetime import date

import pytest

from wayhome.journey.placement import rules
from wayhome.journey.placement.codes import (
    DIMENSIONS,
    LEVELS_OF_CARE,
    AsamEdition,
    LevelOfCare,
    PlacementObstacle,
)
from wayhome.journey.placement.rules import PlacementDraft, Rating
from wayhome.shared.core.period import DatePeriod

TODAY = date(2026, 3, 2)
VALID = [DatePeriod(date(2025, 1, 1), date(2026, 3, 3))]


def rated(edition, *ratings, rationale="Seen and asked."):
    return tuple(
        Rating(dimension, rating, rationale)
        for dimension, rating in zip(DIMENSIONS[edition], ratings, strict=True)
    )


COMPLETE = PlacementDraft(
    edition=AsamEdition.FOURTH,
    ratings=rated(AsamEdition.FOURTH, 0, 1, 2, 3, 4, 2),
    indicated=LevelOfCare.INTENSIVE_OUTPATIENT,
    actual=LevelOfCare.INTENSIVE_OUTPATIENT,
    assessed_on=TODAY,
)


@pytest.mark.parametrize(
    ("change", "obstacles"),
    [
        ({}, ()),
        ({"ratings": COMPLETE.ratings[:5]}, ("ratings-incomplete",)),
        (
            {"ratings": rated(AsamEdition.FOURTH, 0, 1, None, 3, 4, 2)},
            ("ratings-incomplete",),
        ),
        ({"ratings": rated(AsamEdition.FOURTH, 0, 1, 5, 3, 4, 2)}, ("rating-out-of-range",)),
        ({"ratings": rated(AsamEdition.FOURTH, 0, 1, -1, 3, 4, 2)}, ("rating-out-of-range",)),
        (
            {"ratings": rated(AsamEdition.FOURTH, 0, 1, 2, 3, 4, 2, rationale=" ")},
            ("rationale-missing",),
        ),
        (
            {"ratings": rated(AsamEdition.THIRD, 0, 1, 2, 3, 4, 2)},
            ("ratings-incomplete", "dimension-not-in-edition"),
        ),
        ({"edition": AsamEdition.THIRD, "ratings": rated(AsamEdition.THIRD, 0, 1, 2, 3, 4, 2)}, ()),
        ({"indicated": LevelOfCare.OUTPATIENT}, ("level-not-in-edition", "difference-unexplained")),
        ({"actual": LevelOfCare.HIGH_INTENSITY_OUTPATIENT}, ("difference-unexplained",)),
        (
            {
                "actual": LevelOfCare.HIGH_INTENSITY_OUTPATIENT,
                "difference_reason": "No opening nearby; the client prefers days.",
            },
            (),
        ),
        ({"assessed_on": date(2024, 12, 31)}, ("credential-not-valid",)),
        ({"assessed_on": date(2026, 3, 3)}, ("credential-not-valid", "date-in-future")),
    ],
)
def test_obstacles_to_recording_placement_are_all_told(change, obstacles):
    found = rules.obstacles_to_recording_placement(
        replace(COMPLETE, **change), credentials=VALID, today=TODAY
    )
    assert found == tuple(map(PlacementObstacle, obstacles))


def test_nobody_without_a_credential_records_placement():
    found = rules.obstacles_to_recording_placement(COMPLETE, credentials=[], today=TODAY)
    assert found == (PlacementObstacle.CREDENTIAL_NOT_VALID,)


def test_each_edition_has_six_dimensions_of_its_own_and_intensive_outpatient_is_in_both():
    third, fourth = (set(DIMENSIONS[edition]) for edition in AsamEdition)
    assert len(third) == len(fourth) == 6
    assert not third & fourth
    assert all(LevelOfCare("2.1") in levels for levels in LEVELS_OF_CARE.values())
    assert set().union(*LEVELS_OF_CARE.values()) == set(LevelOfCare)
