"""The decorator that makes a function an action: permission, transaction, audit."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate

from django.db import models, transaction

from wayhome.shared.audit import trail
from wayhome.shared.audit.actor import Actor, NotPermittedError
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core import context, gate
from wayhome.shared.core.refusal import Refusal

type Written = models.Model | Sequence[models.Model] | int | None


def action[**P, R: Written](
    permission: Permission, *, records_itself: bool = False
) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Make a write. Its first argument is the actor; what it returns is what was written.

    An action that writes many rows returns them or their number: one event tells of the batch.
    One that `records_itself` is done every few seconds, and leaves one event a sitting.
    """

    def decorate(write: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
        name = f"{_room(write)}.{write.__name__}"

        @wraps(write)
        def wrapper(by: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            def run() -> R:
                return write(by, *args, **kwargs)

            _require(by, name, permission)
            with _refusals_on_record(by, name):
                return _write(by, name, run, records=not records_itself)

        wrapper.permission = permission  # type: ignore[attr-defined]
        wrapper.action_name = name  # type: ignore[attr-defined]
        return wrapper

    return decorate


def _require(by: Actor, name: str, permission: Permission) -> None:
    if not by.may(permission):
        trail.record_failure(by, name, "denied", permission)
        raise NotPermittedError(permission)


@contextmanager
def _refusals_on_record(by: Actor, name: str) -> Iterator[None]:
    """Put a refusal on record once: at the outermost action, whose transaction is rolled back."""
    try:
        yield
    except Refusal as refusal:
        if not gate.is_open():
            trail.record_failure(by, name, "refused", ", ".join(refusal.codes))
        raise


def _write[R: Written](by: Actor, name: str, write: Callable[[], R], *, records: bool) -> R:
    outermost = not gate.is_open()
    with context.acting_as(by.acting), transaction.atomic(savepoint=outermost), gate.opened(name):
        written = write()
        if records:
            _record(by, name, written)
    return written


def _record(by: Actor, name: str, written: Written) -> None:
    if isinstance(written, models.Model):
        trail.record_success(by, name, entity=written)
    elif isinstance(written, int):
        trail.record_success(by, name, entity=None, count=written)
    elif written:
        trail.record_success(by, name, entity=written[0], count=len(written))
    else:
        trail.record_success(by, name, entity=None, count=0)


def _room(function: Callable[..., Any]) -> str:
    """Return the room's name: wayhome.journey.encounters.actions.notes → encounters."""
    return function.__module__.split(".")[2]
