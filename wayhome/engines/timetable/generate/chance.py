"""Where chance comes from: a stream named by a text, and draws from mixtures."""

from random import Random

type Mixture[T] = tuple[tuple[T, float], ...]


def stream(name: str) -> Random:
    return Random(name)  # noqa: S311 - made-up people that anyone can make up again


def pick[T](chance: Random, mixture: Mixture[T]) -> T:
    """Draw one of the values, each as likely as its share says."""
    return chance.choices([value for value, _ in mixture], [share for _, share in mixture])[0]


def happens(chance: Random, share: float) -> bool:
    return chance.random() < share
