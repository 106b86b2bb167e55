"""What a start does between the database and the server: migrate, collect static files."""

import hashlib
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from wayhome.launch import process
from wayhome.launch.errors import LaunchError, disk_trouble_in_words, trouble_in_output

OWNERS_COMMANDS = frozenset(
    {"createcachetable", "flush", "makemigrations", "migrate", "optimizemigration"}
    | {"showmigrations", "sqlflush", "sqlmigrate", "sqlsequencereset", "squashmigrations"}
)


def for_command(words: Sequence[str], environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a management command: the owner's for those that alter tables."""
    if words and words[0] in OWNERS_COMMANDS:
        return {**environment, "WAYHOME_DATABASE_ROLE": "owner"}
    return dict(environment)


def manage(words: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a management command on this terminal, where we were called; return its exit code."""
    return process.show(_command(words), env=for_command(words, environment), cwd=Path.cwd())


def migrate(environment: Mapping[str, str]) -> None:
    """Bring the tables up to date, as their owner.

    :raises LaunchError: a migration fails.
    """
    _quietly(["migrate", "--verbosity=0"], environment, "The tables couldn't be brought up to date")


def collect_static(environment: Mapping[str, str], var: Path) -> bool:
    """Collect and compress static files if any of them changed; say whether it was so.

    :raises LaunchError: one is missing that another names.
    """
    mark, current = var / "static.collected", _digest(_static_sources())
    if mark.exists() and mark.read_text() == current:
        return False
    words = ["collectstatic", "--noinput", "--verbosity=0"]
    _quietly(words, environment, "The static files couldn't be collected")
    with disk_trouble_in_words(var):
        mark.write_text(current)
    return True


def _static_sources() -> Iterator[Path]:
    yield process.ROOT / "requirements" / "app.txt"
    for folder in sorted((process.ROOT / "wayhome").glob("**/static")):
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _digest(paths: Iterator[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        found = path.stat()
        digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def _quietly(words: Sequence[str], environment: Mapping[str, str], failure: str) -> None:
    result = process.run(_command(words), env=for_command(words, environment))
    if result.returncode == 0:
        return
    if trouble := trouble_in_output(result.stderr, Path(environment["WAYHOME_VAR"])):
        raise LaunchError(trouble)
    message = f"{failure}: {_telling_line(result.stderr)}"
    raise LaunchError(message)


def _telling_line(said: str) -> str:
    """Return the line that names the error, which Django follows with advice at times."""
    lines = said.strip().splitlines() or ["it said nothing"]
    named = [line for line in lines if re.match(r"[\w.]*(Error|Exception)\b", line)]
    return (named or lines)[-1]


def _command(words: Sequence[str]) -> list[str | Path]:
    return [sys.executable, process.ROOT / "manage.py", *words]
