"""Rows that count from a day on, until the next one begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from wayhome.journey.scheduling.models import Availability, StaffWeek


@dataclass(frozen=True, slots=True)
class Dated[R: (Availability, StaffWeek)]:
    """A row, and the day on which the next one begins to count."""

    row: R
    until: date | None


def now_and_later[R: (Availability, StaffWeek)](
    rows: Sequence[R], today: date
) -> tuple[Dated[R] | None, tuple[Dated[R], ...]]:
    """Return what counts today, if anything does, and what will; rows are in their order."""
    ends = [*(each.period_start for each in rows[1:]), None]
    dated = [Dated(each, until) for each, until in zip(rows, ends, strict=False)]
    current = [each for each in dated if each.row.period_start <= today]
    later = tuple(each for each in dated if each.row.period_start > today)
    return (current[-1] if current else None), later
