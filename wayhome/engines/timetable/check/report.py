"""What the check found: broken rules, claims that don't hold, and what the plan is worth."""

from dataclasses import dataclass
from enum import StrEnum

from wayhome.engines.timetable.check.breach import Violation
from wayhome.engines.timetable.domain import Bound, Levels


class Claim(StrEnum):
    """What a plan says of itself beside its bookings."""

    ORDER = "order"
    LEVELS = "levels"
    PROBLEMS = "problems"
    CERTIFICATES = "certificates"
    BOUND = "bound"


@dataclass(frozen=True, slots=True)
class Objection:
    """A claim of the plan that doesn't hold."""

    claim: Claim
    sentence: str


@dataclass(frozen=True, slots=True)
class Report:
    """``bound``: what the plan's certificates prove; None if that wasn't asked."""

    violations: tuple[Violation, ...]
    objections: tuple[Objection, ...]
    levels: Levels
    total: int
    bound: Bound | None = None

    @property
    def is_clean(self) -> bool:
        return not self.violations and not self.objections

    @property
    def sentences(self) -> tuple[str, ...]:
        broken = tuple(violation.sentence for violation in self.violations)
        return broken + tuple(objection.sentence for objection in self.objections)


@dataclass(frozen=True, slots=True)
class Effects:
    """What changes if one client gets other bookings; lengths are quarters of an hour.

    ``broken``: rules that would be broken and aren't now. ``mended``: the other way round.
    """

    broken: tuple[Violation, ...]
    mended: tuple[Violation, ...]
    change: Levels
    quarters_before: int
    quarters_after: int

    @property
    def by_rule(self) -> dict[int, tuple[Violation, ...]]:
        rules = sorted({violation.rule for violation in self.broken})
        return {rule: tuple(v for v in self.broken if v.rule == rule) for rule in rules}
