"""The plan of a whole week: region by region, each a job of its own, put together at the end."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import chain
from multiprocessing import get_context

from wayhome.engines.timetable.domain import (
    Bound,
    Certificate,
    Effort,
    Levels,
    Plan,
    Problem,
    Stats,
    Week,
)
from wayhome.engines.timetable.solver.effort import BUDGETS
from wayhome.engines.timetable.solver.part import STEPS, Outcome, Part, hours_of
from wayhome.engines.timetable.sound import sound

type Progress = Callable[[int, int], None]


def plan(
    week: Week,
    *,
    effort: Effort = Effort.NORMAL,
    processes: int = 1,
    progress: Progress | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Plan:
    """Plan a week: everyone's hours first, then fit, continuity, idle time and balance.

    The same week and effort give the same plan, however many processes work on it.
    ``progress`` is told how many steps of how many are done; ``stopped`` is asked between steps,
    and ends the work with the best so far.
    """
    usable = sound(week)
    parts = list(parts_of(usable.week))
    tell = progress or _nobody
    outcomes = []
    for outcome in _solved(parts, effort, processes, stopped or never, tell):
        outcomes.append(outcome)
        tell(len(outcomes) * len(STEPS), len(parts) * len(STEPS))
    return together(outcomes, usable.problems)


def parts_of(week: Week) -> Iterator[Week]:
    """Split a week into its regions: nobody attends anything of another one."""
    region = {site.id: site.region for site in week.sites}
    published = dict(week.published)
    for name in sorted(set(region.values())):
        sites = {site for site, its in region.items() if its == name}
        clients = tuple(client for client in week.clients if client.site in sites)
        if clients:
            yield replace(
                week,
                clients=clients,
                series=tuple(series for series in week.series if series.site in sites),
                staff=tuple(staff for staff in week.staff if staff.site in sites),
                rooms=tuple(room for room in week.rooms if room.site in sites),
                sites=tuple(site for site in week.sites if site.id in sites),
                published=tuple((c.id, published[c.id]) for c in clients if c.id in published),
            )


def _solved(
    parts: Sequence[Week],
    effort: Effort,
    processes: int,
    stopped: Callable[[], bool],
    tell: Progress,
) -> Iterator[Outcome]:
    if processes == 1 or len(parts) == 1:
        for number, part in enumerate(parts):
            told = partial(_tell, tell, number, len(parts))
            yield Part(part, BUDGETS[effort], stopped, told).outcome()
        return
    done = 0
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        for outcome in pool.map(_alone, parts, [effort] * len(parts)):
            yield outcome
            done += 1
            if stopped():
                pool.shutdown(cancel_futures=True)
                break
    for part in parts[done:]:
        yield Part(part, BUDGETS[effort], always).outcome()


def _alone(part: Week, effort: Effort) -> Outcome:
    return Part(part, BUDGETS[effort], never).outcome()


def _tell(tell: Progress, before: int, parts: int, steps: int) -> None:
    tell(before * len(STEPS) + steps, parts * len(STEPS))


def _nobody(_done: int, _steps: int) -> None:
    """Nobody asked how far it is."""


def never() -> bool:
    return False


def always() -> bool:
    return True


def together(outcomes: Sequence[Outcome], problems: tuple[Problem, ...]) -> Plan:
    """Put the regions' outcomes together into one plan with one proof."""
    hours, total = (
        joined([outcome.certificates[which] for outcome in outcomes]) if outcomes else None
        for which in (0, 1)
    )
    spent: Counter[str] = Counter()
    for outcome in outcomes:
        spent.update(dict(outcome.parts))
    return Plan(
        bookings=tuple(sorted(chain.from_iterable(o.bookings for o in outcomes))),
        levels=sum((outcome.levels for outcome in outcomes), Levels()),
        bound=Bound(hours_of(hours.bound) if hours else 0, total.bound if total else 0),
        certificates=(hours, total) if hours and total else (),
        problems=problems,
        complete=all(outcome.complete for outcome in outcomes),
        stats=Stats(sum(spent.values()), tuple(spent.items())),
    )


def joined(certificates: Sequence[Certificate]) -> Certificate:
    return Certificate(
        weights=certificates[0].weights,
        seats=tuple(chain.from_iterable(c.seats for c in certificates)),
        held=tuple(chain.from_iterable(c.held for c in certificates)),
        pairs=tuple(chain.from_iterable(c.pairs for c in certificates)),
        cuts=tuple(chain.from_iterable(c.cuts for c in certificates)),
        bound=sum(c.bound for c in certificates),
    )
