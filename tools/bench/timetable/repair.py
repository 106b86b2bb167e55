"""What a repair costs after events that nothing was tuned on, and whom it moves."""

import time
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

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
    if options.proposals:
        _print_proposals(options.events)
        return
    found = list(measured(options.events, CLIENTS, options.seeds or ()))
    by_event = defaultdict(list)
    for each in found:
        by_event[each.event].append(each)
    for event, rows in (*by_event.items(), ("all", found)):
        print(_row(event, rows))
    for each in found:
        for fault in each.faults:
            print(f"{each.event}: {fault}")


def measured(events: int, clients: int, seeds: Sequence[int] = ()) -> Iterator[Measured]:
    """Repair so many events, each kind in turn, of weeks that are planned quickly."""
    for week, planned, event, seed in _happened(events, clients, seeds):
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


def _happened(
    events: int, clients: int, seeds: Sequence[int]
) -> Iterator[tuple[Week, Plan, str, int]]:
    kinds = cycle(EVENTS)
    weeks = seeds or range(FIRST_SEED, FIRST_SEED + -(-events // EVENTS_A_WEEK))
    for seed in weeks:
        week = generate(clients, seed)
        planned = plan(week, effort=Effort.QUICK)
        repair(week, planned, ())
        number = min(EVENTS_A_WEEK, events - EVENTS_A_WEEK * list(weeks).index(seed))
        for nth, event in enumerate(islice(kinds, number)):
            yield week, planned, event, seed * EVENTS_A_WEEK + nth


def _row(event: str, rows: Sequence[Measured]) -> str:
    times = sorted(each.milliseconds for each in rows)
    hit, touched = (sum(getattr(each, name) for each in rows) for name in ("hit", "touched"))
    return (
        f"{event:17} {len(rows):4} events: median {times[len(times) // 2]:.0f} ms,"
        f" p95 {times[len(times) * 95 // 100]:.0f} ms, max {times[-1]:.0f} ms CPU;"
        f" hit {hit}, touched {touched} ({touched / max(1, hit):.2f}),"
        f" others moved {sum(each.others for each in rows)},"
        f" for less than an hour {sum(each.for_nothing for each in rows)},"
        f" {sum(bool(each.faults) for each in rows)} unclean"
    )


def _print_proposals(events: int) -> None:
    times, numbers = [], []
    for week, planned, event, seed in _happened(events, CLIENTS, ()):
        begun = time.process_time()
        found = proposals(week, planned, changes_of(week, event, seed))
        times.append(1000 * (time.process_time() - begun))
        numbers.append(len(found))
    times.sort()
    print(
        f"{len(times)} times proposals: median {times[len(times) // 2]:.0f} ms,"
        f" p95 {times[len(times) * 95 // 100]:.0f} ms, max {times[-1]:.0f} ms CPU;"
        f" {sum(numbers) / max(1, len(numbers)):.1f} each"
    )
