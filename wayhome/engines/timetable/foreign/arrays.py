"""Arrays that compiled code can work on."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

type Whole = NDArray[np.int64]


def flat(lists: Sequence[Sequence[int]]) -> tuple[Whole, Whole]:
    """Give where each list begins, and at last where all end; then the lists, one after another."""
    firsts = np.cumsum([0, *map(len, lists)], dtype=np.int64)
    return firsts, np.array([*chain.from_iterable(lists)], np.int64)
