"""A normal "no": an action's own exception, with every reason, and its name in the database."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, override

from django.db import IntegrityError
from django.utils.functional import Promise


class Refusal(Exception):  # noqa: N818
    """An action can't be done, for these reasons. Subclasses are named CannotXError.

    Views turn the codes into form errors through the room's labels; they hold no personal data.
    """

    def __init__(self, obstacles: tuple[StrEnum, ...]) -> None:
        super().__init__(", ".join(obstacles))
        self.obstacles = obstacles

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(str(obstacle) for obstacle in self.obstacles)


class SentencesByKind(Mapping[Any, str | Promise]):
    """Sentences for obstacles of several kinds.

    A plain mapping would mix them up: codes of two kinds may be spelled alike, and are equal then.
    """

    def __init__(self, *tables: Mapping[Any, str | Promise]) -> None:
        self._words = {
            (type(code), code): words for table in tables for code, words in table.items()
        }

    @override
    def __getitem__(self, code: StrEnum) -> str | Promise:
        return self._words[type(code), code]

    @override
    def __iter__(self) -> Iterator[StrEnum]:
        return (code for _kind, code in self._words)

    @override
    def __len__(self) -> int:
        return len(self._words)


@contextmanager
def refusing(error: type[Refusal], obstacles: Mapping[str, StrEnum]) -> Iterator[None]:
    """Turn a violated constraint into the room's own refusal.

    :param obstacles: constraint name → the reason it stands for
    :raises IntegrityError: for a constraint that isn't named here
    """
    try:
        yield
    except IntegrityError as violation:
        obstacle = obstacles.get(constraint_name(violation))
        if obstacle is None:
            raise
        raise error((obstacle,)) from violation


def constraint_name(violation: IntegrityError) -> str:
    """Return the violated constraint's name, without the number a shard appends to it."""
    diagnosis = getattr(violation.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or ""
    return re.sub(r"_\d+$", "", name)
