"""The ways in which the writes of this room say no."""

from collections.abc import Iterable
from enum import StrEnum

from wayhome.engines.timetable.check import Violation
from wayhome.shared.core.refusal import Refusal


class RuleRefusal(Refusal):
    """A "no" that can say which rules would be broken, for whom."""

    def __init__(
        self, obstacles: tuple[StrEnum, ...], violations: Iterable[Violation] = ()
    ) -> None:
        super().__init__(obstacles)
        self.violations = tuple(violations)


class CannotBuildWeekError(Refusal):
    """A week can't be built."""


class CannotStopBuildingError(Refusal):
    """Nobody is building any more."""


class CannotChangeProposalError(RuleRefusal):
    """Somebody's part of a proposal can't be so."""


class CannotPublishWeekError(RuleRefusal):
    """A proposal, or this part of it, can't be published."""


class CannotUndoWeekError(Refusal):
    """What was published can't be taken back."""
