"""Whether it is true that at most so many of some clients can have a service."""

from collections.abc import Iterator
from itertools import product

from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.moments import (
    DAYS,
    QUARTERS_A_DAY,
    Moment,
    is_in,
    longest_run,
)
from wayhome.engines.timetable.check.proof.offers import Market
from wayhome.engines.timetable.check.proof.prices import insist, summed
from wayhome.engines.timetable.check.together import new_clients
from wayhome.engines.timetable.domain import Client, Cut, Service, Staff, Visit


def insist_on(market: Market, cut: Cut) -> None:
    """Insist on the proof of a cut.

    :raises FalseProofError: a visit is too cheap, or all of the staff's time is worth too much.
    """
    tariff = _Tariff(market, cut)
    insist(is_so=cut.unit > 0 <= cut.most, otherwise=f"A cut of {cut.service} is of no amount")
    excused = summed(cut.excused)
    for name in cut.clients:
        lowest = min(tariff.of_visits(name), default=cut.unit)
        insist(
            is_so=lowest + excused[name] >= cut.unit,
            otherwise=f"A visit of {name} for {cut.service} costs {lowest}, not {cut.unit}",
        )
    worth = tariff.of_all_time() + excused.total()
    insist(
        is_so=worth < cut.unit * (cut.most + 1),
        otherwise=f"{cut.most + 1} visits for {cut.service} can be paid with {worth}",
    )


def quarters_of(visit: Visit) -> Iterator[tuple[str, int]]:
    """List what a visit takes from the week of a member of staff."""
    begin = visit.meeting.day * QUARTERS_A_DAY + visit.meeting.start
    for quarter in range(begin, begin + visit.meeting.quarters):
        yield visit.staff, quarter


class _Tariff:
    """What a visit costs in one cut: its quarters, its day, and a place in the caseload."""

    def __init__(self, market: Market, cut: Cut) -> None:
        self._market, self._ground, self._service = market, market.ground, cut.service
        self._quarters = summed(((staff, at), price) for staff, at, price in cut.prices)
        self._days = summed(((staff, day), price) for staff, day, price in cut.days)
        self._caseloads = summed(cut.caseloads)

    def of_visits(self, name: str) -> Iterator[int]:
        """Give what each visit costs that somebody could have: the pinned one alone, if one is."""
        client = self._ground.clients.get(name)
        if client is not None:
            offers = self._market.offers(client)
            visits = offers.visits.get(self._service, ())
            pinned = [visit for visit in visits if visit in offers.pinned]
            for visit in pinned or visits:
                yield self._of_visit(client, visit)

    def _of_visit(self, client: Client, visit: Visit) -> int:
        price = sum(self._quarters[quarter] for quarter in quarters_of(visit))
        price += self._days[visit.staff, visit.meeting.day]
        if new_clients(self._ground, ((client.id, visit),)):
            price += self._caseloads[visit.staff]
        return price

    def of_all_time(self) -> int:
        return (
            self._quarters.total()
            + sum(price * self._most_visits(*each) for each, price in self._days.items())
            + sum(price * self._most_clients(staff) for staff, price in self._caseloads.items())
        )

    def _most_clients(self, name: str) -> int:
        staff = self._ground.staff.get(name)
        return max(0, staff.caseload - self._ground.caseloads.get(name, 0)) if staff else 0

    def _most_visits(self, name: str, day: int) -> int:
        staff, service = self._ground.staff.get(name), self._ground.services.get(self._service)
        if staff is None or service is None or not 0 <= day < DAYS:
            return 0
        return most_visits(self._ground, staff, service, day)


def most_visits(ground: Ground, staff: Staff, service: Service, day: int) -> int:
    """Count the visits for the service that fit into what groups leave of somebody's day."""
    leads, opening = ground.leads(staff.id), ground.opening.get(staff.site, 0)
    usable = {
        quarter
        for quarter in range(QUARTERS_A_DAY)
        if is_in(staff.hours, (day, quarter))
        and is_in(opening, (day, quarter))
        and (day, quarter) not in leads
    }
    return max(
        _packed(usable.difference(*breaks), service.quarters, ground.rules.step)
        for breaks in product(
            *(_ways_to_rest(ground, staff, window, day) for window in staff.breaks)
        )
    )


def _ways_to_rest(ground: Ground, staff: Staff, window: int, day: int) -> list[frozenset[int]]:
    """List which quarters of the day a break in the window can take; none if there is no break."""
    leads, least = ground.leads(staff.id), ground.rules.break_quarters
    open_to = [moment for moment in ground.window(window) if moment not in leads]
    ways = {
        frozenset(quarter for on, quarter in stretch if on == day)
        for stretch in _stretches(open_to, least)
    }
    return sorted(ways, key=sorted) if frozenset() not in ways and ways else [frozenset()]


def _stretches(moments: list[Moment], quarters: int) -> list[list[Moment]]:
    """List the unbroken stretches of so many moments, one for each moment that can begin one."""
    every = [moments[place : place + quarters] for place in range(len(moments) - quarters + 1)]
    return [stretch for stretch in every if longest_run(stretch) == quarters]


def _packed(usable: set[int], quarters: int, step: int) -> int:
    """Count visits of so many quarters, as early as possible one after the other, which is best."""
    visits = 0
    free_from = 0
    for start in range(0, QUARTERS_A_DAY - quarters + 1, step):
        if start >= free_from and usable.issuperset(range(start, start + quarters)):
            visits += 1
            free_from = start + quarters
    return visits
