"""What was skipped, what would change the answer, notes, and the way from question to question."""

import pytest

from tests.journey.screening.answers import BEST, but
from wayhome.journey.screening import rules
from wayhome.journey.screening.codes import (
    Audience,
    Choice,
    Note,
    Outcome,
    Progress,
    Question,
    RuleName,
)

C, Q = Choice, Question
USES = but(drugs=C.SELDOM)


def without(answers, *skipped):
    return {each: given for each, given in answers.items() if each not in skipped}


def test_what_was_skipped_and_could_be_grave_leaves_it_open():
    reading = rules.read(without(USES, Q.WITHDRAWAL_NOW, Q.TIME))
    assert (reading.outcome, reading.rule) == (Outcome.CANT_TELL, RuleName.SKIPPED)
    assert reading.floor is Outcome.WEEKLY
    assert reading.open == (Q.WITHDRAWAL_NOW,)
    assert not reading.shows_help_first


def test_what_was_skipped_and_changes_nothing_is_no_matter():
    reading = rules.read(without(USES, Q.TIME, Q.CHANGE, Q.AGE))
    assert (reading.outcome, reading.open) == (Outcome.WEEKLY, ())


def test_a_skipped_question_of_safety_shows_help_first():
    reading = rules.read(without(USES, Q.SELF_HARM))
    assert reading.outcome is Outcome.CANT_TELL
    assert reading.shows_help_first


def test_known_danger_is_said_whatever_was_skipped():
    reading = rules.read({Q.WITHDRAWAL_NOW: C.A_LOT})
    assert (reading.outcome, reading.rule) == (Outcome.MEDICAL, RuleName.WITHDRAWAL_STRONG)
    assert set(rules.SAFETY) <= set(reading.open)
    assert reading.shows_help_first


def test_what_counts_only_together_is_named_too():
    strains = (Q.MIND, Q.HOME, Q.SUPPORT, Q.DUTIES)
    answers = but(drugs=C.DAILY, mind=C.SOMETIMES)
    two = rules.read(without(answers, Q.SUPPORT, Q.DUTIES))
    assert two.outcome is Outcome.CANT_TELL
    assert two.open == (Q.SUPPORT, Q.DUTIES)
    assert set(rules.read(without(answers, *strains)).open) <= set(strains)


@pytest.mark.parametrize("answers", [but(body=C.YES), but(self_harm=C.LATELY), {Q.FEAR: C.NOW}])
def test_the_questions_stop_where_help_comes_first(answers):
    assert rules.is_urgent(answers)
    assert rules.shows_help_while_asking(answers)


def test_help_stands_above_the_questions_that_follow_a_grave_answer():
    assert rules.shows_help_while_asking(but(fear=C.LATELY))
    assert rules.shows_help_while_asking({Q.MOST_DAYS: C.SEDATIVES})
    assert not rules.shows_help_while_asking(USES)


def test_the_nearest_other_answers_that_change_it_are_named_the_gravest_first():
    found = rules.changes(USES)
    assert (Q.DRUGS, C.NEVER, Outcome.CANT_TELL) in [_plain(each) for each in found]
    assert (Q.DRUGS, C.WEEKLY, Outcome.IOP) in [_plain(each) for each in found]
    assert (Q.HEALTH, C.PREGNANT, Outcome.MEDICAL) in [_plain(each) for each in found]
    weights = [rules.weight(each.outcome) for each in found]
    assert weights == sorted(weights, reverse=True)
    assert not {each.question for each in found} & {*rules.SAFETY, Q.AGE, Q.TIME, Q.CHANGE}


def test_what_was_skipped_is_no_answer_that_could_be_another():
    assert {each.question for each in rules.changes({Q.DRUGS: C.DAILY})} <= {Q.DRUGS}


def _plain(change):
    return change.question, change.choice, change.outcome


@pytest.mark.parametrize(
    ("answers", "note"),
    [
        (but(alcohol_often=C.MOST_DAYS), Note.DO_NOT_STOP_SUDDENLY),
        (but(most_days=C.SEDATIVES), Note.DO_NOT_STOP_SUDDENLY),
        (but(withdrawal_before=C.YES), Note.DO_NOT_STOP_SUDDENLY),
        (but(withdrawal_now=C.A_LITTLE), Note.DO_NOT_STOP_SUDDENLY),
        (but(most_days=C.OPIOIDS), Note.OPIOIDS),
        (but(fear=C.LATELY), Note.AFRAID),
        (but(health=C.PREGNANT), Note.PREGNANT),
        (but(age=C.MINOR), Note.MINOR),
        (but(time=C.WITH_HELP), Note.NEEDS_HELP_TO_COME),
        (but(time=C.NO), Note.CANNOT_COME),
        (but(change=C.PUSHED), Note.UNSURE),
    ],
)
def test_an_answer_has_its_note(answers, note):
    assert rules.notes(answers, Audience.SELF) == (note,)
    assert rules.notes(BEST, Audience.SELF) == ()


def test_a_loved_one_is_told_what_they_can_do():
    assert rules.notes(BEST, Audience.LOVED_ONE) == (Note.LOVED_ONE,)


def test_how_much_is_asked_only_of_who_drinks():
    sober, drinks = {Q.ALCOHOL_OFTEN: C.NEVER}, {Q.ALCOHOL_OFTEN: C.MONTHLY_OR_LESS}
    assert rules.after(sober, Q.ALCOHOL_OFTEN) is Q.DRUGS
    assert rules.after({}, Q.ALCOHOL_OFTEN) is Q.DRUGS
    assert rules.after(drinks, Q.ALCOHOL_OFTEN) is Q.ALCOHOL_AMOUNT
    assert rules.before(sober, Q.DRUGS) is Q.ALCOHOL_OFTEN
    assert rules.before(drinks, Q.DRUGS) is Q.SEX
    assert rules.newly_asked(drinks, Q.ALCOHOL_OFTEN) == (Q.ALCOHOL_AMOUNT, Q.ALCOHOL_SIX, Q.SEX)
    assert rules.newly_asked(drinks, Q.DRUGS) == ()


def test_the_first_has_none_before_and_the_last_none_after():
    assert rules.before({}, Q.BODY) is None
    assert rules.after({}, Q.EARLIER) is None


def test_a_question_that_is_not_asked_leads_back_to_the_first():
    assert rules.after({}, Q.SEX) is Q.BODY
    assert rules.before({}, Q.SEX) is None
    assert rules.progress({}, Q.SEX) is Progress.TWO_MINUTES


def test_the_way_is_told_in_words():
    said = [rules.progress({}, each) for each in rules.asked({})]
    assert list(dict.fromkeys(said)) == list(Progress)
    assert said[-1] is Progress.LAST
    assert said.count(Progress.LAST) == 1
