"""How a number may be set, and what becomes of the one before.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from wayhome.journey.rulepacks.codes import UNITS, RuleKey, RuleObstacle, Unit

HOURS_IN_WEEK = 168
MINUTES_IN_DAY = 24 * 60
DAYS_IN_WEEK = 7
MOST_HOURS_OF_A_CLOCK = 30 * 24
MOST_DAYS_OF_A_CLOCK = 366
MOST_PEOPLE = 99
MOST_CODES = 99
LONGEST_PAUSE_SECONDS = 60 * 60

# What no law or payer can mean; between the two the program is free.
_HIGHEST = {
    RuleKey.CALL_BACK_HOURS: MOST_HOURS_OF_A_CLOCK,
    RuleKey.NOTE_SIGN_HOURS: MOST_HOURS_OF_A_CLOCK,
    RuleKey.BILLABLE_WEEK_MIN_DAYS: DAYS_IN_WEEK,
}
_HIGHEST_OF_UNIT = {
    Unit.HOURS: HOURS_IN_WEEK,
    Unit.MINUTES: MINUTES_IN_DAY,
    Unit.DAYS: MOST_DAYS_OF_A_CLOCK,
    Unit.PEOPLE: MOST_PEOPLE,
    Unit.SECONDS: LONGEST_PAUSE_SECONDS,
    Unit.CODES: MOST_CODES,
}
_MAY_BE_ZERO = frozenset({RuleKey.INITIAL_PLAN_DAYS, RuleKey.CHECK_IN_OPENS_MINUTES})
_WHOLE = frozenset({Unit.MINUTES, Unit.SECONDS, Unit.DAYS, Unit.PEOPLE, Unit.CODES})


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days on which a number held or will hold; the end is not part of it."""

    id: UUID
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new number goes: which one it ends, or replaces, and until when it holds."""

    ends: UUID | None
    replaces: UUID | None
    end: date | None


def highest(key: RuleKey) -> int:
    return _HIGHEST.get(key, _HIGHEST_OF_UNIT[UNITS[key]])


def obstacles_to_setting(
    key: RuleKey, value: Decimal, *, source: str, is_state_known: bool = True
) -> tuple[RuleObstacle, ...]:
    """Return every reason why the number can't be set."""
    checks = {
        RuleObstacle.TOO_LOW: value < 0 or (value == 0 and key not in _MAY_BE_ZERO),
        RuleObstacle.TOO_HIGH: value > highest(key),
        RuleObstacle.NOT_WHOLE: UNITS[key] in _WHOLE and value != int(value),
        RuleObstacle.SOURCE_MISSING: not source.strip(),
        RuleObstacle.JURISDICTION_UNKNOWN: not is_state_known,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def obstacles_to_ending(stretch: Stretch, *, end: date) -> tuple[RuleObstacle, ...]:
    """Return every reason why the number can't stop holding on this day."""
    checks = {
        RuleObstacle.ENDS_BEFORE_IT_STARTS: end <= stretch.start,
        RuleObstacle.ALREADY_ENDED: stretch.end is not None and stretch.end <= end,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def place_of(start: date, stretches: Iterable[Stretch]) -> Place:
    """Return where a number that holds from this day on goes among those of its scope.

    The one that holds on the day ends; one that begins on it is replaced; the next one stays, so
    the new number holds until then.
    """
    ends = replaces = end = None
    for stretch in sorted(stretches, key=lambda stretch: stretch.start):
        if stretch.start == start:
            replaces = stretch.id
        elif stretch.start > start:
            end = stretch.start
            break
        elif stretch.end is None or stretch.end > start:
            ends = stretch.id
    return Place(ends, replaces, end)
