"""Which of several numbers holds: the narrowest scope that fits.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from wayhome.journey.rulepacks.codes import RuleKey
from wayhome.journey.rulepacks.rules.packaged import PACKAGED, PackagedValue


@dataclass(frozen=True, slots=True)
class Scope:
    """What a number is asked for: a program in a state, and who pays."""

    service_id: UUID | None = None
    jurisdiction: str = ""
    payer: str = ""


@dataclass(frozen=True, slots=True)
class SetValue:
    """A number that the organization set; the end is not part of its time."""

    id: UUID
    key: RuleKey
    value: Decimal
    scope: Scope
    start: date
    end: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The number that holds, and why: one that was set, or a packaged one."""

    value: Decimal
    source: str
    set_value: SetValue | None = None
    packaged: PackagedValue | None = None


def chosen(key: RuleKey, *, on: date, scope: Scope, values: Iterable[SetValue]) -> Chosen:
    """Return the number that holds for the key on this day in this scope.

    Program before payer before state before the whole organization; the organization's own before
    what is packaged.
    """
    fitting = [value for value in values if value.key is key and _holds(value, on, scope)]
    if fitting:
        narrowest = max(fitting, key=lambda value: _narrowness(value.scope))
        return Chosen(narrowest.value, narrowest.source, set_value=narrowest)
    packaged = packaged_value(key, on=on, scope=scope)
    return Chosen(packaged.value, packaged.source, packaged=packaged)


def packaged_value(key: RuleKey, *, on: date, scope: Scope) -> PackagedValue:
    """Return the packaged number that holds; every key has one that holds everywhere."""
    fitting = (
        value for value in PACKAGED if value.key is key and _is_packaged_for(value, on, scope)
    )
    return max(fitting, key=lambda value: (bool(value.payer), bool(value.jurisdiction)))


def _holds(value: SetValue, on: date, scope: Scope) -> bool:
    return (
        value.start <= on
        and (value.end is None or on < value.end)
        and value.scope.service_id in {None, scope.service_id}
        and value.scope.payer in {"", scope.payer}
        and value.scope.jurisdiction in {"", scope.jurisdiction}
    )


def _is_packaged_for(value: PackagedValue, on: date, scope: Scope) -> bool:
    return (
        (value.start is None or value.start <= on)
        and value.payer in {"", scope.payer}
        and value.jurisdiction in {"", scope.jurisdiction}
    )


def _narrowness(scope: Scope) -> tuple[bool, bool, bool]:
    return (scope.service_id is not None, bool(scope.payer), bool(scope.jurisdiction))
