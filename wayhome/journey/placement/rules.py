"""Rules of placement assessments. They check that one is complete; a clinician decides the level.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from wayhome.journey.placement.codes import (
    DIMENSIONS,
    HIGHEST_RATING,
    LEVELS_OF_CARE,
    LOWEST_RATING,
    AsamEdition,
    LevelOfCare,
    PlacementObstacle,
)
from wayhome.shared.core.period import DatePeriod


@dataclass(frozen=True, slots=True)
class PlacementDraft:
    """An assessment as written; ratings in the order of the edition's dimensions, 1 to 6."""

    edition: AsamEdition
    ratings: Sequence[int | None]
    rationale: str
    indicated: LevelOfCare
    actual: LevelOfCare
    assessed_on: date
    reason_for_difference: str = ""


def obstacles_to_recording_placement(
    draft: PlacementDraft, *, credentials: Iterable[DatePeriod], today: date
) -> tuple[PlacementObstacle, ...]:
    """Return every reason why this assessment can't be recorded; none means it can.

    `credentials` are the periods in which the assessor's credentials were valid, ends excluded.
    """
    given = [rating for rating in draft.ratings if rating is not None]
    differs = draft.indicated is not draft.actual
    levels = LEVELS_OF_CARE[draft.edition]
    checks = {
        PlacementObstacle.RATINGS_INCOMPLETE: len(given) != len(DIMENSIONS[draft.edition]),
        PlacementObstacle.RATING_OUT_OF_RANGE: any(
            not LOWEST_RATING <= rating <= HIGHEST_RATING for rating in given
        ),
        PlacementObstacle.RATIONALE_MISSING: not draft.rationale.strip(),
        PlacementObstacle.LEVEL_NOT_IN_EDITION: not {draft.indicated, draft.actual} <= levels,
        PlacementObstacle.DIFFERENCE_UNEXPLAINED: differs
        and not draft.reason_for_difference.strip(),
        PlacementObstacle.CREDENTIAL_NOT_VALID: not any(
            period.contains(draft.assessed_on) for period in credentials
        ),
        PlacementObstacle.DATE_IN_FUTURE: draft.assessed_on > today,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)
