"""Which groups together give somebody most of what is due: a small search, exact as a rule.

It takes the groups in the order given, as somebody at a desk would, and goes back only where more
might be had. So if it is stopped after so many steps, it still has at least the first that fit.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from wayhome.engines.timetable.calendar import DAYS, NEVER, count, day_of

MOST_STEPS = 20_000


class Offer(NamedTuple):
    """A group that fits: when it meets, and when they would be on the way there and back too."""

    series: str
    kind: str
    times: int
    way: int
    video: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """What somebody may have of groups, in quarters: of each kind, a day, in all, and is due."""

    kinds: Mapping[str, int]
    day: int
    week: int
    due: int


@dataclass(frozen=True, slots=True)
class Had:
    """What they have so far; ``out``: in a group in person or on the way, ``video``: in others."""

    series: tuple[str, ...] = ()
    taken: int = NEVER
    out: int = NEVER
    video: int = NEVER
    quarters: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def with_(self, offer: Offer) -> "Had":
        length = count(offer.times)
        return replace(
            self,
            series=(*self.series, offer.series),
            taken=self.taken | offer.times,
            out=self.out if offer.video else self.out | offer.way,
            video=self.video | offer.times if offer.video else self.video,
            quarters=self.quarters + length,
            kinds=self.kinds + Counter({offer.kind: length}),
        )


class Worth(NamedTuple):
    """The more of what is due the better; of as much, the less beyond it."""

    got: int
    spared: int


def chosen(
    offers: Sequence[Offer], limits: Limits, taken: int = NEVER, steps: int = MOST_STEPS
) -> Had:
    """Return the best choice of groups for somebody whose time is taken in part."""
    search = _Search(offers, limits, steps)
    search.look(0, Had(taken=taken))
    return search.best


class _Search:
    def __init__(self, offers: Sequence[Offer], limits: Limits, steps: int) -> None:
        self.offers, self.limits, self.steps = offers, limits, steps
        self.best = Had()
        self.worth = Worth(-1, 0)
        self.ahead, self.kinds_ahead = self._what_is_ahead()

    def look(self, place: int, had: Had) -> None:
        """Try every choice of the offers from this place on beside what they have."""
        worth = self._worth(had.quarters, had)
        if worth > self.worth:
            self.best, self.worth = had, worth
        for at in range(place, len(self.offers)):
            if self.steps <= 0 or self._most(at, had) <= self.worth:
                return
            self.steps -= 1
            if self._allows(self.offers[at], had):
                self.look(at + 1, had.with_(self.offers[at]))

    def _allows(self, offer: Offer, had: Had) -> bool:
        if offer.times & had.taken or (had.out & offer.times if offer.video else False):
            return False
        if not offer.video and had.video & offer.way:
            return False
        length, taken = count(offer.times), had.taken | offer.times
        return (
            had.kinds[offer.kind] + length <= self.limits.kinds.get(offer.kind, 0)
            and had.quarters + length <= self.limits.week
            and all(
                count(day_of(taken, day)) <= self.limits.day
                for day in range(DAYS)
                if day_of(offer.times, day)
            )
        )

    def _most(self, at: int, had: Had) -> Worth:
        """Say what no choice among the rest can beat: by time, by kind, by the week."""
        by_time = count(self.ahead[at] & ~had.taken)
        by_kind = sum(
            min(length, self.limits.kinds.get(kind, 0) - had.kinds[kind])
            for kind, length in self.kinds_ahead[at].items()
        )
        return self._worth(min(had.quarters + min(by_time, by_kind), self.limits.week), had)

    def _worth(self, quarters: int, had: Had) -> Worth:
        return Worth(min(quarters, self.limits.due), min(0, self.limits.due - had.quarters))

    def _what_is_ahead(self) -> tuple[list[int], list[Counter[str]]]:
        """Return, from each place on, when something meets, and how long of each kind."""
        times, kinds = [NEVER], [Counter[str]()]
        for offer in reversed(self.offers):
            times.append(times[-1] | offer.times)
            kinds.append(kinds[-1] + Counter({offer.kind: count(offer.times)}))
        return times[::-1], kinds[::-1]
