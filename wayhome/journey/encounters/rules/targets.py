"""Rules of the weekly target: which number holds for whom.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from datetime import date

from wayhome.journey.patients.rules import age_on
from wayhome.journey.placement.codes import LevelOfCare
from wayhome.journey.rulepacks.codes import RuleKey

# The levels of care ask fewer hours of adolescents; who is 18 counts as an adult.
ADULT_AGE = 18
TARGET_KEYS = (
    RuleKey.WEEKLY_MIN_HOURS_ADULT,
    RuleKey.WEEKLY_MIN_HOURS_ADOLESCENT,
    RuleKey.WEEKLY_MIN_HOURS_HIGH_INTENSITY,
)
_INTENSIVE = frozenset(
    {LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.MEDICALLY_MANAGED_INTENSIVE_OUTPATIENT}
)


def target_key(level_of_care: str, birth_date: date | None, on: date) -> RuleKey | None:
    """Return which number the level asks for; None for a level without weekly hours.

    Whose birth date isn't known counts as an adult.
    """
    if level_of_care == LevelOfCare.HIGH_INTENSITY_OUTPATIENT:
        return RuleKey.WEEKLY_MIN_HOURS_HIGH_INTENSITY
    if level_of_care not in _INTENSIVE:
        return None
    if birth_date is not None and birth_date <= on and age_on(birth_date, on) < ADULT_AGE:
        return RuleKey.WEEKLY_MIN_HOURS_ADOLESCENT
    return RuleKey.WEEKLY_MIN_HOURS_ADULT
