"""The whole plan, looked at once: every rule, every level, everything it claims of itself."""

from collections.abc import Iterator, Mapping

from wayhome.engines.timetable.check.breach import Breach, Violation
from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.person import violations_of_client
from wayhome.engines.timetable.check.problems import ground_of, impossible_pins, wrong_problems
from wayhome.engines.timetable.check.proof import proven
from wayhome.engines.timetable.check.report import Claim, Objection, Report
from wayhome.engines.timetable.check.together import Turned, turned, violations_together
from wayhome.engines.timetable.check.worth import balance_of, levels_of_client
from wayhome.engines.timetable.domain import Booking, Levels, Plan, Week

type Bookings = Mapping[str, tuple[Booking, ...]]


def check(week: Week, plan: Plan, *, proofs: bool = True) -> Report:
    """Hold a plan against the rules, and against what it says of itself.

    ``proofs``: also compute the bound that each certificate proves, which takes the longest.
    """
    ground = ground_of(week, plan.problems)
    bookings = {client: own for client, own in plan.bookings if client in ground.clients}
    together = turned(bookings.items())
    levels = levels_of(ground, bookings, together)
    bound, beyond = proven(week, plan) if proofs else (None, ())
    return Report(
        violations=(
            *_violations_of_names(ground, plan),
            *_violations_of_clients(ground, plan, bookings),
            *violations_together(ground, together),
        ),
        objections=(
            *_wrong_order(plan),
            *wrong_problems(ground, plan.problems),
            *_wrong_levels(plan, levels),
            *beyond,
        ),
        levels=levels,
        total=levels.total(week.rules.weights),
        bound=bound,
    )


def levels_of(ground: Ground, bookings: Bookings, together: Turned) -> Levels:
    own = (
        levels_of_client(ground, client, bookings.get(client.id, ()))
        for client in ground.clients.values()
    )
    balance = sum(
        balance_of(series, len(together.seated.get(series.id, ())))
        for series in ground.series.values()
    )
    return sum(own, Levels(balance=balance))


def _violations_of_names(ground: Ground, plan: Plan) -> Iterator[Violation]:
    """Find what rule 1 says of clients: known, listed once, not left out."""
    seen: set[str] = set()
    for client, own in plan.bookings:
        if client in seen:
            yield Violation(Breach.LISTED_TWICE, client)
        seen.add(client)
        if client in ground.clients_left_out:
            if own:
                yield Violation(Breach.CLIENT_LEFT_OUT, client)
        elif client not in ground.clients:
            yield Violation(Breach.UNKNOWN_CLIENT, client)


def _violations_of_clients(ground: Ground, plan: Plan, bookings: Bookings) -> Iterator[Violation]:
    impossible = impossible_pins(ground, plan.problems)
    for client in ground.clients.values():
        own = bookings.get(client.id, ())
        yield from violations_of_client(ground, client, own, impossible.get(client.id, ()))


def _wrong_order(plan: Plan) -> Iterator[Objection]:
    listed = [client for client, _ in plan.bookings]
    if listed != sorted(listed):
        yield Objection(Claim.ORDER, "The clients aren't listed in the order of their ids")


def _wrong_levels(plan: Plan, levels: Levels) -> Iterator[Objection]:
    if plan.levels != levels:
        yield Objection(Claim.LEVELS, f"The plan claims {plan.levels}; it is {levels}")
