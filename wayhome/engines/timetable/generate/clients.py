"""Made-up clients: what they need, when they can come, and how."""

from dataclasses import replace
from random import Random

from wayhome.engines.timetable.domain import Client, Prescription
from wayhome.engines.timetable.generate.calendars import free_time, preferred_part
from wayhome.engines.timetable.generate.chance import happens, pick
from wayhome.engines.timetable.generate.knobs import Knobs

type Kinds = tuple[tuple[str, int], ...]


def kinds(
    *,
    cbt: int = 0,
    relapse_prevention: int = 0,
    education: int = 0,
    life_skills: int = 0,
    holistic: int = 0,
) -> Kinds:
    lengths = {
        "cbt": cbt,
        "relapse-prevention": relapse_prevention,
        "education": education,
        "life-skills": life_skills,
        "holistic": holistic,
    }
    return tuple((kind, quarters) for kind, quarters in lengths.items() if quarters)


# By phase and weekly quarters; with an hour of individual therapy they add up.
PRESCRIPTIONS: dict[tuple[int, int], Kinds] = {
    (1, 24): kinds(cbt=12, life_skills=4, holistic=4),
    (2, 24): kinds(relapse_prevention=12, life_skills=4, holistic=4),
    (3, 24): kinds(relapse_prevention=6, education=6, life_skills=4, holistic=4),
    (1, 36): kinds(cbt=12, relapse_prevention=6, education=6, life_skills=4, holistic=4),
    (2, 36): kinds(cbt=12, relapse_prevention=12, life_skills=4, holistic=4),
    (3, 36): kinds(cbt=12, relapse_prevention=12, education=6),
    (1, 48): kinds(cbt=12, relapse_prevention=12, education=12, life_skills=4, holistic=4),
    (2, 48): kinds(cbt=12, relapse_prevention=12, education=12, life_skills=4, holistic=4),
    (3, 48): kinds(cbt=12, relapse_prevention=12, education=12, life_skills=8),
}


def newcomer(chance: Random, knobs: Knobs, client: str, site: str) -> Client:
    """Draw somebody who was just admitted: without a counselor, kept apart from nobody."""
    occupation = pick(chance, knobs.occupations)
    phase = pick(chance, knobs.phases)
    weekly = pick(chance, knobs.weekly)
    attends = pick(chance, knobs.attends)
    free = free_time(chance, occupation)
    return Client(
        id=client,
        site=site,
        free=free,
        prescription=_prescription(chance, knobs, phase, weekly),
        travel=pick(chance, knobs.travel),
        attends=attends,
        language=pick(chance, knobs.languages),
        gender=pick(chance, knobs.genders),
        phase=phase,
        prefers=preferred_part(chance, free),
    )


def _prescription(chance: Random, knobs: Knobs, phase: int, weekly: int) -> Prescription:
    services = ["individual"]
    if happens(chance, knobs.family_due):
        services.append("family")
    if happens(chance, knobs.medication_due):
        services.append("medication")
    return Prescription(
        weekly=weekly,
        kinds=PRESCRIPTIONS[phase, weekly],
        services=tuple(services),
        floor=knobs.floor,
        minimum_days=knobs.minimum_days,
        day_minimum=knobs.day_minimum,
    )


def other_life(chance: Random, knobs: Knobs, client: Client) -> Client:
    """Draw another occupation, way of attending and journey for the same client."""
    free = free_time(chance, pick(chance, knobs.occupations))
    return replace(
        client,
        free=free,
        attends=pick(chance, knobs.attends),
        travel=pick(chance, knobs.travel),
    )


def with_preference(chance: Random, client: Client) -> Client:
    return replace(client, prefers=preferred_part(chance, client.free))


def new_calendar(chance: Random, knobs: Knobs, client: Client) -> Client:
    free = free_time(chance, pick(chance, knobs.occupations))
    return with_preference(chance, replace(client, free=free))
