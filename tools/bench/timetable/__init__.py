"""bin/bench timetable: what the week builder costs, and how good its plans are.

Each module of ``PARTS`` adds its own options and, with ``rows``, prints for those that were given.
"""

import argparse
from collections.abc import Sequence

from tools.bench.timetable import foreign

PARTS = (foreign,)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="bin/bench timetable", description=__doc__)
    for part in PARTS:
        part.add_options(parser)
    options = parser.parse_args(arguments)
    for part in PARTS:
        for row in part.rows(options):
            print(row, flush=True)
