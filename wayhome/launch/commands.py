"""The commands: demo, dev and manage. Each returns an exit code."""

import fcntl
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wayhome.launch import demo as story
from wayhome.launch import serve, steps
from wayhome.launch.database import (
    Database,
    check_app_role,
    chosen,
    drop_embedded,
    prepare_chosen,
    prepare_embedded,
)
from wayhome.launch.errors import LaunchError, disk_trouble_in_words
from wayhome.launch.postgres import Cluster
from wayhome.launch.surroundings import (
    Surroundings,
    environment,
    note_server,
    surroundings,
    wait_for_port,
)

_INTERRUPTED_ELSEWHERE = (
    "The demo was interrupted while it was played into the database of DATABASE_URL:"
    " empty that database, then start again."
)


_USAGE = "Usage: python -m wayhome demo | dev | manage COMMAND ..."


def main(words: Sequence[str]) -> int:
    """Run one command, and turn every foreseen failure into its one sentence."""
    for stop in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(stop) is not signal.SIG_IGN:  # as nohup asks
            signal.signal(stop, signal.default_int_handler)
    try:
        return _dispatch(words)
    except LaunchError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _dispatch(words: Sequence[str]) -> int:
    match words:
        case ["demo"]:
            return demo()
        case ["dev"]:
            return dev()
        case ["manage", *rest]:
            return manage(rest)
        case _:
            sys.stderr.write(f"{_USAGE}\n")
            return 2


@dataclass(frozen=True)
class Ready:
    """A database that is up, and the environment to use it."""

    around: Surroundings
    database: Database
    cluster: Cluster | None
    environment: dict[str, str]


def demo() -> int:
    """Serve the made-up clinic until an interrupt."""
    wait_for_port(surroundings(os.environ))
    with _ready(settings="wayhome.settings.demo") as ready:
        with _alone(ready.around.var):
            _bring_up_to_date(ready)
            steps.collect_static(ready.environment, ready.around.var)
        return _serve(ready, serve.web_server(ready.around.port))


def dev() -> int:
    """Serve the same for someone who changes the code: it starts again at each change."""
    wait_for_port(surroundings(os.environ))
    with _ready(settings="wayhome.settings.local") as ready:
        with _alone(ready.around.var):
            _bring_up_to_date(ready)
        return _serve(ready, serve.reloading_server(ready.around.port))


def manage(words: Sequence[str]) -> int:
    """Run one of Django's or Wayhome's management commands."""
    with _ready(settings="wayhome.settings.demo") as ready:
        # The command hears Ctrl-C itself; we stay to stop the database after it.
        signal.signal(signal.SIGINT, lambda *_: None)
        return steps.manage(words, ready.environment)


@contextmanager
def _ready(*, settings: str) -> Iterator[Ready]:
    around = surroundings(os.environ)
    with _database(around) as (database, cluster):
        variables = environment(around, database, os.environ, settings=settings)
        yield Ready(around, database, cluster, variables)


@contextmanager
def _database(around: Surroundings) -> Iterator[tuple[Database, Cluster | None]]:
    if database := chosen(os.environ):
        prepare_chosen(database)
        yield database, None
        return
    cluster = Cluster(around.var)
    with cluster.in_use():
        yield prepare_embedded(cluster), cluster


@contextmanager
def _alone(var: Path) -> Iterator[None]:
    """Let one start at a time change tables and play: a second would take the first for dead."""
    with disk_trouble_in_words(var):
        handle = (var / "start.lock").open("w")
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("Another start prepares this folder: waiting for it")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _bring_up_to_date(ready: Ready) -> None:
    """Migrate, and play the demo if it was never played to its end.

    :raises LaunchError: a half-played demo lies in a database that isn't ours to empty.
    """
    if story.was_interrupted(ready.database.owner):
        if ready.cluster is None:
            raise LaunchError(_INTERRUPTED_ELSEWHERE)
        _say("The demo was interrupted while it was played: beginning it anew")
        drop_embedded(ready.cluster)
        prepare_embedded(ready.cluster)
    check_app_role(ready.database)  # before anything is written as a role that isn't to be trusted
    _say("Bringing the tables up to date")
    steps.migrate(ready.environment)
    check_app_role(ready.database)  # again: the tables may be its own
    story.play_once(ready.database.owner, ready.environment)


def _serve(ready: Ready, server_command: list[str]) -> int:
    def welcome() -> None:
        _say(f"\nWayhome is at {ready.around.address}   (Ctrl-C stops it)\n")
        if story.was_played(ready.database.owner):
            _say(story.welcome(ready.around.address))

    def keep_up() -> None:
        if ready.cluster and not ready.cluster.running_pid():
            _say("PostgreSQL was gone: starting it again")
            ready.cluster.start()

    note_server(ready.around)
    try:
        serve.serve(
            ready.around, server_command, ready.environment, on_ready=welcome, keep_up=keep_up
        )
    except KeyboardInterrupt:
        _say("\nStopping")
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
