"""Which made-up client has which counselor, and who must keep apart from whom."""

from dataclasses import replace
from random import Random

from wayhome.engines.timetable.calendar import count
from wayhome.engines.timetable.domain import Client
from wayhome.engines.timetable.generate.chance import happens
from wayhome.engines.timetable.generate.knobs import Knobs
from wayhome.engines.timetable.generate.staff import Colleague


def give_counselors(
    chance: Random, knobs: Knobs, clients: list[Client], counselors: list[Colleague]
) -> None:
    """Give most clients a counselor who is free when they are and has few others."""
    for place, client in enumerate(clients):
        if not happens(chance, knobs.with_counselor):
            continue
        open_to_more = [each for each in counselors if each.clients < each.staff.caseload]
        same_language = [each for each in open_to_more if client.language in each.staff.languages]
        scores = [
            (_burden(chance, client, each), number)
            for number, each in enumerate(same_language or open_to_more)
        ]
        if scores:
            chosen = (same_language or open_to_more)[min(scores)[1]]
            chosen.clients += 1
            clients[place] = replace(client, counselor=chosen.staff.id)


def _burden(chance: Random, client: Client, colleague: Colleague) -> float:
    common = colleague.staff.hours & ~colleague.leads & client.free
    return -count(common) / 2 + colleague.clients * 3 + chance.random() * 20


def keep_pairs_apart(chance: Random, knobs: Knobs, clients: list[Client]) -> None:
    places = range(len(clients))
    pairs = max(1, round(len(clients) * knobs.avoiding_pairs))
    for _ in range(pairs if places[1:] else 0):
        one, other = chance.sample(places, 2)
        for place, avoided in ((one, other), (other, one)):
            avoid = clients[place].avoid | {clients[avoided].id}
            clients[place] = replace(clients[place], avoid=avoid)
