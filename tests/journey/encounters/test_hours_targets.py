"""Which weekly number holds for whom."""

from datetime import date

import pytest

from wayhome.journey.encounters.rules.targets import TARGET_KEYS, target_key
from wayhome.journey.placement.codes import LevelOfCare
from wayhome.journey.rulepacks.codes import RuleKey

MONDAY = date(2026, 11, 23)
ADULT, TEEN, HIGH = TARGET_KEYS


@pytest.mark.parametrize(
    ("level", "birth_date", "key"),
    [
        ("2.1", date(1980, 1, 1), ADULT),
        ("2.1", None, ADULT),
        ("2.1", date(2008, 11, 23), ADULT),
        ("2.1", date(2008, 11, 24), TEEN),
        ("2.1", date(2027, 1, 1), ADULT),
        ("2.7", date(1980, 1, 1), ADULT),
        ("2.5", date(1980, 1, 1), HIGH),
        ("2.5", date(2012, 1, 1), HIGH),
    ],
    ids=[
        "an adult",
        "no birth date",
        "18 today",
        "18 tomorrow",
        "a birth date to come is a slip of the pen",
        "medically managed",
        "high intensity",
        "high intensity, adolescent",
    ],
)
def test_level_and_age_name_the_number(level, birth_date, key):
    assert target_key(level, birth_date, MONDAY) is key


@pytest.mark.parametrize("level", sorted({*LevelOfCare} - {"2.1", "2.5", "2.7"}))
def test_a_level_outside_intensive_outpatient_has_no_weekly_number(level):
    assert target_key(level, None, MONDAY) is None


def test_each_of_the_numbers_is_a_weekly_one():
    assert [key for key in TARGET_KEYS if not key.startswith("weekly-min-hours")] == []
    assert {*TARGET_KEYS} < {*RuleKey}
