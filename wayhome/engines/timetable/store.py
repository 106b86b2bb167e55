"""Weeks, plans and what is said of them as text, and back, so that it can be checked later.

The text is canonical, so that equal values have equal text: names are sorted, sets are sorted
lists, and what doesn't count in comparisons is left out. Calendars, and other whole numbers that
not every reader of JSON would keep, are hexadecimal.
"""

import json
from collections.abc import Callable
from dataclasses import Field, fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, TypeAliasType, get_args, get_origin, get_type_hints

from wayhome.engines.timetable.domain import Plan, Week

GREATEST_EXACT = 2**53

type Reader = Callable[[Any], Any]


def to_json(value: Any) -> str:
    """Write a week, a plan, or any other value of the domain's."""
    return json.dumps(_plain(value), separators=(",", ":"), sort_keys=True, ensure_ascii=False)


def from_json[T](kind: type[T], text: str) -> T:
    """Read a value of this dataclass; a union in it is told apart by the names of fields."""
    wanted: Any = kind
    value: T = _reader(wanted)(json.loads(text))
    return value


def week_from_json(text: str) -> Week:
    return from_json(Week, text)


def plan_from_json(text: str) -> Plan:
    return from_json(Plan, text)


def digest(week: Week) -> str:
    """Give a fingerprint: two weeks have the same only if they are equal."""
    return sha256(to_json(week).encode()).hexdigest()


@cache
def _kept(kind: Any) -> tuple[str, ...]:
    described: tuple[Field[Any], ...] = fields(kind)
    return tuple(each.name for each in described if each.compare)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, int) and abs(value) > GREATEST_EXACT:
        return hex(value)
    if is_dataclass(value):
        kind: Any = type(value)
        return {name: _plain(getattr(value, name)) for name in _kept(kind)}
    return value


@cache
def _reader(kind: Any) -> Reader:
    """Make what reads a value of this type out of plain JSON."""
    if isinstance(kind, TypeAliasType):
        return _reader(kind.__value__)
    if kind is int:
        return _whole_number
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_reader(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    readers = {tuple: _tuple_reader, frozenset: _set_reader, UnionType: _union_reader}
    origin = get_origin(kind)
    return readers[origin](get_args(kind)) if origin in readers else _as_it_is


def _as_it_is(plain: Any) -> Any:
    return plain


def _whole_number(plain: int | str) -> int:
    return int(plain, 16) if isinstance(plain, str) else plain


def _dataclass_reader(kind: type) -> Reader:
    hints = get_type_hints(kind)
    readers = [(name, _reader(hints[name])) for name in _kept(kind)]
    return lambda plain: kind(**{name: read(plain[name]) for name, read in readers})


def _tuple_reader(parts: tuple[Any, ...]) -> Reader:
    if parts[1:] == (Ellipsis,):
        read = _reader(parts[0])
        return lambda plain: tuple(read(each) for each in plain)
    readers = tuple(_reader(part) for part in parts)
    return lambda plain: tuple(read(each) for read, each in zip(readers, plain, strict=True))


def _set_reader(parts: tuple[Any, ...]) -> Reader:
    read = _reader(parts[0])
    return lambda plain: frozenset(read(each) for each in plain)


def _union_reader(parts: tuple[Any, ...]) -> Reader:
    """Tell which of several dataclasses it is by the names of their fields."""
    kinds = [part for part in parts if part is not NoneType]
    if len(kinds) == 1:
        read = _reader(kinds[0])
        return lambda plain: None if plain is None else read(plain)
    by_names = {frozenset(_kept(kind)): _reader(kind) for kind in kinds}
    return lambda plain: by_names[frozenset(plain)](plain)
