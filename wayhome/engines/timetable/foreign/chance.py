"""Chance that is the same on every machine, compiled or not: two generators combined.

L'Ecuyer, Efficient and portable combined random number generators, 1988.
"""

import numpy as np
from numba import njit

from wayhome.engines.timetable.foreign.arrays import Whole

ONE = 2147483563
OTHER = 2147483399


def seeded(seed: int) -> Whole:
    """Begin: two numbers that the other functions move on."""
    return np.array([1 + seed % (ONE - 1), 1 + (seed * 7919 + 104729) % (OTHER - 1)], np.int64)


@njit(cache=True)
def step(chance: Whole) -> int:
    chance[0] = 40014 * chance[0] % ONE
    chance[1] = 40692 * chance[1] % OTHER
    return int((chance[0] - chance[1]) % (ONE - 1))


@njit(cache=True)
def below(chance: Whole, limit: int) -> int:
    """Draw one of 0, 1, … limit - 1."""
    return step(chance) % limit


@njit(cache=True)
def share(chance: Whole) -> float:
    """Draw a number above 0, at most 1."""
    return (step(chance) + 1) / ONE
