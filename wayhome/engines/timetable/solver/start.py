"""Visits for everyone, given their groups: who has fewest times to choose from goes first."""

from collections.abc import Mapping

from wayhome.engines.timetable.calendar import holds_a_run
from wayhome.engines.timetable.domain import Service
from wayhome.engines.timetable.solver.region import Region
from wayhome.engines.timetable.solver.worth import Booked, Plans, Taken, Worth, is_new


def place_visits(region: Region, worth: Mapping[str, Worth], plans: Plans) -> Plans:
    """Give each client without a visit that is due the best time that is left, if one is."""
    start = Start(region, worth, plans)
    wanted = [
        (len(judge.slots[service.id]), client, service)
        for client, judge in worth.items()
        for service in judge.due
        if client in plans and service.id not in dict(plans[client].visits)
    ]
    for _, client, service in sorted(wanted, key=lambda row: (row[0], row[1], row[2].id)):
        start.place(client, service)
    return start.plans


class Start:
    """A plan that grows by one visit at a time, each without harm to the others."""

    def __init__(self, region: Region, worth: Mapping[str, Worth], plans: Plans) -> None:
        self.region, self.worth = region, worth
        self.plans = dict(plans)
        self.taken = Taken(region, plans)

    def place(self, client: str, service: Service) -> None:
        judge, booked = self.worth[client], self.plans[client]
        slots = judge.slots[service.id]
        near = {slot: judge.apart(booked.series, slot) for slot in slots}
        for slot in sorted(slots, key=lambda slot: (near[slot], slot)):
            if near[slot] >= 0 and self._fits(client, service, slot):
                visits = (*booked.visits, (service.id, slot))
                self.plans[client] = Booked(booked.series, visits)
                self.taken.add_visit(client, service.id, slot)
                return

    def _fits(self, client: str, service: Service, slot: int) -> bool:
        found, booked = self.region.slots[slot], self.plans[client]
        judge = self.worth[client]
        own = [self.region.slots[other] for _, other in booked.visits]
        groups = judge.groups(booked.series)
        load = groups.loads[found.day] + found.quarters
        load += sum(other.quarters for other in own if other.day == found.day)
        got = groups.quarters + found.quarters + sum(other.quarters for other in own)
        return (
            not found.times & (self.taken.times[found.staff] | groups.times)
            and not any(found.times & other.times for other in own)
            and load <= self.region.rules.day_maximum
            and got <= judge.rx.ceiling
            and self._leaves_breaks(found.staff, found.times)
            and not (is_new(self.region, client, service.id) and self._is_full(found.staff))
        )

    def _is_full(self, staff: str) -> bool:
        return self.taken.new[staff] >= self.region.eligibility.caseload_left[staff]

    def _leaves_breaks(self, staff: str, times: int) -> bool:
        quarters = self.region.rules.break_quarters
        leading = self.region.eligibility.group_times.get(staff, 0)
        busy = leading | self.taken.times[staff] | times
        return all(
            holds_a_run(window & ~busy, quarters) or not holds_a_run(window & ~leading, quarters)
            for window in self.region.eligibility.staff[staff].breaks
            if window & times
        )
