"""What one page has looked up already: it asks once, however many rooms it is made of.

A write forgets everything; outside a page nothing is remembered.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, cast

_known: ContextVar[dict[Any, Any] | None] = ContextVar("known", default=None)


@contextmanager
def of_one_page() -> Iterator[None]:
    """Remember within the block."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def forget() -> None:
    known = _known.get()
    if known is not None:
        known.clear()


def once_a_page[**P, R](read: Callable[P, R]) -> Callable[P, R]:
    """Make a read whose answer a page keeps; the actor is among its arguments, as in any read."""

    @wraps(read)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        known = _known.get()
        if known is None:
            return read(*args, **kwargs)
        key = (read, args, *kwargs.items())
        if key not in known:
            known[key] = read(*args, **kwargs)
        return cast("R", known[key])

    return wrapper
