"""What the linters can't see: the order of rooms, sizes, doors, READMEs, permissions."""

import ast
import importlib
import pkgutil
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

import wayhome
from wayhome.shared.accounts.codes import SystemAgent
from wayhome.shared.accounts.rules import PERMISSIONS, SYSTEM_PERMISSIONS
from wayhome.shared.audit.permissions import Permission

ROOT = Path(wayhome.__file__).parent
ORDER = [*settings.SHARED_ROOMS, *settings.JOURNEY_ROOMS]
LONGEST_FUNCTION = 30
DENIALS = {"NotPermittedError", "PermissionDenied"}
LONGEST_FILE = 300
CONTRACTS = tomllib.loads((ROOT.parent / "pyproject.toml").read_text())["tool"]["importlinter"]
SOURCES = [p for p in ROOT.rglob("*.py") if "migrations" not in p.parts and "vendor" not in p.parts]


def own_models():
    return [m for m in apps.get_models() if m.__module__.startswith("wayhome.")]


def foreign_keys():
    return [
        field
        for model in own_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
    ]


def rooms():
    return [ROOT / "journey" / room for room in settings.JOURNEY_ROOMS]


def test_a_foreign_key_points_to_its_own_room_or_an_earlier_one():
    downstream = [
        str(field)
        for field in foreign_keys()
        if ORDER.index(field.related_model._meta.app_label)
        > ORDER.index(field.model._meta.app_label)
    ]
    # every row belongs to an organization, also in the rooms below the one that keeps them
    assert downstream == []


def test_a_foreign_key_gives_the_other_room_no_way_back():
    assert [str(f) for f in foreign_keys() if not f.remote_field.hidden] == []


def test_a_foreign_key_never_deletes_a_record():
    assert [str(f) for f in foreign_keys() if f.remote_field.on_delete is models.CASCADE] == []


def test_a_table_has_no_implicit_order():
    assert [m.__name__ for m in own_models() if m._meta.ordering] == []


@pytest.mark.parametrize(
    ("container", "listed"),
    [("wayhome.journey", settings.JOURNEY_ROOMS), ("wayhome.shared", settings.SHARED_ROOMS)],
)
def test_the_settings_list_the_rooms_in_the_contract_s_order(container, listed):
    contract = next(c for c in CONTRACTS["contracts"] if c.get("containers") == [container])
    assert list(reversed(contract["layers"])) == listed


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_is_short_and_so_are_its_functions_and_it_says_what_it_holds(source):
    text = source.read_text()
    assert len(text.splitlines()) <= LONGEST_FILE
    tree = ast.parse(text)
    assert not text.strip() or ast.get_docstring(tree), "no module docstring"
    functions = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    long = [f.name for f in functions if f.end_lineno - f.lineno + 1 > LONGEST_FUNCTION]
    assert long == []


@pytest.mark.parametrize("room", rooms(), ids=lambda p: p.name)
def test_a_room_says_what_it_is_for(room):
    assert (room / "README.md").read_text().startswith("# ")


def actions_and_reads():
    """Yield every function that carries a permission: (name, permission)."""
    for module in _modules():
        for name, function in vars(module).items():
            permission = getattr(function, "permission", None)
            if permission and function.__module__ == module.__name__:
                yield f"{module.__name__}.{name}", name, permission


def _modules():
    for found in pkgutil.walk_packages([str(ROOT)], "wayhome."):
        if re.search(r"\.(actions|queries)(\.|$)", found.name):
            yield importlib.import_module(found.name)


def test_every_permission_is_held_by_a_role_or_by_a_system_agent_that_needs_it():
    # the demo's agent plays every part, so that it holds one says nothing
    agents = [SYSTEM_PERMISSIONS[a] for a in SystemAgent if a is not SystemAgent.DEMO_BUILDER]
    held = frozenset().union(*PERMISSIONS.values(), *agents)
    assert set(Permission) - held == set()


def test_every_permission_is_used():
    text = "\n".join(p.read_text() for p in SOURCES if "permissions" not in p.name)
    text = text.replace((ROOT / "shared/accounts/rules/roles.py").read_text(), "")
    assert [p for p in Permission if f"Permission.{p.name}" not in text] == []


def test_every_action_has_a_test_that_it_is_denied():
    """A test says so: its own text, or a table that it is run over, names the action."""
    named = set()
    for source in (ROOT.parent / "tests").rglob("test_*.py"):
        text = source.read_text()
        if any(denial in text for denial in DENIALS):
            named |= _named_where_it_is_denied(ast.parse(text))
    missing = [
        full for full, name, _ in actions_and_reads() if ".actions" in full and name not in named
    ]
    assert missing == []


def _named_where_it_is_denied(tree):
    """Return the names in functions that expect a denial, and in what they use of their module."""
    own = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            own |= {t.id: node.value for t in node.targets if isinstance(t, ast.Name)}
    names = set()
    for name, node in own.items():
        if name.startswith("test_") and DENIALS & _names(node):
            names |= {*re.findall(r"test_(\w+?)_is_denied", name)}
            names |= _reached(node, own)
    return names


def _reached(node, own):
    """Return the names in a node, and in what it names of its own module, and so on."""
    found, todo = set(), [node]
    while todo:
        new = _names(todo.pop()) - found
        found |= new
        todo += [own[name] for name in new & own.keys()]
    return found


def _names(node):
    found = (n for n in ast.walk(node) if isinstance(n, ast.Name | ast.Attribute))
    return {n.id if isinstance(n, ast.Name) else n.attr for n in found}
