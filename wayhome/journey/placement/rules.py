"""Rules of placement assessments. They check that one is complete; a clinician decides the level.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wayhome.journey.placement.codes import (
    DIMENSIONS,
    HIGHEST_RATING,
    LEVELS_OF_CARE,
    LOWEST_RATING,
    AsamEdition,
    Dimension,
    LevelOfCare,
    PlacementObstacle,
)
from wayhome.shared.core.period import DatePeriod

RATINGS = frozenset(range(LOWEST_RATING, HIGHEST_RATING + 1))


@dataclass(frozen=True, slots=True)
class Rating:
    """One dimension as rated; open while nobody has rated it."""

    dimension: Dimension
    risk_rating: int | None
    rationale: str


@dataclass(frozen=True, slots=True)
class PlacementDraft:
    """An assessment as written."""

    edition: AsamEdition
    ratings: tuple[Rating, ...]
    indicated: LevelOfCare
    actual: LevelOfCare
    assessed_on: date
    difference_reason: str = ""


def obstacles_to_recording_placement(
    draft: PlacementDraft, *, credentials: Iterable[DatePeriod], today: date
) -> tuple[PlacementObstacle, ...]:
    """Return every reason why this assessment can't be recorded; none means it can.

    `credentials` are the periods in which the assessor's credentials were valid, ends excluded.
    """
    levels = {draft.indicated, draft.actual}
    is_valid = any(period.contains(draft.assessed_on) for period in credentials)
    unexplained = draft.indicated is not draft.actual and not draft.difference_reason.strip()
    checks = {
        PlacementObstacle.LEVEL_NOT_IN_EDITION: not levels <= LEVELS_OF_CARE[draft.edition],
        PlacementObstacle.DIFFERENCE_UNEXPLAINED: unexplained,
        PlacementObstacle.CREDENTIAL_NOT_VALID: not is_valid,
        PlacementObstacle.DATE_IN_FUTURE: draft.assessed_on > today,
    }
    return _obstacles_in_ratings(draft) + _applying(checks)


def obstacles_to_withdrawing(*, is_in_error: bool, reason: str) -> tuple[PlacementObstacle, ...]:
    """Return every reason why this assessment can't be marked as entered in error."""
    checks = {
        PlacementObstacle.ALREADY_IN_ERROR: is_in_error,
        PlacementObstacle.REASON_MISSING: not reason.strip(),
    }
    return _applying(checks)


def _obstacles_in_ratings(draft: PlacementDraft) -> tuple[PlacementObstacle, ...]:
    expected = set(DIMENSIONS[draft.edition])
    rated = [rating for rating in draft.ratings if rating.risk_rating is not None]
    dimensions = {rating.dimension for rating in rated}
    values = {rating.risk_rating for rating in rated}
    checks = {
        PlacementObstacle.RATINGS_INCOMPLETE: not expected <= dimensions,
        PlacementObstacle.DIMENSION_NOT_IN_EDITION: not dimensions <= expected,
        PlacementObstacle.RATING_OUT_OF_RANGE: not values <= RATINGS,
        PlacementObstacle.RATIONALE_MISSING: any(not rating.rationale.strip() for rating in rated),
    }
    return _applying(checks)


def _applying(checks: dict[PlacementObstacle, bool]) -> tuple[PlacementObstacle, ...]:
    return tuple(obstacle for obstacle, applies in checks.items() if applies)
