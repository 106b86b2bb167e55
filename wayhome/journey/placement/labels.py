"""Words for the codes of placement. Of the ASAM Criteria only names of dimensions and levels."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wayhome.journey.placement.codes import (
    AsamEdition,
    Dimension,
    LevelOfCare,
    PlacementObstacle,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

EDITIONS: Mapping[AsamEdition, StrOrPromise] = MappingProxyType(
    {AsamEdition.FOURTH: _("4th edition"), AsamEdition.THIRD: _("3rd edition")}
)
DIMENSIONS: Mapping[Dimension, StrOrPromise] = MappingProxyType(
    {
        Dimension.THIRD_1: _("Acute intoxication and/or withdrawal potential"),
        Dimension.THIRD_2: _("Biomedical conditions and complications"),
        Dimension.THIRD_3: _("Emotional, behavioral, or cognitive conditions and complications"),
        Dimension.THIRD_4: _("Readiness to change"),
        Dimension.THIRD_5: _("Relapse, continued use, or continued problem potential"),
        Dimension.THIRD_6: _("Recovery/living environment"),
        Dimension.FOURTH_1: _("Intoxication, withdrawal, and addiction medications"),
        Dimension.FOURTH_2: _("Biomedical conditions"),
        Dimension.FOURTH_3: _("Psychiatric and cognitive conditions"),
        Dimension.FOURTH_4: _("Substance use-related risks"),
        Dimension.FOURTH_5: _("Recovery environment interactions"),
        Dimension.FOURTH_6: _("Person-centered considerations"),
    }
)
LEVELS: Mapping[LevelOfCare, StrOrPromise] = MappingProxyType(
    {
        LevelOfCare.EARLY_INTERVENTION: _("0.5 Early intervention"),
        LevelOfCare.OUTPATIENT: _("1 Outpatient"),
        LevelOfCare.REMISSION_MONITORING: _("1.0 Long-term remission monitoring"),
        LevelOfCare.OUTPATIENT_THERAPY: _("1.5 Outpatient therapy"),
        LevelOfCare.MEDICALLY_MANAGED_OUTPATIENT: _("1.7 Medically managed outpatient"),
        LevelOfCare.INTENSIVE_OUTPATIENT: _("2.1 Intensive outpatient"),
        LevelOfCare.HIGH_INTENSITY_OUTPATIENT: _(
            "2.5 High-intensity outpatient (partial hospital)"
        ),
        LevelOfCare.MEDICALLY_MANAGED_INTENSIVE_OUTPATIENT: _(
            "2.7 Medically managed intensive outpatient"
        ),
        LevelOfCare.LOW_INTENSITY_RESIDENTIAL: _("3.1 Low-intensity residential"),
        LevelOfCare.POPULATION_SPECIFIC_RESIDENTIAL: _("3.3 Population-specific residential"),
        LevelOfCare.HIGH_INTENSITY_RESIDENTIAL: _("3.5 High-intensity residential"),
        LevelOfCare.MEDICALLY_MANAGED_RESIDENTIAL: _("3.7 Medically managed residential"),
        LevelOfCare.INPATIENT: _("4 Medically managed inpatient"),
    }
)
OBSTACLES: Mapping[PlacementObstacle, StrOrPromise] = MappingProxyType(
    {
        PlacementObstacle.RATINGS_INCOMPLETE: _("Rate all six dimensions."),
        PlacementObstacle.DIMENSION_NOT_IN_EDITION: _(
            "A rated dimension isn't part of this edition. Choose the edition again."
        ),
        PlacementObstacle.RATING_OUT_OF_RANGE: _("Give each dimension a rating from 0 to 4."),
        PlacementObstacle.RATIONALE_MISSING: _("Say for each dimension why you rated it so."),
        PlacementObstacle.LEVEL_NOT_IN_EDITION: _(
            "This edition doesn't have that level of care. Choose one from the list."
        ),
        PlacementObstacle.DIFFERENCE_UNEXPLAINED: _(
            "The two levels differ. Say why the person doesn't go to the indicated one."
        ),
        PlacementObstacle.CREDENTIAL_NOT_VALID: _(
            "On that day you held no valid credential for assessments in our records. "
            "Check the date, or ask your program director to update your credentials."
        ),
        PlacementObstacle.DATE_IN_FUTURE: _("The day of the assessment can't be in the future."),
        PlacementObstacle.ASSESSOR_NOT_NAMED: _(
            "Your sign-in isn't linked to a practitioner, and an assessment needs a name. "
            "Ask your program director to link it."
        ),
        PlacementObstacle.ALREADY_IN_ERROR: _(
            "Someone has marked this assessment as entered in error already. "
            "Look at the newest one before you go on."
        ),
        PlacementObstacle.REASON_MISSING: _("Say what is wrong with it."),
    }
)
