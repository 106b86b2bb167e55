"""The command line of ``bin/bench timetable``.

Each part is a module of this package with ``measure(options)``, which prints its rows; one that
has options of its own has ``add_options(parser)`` too.
"""

from argparse import ArgumentParser
from collections.abc import Sequence

from tools.bench import timetable
from tools.bench.timetable import explanation, foreign, plans, repair

PARTS = {"plans": plans, "repair": repair, "explanation": explanation, "foreign": foreign}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(prog="bin/bench timetable", description=timetable.__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=[*PARTS])
    parser.add_argument("--seeds", nargs="+", type=int, help="instead of the usual ones")
    for part in (plans, repair, foreign):
        part.add_options(parser)
    options = parser.parse_args(arguments)
    for name in options.only:
        PARTS[name].measure(options)


if __name__ == "__main__":
    main()
