"""Codes of the ASAM Criteria: editions, names of dimensions, levels of care. The text is ASAM's."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

LOWEST_RATING = 0
HIGHEST_RATING = 4


class AsamEdition(StrEnum):
    THIRD = "asam-3"
    FOURTH = "asam-4"


class Dimension(StrEnum):
    """Names only; the fourth edition has no readiness dimension and renames the others."""

    THIRD_1 = "acute-intoxication-and-or-withdrawal-potential"
    THIRD_2 = "biomedical-conditions-and-complications"
    THIRD_3 = "emotional-behavioral-or-cognitive-conditions-and-complications"
    THIRD_4 = "readiness-to-change"
    THIRD_5 = "relapse-continued-use-or-continued-problem-potential"
    THIRD_6 = "recovery-living-environment"
    FOURTH_1 = "intoxication-withdrawal-and-addiction-medications"
    FOURTH_2 = "biomedical-conditions"
    FOURTH_3 = "psychiatric-and-cognitive-conditions"
    FOURTH_4 = "substance-use-related-risks"
    FOURTH_5 = "recovery-environment-interactions"
    FOURTH_6 = "person-centered-considerations"


# In the order of their numbers, 1 to 6.
DIMENSIONS: Mapping[AsamEdition, tuple[Dimension, ...]] = MappingProxyType(
    {
        AsamEdition.THIRD: (
            Dimension.THIRD_1,
            Dimension.THIRD_2,
            Dimension.THIRD_3,
            Dimension.THIRD_4,
            Dimension.THIRD_5,
            Dimension.THIRD_6,
        ),
        AsamEdition.FOURTH: (
            Dimension.FOURTH_1,
            Dimension.FOURTH_2,
            Dimension.FOURTH_3,
            Dimension.FOURTH_4,
            Dimension.FOURTH_5,
            Dimension.FOURTH_6,
        ),
    }
)


class LevelOfCare(StrEnum):
    """Numbers of the levels of care; the third edition's 1 is not the fourth's 1.0."""

    EARLY_INTERVENTION = "0.5"
    OUTPATIENT = "1"
    REMISSION_MONITORING = "1.0"
    OUTPATIENT_THERAPY = "1.5"
    MEDICALLY_MANAGED_OUTPATIENT = "1.7"
    INTENSIVE_OUTPATIENT = "2.1"
    HIGH_INTENSITY_OUTPATIENT = "2.5"
    MEDICALLY_MANAGED_INTENSIVE_OUTPATIENT = "2.7"
    LOW_INTENSITY_RESIDENTIAL = "3.1"
    POPULATION_SPECIFIC_RESIDENTIAL = "3.3"
    HIGH_INTENSITY_RESIDENTIAL = "3.5"
    MEDICALLY_MANAGED_RESIDENTIAL = "3.7"
    INPATIENT = "4"


_IN_BOTH = frozenset(
    {
        LevelOfCare.INTENSIVE_OUTPATIENT,
        LevelOfCare.HIGH_INTENSITY_OUTPATIENT,
        LevelOfCare.LOW_INTENSITY_RESIDENTIAL,
        LevelOfCare.HIGH_INTENSITY_RESIDENTIAL,
        LevelOfCare.MEDICALLY_MANAGED_RESIDENTIAL,
        LevelOfCare.INPATIENT,
    }
)
LEVELS_OF_CARE: Mapping[AsamEdition, frozenset[LevelOfCare]] = MappingProxyType(
    {
        AsamEdition.THIRD: _IN_BOTH
        | {
            LevelOfCare.EARLY_INTERVENTION,
            LevelOfCare.OUTPATIENT,
            LevelOfCare.POPULATION_SPECIFIC_RESIDENTIAL,
        },
        AsamEdition.FOURTH: _IN_BOTH
        | {
            LevelOfCare.REMISSION_MONITORING,
            LevelOfCare.OUTPATIENT_THERAPY,
            LevelOfCare.MEDICALLY_MANAGED_OUTPATIENT,
            LevelOfCare.MEDICALLY_MANAGED_INTENSIVE_OUTPATIENT,
        },
    }
)


class PlacementObstacle(StrEnum):
    """Why a placement assessment can't be recorded or corrected."""

    RATINGS_INCOMPLETE = "ratings-incomplete"
    DIMENSION_NOT_IN_EDITION = "dimension-not-in-edition"
    RATING_OUT_OF_RANGE = "rating-out-of-range"
    RATIONALE_MISSING = "rationale-missing"
    LEVEL_NOT_IN_EDITION = "level-not-in-edition"
    DIFFERENCE_UNEXPLAINED = "difference-unexplained"
    CREDENTIAL_NOT_VALID = "credential-not-valid"
    DATE_IN_FUTURE = "date-in-future"
    ASSESSOR_NOT_NAMED = "assessor-not-named"
    ALREADY_IN_ERROR = "already-in-error"
    REASON_MISSING = "reason-missing"
