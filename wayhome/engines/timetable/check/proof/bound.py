"""The bound that a certificate proves, and whether a plan claims no more than that."""

from collections.abc import Iterator, Sequence

from wayhome.engines.timetable.check.problems import ground_of, impossible_pins
from wayhome.engines.timetable.check.proof.cuts import insist_on
from wayhome.engines.timetable.check.proof.least import least_cost
from wayhome.engines.timetable.check.proof.offers import Market
from wayhome.engines.timetable.check.proof.prices import (
    FalseProofError,
    Prices,
    earned,
    insist,
)
from wayhome.engines.timetable.check.report import Claim, Objection
from wayhome.engines.timetable.domain import Bound, Certificate, Plan, Problem, Week, Weights


def certified_bound(week: Week, certificate: Certificate, problems: Sequence[Problem] = ()) -> int:
    """Give what every plan of the week costs at least; ``problems``: what such a plan leaves out.

    :raises FalseProofError: a price or a cut isn't what it should be.
    """
    return bound_of(market_of(week, problems), certificate)


def market_of(week: Week, problems: Sequence[Problem]) -> Market:
    ground = ground_of(week, problems)
    impossible = impossible_pins(ground, problems)
    return Market(
        ground,
        {
            client.id: tuple(
                pin for pin in client.pinned if pin not in impossible.get(client.id, ())
            )
            for client in ground.clients.values()
        },
    )


def bound_of(market: Market, certificate: Certificate) -> int:
    ground, prices = market.ground, Prices(certificate)
    for level in ("hours", "fit", "continuity", "idle", "balance"):
        weight = getattr(prices.weights, level)
        insist(is_so=weight >= 0, otherwise=f"The weight of {level} is below nothing")
    for cut, _ in certificate.cuts:
        insist_on(market, cut)
    least = sum(
        least_cost(ground, client, market.offers(client), prices)
        for client in ground.clients.values()
    )
    return least - earned(ground, prices)


def proven(week: Week, plan: Plan) -> tuple[Bound, tuple[Objection, ...]]:
    """Give what a plan's certificates prove together, and what it claims beyond that."""
    market = market_of(week, plan.problems)
    objections: list[Objection] = []
    hours = total = 0
    for certificate in plan.certificates:
        try:
            bound = bound_of(market, certificate)
        except FalseProofError as false:
            objections.append(Objection(Claim.CERTIFICATES, str(false)))
            continue
        if certificate.bound > bound:
            sentence = f"A certificate claims {certificate.bound}, and proves {bound}"
            objections.append(Objection(Claim.CERTIFICATES, sentence))
        if is_of_hours(certificate.weights):
            hours = max(hours, -(-bound // certificate.weights.hours))
        if certificate.weights == week.rules.weights:
            total = max(total, bound)
    return Bound(hours, total), (*objections, *_beyond(plan.bound, Bound(hours, total)))


def is_of_hours(weights: Weights) -> bool:
    return weights.hours > 0 and weights == Weights(weights.hours, 0, 0, 0, 0)


def _beyond(claimed: Bound, proven: Bound) -> Iterator[Objection]:
    for level in ("hours", "total"):
        claim, proof = getattr(claimed, level), getattr(proven, level)
        if claim > proof:
            sentence = f"The plan claims that {level} can't be below {claim}; proven is {proof}"
            yield Objection(Claim.BOUND, sentence)
