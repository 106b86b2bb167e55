"""From one screen of the self-check to the next: all that is known travels in the form itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wayhome.journey.screening import rules
from wayhome.journey.screening.codes import CHOICES, Audience, Choice, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

RESULT = "result"


@dataclass(frozen=True, slots=True)
class Screen:
    """What to show: a question, or what the answers say. `last` is the question before that."""

    audience: Audience
    answers: Mapping[Question, Choice]
    question: Question | None
    last: Question
    seen_result: bool


def next_screen(posted: Mapping[str, str]) -> Screen:
    """Return what comes after what was posted; words that aren't ours are as if not there."""
    audience = _one_of(Audience, posted.get("audience")) or Audience.SELF
    answers = _answers(posted)
    at = _one_of(Question, posted.get("at"))
    seen_result = posted.get("seen") == RESULT
    if at is None:
        first = rules.asked(answers)[0]
        return Screen(audience, answers, first, first, seen_result=False)
    given = _one_of(Choice, posted.get("answer"))
    has_moved = "skip" in posted
    if given in CHOICES[at]:
        answers, has_moved = {**answers, at: given}, True
    elif has_moved:
        answers = {each: answers[each] for each in answers if each is not at}
    question = _question(posted, answers, at, has_moved=has_moved, seen_result=seen_result)
    # who was stopped by danger hasn't seen all questions yet: a corrected answer leads on
    is_done = question is None and not rules.is_urgent(answers)
    return Screen(audience, answers, question, at, seen_result=seen_result or is_done)


def _question(
    posted: Mapping[str, str],
    answers: Mapping[Question, Choice],
    at: Question,
    *,
    has_moved: bool,
    seen_result: bool,
) -> Question | None:
    """Return which question comes; none for the result, at once when there is danger."""
    show = posted.get("show", "")
    if not has_moved:
        return None if show == RESULT else _one_of(Question, show) or at
    if rules.is_urgent(answers):
        return None
    following = rules.after(answers, at)
    if seen_result:  # back to the result, but for what the new answer makes us ask
        return following if following in rules.newly_asked(answers, at) else None
    return following


def _answers(posted: Mapping[str, str]) -> dict[Question, Choice]:
    given = {each: _one_of(Choice, posted.get(each.value)) for each in Question}
    return {each: said for each, said in given.items() if said in CHOICES[each] and said}


def _one_of[Code: (Audience, Question, Choice)](kind: type[Code], word: str | None) -> Code | None:
    return next((each for each in kind if each.value == word), None)
