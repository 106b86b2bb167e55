"""What holds for all answers: danger and silence never make what is said lighter."""

from hypothesis import given
from hypothesis import strategies as st

from wayhome.journey.screening import rules
from wayhome.journey.screening.codes import CHOICES, Outcome, Question, RuleName

complete = st.fixed_dictionaries({q: st.sampled_from(c) for q, c in CHOICES.items()})
some = st.fixed_dictionaries({}, optional={q: st.sampled_from(c) for q, c in CHOICES.items()})
questions = st.sampled_from(Question)


def graver(answers, question, steps):
    """Return the answers with one made graver, as far as it goes."""
    place = CHOICES[question].index(answers[question]) + steps
    return {**answers, question: CHOICES[question][min(place, len(CHOICES[question]) - 1)]}


@given(complete)
def test_a_complete_set_of_answers_has_exactly_one_outcome_and_its_rule(answers):
    reading = rules.read(answers)
    table = {rule.name: rule.outcome for rule in rules.RULES}
    assert table[reading.rule] is reading.outcome is reading.floor
    assert reading.open == ()


@given(some)
def test_any_answers_have_exactly_one_outcome(answers):
    reading = rules.read(answers)
    assert reading.outcome in Outcome
    assert (reading.rule is RuleName.SKIPPED) <= bool(reading.open)
    assert not set(reading.open) & answers.keys()


@given(some, questions, st.integers(1, 4))
def test_more_danger_never_gives_a_lighter_answer(answers, question, steps):
    if question not in answers:
        return
    before, after = rules.read(answers), rules.read(graver(answers, question, steps))
    assert rules.weight(after.floor) >= rules.weight(before.floor)
    assert after.rule is RuleName.SKIPPED or rules.weight(after.outcome) >= rules.weight(
        before.floor
    )
    if before.outcome in rules.DANGERS:
        assert rules.weight(after.outcome) >= rules.weight(before.outcome)


@given(complete, st.sets(questions))
def test_skipping_never_gives_a_lighter_answer_than_answering_the_worst(answers, skipped):
    left = {q: c for q, c in answers.items() if q not in skipped}
    worst = rules.read(answers | {q: CHOICES[q][-1] for q in skipped & set(rules.asked(left))})
    reading = rules.read(left)
    if reading.rule is RuleName.SKIPPED:
        assert reading.open  # it says that nobody can tell, and by what
    elif reading.outcome is Outcome.MEDICAL and worst.outcome is Outcome.EMERGENCY:
        assert reading.shows_help_first  # the same lines stand first on both
        assert set(reading.open) & set(rules.SAFETY)
    else:
        assert rules.weight(reading.outcome) >= rules.weight(worst.outcome)


@given(some)
def test_danger_wins_over_everything(answers):
    for question, choice in answers.items():
        if question in (Question.BODY, Question.SELF_HARM) and choice is not CHOICES[question][0]:
            assert rules.read(answers).outcome is Outcome.EMERGENCY


@given(some, questions)
def test_every_way_leads_to_the_end(answers, question):
    seen = []
    at = question
    while at is not None and len(seen) <= len(Question):
        seen.append(at)
        at = rules.after(answers, at)
    assert len(seen) <= len(Question) + 1
    assert seen[-1] is Question.EARLIER
