"""Rules of the self-check: which help sounds likely, by which rule, and what would change it.

Pure: plain values in, plain values out. Nothing here decides a level of care or names an illness.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from wayhome.journey.screening.codes import (
    CHOICES,
    Choice,
    Outcome,
    Question,
    RuleName,
)

type Answers = Mapping[Question, Choice]
type Levels = Mapping[Question, int]


class Source(StrEnum):
    """Where a number or a rule is from."""

    US_CORE = "HL7 US Core 9.0.0, screening and assessments: AUDIT-C"
    SAMHSA = (
        "general knowledge of the field, in line with SAMHSA Advisory 2021:"
        " Clinical Issues in Intensive Outpatient Treatment"
    )
    FIELD = "general knowledge of the field: a program's medical lead should check it"


@dataclass(frozen=True, slots=True)
class CutOff:
    """From which count on drinking is risky."""

    least: int
    source: Source


ALCOHOL_CUT_OFFS: Mapping[Choice, CutOff] = MappingProxyType(
    {
        Choice.MALE: CutOff(4, Source.US_CORE),
        Choice.FEMALE: CutOff(3, Source.US_CORE),
        Choice.UNSAID: CutOff(3, Source.US_CORE),  # the lower one, to be on the safe side
    }
)
ALCOHOL_HIGH = CutOff(8, Source.US_CORE)
DRUGS_RISKY = CutOff(1, Source.FIELD)  # any use in the past year
DRUGS_HIGH = CutOff(3, Source.FIELD)  # every week
STRAINS_AT_ONCE = 3

_DRINKS = (Question.ALCOHOL_OFTEN, Question.ALCOHOL_AMOUNT, Question.ALCOHOL_SIX)
# Asked only of who drinks.
OF_DRINKERS = (Question.ALCOHOL_AMOUNT, Question.ALCOHOL_SIX, Question.SEX)
_HEAVIER = tuple(Outcome)


def level_of(question: Question, choice: Choice) -> int:
    """Return how grave an answer is among those of its question; 0 is the lightest."""
    return CHOICES[question].index(choice)


def weight(outcome: Outcome) -> int:
    """Return an outcome's place from the lightest to the gravest."""
    return _HEAVIER.index(outcome)


def alcohol_score(levels: Levels) -> int:
    """Return 0 to 12, counted as AUDIT-C counts: 0 to 4 for each of three questions."""
    return sum(levels[question] for question in _DRINKS)


def drug_score(levels: Levels) -> int:
    """Return 0 (never in the past year) to 4 (daily)."""
    return levels[Question.DRUGS]


@dataclass(frozen=True, slots=True)
class Count:
    """What the answers to one thing add up to, out of how much, and from where on it is risky."""

    score: int
    most: int
    cut_off: CutOff


def alcohol_count(answers: Answers) -> Count | None:
    """Return the count of drinking; none while a part of it wasn't said."""
    levels = levels_of(answers, unknown=0)
    if not levels[Question.ALCOHOL_OFTEN] or any(each not in answers for each in _DRINKS):
        return None
    most = sum(len(CHOICES[each]) - 1 for each in _DRINKS)
    sex = answers.get(Question.SEX, Choice.UNSAID)
    return Count(alcohol_score(levels), most, ALCOHOL_CUT_OFFS[sex])


def drug_count(answers: Answers) -> Count | None:
    """Return the count of drug use; none while it wasn't said."""
    if Question.DRUGS not in answers:
        return None
    score = drug_score(levels_of(answers, unknown=0))
    return Count(score, len(CHOICES[Question.DRUGS]) - 1, DRUGS_RISKY)


def asked(answers: Answers) -> tuple[Question, ...]:
    """Return the questions that these answers leave to ask; how much, only of who drinks."""
    often = answers.get(Question.ALCOHOL_OFTEN)
    drinks = often is not None and often is not Choice.NEVER
    return tuple(each for each in Question if drinks or each not in OF_DRINKERS)


def levels_of(answers: Answers, *, unknown: int) -> Levels:
    """Return a level for every question; what wasn't said counts as `unknown`: 0 best, -1 worst."""
    known = dict(answers)
    if answers.get(Question.ALCOHOL_OFTEN) is Choice.NEVER:
        known |= {each: CHOICES[each][0] for each in OF_DRINKERS}
    return {each: level_of(each, known.get(each, CHOICES[each][unknown])) for each in Question}


def is_at_least(answers: Answers, question: Question, least: Choice) -> bool:
    """Say whether an answer was given and is at least as grave as this one."""
    given = answers.get(question)
    return given is not None and level_of(question, given) >= level_of(question, least)


def _is(question: Question, least: Choice) -> Callable[[Levels], bool]:
    """Return whether an answer is at least as grave as this one."""
    return lambda levels: levels[question] >= level_of(question, least)


_sedatives = _is(Question.MOST_DAYS, Choice.SEDATIVES)
_opioids = _is(Question.MOST_DAYS, Choice.OPIOIDS)
_drinks_most_days = _is(Question.ALCOHOL_OFTEN, Choice.MOST_DAYS)
_shakes = _is(Question.WITHDRAWAL_NOW, Choice.A_LITTLE)


def _uses(levels: Levels) -> bool:
    return any(levels[q] for q in (Question.ALCOHOL_OFTEN, Question.DRUGS, Question.MOST_DAYS))


def _is_risky(levels: Levels) -> bool:
    sex = CHOICES[Question.SEX][levels[Question.SEX]]
    return (
        alcohol_score(levels) >= ALCOHOL_CUT_OFFS[sex].least
        or drug_score(levels) >= DRUGS_RISKY.least
        or _opioids(levels)
    )


def _is_high(levels: Levels) -> bool:
    return (
        alcohol_score(levels) >= ALCOHOL_HIGH.least
        or drug_score(levels) >= DRUGS_HIGH.least
        or _opioids(levels)
    )


def _strains(levels: Levels) -> int:
    """Return how many parts of life are hard beside the use."""
    parts = (Question.MIND, Question.HOME, Question.SUPPORT, Question.DUTIES)
    return sum(levels[part] > 0 for part in parts) + _shakes(levels)


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table."""

    name: RuleName
    outcome: Outcome
    applies: Callable[[Levels], bool]
    source: Source


def _line(name: RuleName, outcome: Outcome, applies: Callable[[Levels], bool]) -> Rule:
    return Rule(name, outcome, applies, Source.FIELD)


_before, _strong = (
    _is(Question.WITHDRAWAL_BEFORE, Choice.YES),
    _is(Question.WITHDRAWAL_NOW, Choice.A_LOT),
)
_pregnant, _mind = (
    _is(Question.HEALTH, Choice.PREGNANT),
    _is(Question.MIND, Choice.A_LOT),
)
_unsafe, _afraid = (
    _is(Question.HOME, Choice.UNSAFE),
    _is(Question.FEAR, Choice.LATELY),
)
_N, _O = RuleName, Outcome
# The first line that applies speaks, so that danger wins over everything.
RULES: tuple[Rule, ...] = (
    _line(_N.BODY_IN_DANGER, _O.EMERGENCY, _is(Question.BODY, Choice.YES)),
    _line(_N.SELF_HARM_NOW, _O.EMERGENCY, _is(Question.SELF_HARM, Choice.NOW)),
    _line(_N.DANGER_FROM_SOMEONE, _O.EMERGENCY, _is(Question.FEAR, Choice.NOW)),
    _line(_N.SELF_HARM_LATELY, _O.EMERGENCY, _is(Question.SELF_HARM, Choice.LATELY)),
    _line(_N.WITHDRAWAL_BEFORE, _O.MEDICAL, lambda x: _uses(x) and _before(x)),
    _line(_N.WITHDRAWAL_STRONG, _O.MEDICAL, _strong),
    _line(_N.SEDATIVES_MOST_DAYS, _O.MEDICAL, _sedatives),
    _line(_N.DRINKING_AND_SHAKING, _O.MEDICAL, lambda x: _drinks_most_days(x) and _shakes(x)),
    _line(_N.HEALTH_NEEDS_CARE, _O.MEDICAL, _is(Question.HEALTH, Choice.NEEDS_CARE)),
    _line(_N.PREGNANT_AND_USING, _O.MEDICAL, lambda x: _uses(x) and _pregnant(x)),
    _line(_N.MIND_STOPS_THE_DAY, _O.INTENSIVE, lambda x: _uses(x) and _mind(x)),
    _line(_N.NO_SAFE_PLACE, _O.INTENSIVE, lambda x: _uses(x) and (_unsafe(x) or _afraid(x))),
    _line(
        _N.INTENSIVE_NOT_ENOUGH,
        _O.INTENSIVE,
        _is(Question.EARLIER, Choice.INTENSIVE_NOT_ENOUGH),
    ),
    _line(
        _N.MUCH_AT_ONCE,
        _O.INTENSIVE,
        lambda x: _is_high(x) and _strains(x) >= STRAINS_AT_ONCE,
    ),
    Rule(_N.STEPPING_DOWN, _O.IOP, _is(Question.EARLIER, Choice.STEPPING_DOWN), Source.SAMHSA),
    Rule(_N.WEEKLY_NOT_ENOUGH, _O.IOP, _is(Question.EARLIER, Choice.NOT_ENOUGH), Source.SAMHSA),
    _line(_N.HIGH_USE, _O.IOP, _is_high),
    _line(_N.USE_AND_STRAIN, _O.IOP, lambda x: _is_risky(x) and _strains(x) > 0),
    _line(_N.RISKY_USE, _O.WEEKLY, _is_risky),
    _line(_N.LOW_USE, _O.WEEKLY, _uses),
    _line(_N.NO_USE, _O.CANT_TELL, lambda _: True),
)
