"""A name for the schema: a digest of every file that decides how a migrated database looks."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from wayhome.launch.process import ROOT

_ALWAYS = (
    "requirements/app.txt",  # other packages bring migrations too
    "wayhome/launch/database.py",
    "wayhome/settings/base.py",
    "wayhome/settings/test.py",
)
_OWN_IMPORT = re.compile(r"^\s*(?:from|import) (wayhome[\w.]*)(?: import (\w+))?", re.MULTILINE)


def fingerprint() -> str:
    """Return the digest of the migrations, what they import, and the database backend."""
    digest = hashlib.sha256()
    for path in sorted(_files()):
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _files() -> set[Path]:
    migrations = {
        path
        for path in (ROOT / "wayhome").glob("**/migrations/**/*")
        if path.suffix in {".py", ".sql"}
    }
    backend = set((ROOT / "wayhome/shared/core/database").glob("**/*.py"))
    always = {ROOT / name for name in _ALWAYS if (ROOT / name).exists()}
    return migrations | backend | always | set(_imported_by(migrations))


def _imported_by(migrations: set[Path]) -> Iterator[Path]:
    for migration in migrations:
        for module, name in _OWN_IMPORT.findall(migration.read_text()):
            place = ROOT / module.replace(".", "/")
            candidates = (place.with_suffix(".py"), place / f"{name}.py", place / "__init__.py")
            yield from (path for path in candidates if path.is_file())
