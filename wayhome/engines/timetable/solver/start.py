"""Visits for everyone, given their groups: who has fewest times to choose from goes first."""

from collections.abc import Mapping

from wayhome.engines.timetable.domain import Service
from wayhome.engines.timetable.ledger import Ledger
from wayhome.engines.timetable.solver.bookings import slot_of
from wayhome.engines.timetable.solver.region import Region
from wayhome.engines.timetable.solver.visits import visit_at
from wayhome.engines.timetable.solver.worth import Booked, Plans, Worth


def place_visits(region: Region, worth: Mapping[str, Worth], plans: Plans) -> Plans:
    """Give each client without a visit that is due the best time that is left, if one is."""
    ledger = ledger_of(region, plans)
    found = dict(plans)
    wanted = [
        (len(judge.slots[service.id]), client, service)
        for client, judge in worth.items()
        for service in judge.due
        if client in plans and service.id not in dict(plans[client].visits)
    ]
    for _, client, service in sorted(wanted, key=lambda row: (row[0], row[1], row[2].id)):
        slot = best_slot(ledger, worth[client], found[client], service)
        if slot is not None:
            ledger.give(region.clients[client], visit_at(region, service, slot))
            visits = (*found[client].visits, (service.id, slot))
            found[client] = Booked(found[client].series, visits)
    return found


def ledger_of(region: Region, plans: Plans) -> Ledger:
    """Enter what everybody has."""
    ledger = Ledger(region.week, region.eligibility)
    for client, booked in plans.items():
        for place in booked.series:
            ledger.sit(region.clients[client], region.series[place])
        for service, slot in booked.visits:
            visit = visit_at(region, region.eligibility.services[service], slot)
            ledger.give(region.clients[client], visit)
    return ledger


def best_slot(ledger: Ledger, judge: Worth, booked: Booked, service: Service) -> int | None:
    """Give the slot that is nearest to the client's groups of those that can be had still."""
    possible = frozenset(judge.slots[service.id])
    openings = (
        judge.region.slot_place[slot_of(visit)] for visit in ledger.openings(judge.client, service)
    )
    return min(
        (slot for slot in openings if slot in possible),
        key=lambda slot: (judge.apart(booked.series, slot), slot),
        default=None,
    )
