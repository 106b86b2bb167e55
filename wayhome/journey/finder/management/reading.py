"""Rows of a published file, one after the other: CSV, packed or not, XLSX, JSON."""

from __future__ import annotations

import csv
import gzip
import json
import re
import zipfile
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError, iterparse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

type Row = Mapping[str, Any]

SHEET = "xl/worksheets/sheet1.xml"
SHARED = "xl/sharedStrings.xml"
SNIFFED = 4096


class FileError(Exception):
    """A file can't be read, in a sentence."""


@contextmanager
def opened(path: Path) -> Iterator[Iterator[tuple[int, Row]]]:
    """Give the rows of a file with their numbers, as a spreadsheet counts them.

    :raises FileError: when it isn't what its name says
    """
    kinds = {".xlsx": _sheet, ".json": _pages, ".jsonl": _pages}
    read = kinds.get(path.suffix.casefold(), _table)
    try:
        yield read(path)
    except FileNotFoundError as error:
        msg = f"there is no file {path}"
        raise FileError(msg) from error
    except (OSError, EOFError, zipfile.BadZipFile, KeyError, ParseError, csv.Error) as error:
        msg = f"{path.name} can't be read: {error}"
        raise FileError(msg) from error
    except json.JSONDecodeError as error:
        msg = f"{path.name} isn't JSON: line {error.lineno}"
        raise FileError(msg) from error


def _text(path: Path) -> IO[str]:
    # a byte that is no UTF-8 becomes the replacement letter, which mending tells of
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", errors="replace", newline="")
    return path.open(encoding="utf-8-sig", errors="replace", newline="")


def _table(path: Path) -> Iterator[tuple[int, Row]]:
    with _text(path) as file:
        start = file.read(SNIFFED)
        separator = "\t" if "\t" in start.partition("\n")[0] else ","
        file.seek(0)
        for number, row in enumerate(csv.DictReader(file, delimiter=separator), start=2):
            yield number, {name: value or "" for name, value in row.items() if name}


def _pages(path: Path) -> Iterator[tuple[int, Row]]:
    """Read pages of FindTreatment.gov: one document, or a page a line."""
    with _text(path) as file:
        pages: Iterable[Any] = (
            (json.loads(line) for line in file if line.strip())
            if path.suffix == ".jsonl"
            else (json.load(file),)
        )
        number = 0
        for page in pages:
            found = page.get("rows") if isinstance(page, dict) else page
            for row in found if isinstance(found, list) else ():
                number += 1
                yield number, row if isinstance(row, dict) else {}


def _sheet(path: Path) -> Iterator[tuple[int, Row]]:
    """Read a workbook's first sheet row by row: only its shared texts are held in memory."""
    with zipfile.ZipFile(path) as book:
        texts = [*_shared_texts(book)]
        with book.open(SHEET) as sheet:
            head: dict[int, str] | None = None
            for number, cells in _cells(sheet, texts):
                if head is None:
                    head = {column: name.strip() for column, name in cells.items()}
                else:
                    yield number, {name: cells.get(c, "") for c, name in head.items() if name}


def _shared_texts(book: zipfile.ZipFile) -> Iterator[str]:
    if SHARED not in book.namelist():
        return
    with book.open(SHARED) as file:
        # expat fetches nothing from elsewhere
        for _event, element in iterparse(file):  # noqa: S314
            if _tag(element) == "si":
                yield _words(element)
                element.clear()


def _cells(sheet: IO[bytes], texts: list[str]) -> Iterator[tuple[int, dict[int, str]]]:
    number = 0
    for _event, element in iterparse(sheet):  # noqa: S314
        if _tag(element) == "row":
            number = int(element.get("r") or number + 1)
            cells = {_column(c.get("r") or "A"): _value(c, texts) for c in element}
            element.clear()
            yield number, cells


def _value(cell: Any, texts: list[str]) -> str:
    found = next((child for child in cell if _tag(child) in {"v", "is"}), None)
    if found is None:
        return ""
    words = _words(found)
    return texts[int(words)] if cell.get("t") == "s" else words


def _words(element: Any) -> str:
    parts = (e for e in element.iter() if _tag(e) in {"t", "v"})
    return "".join(part.text or "" for part in parts)


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _column(reference: str) -> int:
    """Return the number of a cell's column: "B7" → 2, "AA1" → 27."""
    number = 0
    for letter in re.sub(r"[^A-Z]", "", reference):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
