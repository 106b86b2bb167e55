"""The weeks ahead of somebody who isn't in the groups yet: the first good one, and what opens."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from wayhome.journey.weekplans.rules.fits import Beside, Fit
from wayhome.shared.core.period import ONE_DAY

WEEKS_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Closed:
    """The groups that are full in a week or a later one, and those that meet, week by week."""

    weeks: tuple[frozenset[str], ...]
    meets: tuple[frozenset[str], ...]

    def opens(self, series: str, after: int) -> int | None:
        """Return the first week after one from which the group has a seat for good."""
        later = range(after + 1, len(self.weeks))
        free = (each for each in later if series in self.meets[each] - self.weeks[each])
        return next(free, None)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What somebody could have in each of the weeks ahead."""

    fits: tuple[Fit, ...]
    closed: Closed

    @property
    def best(self) -> int:
        """The first week in which all hours fit; else the first that lacks fewest."""
        return min(range(len(self.fits)), key=lambda week: (self.fits[week].missing, week))


def closed_to(weeks: Sequence[Beside], client: str) -> Closed:
    """Return where somebody has no seat.

    A seat that somebody has in a later week is nobody's to promise in the weeks before.
    """
    closed: list[frozenset[str]] = []
    for week in reversed(weeks):
        closed.append(week.full(client).union(*closed[-1:]))
    meets = (frozenset(each.id for each in week.week.series) for week in weeks)
    return Closed(tuple(reversed(closed)), tuple(meets))


def outlook(weeks: Sequence[Beside], client: str) -> Outlook:
    closed = closed_to(weeks, client)
    fits = (week.fit(client, gone) for week, gone in zip(weeks, closed.weeks, strict=True))
    return Outlook(tuple(fits), closed)


def opens_after(ends: Iterable[date | None], seats: int, weekday: int) -> date | None:
    """Return the first session at which fewer are on a roster than there are seats.

    :param ends: on which day each one's stay in the group ends, or None
    """
    stays = [*ends]
    known = sorted(each for each in stays if each is not None)
    leave = len(stays) - seats  # so many, and one more
    if not 0 <= leave < len(known):
        return None
    day = known[leave]
    return day + ONE_DAY * ((weekday - day.weekday()) % 7)
