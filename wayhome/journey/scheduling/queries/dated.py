"""Rows that count from a day on, until the next one begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wayhome.journey.scheduling.codes import AvailabilityStatus
from wayhome.journey.scheduling.models import Availability, StaffWeek

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Dated[R: (Availability, StaffWeek)]:
    """A row, and the day on which the next one begins to count."""

    row: R
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known[R: (Availability, StaffWeek)]:
    """All that was told of somebody's weeks: what counts today, and what will.

    `edition` counts the changes; whoever records another week names the one that they saw.
    """

    now: Dated[R] | None
    later: tuple[Dated[R], ...]
    edition: int
    today: date
    zone: ZoneInfo

    @property
    def newest(self) -> R | None:
        """The week from which the next one is painted."""
        known = self.now or (self.later[0] if self.later else None)
        return known.row if known else None

    @property
    def weeks(self) -> tuple[Dated[R], ...]:
        return (*((self.now,) if self.now else ()), *self.later)


def standing[R: (Availability, StaffWeek)](told: Iterable[R]) -> list[R]:
    """Return what wasn't taken back."""
    return [each for each in told if each.status == AvailabilityStatus.ACTIVE]


def beginning_on[R: (Availability, StaffWeek)](told: Iterable[R], day: date) -> R | None:
    """Return the week that begins to count on this very day, unless it was taken back."""
    return next((each for each in standing(told) if each.period_start == day), None)


def edition_of(told: Iterable[Availability] | Iterable[StaffWeek]) -> int:
    """Return how often something was changed, what was taken back included; 0 for nothing."""
    return max((each.edition for each in told), default=0)


def now_and_later[R: (Availability, StaffWeek)](
    told: Sequence[R], today: date
) -> tuple[Dated[R] | None, tuple[Dated[R], ...]]:
    """Return what counts today, if anything does, and what will; rows are in their order."""
    rows: list[R] = standing(told)
    ends = [*(each.period_start for each in rows[1:]), None]
    dated = [Dated(each, until) for each, until in zip(rows, ends, strict=False)]
    current = [each for each in dated if each.row.period_start <= today]
    later = tuple(each for each in dated if each.row.period_start > today)
    return (current[-1] if current else None), later
