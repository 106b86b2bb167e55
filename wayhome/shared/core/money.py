"""Dollars to the cent.

Pure: no Django, no database. Never a float; a share is rounded half to even, and parts always sum
to the whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

CENT = Decimal("0.01")
CENTS_IN_DOLLAR = 100
MOST_DIGITS = 15


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of US dollars, negative ones included.

    :raises ValueError: when it isn't a whole number of cents, or is a quadrillion or more.
    """

    amount: Decimal

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or self.amount.adjusted() >= MOST_DIGITS:
            message = "Not an amount of money."
            raise ValueError(message)
        in_cents = self.amount.quantize(CENT)
        if in_cents != self.amount:
            message = "Money is counted in whole cents."
            raise ValueError(message)
        # A zero has no sign on a statement.
        object.__setattr__(self, "amount", in_cents or abs(in_cents))

    def __str__(self) -> str:
        sign = "-" if self.amount < 0 else ""
        return f"{sign}${abs(self.amount):,.2f}"

    def __neg__(self) -> "Money":
        return Money(-self.amount)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + other.amount)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - other.amount)

    @property
    def cents(self) -> int:
        return int(self.amount * CENTS_IN_DOLLAR)

    def times(self, ratio: Decimal | Fraction | int) -> "Money":
        """Return this share of the amount, rounded once, half to even (as ROUND_HALF_EVEN does)."""
        return _from_cents(round(self.cents * Fraction(ratio)))

    def split(self, parts: int) -> tuple["Money", ...]:
        """Return this many parts, as even as cents allow, the larger ones first.

        :raises ValueError: when there is no part to give to.
        """
        return self.allocate([1] * parts)

    def allocate(self, weights: Sequence[Decimal | Fraction | int]) -> tuple["Money", ...]:
        """Return one part per weight by largest remainder; of equal remainders the first gains.

        :raises ValueError: when a weight is negative or all together are nothing.
        """
        shares = [Fraction(weight) for weight in weights]
        whole = sum(shares)
        if whole <= 0 or min(shares) < 0:
            message = "Parts need weights that aren't negative and aren't all zero."
            raise ValueError(message)
        cents = abs(self.cents)
        quotas = [cents * share / whole for share in shares]
        parts = [int(quota) for quota in quotas]
        by_remainder = sorted(range(len(parts)), key=lambda index: parts[index] - quotas[index])
        for index in by_remainder[: cents - sum(parts)]:
            parts[index] += 1
        sign = -1 if self.amount < 0 else 1
        return tuple(_from_cents(sign * part) for part in parts)


ZERO = Money(Decimal(0))


def total(amounts: Iterable[Money]) -> Money:
    return sum(amounts, ZERO)


def _from_cents(cents: int) -> Money:
    return Money(Decimal(cents) / CENTS_IN_DOLLAR)
