"""bin/bench timetable [--large] [--huge] [--only PART …]: plans, repair and explanations.

Each part is a module of this package with ``measure(options)``, which prints its rows; one that
has options of its own adds them in ``add_options(parser)``.
"""

from argparse import ArgumentParser
from importlib import import_module
from importlib.util import find_spec

PARTS = ("plans", "repair", "explanation", "foreign")


def main() -> None:
    present = [name for name in PARTS if find_spec(f"{__package__}.{name}")]
    modules = {name: import_module(f"{__package__}.{name}") for name in present}
    parser = ArgumentParser(prog="bin/bench timetable", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=present, default=present)
    parser.add_argument("--seeds", nargs="+", type=int, help="instead of the usual ones")
    for module in modules.values():
        if hasattr(module, "add_options"):
            module.add_options(parser)
    options = parser.parse_args()
    for name in options.only:
        modules[name].measure(options)


if __name__ == "__main__":
    main()
