"""Codes of the self-check: questions, their answers from lightest to gravest, what it can say."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Audience(StrEnum):
    """Whom the questions are about."""

    SELF = "self"
    LOVED_ONE = "loved-one"


class Question(StrEnum):
    """In the order of asking: danger first."""

    BODY = "body"
    SELF_HARM = "self-harm"
    FEAR = "fear"
    AGE = "age"
    ALCOHOL_OFTEN = "alcohol-often"
    ALCOHOL_AMOUNT = "alcohol-amount"
    ALCOHOL_SIX = "alcohol-six"
    SEX = "sex"
    DRUGS = "drugs"
    MOST_DAYS = "most-days"
    WITHDRAWAL_BEFORE = "withdrawal-before"
    WITHDRAWAL_NOW = "withdrawal-now"
    HEALTH = "health"
    MIND = "mind"
    HOME = "home"
    SUPPORT = "support"
    DUTIES = "duties"
    TIME = "time"
    CHANGE = "change"
    EARLIER = "earlier"


class Choice(StrEnum):
    """An answer. Which ones a question has, and in which order, `CHOICES` says."""

    NO = "no"
    YES = "yes"
    LATELY = "lately"
    NOW = "now"
    ADULT = "adult"
    MINOR = "minor"
    NEVER = "never"
    MONTHLY_OR_LESS = "monthly-or-less"
    SOME_DAYS_A_MONTH = "some-days-a-month"
    SOME_DAYS_A_WEEK = "some-days-a-week"
    MOST_DAYS = "most-days"
    UP_TO_2 = "up-to-2"
    UP_TO_4 = "up-to-4"
    UP_TO_6 = "up-to-6"
    UP_TO_9 = "up-to-9"
    TEN_OR_MORE = "ten-or-more"
    SELDOM = "seldom"
    MONTHLY = "monthly"
    WEEKLY = "weekly"
    DAILY = "daily"
    MALE = "male"
    UNSAID = "unsaid"
    FEMALE = "female"
    NONE = "none"
    OPIOIDS = "opioids"
    SEDATIVES = "sedatives"
    BOTH = "both"
    A_LITTLE = "a-little"
    A_LOT = "a-lot"
    CARED_FOR = "cared-for"
    PREGNANT = "pregnant"
    NEEDS_CARE = "needs-care"
    SAFE = "safe"
    HARD = "hard"
    UNSAFE = "unsafe"
    SOMETIMES = "sometimes"
    OFTEN = "often"
    WITH_HELP = "with-help"
    READY = "ready"
    UNSURE = "unsure"
    PUSHED = "pushed"
    ENOUGH = "weekly-enough"
    NOT_ENOUGH = "weekly-not-enough"
    STEPPING_DOWN = "stepping-down"
    INTENSIVE_NOT_ENOUGH = "intensive-not-enough"


_YES = (Choice.NO, Choice.YES)
_AMOUNT = (
    Choice.UP_TO_2,
    Choice.UP_TO_4,
    Choice.UP_TO_6,
    Choice.UP_TO_9,
    Choice.TEN_OR_MORE,
)
_ALCOHOL = (
    Choice.NEVER,
    Choice.MONTHLY_OR_LESS,
    Choice.SOME_DAYS_A_MONTH,
    Choice.SOME_DAYS_A_WEEK,
    Choice.MOST_DAYS,
)
_HOW_OFTEN = (Choice.NEVER, Choice.SELDOM, Choice.MONTHLY, Choice.WEEKLY, Choice.DAILY)
_EARLIER = (
    Choice.NO,
    Choice.ENOUGH,
    Choice.NOT_ENOUGH,
    Choice.STEPPING_DOWN,
    Choice.INTENSIVE_NOT_ENOUGH,
)

# From the lightest answer to the gravest; an answer's place is its level, 0 first.
CHOICES: Mapping[Question, tuple[Choice, ...]] = MappingProxyType(
    {
        Question.BODY: _YES,
        Question.SELF_HARM: (Choice.NO, Choice.LATELY, Choice.NOW),
        Question.FEAR: (Choice.NO, Choice.LATELY, Choice.NOW),
        Question.AGE: (Choice.ADULT, Choice.MINOR),
        Question.ALCOHOL_OFTEN: _ALCOHOL,
        Question.ALCOHOL_AMOUNT: _AMOUNT,
        Question.ALCOHOL_SIX: _HOW_OFTEN,
        Question.SEX: (Choice.MALE, Choice.UNSAID, Choice.FEMALE),
        Question.DRUGS: _HOW_OFTEN,
        Question.MOST_DAYS: (Choice.NONE, Choice.OPIOIDS, Choice.SEDATIVES, Choice.BOTH),
        Question.WITHDRAWAL_BEFORE: _YES,
        Question.WITHDRAWAL_NOW: (Choice.NO, Choice.A_LITTLE, Choice.A_LOT),
        Question.HEALTH: (Choice.CARED_FOR, Choice.PREGNANT, Choice.NEEDS_CARE),
        Question.MIND: (Choice.NO, Choice.SOMETIMES, Choice.A_LOT),
        Question.HOME: (Choice.SAFE, Choice.HARD, Choice.UNSAFE),
        Question.SUPPORT: (Choice.YES, Choice.NO),
        Question.DUTIES: (Choice.NO, Choice.SOMETIMES, Choice.OFTEN),
        Question.TIME: (Choice.YES, Choice.WITH_HELP, Choice.NO),
        Question.CHANGE: (Choice.READY, Choice.UNSURE, Choice.PUSHED),
        Question.EARLIER: _EARLIER,
    }
)


class Outcome(StrEnum):
    """What the self-check can say. It never decides a level of care."""

    CANT_TELL = "cant-tell"
    WEEKLY = "weekly"
    IOP = "iop"
    INTENSIVE = "intensive"
    MEDICAL = "medical"
    EMERGENCY = "emergency"


class RuleName(StrEnum):
    """Which rule spoke."""

    BODY_IN_DANGER = "body-in-danger"
    SELF_HARM_NOW = "self-harm-now"
    DANGER_FROM_SOMEONE = "danger-from-someone"
    SELF_HARM_LATELY = "self-harm-lately"
    WITHDRAWAL_BEFORE = "withdrawal-before"
    WITHDRAWAL_STRONG = "withdrawal-strong"
    SEDATIVES_MOST_DAYS = "sedatives-most-days"
    DRINKING_AND_SHAKING = "drinking-and-shaking"
    HEALTH_NEEDS_CARE = "health-needs-care"
    PREGNANT_AND_USING = "pregnant-and-using"
    MIND_STOPS_THE_DAY = "mind-stops-the-day"
    NO_SAFE_PLACE = "no-safe-place"
    INTENSIVE_NOT_ENOUGH = "intensive-not-enough"
    MUCH_AT_ONCE = "much-at-once"
    WEEKLY_NOT_ENOUGH = "weekly-not-enough"
    STEPPING_DOWN = "stepping-down"
    HIGH_USE = "high-use"
    USE_AND_STRAIN = "use-and-strain"
    RISKY_USE = "risky-use"
    LOW_USE = "low-use"
    NO_USE = "no-use"
    SKIPPED = "skipped"


class Note(StrEnum):
    """What is said beside the outcome, since an answer asks for it."""

    DO_NOT_STOP_SUDDENLY = "do-not-stop-suddenly"
    OPIOIDS = "opioids"
    AFRAID = "afraid"
    PREGNANT = "pregnant"
    MINOR = "minor"
    NEEDS_HELP_TO_COME = "needs-help-to-come"
    CANNOT_COME = "cannot-come"
    UNSURE = "unsure"
    LOVED_ONE = "loved-one"


class Progress(StrEnum):
    TWO_MINUTES = "two-minutes"
    A_MINUTE = "a-minute"
    FEW = "few"
    LAST = "last"
