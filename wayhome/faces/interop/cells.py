"""What a cell of the bundle may hold, and how it is read."""

from __future__ import annotations

import types
import typing
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 500  # characters of an id or a name: what an index can hold in any script
LONGEST_PROSE = 10_000
PROSE = frozenset({"reason"})
LARGEST = 32_767
YEARS = range(1900, 2200)


def reader(column: str, hint: Any) -> tuple[Callable[[str], object], str]:
    """Return what reads the cells of a column, and the words for what they may hold."""
    if column in PROSE:
        return _prose, f"text of at most {LONGEST_PROSE:,} characters"
    return _READERS[_plain(hint)]


def _plain(hint: Any) -> type:
    """Return the type of a column, optional or not."""
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    return typing.cast("type", hint)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or moment.year not in YEARS:
        raise ValueError(text)
    return moment


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if day.year not in YEARS:
        raise ValueError(text)
    return day


def _whole_number(text: str) -> int:
    number = int(text)
    if not 0 <= number <= LARGEST:
        raise ValueError(text)
    return number


def _text(text: str, longest: int = LONGEST) -> str:
    if "\x00" in text or len(text) > longest:
        raise ValueError(text)
    return text


def _prose(text: str) -> str:
    return _text(text, LONGEST_PROSE)


_READERS: dict[type, tuple[Callable[[str], object], str]] = {
    str: (_text, f"text of at most {LONGEST} characters"),
    int: (_whole_number, f"a whole number from 0 to {LARGEST:,}"),
    date: (_day, "a date like 2026-11-24"),
    datetime: (_moment, "a moment with its offset, like 2026-11-24T17:30:00-05:00"),
}
