"""The check imports nothing of what it checks."""

import ast
from pathlib import Path

import pytest

from wayhome.engines.timetable import check

ROOT = Path(check.__file__).parent
SOURCES = sorted(ROOT.rglob("*.py"))
OWN = ("wayhome.engines.timetable.check", "wayhome.engines.timetable.domain")


def imported_by(source):
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.ImportFrom):
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_check_knows_only_the_domain_and_itself(source):
    imported = [name for name in imported_by(source) if name.startswith("wayhome")]
    assert [name for name in imported if not name.startswith(OWN)] == []
