"""Which clients can be planned for, and what of their prescriptions."""

from collections.abc import Iterator
from dataclasses import replace

from wayhome.engines.timetable.calendar import DAYS
from wayhome.engines.timetable.domain import Client, Prescription, Problem, Reason, Week

type Faults = Iterator[tuple[Reason, str]]


def usable_clients(week: Week) -> tuple[tuple[Client, ...], list[Problem]]:
    """Leave out clients for whom nothing can be planned, and mend what others have wrong."""
    known = _Known(week)
    kept: dict[str, Client] = {}
    problems: list[Problem] = []
    for client in sorted(week.clients, key=lambda each: each.id):
        hopeless = list(known.hopeless(client))
        problems += [
            Problem(client.id, reason, left_out=True, other=other) for reason, other in hopeless
        ]
        if not hopeless:
            mendable = known.mendable(client)
            problems += [
                Problem(client.id, reason, left_out=False, other=other)
                for reason, other in mendable
            ]
            kept[client.id] = known.mended(client)
    return tuple(kept[each.id] for each in week.clients if each.id in kept), problems


class _Known:
    def __init__(self, week: Week) -> None:
        self.sites = frozenset(site.id for site in week.sites)
        self.staff = frozenset(staff.id for staff in week.staff)
        self.kinds = frozenset(kind.id for kind in week.rules.kinds)
        self.services = {service.id: service.quarters for service in week.rules.services}
        self.day_maximum = week.rules.day_maximum

    def hopeless(self, client: Client) -> Faults:
        """Find why nothing can be planned for the client at all."""
        if client.site not in self.sites:
            yield Reason.UNKNOWN_SITE, client.site
        if not client.free:
            yield Reason.NO_AVAILABILITY, ""
        if _is_empty(client.prescription):
            yield Reason.NO_PRESCRIPTION, ""
        if _is_senseless(client.prescription):
            yield Reason.CONTRADICTORY_PRESCRIPTION, ""

    def mendable(self, client: Client) -> Faults:
        """Find what can't be used of the facts about a client who is planned for."""
        prescription = client.prescription
        for kind, _ in prescription.kinds:
            if kind not in self.kinds:
                yield Reason.UNKNOWN_KIND, kind
        for service in prescription.services:
            if service not in self.services:
                yield Reason.UNKNOWN_SERVICE, service
        if self._falls_short(prescription):
            yield Reason.CONTRADICTORY_PRESCRIPTION, ""
        if client.counselor is not None and client.counselor not in self.staff:
            yield Reason.UNKNOWN_COUNSELOR, client.counselor

    def mended(self, client: Client) -> Client:
        prescription = client.prescription
        kinds = tuple(each for each in prescription.kinds if each[0] in self.kinds)
        services = tuple(each for each in prescription.services if each in self.services)
        counselor = client.counselor if client.counselor in self.staff else None
        return replace(
            client,
            counselor=counselor,
            prescription=replace(prescription, kinds=kinds, services=services),
        )

    def _falls_short(self, prescription: Prescription) -> bool:
        """Say whether all of it together makes neither the weekly hours nor the days asked for."""
        groups = sum(quarters for kind, quarters in prescription.kinds if kind in self.kinds)
        visits = sum(self.services.get(service, 0) for service in prescription.services)
        days, each_day = prescription.minimum_days, prescription.day_minimum
        return (
            groups + visits < prescription.weekly
            or days * each_day > prescription.ceiling
            or (days > 0 and each_day > self.day_maximum)
        )


def _is_empty(prescription: Prescription) -> bool:
    return not prescription.services and not any(length for _, length in prescription.kinds)


def _is_senseless(prescription: Prescription) -> bool:
    """Say whether the numbers can't be meant: below zero, or more than a week or the ceiling."""
    numbers = (
        prescription.weekly,
        prescription.floor,
        prescription.minimum_days,
        prescription.day_minimum,
        *(quarters for _, quarters in prescription.kinds),
    )
    return (
        min(numbers) < 0
        or prescription.weekly > prescription.ceiling
        or prescription.minimum_days > DAYS
    )
