"""How a facility fits what somebody said matters: each wish matched, not offered or not known.

The order of results, for good and for everyone: the sum of the weights of the wishes that match,
less that of those that aren't offered; then the distance; then the name. What isn't known counts
neither way. Nobody can pay for a place.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from wayhome.journey.finder.codes import MEANINGS, Importance, Verdict, Wish

WIDTH = 128  # bits that a facility keeps, one a wish
_BIT = {wish: 1 << number for number, wish in enumerate(Wish)}


@dataclass(frozen=True, slots=True)
class Said:
    """What a facility says of every wish, one bit each; what is in neither isn't known."""

    offers: int
    denies: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A wish, and how much it matters."""

    wish: Wish
    importance: Importance = Importance.NICE


@dataclass(frozen=True, slots=True)
class Fit:
    """The wishes by how they fare, those that are needed first; and what they sum to."""

    matched: tuple[Wish, ...]
    not_offered: tuple[Wish, ...]
    not_known: tuple[Wish, ...]
    score: int


def said_of(services: Collection[str]) -> Said:
    """Return what service codes say of every wish; who says both yes and no says nothing."""
    codes = frozenset(services)
    yes = _bits(wish for wish in Wish if codes & MEANINGS[wish].offered)
    no = _bits(wish for wish in Wish if codes & MEANINGS[wish].denied)
    return Said(yes & ~no, no & ~yes)


def mask_of(wanted: Collection[Wanted], importance: Importance) -> int:
    """Return the bits of the wishes that matter so much."""
    return _bits(wish for wish, most in _most(wanted).items() if most is importance)


def verdict_on(said: Said, wish: Wish) -> Verdict:
    if said.offers & _BIT[wish]:
        return Verdict.MATCHED
    return Verdict.NOT_OFFERED if said.denies & _BIT[wish] else Verdict.NOT_KNOWN


def fit_of(said: Said, wanted: Collection[Wanted]) -> Fit:
    """Return how each wish fares; a wish that is named twice counts as what matters more."""
    most = _most(wanted)
    by_verdict: dict[Verdict, list[Wish]] = {verdict: [] for verdict in Verdict}
    for wish in sorted(most, key=lambda wish: (-most[wish], _BIT[wish])):
        by_verdict[verdict_on(said, wish)].append(wish)
    matched, denied = by_verdict[Verdict.MATCHED], by_verdict[Verdict.NOT_OFFERED]
    return Fit(
        matched=tuple(matched),
        not_offered=tuple(denied),
        not_known=tuple(by_verdict[Verdict.NOT_KNOWN]),
        score=sum(most[wish] for wish in matched) - sum(most[wish] for wish in denied),
    )


def _bits(wishes: Iterable[Wish]) -> int:
    return sum({_BIT[wish] for wish in wishes})


def _most(wanted: Collection[Wanted]) -> dict[Wish, Importance]:
    most: dict[Wish, Importance] = {}
    for one in wanted:
        most[one.wish] = max(one.importance, most.get(one.wish, one.importance))
    return most
