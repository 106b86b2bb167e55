"""The table of the self-check, case by case, each with what it rests on."""

import pytest

from tests.journey.screening.answers import BEST, but
from wayhome.journey.screening import rules
from wayhome.journey.screening.codes import CHOICES, Choice, Outcome, Question, RuleName
from wayhome.journey.screening.rules import Source

C, R = Choice, RuleName
# ten or more drinks, four times a week, six at a time nearly daily: 4 + 4 + 4
HEAVY = {
    "alcohol_often": C.MOST_DAYS,
    "alcohol_amount": C.TEN_OR_MORE,
    "alcohol_six": C.DAILY,
    "sex": C.MALE,
}
MALE_4 = {"alcohol_often": C.SOME_DAYS_A_WEEK, "alcohol_amount": C.UP_TO_4, "sex": C.MALE}
MALE_3 = MALE_4 | {"alcohol_amount": C.UP_TO_2}
CASES = [
    # danger now: signs of overdose, withdrawal or a stimulant's harm; any thought of dying
    (but(body=C.YES), R.BODY_IN_DANGER, Outcome.EMERGENCY),
    (but(self_harm=C.NOW), R.SELF_HARM_NOW, Outcome.EMERGENCY),
    (but(self_harm=C.LATELY), R.SELF_HARM_LATELY, Outcome.EMERGENCY),
    (but(fear=C.NOW), R.DANGER_FROM_SOMEONE, Outcome.EMERGENCY),
    (but(body=C.YES, self_harm=C.NOW, withdrawal_now=C.A_LOT), R.BODY_IN_DANGER, Outcome.EMERGENCY),
    # withdrawal that can kill: seizures before, strong signs, sedatives, drinking with shakes
    (but(drugs=C.SELDOM, withdrawal_before=C.YES), R.WITHDRAWAL_BEFORE, Outcome.MEDICAL),
    (but(drugs=C.DAILY, withdrawal_now=C.A_LOT), R.WITHDRAWAL_STRONG, Outcome.MEDICAL),
    (but(most_days=C.SEDATIVES), R.SEDATIVES_MOST_DAYS, Outcome.MEDICAL),
    (but(most_days=C.BOTH), R.SEDATIVES_MOST_DAYS, Outcome.MEDICAL),
    (but(**HEAVY, withdrawal_now=C.A_LITTLE), R.DRINKING_AND_SHAKING, Outcome.MEDICAL),
    # medical needs that an IOP doesn't meet
    (but(health=C.NEEDS_CARE), R.HEALTH_NEEDS_CARE, Outcome.MEDICAL),
    (but(drugs=C.SELDOM, health=C.PREGNANT), R.PREGNANT_AND_USING, Outcome.MEDICAL),
    # needs more than some hours a week
    (but(drugs=C.MONTHLY, mind=C.A_LOT), R.MIND_STOPS_THE_DAY, Outcome.INTENSIVE),
    (but(drugs=C.MONTHLY, home=C.UNSAFE), R.NO_SAFE_PLACE, Outcome.INTENSIVE),
    (but(drugs=C.MONTHLY, fear=C.LATELY), R.NO_SAFE_PLACE, Outcome.INTENSIVE),
    (but(earlier=C.INTENSIVE_NOT_ENOUGH), R.INTENSIVE_NOT_ENOUGH, Outcome.INTENSIVE),
    (
        but(drugs=C.DAILY, mind=C.SOMETIMES, home=C.HARD, duties=C.OFTEN),
        R.MUCH_AT_ONCE,
        Outcome.INTENSIVE,
    ),
    # needs more than weekly visits, and can live at home
    (but(drugs=C.SELDOM, earlier=C.NOT_ENOUGH), R.WEEKLY_NOT_ENOUGH, Outcome.IOP),
    (but(earlier=C.STEPPING_DOWN), R.STEPPING_DOWN, Outcome.IOP),
    (but(**HEAVY), R.HIGH_USE, Outcome.IOP),
    (but(drugs=C.WEEKLY), R.HIGH_USE, Outcome.IOP),
    (but(most_days=C.OPIOIDS), R.HIGH_USE, Outcome.IOP),
    (but(drugs=C.SELDOM, duties=C.SOMETIMES), R.USE_AND_STRAIN, Outcome.IOP),
    (but(**MALE_4, support=C.NO), R.USE_AND_STRAIN, Outcome.IOP),
    # may do with weekly visits
    (but(drugs=C.SELDOM), R.RISKY_USE, Outcome.WEEKLY),
    (but(**MALE_4), R.RISKY_USE, Outcome.WEEKLY),
    (but(**MALE_3), R.LOW_USE, Outcome.WEEKLY),
    (but(**MALE_3, support=C.NO), R.LOW_USE, Outcome.WEEKLY),
    # nothing to go by
    (BEST, R.NO_USE, Outcome.CANT_TELL),
    (but(health=C.PREGNANT, mind=C.A_LOT, home=C.UNSAFE), R.NO_USE, Outcome.CANT_TELL),
    ({}, R.SKIPPED, Outcome.CANT_TELL),
]


@pytest.mark.parametrize(("answers", "rule", "outcome"), CASES)
def test_the_first_rule_that_applies_speaks(answers, rule, outcome):
    reading = rules.read(answers)
    assert (reading.rule, reading.outcome) == (rule, outcome)


def test_each_rule_has_a_case():
    assert {rule for _answers, rule, _outcome in CASES} == set(RuleName)


def test_each_rule_stands_in_the_table_once_and_danger_stands_first():
    assert [rule.name for rule in rules.RULES] == [n for n in _in_order() if n is not R.SKIPPED]
    weights = [rules.weight(rule.outcome) for rule in rules.RULES]
    assert weights == sorted(weights, reverse=True)


def _in_order():
    names = [rule.name for rule in rules.RULES]
    return sorted(RuleName, key=lambda name: names.index(name) if name in names else -1)


@pytest.mark.parametrize(
    ("sex", "drinks", "is_risky"),
    [
        (C.MALE, MALE_4, True),
        (C.MALE, MALE_3, False),
        (C.FEMALE, MALE_3, True),
        (C.FEMALE, MALE_3 | {"alcohol_often": C.SOME_DAYS_A_MONTH}, False),
        (C.UNSAID, MALE_3, True),  # the lower line, to be on the safe side
    ],
)
def test_drinking_is_risky_from_4_on_for_men_and_from_3_on_for_women(sex, drinks, is_risky):
    reading = rules.read(but(**drinks | {"sex": sex}))
    assert reading.rule is (R.RISKY_USE if is_risky else R.LOW_USE)


def test_the_cut_offs_say_where_they_are_from():
    cut_offs = rules.ALCOHOL_CUT_OFFS
    assert {sex: each.least for sex, each in cut_offs.items()} == {
        C.MALE: 4,
        C.FEMALE: 3,
        C.UNSAID: 3,
    }
    assert {each.source for each in (*cut_offs.values(), rules.ALCOHOL_HIGH)} == {Source.US_CORE}
    assert rules.ALCOHOL_HIGH.least == 8
    assert all(rule.source for rule in rules.RULES)


def test_each_answer_counts_from_0_to_4_as_in_audit_c():
    count = rules.alcohol_count(but(**HEAVY))
    assert (count.score, count.most, count.cut_off.least) == (12, 12, 4)
    assert rules.alcohol_count(but(**MALE_3)).score == 3
    assert rules.alcohol_count(but(alcohol_often=C.NEVER)) is None
    assert rules.alcohol_count({Question.ALCOHOL_OFTEN: C.MOST_DAYS}) is None
    assert rules.alcohol_count({}) is None


def test_drug_use_counts_from_0_to_4():
    counts = [rules.drug_count({Question.DRUGS: c}) for c in CHOICES[Question.DRUGS]]
    assert [each.score for each in counts] == [0, 1, 2, 3, 4]
    assert {(each.most, each.cut_off.least) for each in counts} == {(4, 1)}
    assert rules.drug_count({}) is None
