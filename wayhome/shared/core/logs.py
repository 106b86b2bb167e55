"""Log lines that carry nobody's data.

PostgreSQL may quote the values that it refused, and Django the address that it couldn't answer.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, override

import psycopg
from django.db.utils import Error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    type ExcInfo = (
        tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    )


# The addresses that are secrets themselves: a calendar's, and the one that sets a new password.
_SECRET = re.compile(r"(/calendar/|/password/reset/key/)[^\s\"'/?#]+")


class Formatter(logging.Formatter):
    """Writes of a database error its first line alone: what went wrong, by a constraint's name.

    Of an address that is a secret it writes which kind it is.
    """

    @override
    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub(r"\1…", super().format(record))

    @override
    def formatException(self, ei: ExcInfo) -> str:
        text = super().formatException(ei)
        for error in _chain(ei[1]):
            if isinstance(error, psycopg.Error | Error):
                said = str(error)
                text = text.replace(said, said.partition("\n")[0])
        return text


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those that led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
