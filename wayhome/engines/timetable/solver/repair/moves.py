"""Who has other bookings than before, paired by kind and service, each with its cause."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wayhome.engines.timetable.domain import Booking, Cause, Move, Seat, Week
from wayhome.engines.timetable.solver.repair.falls import Why


@dataclass(slots=True)
class Story:
    """What happened to people before anything was solved: what fell, who is new or gone."""

    fallen: Mapping[str, Mapping[Booking, Why]]
    hit: Mapping[str, Why]
    admitted: frozenset[str]
    discharged: frozenset[str]
    kinds: dict[str, str] = field(default_factory=dict)


def kinds_of(*weeks: Week) -> dict[str, str]:
    return {series.id: series.kind for week in weeks for series in week.series}


def moves_of(
    before: Mapping[str, Sequence[Booking]], after: Mapping[str, Sequence[Booking]], story: Story
) -> tuple[Move, ...]:
    moves = []
    winners = [c for c in sorted(after) if c in story.hit and added(c, before, after)]
    for client in sorted({*before, *after}):
        for old, new in _pairs(client, before, after, story):
            cause, subject = _why(client, old, story, winners)
            moves.append(Move(client, old, new, cause, subject))
    return tuple(moves)


def added(
    client: str, before: Mapping[str, Sequence[Booking]], after: Mapping[str, Sequence[Booking]]
) -> bool:
    return not set(after[client]) <= set(before.get(client, ()))


def _pairs(
    client: str,
    before: Mapping[str, Sequence[Booking]],
    after: Mapping[str, Sequence[Booking]],
    story: Story,
) -> Iterator[tuple[Booking | None, Booking | None]]:
    """Pair a seat with one in a group of the same kind, a visit with one for the same service."""
    had, has = before.get(client, ()), after.get(client, ())
    gone = [booking for booking in had if booking not in has]
    new = [booking for booking in has if booking not in had]
    for old in gone:
        instead = next((b for b in new if _sort(b, story) == _sort(old, story)), None)
        if instead is not None:
            new.remove(instead)
        yield old, instead
    for booking in new:
        yield None, booking


def _sort(booking: Booking, story: Story) -> tuple[bool, str]:
    if isinstance(booking, Seat):
        return True, story.kinds.get(booking.series, booking.series)
    return False, booking.service


def _why(client: str, old: Booking | None, story: Story, winners: Sequence[str]) -> Why:
    if client in story.discharged:
        return Cause.DISCHARGED, client
    if client in story.admitted:
        return Cause.ADMITTED, client
    if old is not None and old in story.fallen.get(client, {}):
        return story.fallen[client][old]
    if client in story.hit:
        return (Cause.MAKES_UP if old is None else Cause.FITS_THE_REST), story.hit[client][1]
    return Cause.MAKES_ROOM, winners[0] if winners else next(iter(sorted(story.hit)), client)
