"""Plans of whole weeks, from one small site to thirty thousand clients."""

import math
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from statistics import median

from tools.bench.timetable.usage import Usage
from wayhome.engines.timetable.check import check
from wayhome.engines.timetable.domain import Bound, Effort, Levels, Plan, Week
from wayhome.engines.timetable.first_fit import first_fit
from wayhome.engines.timetable.generate import Knobs, generate, next_week
from wayhome.engines.timetable.solver.planner import plan
from wayhome.engines.timetable.sound import sound

SEEDS = (11, 12, 13, 41, 42, 43)
VERIFIED = 300
AIM_OF_GROWTH = 1.1
COLUMNS = (
    ("clients", 20),
    ("seed", 6),
    ("CPU s", 9),
    ("wall s", 9),
    ("MB", 7),
    ("hours gap", 11),
    ("total gap", 11),
    ("hours missing", 15),
    ("than first fit", 16),
    ("checked", 11),
    ("moved", 8),
)


@dataclass(frozen=True)
class Size:
    """``asked``: how many seeds to take; ``option``: what must be asked for to have this row."""

    name: str
    clients: int
    knobs: Knobs
    aim: str
    asked: int = len(SEEDS)
    option: str | None = None

    @property
    def is_verified(self) -> bool:
        return self.clients <= VERIFIED


SIZES = (
    Size("60", 60, Knobs(site_size=60), "gap 0.1 %, 2 CPU s"),
    Size("100", 100, Knobs(), "gap 0.5 %, 5 CPU s"),
    Size("300, three sites", 300, Knobs(), "gap 1 % in 15 s, 0.5 % in 30 s, on two cores"),
    Size("300, one site", 300, Knobs(site_size=300), "gap 2 % in 40 s"),
    Size("1,500", 1_500, Knobs(), "gap 1 % in 45 s", 2, "large"),
    Size("6,000", 6_000, Knobs(), "gap 1 % in 3 min", 1, "large"),
    Size("30,000", 30_000, Knobs(), "gap 1.5 % in 10 min, 1,024 MB a process", 1, "huge"),
)


@dataclass(frozen=True)
class Row:
    """``by_hand``: hours points of first fit; ``moved``: see there, for sizes that are verified."""

    seed: int
    cpu: float
    wall: float
    megabytes: int
    levels: Levels
    total: int
    bound: Bound
    by_hand: int
    faults: tuple[str, ...]
    moved: float | None

    @property
    def gaps(self) -> tuple[float, float]:
        hours = share(self.levels.hours - self.bound.hours, self.levels.hours)
        return hours, share(self.total - self.bound.total, self.total)

    @property
    def against_hand(self) -> float:
        return share(self.levels.hours - self.by_hand, self.by_hand)


def share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def add_options(parser: ArgumentParser) -> None:
    names = [size.name for size in SIZES]
    parser.add_argument("--large", action="store_true", help="plan 1,500 and 6,000 clients too")
    parser.add_argument("--huge", action="store_true", help="plan 30,000 clients too")
    parser.add_argument(
        "--sizes",
        nargs="+",
        choices=names,
        metavar="SIZE",
        help=f"these rows of plans alone: {'; '.join(names)}",
    )
    parser.add_argument("--processes", type=int, default=2)
    efforts = [effort.value for effort in Effort]
    parser.add_argument("--effort", choices=efforts, default=Effort.NORMAL.value)


def measure(options: Namespace) -> None:
    print(f"Plans, effort {options.effort}, {options.processes} processes")
    line(name for name, _ in COLUMNS)
    rows = {size: measured(size, options) for size in SIZES if is_wanted(size, options)}
    everyone = [row for found in rows.values() for row in found]
    if not everyone:
        return
    fewer = median(row.against_hand for row in everyone)
    worst = max(row.against_hand for row in everyone)
    print(f"Hours missing against first fit: median {fewer:+.1%}, at worst {worst:+.1%}")
    show_growth({size.clients: found for size, found in rows.items() if size.knobs == Knobs()})


def is_wanted(size: Size, options: Namespace) -> bool:
    if options.sizes:
        return size.name in options.sizes
    return size.option is None or getattr(options, size.option)


def measured(size: Size, options: Namespace) -> list[Row]:
    found = []
    for seed in options.seeds or SEEDS[: size.asked]:
        # in a process of its own, so that no row finds memory or caches of the one before
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            row = pool.submit(one, size, seed, options.effort, options.processes).result()
        found.append(row)
        show(size, row)
    gaps = [median(row.gaps[level] for row in found) for level in (0, 1)]
    middle = (median(row.cpu for row in found), median(row.wall for row in found))
    fewer = median(row.against_hand for row in found)
    costs, shown = (f"{value:.2f}" for value in middle), (f"{gap:.3%}" for gap in gaps)
    line(("median", "", *costs, "", *shown, "", f"{fewer:+.1%}"))
    print(f"aim: {size.aim}")
    return found


def one(size: Size, seed: int, effort: str, processes: int) -> Row:
    week = generate(size.clients, seed, knobs=size.knobs)
    with Usage() as usage:
        planned = plan(week, effort=Effort(effort), processes=processes)
    report = check(week, planned, proofs=size.is_verified)
    return Row(
        seed=seed,
        cpu=usage.cpu,
        wall=usage.wall,
        megabytes=usage.megabytes,
        levels=report.levels,
        total=report.total,
        bound=planned.bound,
        by_hand=hours_by_hand(week, planned),
        faults=report.sentences,
        moved=moved(size, week, planned, seed, effort) if size.is_verified else None,
    )


def hours_by_hand(week: Week, planned: Plan) -> int:
    bookings = first_fit(sound(week).week)
    by_hand = Plan(bookings, Levels(), Bound(0, 0), problems=planned.problems)
    return check(week, by_hand, proofs=False).levels.hours


def moved(size: Size, week: Week, planned: Plan, seed: int, effort: str) -> float:
    """Give the share of bookings that change in the next week for people who didn't."""
    following = next_week(week, planned.bookings, seed, knobs=size.knobs)
    before, after = dict(planned.bookings), dict(plan(following, effort=Effort(effort)).bookings)
    known = {client.id: client.free for client in week.clients}
    same = [c.id for c in following.clients if known.get(c.id) == c.free and c.id in before]
    lost = sum(len(set(before[client]) - set(after.get(client, ()))) for client in same)
    return share(lost, sum(len(before[client]) for client in same))


def show(size: Size, row: Row) -> None:
    verdict = "verified" if size.is_verified else "clean"
    hours_gap, total_gap = row.gaps
    line(
        (
            size.name,
            row.seed,
            f"{row.cpu:.2f}",
            f"{row.wall:.2f}",
            row.megabytes,
            f"{hours_gap:.3%}",
            f"{total_gap:.3%}",
            row.levels.hours,
            f"{row.against_hand:+.1%}",
            f"{len(row.faults)} FAULTS" if row.faults else verdict,
            "" if row.moved is None else f"{row.moved:.2%}",
        )
    )
    for fault in row.faults[:3]:
        print(f"  {fault}")


def show_growth(rows: dict[int, Sequence[Row]]) -> None:
    """Print how CPU grows from 300 clients to the most: 1 is in step with the clients."""
    sizes = sorted(clients for clients in rows if clients >= VERIFIED)
    if len(sizes) > 1:
        few, many = (median(row.cpu for row in rows[n]) for n in (sizes[0], sizes[-1]))
        exponent = math.log(many / few) / math.log(sizes[-1] / sizes[0])
        reach = f"{sizes[0]:,} to {sizes[-1]:,} clients"
        print(f"Growth exponent of CPU from {reach}: {exponent:.2f}, aim {AIM_OF_GROWTH}")


def line(cells: Iterable[object]) -> None:
    shown = (f"{cell:>{width}}" for cell, (_, width) in zip(cells, COLUMNS, strict=False))
    print("".join(shown), flush=True)
