"""The shapes that one client's possible weeks come in."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayhome.engines.timetable.domain import Client
from wayhome.engines.timetable.solver.region import Ints

Words = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Scale:
    """What a point of the hours level, and of the weighted rest, counts for in a program."""

    hours: int
    rest: int


@dataclass(frozen=True, slots=True)
class Under:
    """Prices of the region's series, under which what costs ``below`` or more is left out.

    ``visits``: what the due services cost at least, given or missing, beyond the hours they add.
    """

    prices: Ints
    visits: int
    below: int
    most: int


@dataclass(slots=True)
class Choice:
    """The ways to choose groups of one kind; row 0 chooses only what is pinned.

    ``trips``: the days on which somebody comes in person, a bit each.
    """

    members: NDArray[np.int16]  # a row's series, by their places; padded with -1
    bits: Words
    clash: Words
    blocks: Words
    trips: NDArray[np.uint8]
    loads: Words
    quarters: Ints
    short: Ints
    rest: Ints


@dataclass(slots=True)
class Patterns:
    """One client's possible weeks of groups, one a row.

    ``selected``: which choice of each kind. ``short``: quarters that kinds lack. ``rest``: the
    weighted levels below hours, of the groups alone. ``cut``: what a week that isn't listed costs
    at least, under the prices of the listing; None if all are listed.
    """

    client: Client
    choices: list[Choice]
    selected: NDArray[np.int16]
    quarters: Ints
    short: Ints
    rest: Ints
    loads: Words
    days: Ints
    cut: int | None

    def __len__(self) -> int:
        return len(self.quarters)

    def series(self, row: int) -> tuple[int, ...]:
        """Give the places of the series in a row, in order."""
        chosen = (c.members[self.selected[row, k]] for k, c in enumerate(self.choices))
        return tuple(sorted(int(place) for members in chosen for place in members if place >= 0))
