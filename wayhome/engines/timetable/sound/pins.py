"""Which pinned bookings can be kept, each beside those that are kept already."""

from dataclasses import replace

from wayhome.engines.timetable.domain import Booking, Client, Problem, Reason, Seat, Week
from wayhome.engines.timetable.ledger import Ledger


def usable_pins(week: Week) -> tuple[tuple[Client, ...], list[Problem]]:
    """Take each client's pins in their order, and drop those that break a rule."""
    if not any(client.pinned for client in week.clients):
        return week.clients, []
    ledger = Ledger(week)
    kept: dict[str, tuple[Booking, ...]] = {}
    problems: list[Problem] = []
    for client in sorted(week.clients, key=lambda each: each.id):
        pins = dict.fromkeys(client.pinned)
        kept[client.id] = tuple(pin for pin in pins if ledger.enter(client, pin))
        problems += [
            Problem(client.id, Reason.PIN_IMPOSSIBLE, left_out=False, other=_name(pin))
            for pin in pins
            if pin not in kept[client.id]
        ]
    return tuple(replace(each, pinned=kept[each.id]) for each in week.clients), problems


def _name(booking: Booking) -> str:
    return booking.series if isinstance(booking, Seat) else booking.staff
