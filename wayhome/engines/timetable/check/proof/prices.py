"""The prices of a certificate: what one client pays for a seat or a visit."""

from collections import Counter
from collections.abc import Iterable

from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.domain import Certificate, Client, GroupSeries, Visit


class FalseProofError(ValueError):
    """A certificate whose prices or cuts aren't what the README says they are."""


def insist(*, is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise FalseProofError(otherwise)


def summed[Key](prices: Iterable[tuple[Key, int]]) -> Counter[Key]:
    """Add up what is priced twice.

    :raises FalseProofError: a price is below nothing.
    """
    found: Counter[Key] = Counter()
    for key, price in prices:
        insist(is_so=price >= 0, otherwise=f"The price of {key} is below nothing")
        found[key] += price
    return found


class Prices:
    """Looks up what is paid; ``most``: how many of the clients of each cut can have its service."""

    def __init__(self, certificate: Certificate) -> None:
        self.weights = certificate.weights
        self.seats = summed(certificate.seats)
        self.held = summed(certificate.held)
        self.pairs = summed(((a, b, series), price) for a, b, series, price in certificate.pairs)
        self.cuts = summed(certificate.cuts)
        self._of_one_apart = summed(
            ((client, series), price)
            for (*pair, series), price in self.pairs.items()
            for client in pair
        )
        self._of_one_cut = summed(
            ((client, cut.service), price)
            for cut, price in self.cuts.items()
            for client in sorted(set(cut.clients))
        )

    def of_seat(self, client: Client, series: GroupSeries) -> int:
        price = self.seats[series.id] + self._of_one_apart[client.id, series.id]
        return price + (self.held[series.id] if client.contract != series.contract else 0)

    def of_visit(self, client: Client, visit: Visit) -> int:
        return self._of_one_cut[client.id, visit.service]


def earned(ground: Ground, prices: Prices) -> int:
    """Give the most that all clients together can pay: everything priced is used up.

    :raises FalseProofError: a price is of something that isn't limited, or isn't in the week.
    """
    return (
        sum(_earned_in(ground, prices, series) for series in prices.seats)
        + sum(_earned_by_others(ground, series) * price for series, price in prices.held.items())
        + sum(_earned_apart(ground, pair) * price for pair, price in prices.pairs.items())
        + sum(cut.most * price for cut, price in prices.cuts.items())
    )


def _earned_in(ground: Ground, prices: Prices, series: str) -> int:
    """Give what seats earn: above the target, the price without the balance that is lost."""
    group, price = _group(ground, series), prices.seats[series]
    capacity = ground.capacity(group)
    target = max(0, min(group.target, capacity))
    return price * target + max(0, price - prices.weights.balance) * (capacity - target)


def _earned_by_others(ground: Ground, series: str) -> int:
    group = _group(ground, series)
    return max(0, ground.capacity(group) - max(0, group.held))


def _earned_apart(ground: Ground, pair: tuple[str, str, str]) -> int:
    client, other, series = pair
    _group(ground, series)
    insist(
        is_so=other in ground.kept_apart(client),
        otherwise=f"{client} and {other} may share {series}",
    )
    return 1


def _group(ground: Ground, series: str) -> GroupSeries:
    insist(is_so=series in ground.series, otherwise=f"{series} is priced, and isn't in the week")
    return ground.series[series]
