"""The bundle: which CSV files, which columns, what a cell may hold.

A row becomes a frozen dataclass or a `Refused` with every reason; nothing here touches a table.
Files are UTF-8 with a heading; the order of the columns is free, an unknown column is an error.
"""

from __future__ import annotations

import csv
import dataclasses
import typing
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TextIO

from wayhome.faces.interop import cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    external_id: str
    name: str
    site: str
    level_of_care: str
    time_zone: str
    week_starts_on: int | None = None
    weekly_target_minutes: int | None = None
    group_cap: int | None = None
    jurisdiction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner:
    external_id: str
    given_name: str
    family_name: str
    npi: str = ""
    credential: str = ""
    credential_number: str = ""
    credential_state: str = ""
    credential_issued: date | None = None
    credential_expires: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    external_id: str
    given_name: str
    family_name: str
    preferred_name: str = ""
    pronouns: str = ""
    birth_date: date | None = None
    gender: str = "unknown"
    language: str = "en"
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    external_id: str
    person: str
    program: str
    status: str
    level_of_care: str
    admission_date: date | None = None
    discharge_date: date | None = None
    discharge_reason: str = ""
    care_manager: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    external_id: str
    program: str
    title: str
    service_type: str
    start: datetime
    end: datetime
    capacity: int
    facilitator: str = ""
    modality: str = "on-site"
    status: str = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    external_id: str
    session: str
    episode: str
    status: str
    arrived: datetime | None = None
    left: datetime | None = None
    reason: str = ""


type Row = Program | Practitioner | Person | Episode | Session | Attendance

# In the order in which they are read: a row may name rows of earlier files.
FILES: dict[str, type[Row]] = {
    "programs": Program,
    "practitioners": Practitioner,
    "people": Person,
    "episodes": Episode,
    "sessions": Session,
    "attendance": Attendance,
}


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken: where it stands, what it is called, every reason why not."""

    file: str
    line: int
    external_id: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line[R: Row]:
    """A row that could be read, and where it stood."""

    number: int
    row: R


class BundleError(Exception):
    """The folder or a file can't be read as a bundle at all; the sentence says what to do."""


def present_files(folder: Path) -> list[str]:
    """Return the bundle's files that the folder holds, in the order in which they are read.

    :raises BundleError: when there is no folder, or none of them in it
    """
    if not folder.is_dir():
        msg = f"there is no folder {folder}"
        raise BundleError(msg)
    present = [name for name in FILES if (folder / f"{name}.csv").is_file()]
    if not present:
        names = ", ".join(f"{name}.csv" for name in FILES)
        msg = f"{folder} holds none of {names}"
        raise BundleError(msg)
    return present


def lines(folder: Path, name: str) -> Iterator[Line[Any] | Refused]:
    """Yield the file's rows one by one, each parsed or refused.

    :raises BundleError: when the file isn't UTF-8 or its heading isn't the bundle's
    """
    with _opened(folder / f"{name}.csv") as file:
        reader = csv.DictReader(_utf8(name, file), strict=True)
        try:
            _check_heading(name, FILES[name], reader.fieldnames or [])
            for found in reader:
                yield parse(name, reader.line_num, found)
        except csv.Error as error:
            msg = f"{name}.csv can't be read as CSV near line {reader.line_num + 1}: {error}"
            raise BundleError(msg) from error


def parse(name: str, number: int, found: dict[str | None, Any]) -> Line[Any] | Refused:
    values: dict[str, Any] = {}
    reasons = ["more cells than columns"] if None in found else []
    for column in _columns(name):
        text = (found.get(column.name) or "").strip()
        if text:
            try:
                values[column.name] = column.read(text)
            except ValueError:
                reasons.append(f"{column.name} isn't {column.words}")
        elif column.is_required:
            reasons.append(f"{column.name} is empty")
    if reasons:
        return Refused(name, number, (found.get("external_id") or "").strip(), tuple(reasons))
    return Line(number, FILES[name](**values))


def write(folder: Path, name: str, rows: Iterator[Row]) -> int:
    """Write a file of the bundle, which is there whole or not at all; return its rows' number."""
    count, place = 0, folder / f"{name}.csv"
    fresh = place.with_suffix(".csv.new")
    with fresh.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(f.name for f in dataclasses.fields(FILES[name]))
        for row in rows:
            writer.writerow(_cell(getattr(row, f.name)) for f in dataclasses.fields(row))
            count += 1
    fresh.replace(place)
    return count


def _opened(path: Path) -> TextIO:
    try:
        return path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")
    except OSError as error:
        msg = f"{path.name} can't be read: {error.strerror}"
        raise BundleError(msg) from error


def _utf8(name: str, file: TextIO) -> Iterator[str]:
    """Yield the lines; a file is decoded by the block, which would hide where it goes wrong."""
    for number, line in enumerate(file, start=1):
        if not line.isascii():
            try:
                line.encode()
            except UnicodeEncodeError as error:
                msg = f"{name}.csv isn't UTF-8 in line {number}: save it as UTF-8"
                raise BundleError(msg) from error
        yield line


def _check_heading(name: str, kind: type[Row], heading: typing.Sequence[str]) -> None:
    columns = {field.name for field in dataclasses.fields(kind)}
    required = {f.name for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING}
    faults = {
        "unknown columns": {*heading} - columns,
        "missing columns": required - {*heading},
        "columns that stand twice": {column for column in heading if heading.count(column) > 1},
    }
    said = [f"{fault} {', '.join(sorted(found))}" for fault, found in faults.items() if found]
    if not heading:
        said = ["it is empty, and needs at least a heading"]
    if said:
        msg = f"{name}.csv: {'; '.join(said)}"
        raise BundleError(msg)


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    is_required: bool
    read: Callable[[str], object]
    words: str


@cache
def _columns(name: str) -> tuple[_Column, ...]:
    """Return how each column of a file is read; found out once, not once a row."""
    hints = typing.get_type_hints(FILES[name])
    return tuple(
        _Column(
            field.name,
            field.default is dataclasses.MISSING,
            *cells.reader(field.name, hints[field.name]),
        )
        for field in dataclasses.fields(FILES[name])
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
