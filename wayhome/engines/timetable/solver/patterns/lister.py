"""Lists of one client's patterns, made once, or again under prices."""

from collections.abc import Sequence

import numpy as np

from wayhome.engines.timetable.domain import Client
from wayhome.engines.timetable.solver.patterns.choices import Choices
from wayhome.engines.timetable.solver.patterns.combination import Combination
from wayhome.engines.timetable.solver.patterns.shapes import Patterns, Scale, Under
from wayhome.engines.timetable.solver.region import Region


class Lister:
    """Lists one client's patterns; all lists are made of the same choices."""

    def __init__(self, region: Region, client: Client, most: int) -> None:
        self.choices, self.most = Choices(region, client), most

    def list(self, scale: Scale, under: Under | None = None) -> Patterns:
        """List the patterns, the cheapest ``most`` of them if there are more."""
        return Combination(self.choices, scale, self.most, under).patterns()

    def joined(self, scale: Scale, lists: Sequence[Patterns]) -> Patterns:
        """Put cut lists of this client's patterns together, each pattern once."""
        selected = np.unique(np.vstack([patterns.selected for patterns in lists]), axis=0)
        joined = Combination(self.choices, scale, self.most, None).of(selected)
        joined.cut = 0
        return joined
