"""HiGHS, as it is set up for every linear program."""

import subprocess
import sys

SOLVED = """
from wayhome.engines.timetable.solver.linear import add_columns, solver_of
solver = solver_of()
add_columns(solver, [(1.0, {})])
solver.run()
"""


def test_solving_writes_nothing():
    """In a process of its own: HiGHS says once in each who made it."""
    said = subprocess.run([sys.executable, "-c", SOLVED], capture_output=True, check=True)  # noqa: S603
    assert (said.stdout, said.stderr) == (b"", b"")
