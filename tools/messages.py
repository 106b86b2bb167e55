"""Message files without system gettext: `collect` what is translatable, `compile` what is.

Usage: python tools/messages.py collect|compile|missing
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "wayhome" / "locale"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
# Where a client or a visitor reads: here every message has a Spanish one.
CLIENT_FACING = (
    "wayhome/faces/console/navigation.py",
    "wayhome/faces/portal/",
    "wayhome/faces/site/",
    "wayhome/shared/accounts/adapter.py",
    "wayhome/shared/accounts/context_processors.py",
    "wayhome/shared/accounts/forms/signing_in.py",
    "wayhome/shared/accounts/middleware.py",
    "wayhome/shared/accounts/templates/",
    "wayhome/shared/accounts/views/entrance.py",
    "wayhome/shared/core/templatetags/",
    "wayhome/shared/notifications/labels.py",
    "wayhome/shared/notifications/templates/notifications/outbox.html",
    "wayhome/templates/",
    "wayhome/journey/scheduling/forms/availability.py",
    "wayhome/journey/scheduling/forms/weeks.py",
    "wayhome/journey/scheduling/labels/",
    "wayhome/journey/scheduling/templates/scheduling/feed_card.html",
    "wayhome/journey/scheduling/templates/scheduling/own_availability.html",
    "wayhome/journey/scheduling/templates/scheduling/own_feed.html",
    "wayhome/journey/scheduling/templates/scheduling/stop_own_feed.html",
    "wayhome/journey/scheduling/templates/scheduling/told_weeks.html",
    "wayhome/journey/scheduling/views/availability.py",
    "wayhome/journey/scheduling/views/feeds.py",
    "wayhome/journey/scheduling/views/painter.py",
    "wayhome/journey/screening/labels/",
    "wayhome/journey/encounters/forms/kiosk.py",
    "wayhome/journey/encounters/labels/attendance.py",
    "wayhome/journey/encounters/templates/encounters/kiosk",
    "wayhome/journey/encounters/views/kiosk.py",
)
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
# what templatize() leaves of a template: calls of gettext among blanked-out text
CALL = re.compile(rf"\b(_|gettext|ngettext|pgettext)\(\s*({STRING})(?:\s*,\s*({STRING}))?")


def from_template(source: Path) -> Iterator[tuple[int, str | tuple[str, str], str | None]]:
    """Yield line, message (a pair when plural) and context of a template's texts."""
    python = templatize(source.read_text(), origin=str(source))
    for call in CALL.finditer(python):
        line = python.count("\n", 0, call.start()) + 1
        first = ast.literal_eval(call[2].removeprefix("u"))
        second = ast.literal_eval(call[3].removeprefix("u")) if call[3] else None
        if call[1] == "ngettext":
            yield line, (first, second or first), None
        elif call[1] == "pgettext":
            yield line, second or "", first
        else:
            yield line, first, None


def from_python(source: Path) -> Iterator[tuple[int, str | tuple[str, str], str | None]]:
    for line, message, _comments, context in extract_from_file(
        "python", str(source), keywords=KEYWORDS
    ):
        yield line, message, context


def collected() -> Catalog:
    catalog = Catalog(project="wayhome", fuzzy=False)
    for source in sorted((ROOT / "wayhome").rglob("*")):
        kind = {".py": from_python, ".html": from_template, ".txt": from_template}.get(
            source.suffix
        )
        if kind is None or "vendor" in source.parts or "migrations" in source.parts:
            continue
        name = str(source.relative_to(ROOT))
        for line, message, context in kind(source):
            catalog.add(message, locations=[(name, line)], context=context)
    return catalog


def po_files() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def collect() -> int:
    template = collected()
    for po in po_files():
        with po.open("rb") as file:
            catalog = read_po(file, locale=po.parent.parent.name)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        with po.open("wb") as file:
            write_po(file, catalog, width=100, sort_output=True, include_lineno=False)
    return 0


def compile_() -> int:
    for po in po_files():
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as file:
            catalog = read_po(file, locale=po.parent.parent.name)
        with mo.open("wb") as file:
            write_mo(file, catalog)
    return 0


def missing(language: str) -> list[str]:
    """Return each client-facing message without a translation, or with an unsure one."""
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        translated = read_po(file, locale=language)
    lacking = []
    for message in collected():
        if not message.id or not any(f.startswith(CLIENT_FACING) for f, _ in message.locations):
            continue
        known = translated.get(message.id, message.context)
        strings = (
            []
            if known is None
            else [known.string, *([] if isinstance(known.string, str) else known.string)]
        )
        if known is None or known.fuzzy or not all(strings):
            lacking.append(f"{message.locations[0][0]}: {message.id}")
    return lacking


def report_missing() -> int:
    lacking = [line for po in po_files() for line in missing(po.parent.parent.name)]
    print("\n".join(lacking) or "nothing is missing")
    return bool(lacking)


if __name__ == "__main__":
    commands = {"collect": collect, "compile": compile_, "missing": report_missing}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:  # noqa: PLR2004
        sys.exit(__doc__)
    sys.exit(commands[sys.argv[1]]())
