"""What a repair costs after events that nothing was tuned on, and whom it moves."""

import time
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, cycle, islice

from tools.bench.timetable.usage import spread
from wayhome.engines.timetable.check import check
from wayhome.engines.timetable.domain import Effort, Plan, Repair, Ring, Week
from wayhome.engines.timetable.generate import EVENTS, changes_of, generate
from wayhome.engines.timetable.solver.planner import plan
from wayhome.engines.timetable.solver.repair import proposals, repair

FIRST_SEED = 1000
EVENTS_A_WEEK = 20
CLIENTS = 100
NUMBER = 500
AN_HOUR = 8
"""An hour that somebody lacks is so many points of the level of hours."""

type Happened = tuple[Week, Plan, str, int]
"""A week, its plan, what happens in it, and the seed of how."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One event: CPU milliseconds, how many were hit and touched, who else moved, what is wrong.

    ``for_nothing``: how many who weren't hit moved without an hour won for each.
    """

    event: str
    milliseconds: float
    hit: int
    touched: int
    others: int
    for_nothing: int
    faults: tuple[str, ...]


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--events", type=int, default=NUMBER, help="how many are repaired")
    parser.add_argument("--proposals", action="store_true", help="measure three proposals instead")


def measure(options: Namespace) -> None:
    """Print the CPU milliseconds of repairs, and people touched against people hit."""
    happened = islice(_happened(options.seeds or count(FIRST_SEED)), options.events)
    if options.proposals:
        _print_proposals(happened)
        return
    found = [*measured(happened)]
    by_event = defaultdict(list)
    for each in found:
        by_event[each.event].append(each)
    for event, rows in (*by_event.items(), ("all", found)):
        print(_row(event, rows))
    for each in found:
        for fault in each.faults:
            print(f"{each.event}: {fault}")


def measured(happened: Iterable[Happened]) -> Iterator[Measured]:
    for week, planned, event, seed in happened:
        changes = changes_of(week, event, seed)
        begun = time.process_time()
        found = repair(week, planned, changes)
        taken = 1000 * (time.process_time() - begun)
        others = [client for client in found.touched if client not in found.hit]
        without = proposals(week, planned, changes) if others else (found,)
        yield Measured(
            event=event,
            milliseconds=taken,
            hit=len(found.hit),
            touched=len(found.touched),
            others=len(others),
            for_nothing=max(0, len(others) - _points_won(found, without) // AN_HOUR),
            faults=check(found.week, found.plan).sentences,
        )


def _points_won(found: Repair, others: Sequence[Repair]) -> int:
    """Give the points of hours that moving others won, against moving those hit alone."""
    alone = [each.plan.levels.hours for each in others if Ring.EXCHANGE not in each.rings]
    return min(alone, default=found.plan.levels.hours) - found.plan.levels.hours


def _happened(seeds: Iterable[int]) -> Iterator[Happened]:
    """Give events, each kind in turn, of weeks that are planned quickly."""
    kinds = cycle(EVENTS)
    for seed in seeds:
        week = generate(CLIENTS, seed)
        planned = plan(week, effort=Effort.QUICK)
        repair(week, planned, ())
        for nth, event in zip(range(EVENTS_A_WEEK), kinds, strict=False):
            yield week, planned, event, seed * EVENTS_A_WEEK + nth


def _row(event: str, rows: Sequence[Measured]) -> str:
    hit, touched = (sum(getattr(each, name) for each in rows) for name in ("hit", "touched"))
    return (
        f"{event:17} {len(rows):4} events: {spread(each.milliseconds for each in rows)};"
        f" hit {hit}, touched {touched} ({touched / max(1, hit):.2f}),"
        f" others moved {sum(each.others for each in rows)},"
        f" for less than an hour {sum(each.for_nothing for each in rows)},"
        f" {sum(bool(each.faults) for each in rows)} unclean"
    )


def _print_proposals(happened: Iterable[Happened]) -> None:
    times, numbers = [], []
    for week, planned, event, seed in happened:
        begun = time.process_time()
        found = proposals(week, planned, changes_of(week, event, seed))
        times.append(1000 * (time.process_time() - begun))
        numbers.append(len(found))
    each = sum(numbers) / max(1, len(numbers))
    print(f"{len(times)} times proposals: {spread(times)}; {each:.1f} each")
