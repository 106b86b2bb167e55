"""Rules of retention: who still came, so many days after enrollment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

# Four, twelve and twenty-four weeks: the marks at which treatment trials count retention.
MARKS = (timedelta(days=28), timedelta(days=84), timedelta(days=168))


@dataclass(frozen=True, slots=True)
class Stay:
    """A person's enrollment and the last day on which they kept an appointment, if any."""

    enrolled_on: date
    last_kept_on: date | None


@dataclass(frozen=True, slots=True)
class Retained:
    """How many of the people kept an appointment on or after the mark."""

    mark: timedelta
    kept: int
    people: int

    @property
    def percent(self) -> Decimal | None:
        """The share to one decimal; none of nobody."""
        if not self.people:
            return None
        share = Decimal(100 * self.kept) / self.people
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)

    def plus(self, other: "Retained") -> "Retained":
        """Sum two organizations' counts.

        :raises ValueError: when the marks differ
        """
        if self.mark != other.mark:
            msg = "counts of different marks can't be summed"
            raise ValueError(msg)
        return Retained(self.mark, self.kept + other.kept, self.people + other.people)


def retention(stays: Iterable[Stay], marks: tuple[timedelta, ...] = MARKS) -> tuple[Retained, ...]:
    """Return, per mark, the share of people who kept an appointment on or after it."""
    lasted = tuple(
        stay.last_kept_on - stay.enrolled_on if stay.last_kept_on else None for stay in stays
    )
    return tuple(
        Retained(mark, sum(days is not None and days >= mark for days in lasted), len(lasted))
        for mark in marks
    )
