"""What one client's other bookings would break or mend, without looking at the whole week."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from wayhome.engines.timetable.check.breach import Breach, Violation
from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.person import violations_of_client
from wayhome.engines.timetable.check.problems import ground_of, impossible_pins
from wayhome.engines.timetable.check.report import Effects
from wayhome.engines.timetable.check.sitting import name_of, sittings_of
from wayhome.engines.timetable.check.together import turned, violations_together
from wayhome.engines.timetable.check.worth import balance_of, levels_of_client
from wayhome.engines.timetable.domain import Booking, Client, Levels, Plan, Week

type Own = tuple[Booking, ...]


def effects(week: Week, plan: Plan, client: str, bookings: Iterable[Booking]) -> Effects:
    """Tell what changes if this client has these bookings, and everybody else what they have.

    :raises KeyError: the client isn't in the week, or was left out.
    """
    ground = ground_of(week, plan.problems)
    person = ground.clients[client]
    before, after = plan.of(client), tuple(bookings)
    names = {name_of(booking) for booking in (*before, *after)}
    others = [
        (other, tuple(booking for booking in own if name_of(booking) in names))
        for other, own in plan.bookings
        if other != client and other in ground.clients
    ]
    pins = impossible_pins(ground, plan.problems).get(client, frozenset())
    then = _state(ground, person, before, others, pins)
    now = _state(ground, person, after, others, pins)
    return Effects(
        broken=now.not_in(then),
        mended=then.not_in(now),
        change=_less(now.levels, then.levels),
        quarters_before=then.quarters,
        quarters_after=now.quarters,
    )


@dataclass(frozen=True, slots=True)
class _State:
    """What one client's bookings break and are worth, beside what others have."""

    violations: tuple[Violation, ...]
    levels: Levels
    quarters: int

    def not_in(self, other: "_State") -> tuple[Violation, ...]:
        """Give what is broken here and not there, or is broken further here."""
        there = {_key(violation): violation.count for violation in other.violations}
        return tuple(each for each in self.violations if there.get(_key(each), -1) < each.count)


def _key(violation: Violation) -> tuple[Breach, str, str]:
    return violation.breach, violation.subject, violation.other


def _state(
    ground: Ground,
    client: Client,
    own: Own,
    others: Sequence[tuple[str, Own]],
    pins: Collection[Booking],
) -> _State:
    together = turned((*others, (client.id, own)))
    balance = sum(
        balance_of(ground.series[name], len(seated))
        for name, seated in together.seated.items()
        if name in ground.series
    )
    return _State(
        (
            *violations_of_client(ground, client, own, pins),
            *violations_together(ground, together),
        ),
        levels_of_client(ground, client, own) + Levels(balance=balance),
        sum(len(sitting.moments) for sitting in sittings_of(ground, client, own)),
    )


def _less(levels: Levels, others: Levels) -> Levels:
    return Levels(
        levels.hours - others.hours,
        levels.fit - others.fit,
        levels.continuity - others.continuity,
        levels.idle - others.idle,
        levels.balance - others.balance,
    )
