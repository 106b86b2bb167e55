"""The week after: some people have left and others come, some have new working hours."""

from collections.abc import Sequence
from dataclasses import replace

from wayhome.engines.timetable.domain import Booking, Client, Week
from wayhome.engines.timetable.generate.chance import happens, stream
from wayhome.engines.timetable.generate.clients import new_calendar, newcomer
from wayhome.engines.timetable.generate.knobs import USUAL, Knobs

REPLACED = 0.06
NEW_CALENDAR = 0.08


def next_week(
    week: Week,
    bookings: Sequence[tuple[str, tuple[Booking, ...]]],
    seed: int,
    *,
    knobs: Knobs = USUAL,
) -> Week:
    """Let a week pass in which these bookings were published.

    Whoever comes instead of ``c17`` is called ``c17+``, and has no counselor yet.
    """
    chance = stream(f"iop-next-{seed}-{len(week.clients)}")
    clients: list[Client] = []
    for client in week.clients:
        if happens(chance, REPLACED):
            clients.append(newcomer(chance, knobs, f"{client.id}+", client.site))
        elif happens(chance, NEW_CALENDAR):
            clients.append(new_calendar(chance, knobs, client))
        else:
            clients.append(client)
    known = frozenset(client.id for client in clients)
    return replace(
        week,
        clients=tuple(replace(client, avoid=client.avoid & known) for client in clients),
        published=tuple((client, booked) for client, booked in bookings if client in known),
    )
