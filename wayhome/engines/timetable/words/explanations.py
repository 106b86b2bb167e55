"""Why somebody is short of hours and what would help, in plain sentences."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from wayhome.engines.timetable.calendar import QUARTERS_AN_HOUR
from wayhome.engines.timetable.domain import Daypart, Explanation, Fix, Limit, Relief, Sieve

type Language = Literal["en", "es"]

MINUTES = 60 // QUARTERS_AN_HOUR
NOON = 12


class Phrases(NamedTuple):
    """The parts of one language's sentences; ``comma`` parts an hour from its decimals.

    ``halves``: what the halves of a day are called, in a language that counts hours up to 12.
    """

    comma: str
    hour: str
    hours: str
    group: str
    groups: str
    has: str
    enough: str
    limits: Mapping[Limit, str]
    fixes: str
    fix: str
    no_fix: str
    reliefs: Mapping[Relief, str]
    sieves: Mapping[Sieve, str]
    days: tuple[str, ...]
    halves: tuple[str, ...]
    parts: Mapping[Daypart, str]


ENGLISH = Phrases(
    comma=".",
    hour="{number} hour",
    hours="{number} hours",
    group="{number} group",
    groups="{number} groups",
    has="{client} has {got} of {prescribed}.",
    enough="{client} has all of the {prescribed}.",
    limits={
        Limit.OWN_LIFE: (
            "Even with every seat free, only {alone} of what is offered fit {client}'s week."
        ),
        Limit.CAPACITY: (
            "With every seat free it would be {alone};"
            " the seats and the staff's time that are left allow {with_seats}."
        ),
        Limit.PRIORITIES: (
            "There is room for {with_seats}; in this plan something else came first."
        ),
    },
    fixes="Nearest fixes: {fixes}.",
    fix="{relief}: {quarters}",
    no_fix="No single change would give more.",
    reliefs={
        Relief.SEAT: "one more seat in {subject}",
        Relief.STAFF_HOUR: "an appointment with {subject} outside their hours, {day} at {time}",
        Relief.INTERPRETER: "an interpreter for groups in {subject}",
        Relief.VIDEO: "video as well as in person",
        Relief.IN_PERSON: "coming in person as well",
        Relief.TRAVEL: "half an hour less on the way, each way",
        Relief.FREED: "{day} {part} freed",
    },
    sieves={
        Sieve.KIND: "of the prescribed kinds",
        Sieve.LANGUAGE: "in their language",
        Sieve.GENDER: "open to their gender",
        Sieve.ADMISSION: "taking new people, and for their contract",
        Sieve.WAY: "in a way they attend",
        Sieve.HOURS: "at a time when they are free",
        Sieve.TRAVEL: "with time to get there and back",
    },
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    halves=("am", "pm"),
    parts={
        Daypart.MORNING: "morning",
        Daypart.AFTERNOON: "afternoon",
        Daypart.EVENING: "evening",
    },
)

SPANISH = Phrases(
    comma=",",
    hour="{number} hora",
    hours="{number} horas",
    group="{number} grupo",
    groups="{number} grupos",
    has="{client} tiene {got} de {prescribed}.",
    enough="{client} tiene completas sus {prescribed}.",
    limits={
        Limit.OWN_LIFE: (
            "Aun con todos los lugares libres, de lo que se ofrece solo"
            " {alone} caben en la semana de {client}."
        ),
        Limit.CAPACITY: (
            "Con todos los lugares libres serían {alone};"
            " los lugares y el tiempo del personal que quedan permiten {with_seats}."
        ),
        Limit.PRIORITIES: "Hay espacio para {with_seats}; en este plan otra cosa tuvo prioridad.",
    },
    fixes="Lo que más ayudaría: {fixes}.",
    fix="{relief}: {quarters}",
    no_fix="Ningún cambio por sí solo daría más.",
    reliefs={
        Relief.SEAT: "un lugar más en {subject}",
        Relief.STAFF_HOUR: "una cita con {subject} fuera de su horario, el {day} a las {time}",
        Relief.INTERPRETER: "intérprete para grupos en {subject}",
        Relief.VIDEO: "video además de presencial",
        Relief.IN_PERSON: "asistir también en persona",
        Relief.TRAVEL: "media hora menos de camino, de ida y de vuelta",
        Relief.FREED: "el {day} por la {part} libre",
    },
    sieves={
        Sieve.KIND: "de los tipos indicados",
        Sieve.LANGUAGE: "en su idioma",
        Sieve.GENDER: "abiertos a su género",
        Sieve.ADMISSION: "que admiten a más personas y son para su contrato",
        Sieve.WAY: "en una modalidad a la que asiste",
        Sieve.HOURS: "a una hora en que tiene tiempo libre",
        Sieve.TRAVEL: "con tiempo para ir y volver",
    },
    days=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    halves=(),
    parts={Daypart.MORNING: "mañana", Daypart.AFTERNOON: "tarde", Daypart.EVENING: "noche"},
)

PHRASES: Mapping[Language, Phrases] = {"en": ENGLISH, "es": SPANISH}


def explained(explanation: Explanation, language: Language, names: Mapping[str, str]) -> str:
    """Say why and what would help; ``names``: what people call the ids and languages in it."""
    phrases = PHRASES[language]
    said = {
        "client": names.get(explanation.client, explanation.client),
        "got": number(explanation.got, phrases),
        "prescribed": hours(explanation.prescribed, phrases),
        "alone": hours(explanation.alone, phrases),
        "with_seats": hours(explanation.with_seats, phrases),
    }
    if explanation.limit is None:
        return phrases.enough.format(**said)
    sentences = [phrases.has, phrases.limits[explanation.limit]]
    sentences = [sentence.format(**said) for sentence in sentences]
    if explanation.limit is not Limit.PRIORITIES:
        sentences.append(_fixes(explanation, phrases, names))
    return " ".join(sentences)


def _fixes(explanation: Explanation, phrases: Phrases, names: Mapping[str, str]) -> str:
    if not explanation.fixes:
        return phrases.no_fix
    listed = (
        phrases.fix.format(
            relief=_relief(fix, phrases, names), quarters=hours(fix.quarters, phrases)
        )
        for fix in explanation.fixes
    )
    return phrases.fixes.format(fixes="; ".join(listed))


def _relief(fix: Fix, phrases: Phrases, names: Mapping[str, str]) -> str:
    return phrases.reliefs[fix.relief].format(
        subject=names.get(fix.subject, fix.subject),
        day="" if fix.day is None else phrases.days[fix.day],
        part="" if fix.part is None else phrases.parts[fix.part],
        time="" if fix.start is None else clock(fix.start, phrases.halves),
    )


def sieved(explanation: Explanation, language: Language) -> tuple[str, ...]:
    """Say how many groups are left after each sieve, one line each."""
    phrases = PHRASES[language]
    return tuple(
        f"{(phrases.group if passed.groups == 1 else phrases.groups).format(number=passed.groups)}"
        f" {phrases.sieves[passed.sieve]}, {hours(passed.quarters, phrases)}"
        for passed in explanation.funnel
    )


def hours(quarters: int, phrases: Phrases) -> str:
    one = quarters == QUARTERS_AN_HOUR
    return (phrases.hour if one else phrases.hours).format(number=number(quarters, phrases))


def number(quarters: int, phrases: Phrases) -> str:
    """Give hours as a number, without decimals that are nothing: 6, 7.5, 7.25."""
    return f"{quarters / QUARTERS_AN_HOUR:g}".replace(".", phrases.comma)


def clock(start: int, halves: tuple[str, ...]) -> str:
    """Say at what time of day a quarter begins: 18:30, or 6:30 pm where days have halves."""
    hour, quarters = divmod(start, QUARTERS_AN_HOUR)
    if not halves:
        return f"{hour}:{MINUTES * quarters:02}"
    half, hour = divmod(hour, NOON)
    return f"{hour or NOON}:{MINUTES * quarters:02} {halves[half]}"
