"""What a repair does to people and why, in plain sentences."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from wayhome.engines.timetable.domain import (
    Booking,
    Cause,
    Meeting,
    Move,
    NotHeld,
    Repair,
    Seat,
    Substitute,
)
from wayhome.engines.timetable.words import explanations

type Language = Literal["en", "es"]
type Names = Mapping[str, str]


class Phrases(NamedTuple):
    """The parts of one language's sentences."""

    moved: str
    added: str
    lost: str
    visit: str
    meeting: str
    between: str
    led: str
    housed: str
    led_and_housed: str
    not_held: str
    missed: str
    causes: Mapping[Cause, str]
    days: tuple[str, ...]
    halves: tuple[str, ...]


ENGLISH = Phrases(
    moved="{client} moves from {before} to {after}: {cause}.",
    added="{client} also gets {after}: {cause}.",
    lost="{client} no longer has {before}: {cause}.",
    visit="{service} with {staff} ({meeting})",
    meeting="{day} at {time}",
    between=", ",
    led="{staff} leads {series} ({meetings}).",
    housed="{series} meets in {room} ({meetings}).",
    led_and_housed="{staff} leads {series} in {room} ({meetings}).",
    not_held="{series} isn't held ({meetings}): {cause}.",
    missed="{client} can't come to {series} ({meetings}), and keeps the seat.",
    causes={
        Cause.STAFF_AWAY: "{subject} is away",
        Cause.STAFF_ELSEWHERE: "{subject} has no time for it anymore",
        Cause.ROOM_CLOSED: "{subject} can't be used",
        Cause.SITE_CLOSED: "{subject} is closed",
        Cause.CANCELLED: "{subject} was canceled",
        Cause.NOT_HELD: "{subject} can't be held",
        Cause.NEW_FACTS: "{subject}'s hours or needs have changed",
        Cause.ADMITTED: "{subject} was admitted",
        Cause.DISCHARGED: "{subject} was discharged",
        Cause.MAKES_UP: "it makes up for what changed with {subject}",
        Cause.FITS_THE_REST: "the rest fits better so, after what changed with {subject}",
        Cause.MAKES_ROOM: "it makes room for {subject}",
    },
    days=explanations.ENGLISH.days,
    halves=explanations.ENGLISH.halves,
)

SPANISH = Phrases(
    moved="{client} pasa de {before} a {after}: {cause}.",
    added="{client} recibe además {after}: {cause}.",
    lost="{client} ya no tiene {before}: {cause}.",
    visit="{service} con {staff} ({meeting})",
    meeting="{day} a las {time}",
    between=", ",
    led="{staff} dirige {series} ({meetings}).",
    housed="{series} se reúne en {room} ({meetings}).",
    led_and_housed="{staff} dirige {series} en {room} ({meetings}).",
    not_held="{series} no se reúne ({meetings}): {cause}.",
    missed="{client} no puede asistir a {series} ({meetings}) y conserva su lugar.",
    causes={
        Cause.STAFF_AWAY: "{subject} no está",
        Cause.STAFF_ELSEWHERE: "{subject} ya no tiene tiempo para ello",
        Cause.ROOM_CLOSED: "{subject} no se puede usar",
        Cause.SITE_CLOSED: "{subject} está cerrado",
        Cause.CANCELLED: "se canceló {subject}",
        Cause.NOT_HELD: "{subject} no se puede realizar",
        Cause.NEW_FACTS: "cambiaron los horarios o las necesidades de {subject}",
        Cause.ADMITTED: "se admitió a {subject}",
        Cause.DISCHARGED: "se dio de alta a {subject}",
        Cause.MAKES_UP: "compensa lo que cambió con {subject}",
        Cause.FITS_THE_REST: "así encaja mejor lo demás, tras lo que cambió con {subject}",
        Cause.MAKES_ROOM: "así hay espacio para {subject}",
    },
    days=explanations.SPANISH.days,
    halves=explanations.SPANISH.halves,
)

PHRASES: Mapping[Language, Phrases] = {"en": ENGLISH, "es": SPANISH}


def repaired(repair: Repair, language: Language, names: Names) -> tuple[str, ...]:
    """Say it all, a sentence each; ``names``: what people call the ids in it."""
    phrases = PHRASES[language]
    return (
        *(_substitute(each, phrases, names) for each in repair.substitutes),
        *(_not_held(each, phrases, names) for each in repair.not_held),
        *(
            phrases.missed.format(
                client=_name(each.client, names),
                series=_name(each.series, names),
                meetings=_meeting(each.meeting, phrases),
            )
            for each in repair.missed
        ),
        *(moved(move, language, names) for move in repair.moves),
    )


def moved(move: Move, language: Language, names: Names) -> str:
    phrases = PHRASES[language]
    sentence = phrases.moved
    if move.before is None:
        sentence = phrases.added
    elif move.after is None:
        sentence = phrases.lost
    said = sentence.format(
        client=_name(move.client, names),
        before=_booking(move.before, phrases, names),
        after=_booking(move.after, phrases, names),
        cause=_cause(move.cause, move.subject, phrases, names),
    )
    return with_one_period(said)


def with_one_period(sentence: str) -> str:
    """End a sentence once, even after a name that is shortened."""
    return sentence.removesuffix(".") if sentence.endswith("..") else sentence


def _substitute(substitute: Substitute, phrases: Phrases, names: Names) -> str:
    sentence = phrases.led_and_housed
    if substitute.room is None:
        sentence = phrases.led
    elif substitute.staff is None:
        sentence = phrases.housed
    return sentence.format(
        series=_name(substitute.series, names),
        staff=_name(substitute.staff or "", names),
        room=_name(substitute.room or "", names),
        meetings=_meetings(substitute.meetings, phrases),
    )


def _not_held(not_held: NotHeld, phrases: Phrases, names: Names) -> str:
    return phrases.not_held.format(
        series=_name(not_held.series, names),
        meetings=_meetings(not_held.meetings, phrases),
        cause=_cause(not_held.cause, not_held.subject, phrases, names),
    )


def _cause(cause: Cause, subject: str, phrases: Phrases, names: Names) -> str:
    return phrases.causes[cause].format(subject=_name(subject, names))


def _booking(booking: Booking | None, phrases: Phrases, names: Names) -> str:
    if booking is None:
        return ""
    if isinstance(booking, Seat):
        return _name(booking.series, names)
    return phrases.visit.format(
        service=_name(booking.service, names),
        staff=_name(booking.staff, names),
        meeting=_meeting(booking.meeting, phrases),
    )


def _meetings(meetings: tuple[Meeting, ...], phrases: Phrases) -> str:
    return phrases.between.join(_meeting(meeting, phrases) for meeting in meetings)


def _meeting(meeting: Meeting, phrases: Phrases) -> str:
    time = explanations.clock(meeting.start, phrases.halves)
    return phrases.meeting.format(day=phrases.days[meeting.day], time=time)


def _name(name: str, names: Names) -> str:
    return names.get(name, name)
