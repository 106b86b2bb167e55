"""What answers come to: an outcome, the rule that spoke, what would change it, how far it is."""

from dataclasses import dataclass

from wayhome.journey.screening.codes import (
    CHOICES,
    Audience,
    Choice,
    Note,
    Outcome,
    Progress,
    Question,
    RuleName,
)
from wayhome.journey.screening.rules.table import (
    OF_DRINKERS,
    RULES,
    Answers,
    Levels,
    Rule,
    asked,
    is_at_least,
    levels_of,
    weight,
)

DANGERS = frozenset({Outcome.EMERGENCY, Outcome.MEDICAL})
SAFETY = (Question.BODY, Question.SELF_HARM, Question.FEAR)
# How many questions are left, at most, for what is said of the time.
_LEFT = ((1, Progress.LAST), (4, Progress.FEW), (12, Progress.A_MINUTE))


@dataclass(frozen=True, slots=True)
class Change:
    """One other answer, and what would be said then."""

    question: Question
    choice: Choice
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Reading:
    """What is said, by which rule; `floor` is the least that the given answers come to.

    `open` are the skipped questions that could still make it graver.
    """

    outcome: Outcome
    rule: RuleName
    floor: Outcome
    open: tuple[Question, ...]

    @property
    def shows_help_first(self) -> bool:
        """Say whether the crisis lines stand before anything else."""
        return self.outcome in DANGERS or any(question in SAFETY for question in self.open)


def speaking(levels: Levels) -> Rule:
    """Return the rule that speaks: the first that applies, and the last one always does."""
    return next(rule for rule in RULES if rule.applies(levels))


def read(answers: Answers) -> Reading:
    """Return what the answers say. What was skipped never makes it lighter.

    Known danger is said at once. Otherwise, if what was skipped could make it graver, nobody can
    tell.
    """
    least = speaking(levels_of(answers, unknown=0))
    gravest = speaking(levels_of(answers, unknown=-1))
    if least.outcome is gravest.outcome:
        return Reading(least.outcome, least.name, least.outcome, ())
    still_open = _open(answers, least.outcome)
    if least.outcome in DANGERS:
        return Reading(least.outcome, least.name, least.outcome, still_open)
    return Reading(Outcome.CANT_TELL, RuleName.SKIPPED, least.outcome, still_open)


def is_urgent(answers: Answers) -> bool:
    """Say whether the questions stop here, since help comes first."""
    return read(answers).outcome is Outcome.EMERGENCY


def shows_help_while_asking(answers: Answers) -> bool:
    """Say whether the crisis lines stand above the questions that are left."""
    return read(answers).outcome in DANGERS or is_at_least(answers, Question.FEAR, Choice.LATELY)


def changes(answers: Answers) -> tuple[Change, ...]:
    """Return the nearest other answer to each question that changes what is said, each way.

    That any sign of danger would, goes without saying: it isn't listed.
    """
    now = read(answers)
    found = []
    for question in asked(answers):
        given = answers.get(question)
        if given is None or question in SAFETY:
            continue
        place = CHOICES[question].index(given)
        lighter = tuple(reversed(CHOICES[question][:place]))
        for way in (lighter, CHOICES[question][place + 1 :]):
            others = (_change(answers, question, choice, now) for choice in way)
            found += [each for each in others if each.outcome is not now.outcome][:1]
    return tuple(sorted(found, key=lambda each: -weight(each.outcome)))


def notes(answers: Answers, audience: Audience) -> tuple[Note, ...]:
    """Return what is said beside the outcome."""
    checks = {
        Note.DO_NOT_STOP_SUDDENLY: _may_be_dangerous_to_stop(answers),
        Note.OPIOIDS: answers.get(Question.MOST_DAYS) in {Choice.OPIOIDS, Choice.BOTH},
        Note.AFRAID: is_at_least(answers, Question.FEAR, Choice.LATELY),
        Note.PREGNANT: answers.get(Question.HEALTH) is Choice.PREGNANT,
        Note.MINOR: answers.get(Question.AGE) is Choice.MINOR,
        Note.NEEDS_HELP_TO_COME: answers.get(Question.TIME) is Choice.WITH_HELP,
        Note.CANNOT_COME: answers.get(Question.TIME) is Choice.NO,
        Note.UNSURE: is_at_least(answers, Question.CHANGE, Choice.UNSURE),
        Note.LOVED_ONE: audience is Audience.LOVED_ONE,
    }
    return tuple(note for note, applies in checks.items() if applies)


def after(answers: Answers, question: Question) -> Question | None:
    """Return the next question to ask; none when this one was the last."""
    order = asked(answers)
    later = order[order.index(question) + 1 :] if question in order else order
    return later[0] if later else None


def newly_asked(answers: Answers, question: Question) -> tuple[Question, ...]:
    """Return what the answer to this question leads to, and wasn't said yet."""
    only_here = question in (Question.ALCOHOL_OFTEN, *OF_DRINKERS)
    return tuple(
        each for each in asked(answers) if only_here and each in OF_DRINKERS and each not in answers
    )


def before(answers: Answers, question: Question) -> Question | None:
    """Return the question asked before this one; none when it is the first."""
    order = asked(answers)
    earlier = order[: order.index(question)] if question in order else ()
    return earlier[-1] if earlier else None


def progress(answers: Answers, question: Question) -> Progress:
    """Return how far it still is."""
    order = asked(answers)
    left = len(order) - order.index(question) if question in order else len(order)
    return next((said for most, said in _LEFT if left <= most), Progress.TWO_MINUTES)


def _change(answers: Answers, question: Question, choice: Choice, now: Reading) -> Change:
    """Return what another answer would come to; what it leads to ask counts as at its best."""
    other = {**answers, question: choice}
    outcome = read(other).outcome if now.rule is RuleName.SKIPPED else _known(other)
    return Change(question, choice, outcome)


def _open(answers: Answers, least: Outcome) -> tuple[Question, ...]:
    """Return the unanswered questions that alone could make it graver; else all of them."""
    unanswered = tuple(each for each in asked(answers) if each not in answers)
    alone = tuple(
        each
        for each in unanswered
        if weight(_known({**answers, each: CHOICES[each][-1]})) > weight(least)
    )
    return alone or unanswered


def _known(answers: Answers) -> Outcome:
    """Return what the answers come to when all else is at its best."""
    return speaking(levels_of(answers, unknown=0)).outcome


def _may_be_dangerous_to_stop(answers: Answers) -> bool:
    return (
        answers.get(Question.ALCOHOL_OFTEN) is Choice.MOST_DAYS
        or is_at_least(answers, Question.MOST_DAYS, Choice.SEDATIVES)
        or is_at_least(answers, Question.WITHDRAWAL_BEFORE, Choice.YES)
        or is_at_least(answers, Question.WITHDRAWAL_NOW, Choice.A_LITTLE)
    )
