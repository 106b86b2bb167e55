"""The ways to choose groups of one kind: which seats, how long, what they cost and exclude."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import add

from wayhome.engines.timetable.check.moments import DAYS
from wayhome.engines.timetable.check.proof.choices import SeatChoice

NO_LOADS = (0,) * DAYS


class TooManyError(Exception):
    """There are more ways than can be looked at."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Seats that can be had together.

    ``seats``, ``clash``: bits of the seats, and of those they exclude. ``blocks``: their blocks.
    ``days``: the bits of the days on which somebody comes for them.
    """

    cost: int = 0
    quarters: int = 0
    loads: tuple[int, ...] = NO_LOADS
    seats: int = 0
    clash: int = 0
    blocks: frozenset[str] = frozenset()
    days: frozenset[int] = frozenset()

    def with_seat(self, seat: SeatChoice) -> "Bundle":
        block = {seat.series.block} - {""}
        came = () if seat.times.by_video else (day for day, _ in seat.times.moments)
        return Bundle(
            cost=self.cost + seat.cost,
            quarters=self.quarters + seat.quarters,
            loads=tuple(map(add, self.loads, seat.loads)),
            seats=self.seats | seat.bit,
            clash=self.clash | seat.clash,
            blocks=self.blocks | block,
            days=self.days.union(came),
        )

    def and_also(self, other: "Bundle") -> "Bundle":
        return Bundle(
            cost=self.cost + other.cost,
            quarters=self.quarters + other.quarters,
            loads=tuple(map(add, self.loads, other.loads)),
            seats=self.seats | other.seats,
            clash=self.clash | other.clash,
            blocks=self.blocks | other.blocks,
            days=self.days | other.days,
        )


def bundles_of(
    seats: Sequence[SeatChoice], *, longest: int, day_maximum: int, at_most: int
) -> list[Bundle]:
    """List every way to choose from the seats, none among them; pinned ones are in all.

    :raises TooManyError: there are more than ``at_most``.
    """
    found: list[Bundle] = []
    for bundle in _extended(Bundle(), seats, longest, day_maximum):
        if len(found) == at_most:
            raise TooManyError
        found.append(bundle)
    pinned = sum(seat.bit for seat in seats if seat.is_pinned)
    return [bundle for bundle in found if not pinned & ~bundle.seats]


def _extended(
    bundle: Bundle, seats: Sequence[SeatChoice], longest: int, day_maximum: int
) -> Iterator[Bundle]:
    yield bundle
    for place, seat in enumerate(seats):
        if seat.bit & bundle.clash or bundle.quarters + seat.quarters > longest:
            continue
        larger = bundle.with_seat(seat)
        if max(larger.loads) <= day_maximum:
            yield from _extended(larger, seats[place + 1 :], longest, day_maximum)
