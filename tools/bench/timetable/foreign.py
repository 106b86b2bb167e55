"""Public problems: one line an instance, from a folder of a competition's own files.

No such file is part of the project; ``--invented`` makes up some of the same sizes.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from wayhome.engines.timetable.foreign.post_enrolment import check as placement
from wayhome.engines.timetable.foreign.post_enrolment import files as tim
from wayhome.engines.timetable.foreign.post_enrolment.generate import Shape, generate
from wayhome.engines.timetable.foreign.post_enrolment.problem import Problem
from wayhome.engines.timetable.foreign.sectioning import check as sectioning
from wayhome.engines.timetable.foreign.sectioning import files as xml
from wayhome.engines.timetable.foreign.sectioning import generate as sections
from wayhome.engines.timetable.foreign.sectioning.problem import Problem as Courses
from wayhome.engines.timetable.foreign.sectioning.problem import Solution

PLACING_MOVES = 500_000_000  # about 300 s of one core
SECTIONING_MOVES = 4_000_000
SEED = 1
SHAPES = (
    Shape(100, 10, 500),
    Shape(200, 10, 500),
    Shape(200, 20, 1000),
    Shape(300, 10, 1000),
    Shape(400, 20, 300),
    Shape(400, 10, 500),
)
SECTIONS = (sections.Shape(800, 60), sections.Shape(1000, 60, spare=0.15))


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--itc2007", type=folder, metavar="DIR", help="track 2: its .tim files")
    parser.add_argument(
        "--itc2019",
        type=folder,
        metavar="DIR",
        help="NAME.xml, the problem, beside NAME.solution.xml, a published solution",
    )
    parser.add_argument("--invented", action="store_true", help="made-up problems of both kinds")
    parser.add_argument("--moves", type=int, help="moves an instance (its effort)")


def folder(name: str) -> Path:
    """Give the folder of this name.

    :raises argparse.ArgumentTypeError: it isn't there.
    """
    path = Path(name)
    if not path.is_dir():
        message = f"{name} isn't a folder"
        raise argparse.ArgumentTypeError(message)
    return path


def measure(options: argparse.Namespace) -> None:
    for row in rows(options):
        print(row, flush=True)


def rows(options: argparse.Namespace) -> Iterator[str]:
    for place, pattern, row_of in (
        (options.itc2007, "*.tim", placed_from),
        (options.itc2019, "*.solution.xml", sectioned_from),
    ):
        for path in sorted(place.glob(pattern)) if place else ():
            try:
                yield row_of(path, options.moves)
            except ValueError as refused:  # malformed, or of a shape that is beyond this solver
                yield f"{path.name:<28} {refused}"
    if options.invented:
        for shape in SHAPES:
            name = f"invented {shape.events}/{shape.rooms}/{shape.students}"
            yield placed(name, generate(shape, SEED)[0], options.moves)
        for size in SECTIONS:
            name = f"invented {size.students}/{size.courses}"
            yield sectioned(name, *sections.generate(size, SEED), options.moves)


def placed_from(path: Path, moves: int | None) -> str:
    return placed(path.stem, tim.read_problem(path.read_text()), moves)


def sectioned_from(path: Path, moves: int | None) -> str:
    name = path.name.removesuffix(".solution.xml")
    problem = xml.read_problem(path.with_name(f"{name}.xml").read_text())
    return sectioned(name, problem, xml.read_solution(path.read_text(), problem), moves)


def placed(name: str, problem: Problem, moves: int | None) -> str:
    from wayhome.engines.timetable.foreign.post_enrolment.solve import solve  # noqa: PLC0415

    solve(generate(Shape(20, 2, 20), SEED)[0], moves=2_000)  # compiles, which isn't counted
    begun = time.process_time()
    timetable = solve(problem, seed=SEED, moves=moves or PLACING_MOVES)
    spent = time.process_time() - begun
    report = placement.check(problem, timetable)
    return (
        f"{name:<28} hard {len(report.hard)}  distance {report.distance}"
        f"  soft {report.soft}  CPU {spent:.1f} s"
    )


def sectioned(name: str, problem: Courses, published: Solution, moves: int | None) -> str:
    from wayhome.engines.timetable.foreign.sectioning.assign import assign  # noqa: PLC0415

    assign(*sections.generate(sections.Shape(20, 10), SEED), moves=2_000)
    before = sectioning.check(problem, published)
    begun = time.process_time()
    found = assign(problem, published, seed=SEED, moves=moves or SECTIONING_MOVES)
    spent = time.process_time() - begun
    report = sectioning.check(problem, found.solution)
    return (
        f"{name:<28} hard {len(report.hard)} (published {len(before.hard)})"
        f"  conflicts {report.conflicts} (published {before.conflicts},"
        f" at least {found.at_least})  CPU {spent:.1f} s"
    )
