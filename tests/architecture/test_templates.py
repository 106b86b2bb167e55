"""What templates may hold: classes that exist, texts that can be translated, nothing inline."""

import hashlib
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.template.loader import get_template

import wayhome

ROOT = Path(wayhome.__file__).parent
STATIC = ROOT / "static"
TEMPLATES = sorted(p for p in ROOT.rglob("templates/**/*.html"))
GALLERY = ROOT / "templates" / "components" / "gallery"  # development only: its texts are samples
SHOWN = [p for p in TEMPLATES if GALLERY not in p.parents]
VENDORED = tomllib.loads((STATIC / "vendor" / "VENDOR.toml").read_text())["file"]

COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?\bendcomment\s*%\}|<!--.*?-->", re.DOTALL)
BLOCKTRANSLATE = re.compile(
    r"\{%\s*blocktrans(?:late)?\b.*?\bendblocktrans(?:late)?\s*%\}", re.DOTALL
)
BODY_CLASS = re.compile(r"\{%\s*block body_class\s*%\}.*?\{%\s*endblock\s*%\}")
TAG, VARIABLE = re.compile(r"\{%.*?%\}", re.DOTALL), re.compile(r"\{\{.*?\}\}", re.DOTALL)
CLASS_ATTRIBUTE = re.compile(r'\bclass="([^"]*)"')
CLASS_IN_CSS = re.compile(r"\.(-?[_a-zA-Z](?:[\w-]|\\.)*)")
SPOKEN_ATTRIBUTE = re.compile(r'\s(?:aria-label|placeholder|title|alt)="([^"]*)"')
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Names and keys are the same in every language.
UNTRANSLATED = re.compile(r"Wayhome|<kbd[^>]*>[^<]*</kbd>")
A_VARIABLE = "\0"


def for_each(templates):
    return pytest.mark.parametrize("template", templates, ids=lambda p: str(p.relative_to(ROOT)))


each, each_shown = for_each(TEMPLATES), for_each(SHOWN)


def without_comments(template: Path) -> str:
    return COMMENT.sub(" ", template.read_text())


def classes_used(template: Path) -> set[str]:
    html = VARIABLE.sub(A_VARIABLE, TAG.sub(" ", without_comments(template)))
    used = {name for value in CLASS_ATTRIBUTE.findall(html) for name in value.split()}
    return {name for name in used if not name.startswith((A_VARIABLE, "js-"))}


@cache
def classes_of(*sheets: str) -> frozenset[str]:
    css = "".join((STATIC / sheet).read_text() for sheet in sheets)
    return frozenset(re.sub(r"\\(.)", r"\1", name) for name in CLASS_IN_CSS.findall(css))


def parent_of(template: Path) -> Path | None:
    """Return the template of ours that this one extends, if any."""
    found = re.search(r"\{%\s*extends \"([^\"]+)", template.read_text())
    ends = f"templates/{found[1]}" if found else None
    return next((p for p in TEMPLATES if ends and p.as_posix().endswith(ends)), None)


def on_the_console(template: Path) -> bool:
    """Say whether the console's shell is around it; a fragment is judged by the room it lies in."""
    shells = ROOT / "templates"
    parent = parent_of(template)
    if template == shells / "console.html" or GALLERY in template.parents:
        return True
    if parent is not None:
        return on_the_console(parent)
    small = (
        shells,
        ROOT / "shared" / "accounts",
        ROOT / "faces" / "portal",
        ROOT / "faces" / "site",
    )
    return not any(folder in template.parents for folder in small)


def sheets_of(template: Path) -> tuple[str, ...]:
    """Return the style sheets that a page with this template has loaded at least.

    A component's head names those that its pages load for it.
    """
    named = re.findall(r"css/\w+\.css", template.read_text())
    if on_the_console(template):
        return "vendor/tabler.css", "css/wayhome.css", "css/console.css", *named
    return "vendor/tabler-small.css", "css/wayhome.css", *named


def exists(name: str, known: frozenset[str]) -> bool:
    if A_VARIABLE not in name:
        return name in known
    start = name.split(A_VARIABLE, maxsplit=1)[0]
    return any(other.startswith(start) for other in known)


@each
def test_every_class_is_in_a_style_sheet_that_the_page_loads(template):
    sheets = sheets_of(template)
    missing = sorted(n for n in classes_used(template) if not exists(n, classes_of(*sheets)))
    assert missing == [], f"not in {sheets}: run tools/vendor's build, or use a class that exists"


@each
def test_a_template_and_what_it_includes_compiles(template):
    parts = template.parts
    name = "/".join(parts[len(parts) - parts[::-1].index("templates") :])
    get_template(name)
    for included in re.findall(r"\{%\s*include \"([^\"#]+)", without_comments(template)):
        get_template(included)


@each
def test_nothing_is_inline_that_the_content_security_policy_forbids(template):
    html = without_comments(template)
    for pattern, what in [
        (r"<script(?![^>]*\bsrc=)", "an inline script"),
        (r"<style\b|\sstyle\s*=", "an inline style"),
        (r"\son[a-z]+\s*=", "an event handler"),
        (r"\bhx-on\b", "hx-on"),
        (r"javascript:|\"js:", "script in an attribute"),
        (r"hx-trigger=\"[^\"]*\[", "a filter in hx-trigger"),
        (r"(?:src|href)=\"(?:https?:)?//", "a file or page of another site"),
    ]:
        assert not re.search(pattern, html, re.IGNORECASE), what


@each_shown
def test_every_text_can_be_translated(template):
    html = BODY_CLASS.sub(" ", BLOCKTRANSLATE.sub(" ", without_comments(template)))
    spoken = [
        value
        for value in SPOKEN_ATTRIBUTE.findall(html)
        if LETTERS.search(VARIABLE.sub("", TAG.sub("", value)))
    ]
    text = re.sub(r"<[^>]*>", " ", UNTRANSLATED.sub(" ", VARIABLE.sub(" ", TAG.sub(" ", html))))
    assert spoken == []
    assert LETTERS.findall(re.sub(r"&\w+;", " ", text)) == []


def blocks_of(template: Path) -> set[str]:
    """Return the blocks that a page fills, itself or through a page that it extends."""
    parent = parent_of(template)
    if parent is None or template.parent == ROOT / "templates":
        return set()
    return set(re.findall(r"\{%\s*block (\w+)", template.read_text())) | blocks_of(parent)


def pages() -> list[Path]:
    """Return what extends a shell and isn't extended itself."""
    parents = {template: parent_of(template) for template in SHOWN}
    return [t for t, parent in parents.items() if parent and t not in parents.values()]


@for_each(pages())
def test_a_page_has_a_title_and_a_heading(template):
    if template.parent == ROOT / "templates":
        html = template.read_text()
        assert html.count("block title") == html.count("block heading") == 1
        return
    assert "title" in blocks_of(template)
    assert blocks_of(template) & {"heading", "page_header", "shell"}


@pytest.mark.parametrize("entry", VENDORED, ids=lambda e: e["path"])
def test_a_vendored_file_is_the_one_that_its_record_names(entry):
    content = (ROOT.parent / entry["path"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert entry["licence"] in {"MIT", "0BSD", "MPL-2.0"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", entry["version"])


def test_every_vendored_file_has_a_record():
    files = {p for p in (STATIC / "vendor").iterdir() if p.name != "VENDOR.toml"}
    files |= set((ROOT.parent / "tests" / "vendor").iterdir())
    assert files == {ROOT.parent / entry["path"] for entry in VENDORED}


@pytest.mark.parametrize("script", sorted((STATIC / "js").glob("*.js")), ids=lambda p: p.name)
def test_a_script_of_ours_is_short_and_evaluates_no_text(script):
    code = script.read_text()
    assert not re.search(r"\beval\(|new Function|innerHTML|document\.write", code)
    assert not re.search(r"^import ", code, re.MULTILINE), "hashed file names break imports"
    assert "console." not in code
