"""From a row as it was published to the same few fields, whoever published it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from wayhome.journey.finder.codes import SERVICES, Category

SUBSTANCE_USE = frozenset({"substance", "sa"})
FIND_TREATMENT_FIELDS = ("name1", "type_facility", "services")


@dataclass(frozen=True, slots=True)
class Raw:
    """A row's text, nothing mended yet."""

    name: str = ""
    name_detail: str = ""
    street: str = ""
    street_detail: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    phone: str = ""
    intake_phones: tuple[str, ...] = ()
    website: str = ""
    latitude: str = ""
    longitude: str = ""
    services: tuple[str, ...] = ()
    license_number: str = ""
    license_expires_on: str = ""
    is_substance_use: bool = True


MAPPED = frozenset(Raw.__dataclass_fields__) - {"services", "intake_phones", "is_substance_use"}


class MappingError(ValueError):
    """A mapping file doesn't say what it must, or says what nobody knows."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How a state's own list is read: which column is what, and what is the same in all rows."""

    source: str
    columns: Mapping[str, str]
    same: Mapping[str, str] = field(default_factory=dict)
    services: tuple[str, ...] = ()
    service_columns: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)


def _plain(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.casefold())


# the first of two codes with the same words; the page's heading tells those apart
_BY_WORDS: Mapping[str, str] = MappingProxyType(
    {
        _plain(words): code
        for codes in reversed([*SERVICES.values()])
        for code, words in reversed([*codes.items()])
    }
)
_HEADINGS: Mapping[str, Category] = MappingProxyType(
    {"AGE": Category.AGE, "AUT": Category.ALCOHOL, "SG": Category.GROUP}
)
_UNDER_HEADING: Mapping[tuple[Category | None, str], str] = MappingProxyType(
    {
        (category, _plain(words)): code
        for category in _HEADINGS.values()
        for code, words in SERVICES[category].items()
    }
)


def _code(heading: str, words: str) -> str:
    plain = _plain(words)
    return _UNDER_HEADING.get((_HEADINGS.get(heading), plain)) or _BY_WORDS.get(plain, words)


def from_directory(row: Mapping[str, str]) -> Raw:
    """Read a row of the National Directory, as its spreadsheet or the same as CSV."""
    get = row.get
    return Raw(
        **_named(row),
        intake_phones=tuple(
            get(column) or "" for column in ("intake1", "intake2", "intake1a", "intake2a")
        ),
        services=tuple(re.findall(r"[^\s*]+", get("service_code_info") or "")),
        is_substance_use=(get("directory_type") or "substance").casefold() in SUBSTANCE_USE,
    )


def from_find_treatment(row: Mapping[str, Any]) -> Raw:
    """Read a row of FindTreatment.gov, which names services by words; unknown words stay words."""
    said = [
        (str(group.get("f2")), words.strip())
        for group in row.get("services") or ()
        for words in str(group.get("f3") or "").split(";")
    ]
    text = {name: str(value) for name, value in row.items() if value is not None}
    return Raw(
        **_named(text),
        website=text.get("website", ""),
        latitude=text.get("latitude", ""),
        longitude=text.get("longitude", ""),
        intake_phones=(text.get("intake1", ""), text.get("hotline1", "")),
        services=tuple(_code(heading, words) for heading, words in said if words),
        is_substance_use=text.get("type_facility", "").casefold() in SUBSTANCE_USE,
    )


def mapping_of(document: Mapping[str, Any]) -> ColumnMapping:
    """Read a mapping file.

    :raises MappingError: in a sentence for whoever wrote it
    """
    source = document.get("source")
    columns, same = document.get("columns", {}), document.get("same", {})
    if not isinstance(source, str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", source):
        msg = "source must be a short name in small letters, such as ky-licenses"
        raise MappingError(msg)
    unknown = sorted({*columns, *same} - MAPPED)
    if unknown:
        msg = f"{', '.join(unknown)} is no field: there are {', '.join(sorted(MAPPED))}"
        raise MappingError(msg)
    missing = sorted({"name", "state"} - {*columns, *same})
    if missing:
        msg = f"no column for {', '.join(missing)}"
        raise MappingError(msg)
    return ColumnMapping(
        source, columns, same, tuple(document.get("services", ())), document.get("service", {})
    )


def from_mapping(row: Mapping[str, str], mapping: ColumnMapping) -> Raw:
    """Read a row of a state's list."""
    fields = dict(mapping.same)
    fields |= {name: row.get(column) or "" for name, column in mapping.columns.items()}
    told = [
        code
        for column, meanings in mapping.service_columns.items()
        for code in meanings.get((row.get(column) or "").strip(), ())
    ]
    return Raw(**fields, services=(*mapping.services, *told))  # type: ignore[arg-type]  # all text


def _named(row: Mapping[str, str]) -> dict[str, Any]:
    columns = {
        "name": "name1",
        "name_detail": "name2",
        "street": "street1",
        "street_detail": "street2",
        "city": "city",
        "state": "state",
        "postal_code": "zip",
        "phone": "phone",
    }
    return {name: row.get(column) or "" for name, column in columns.items()}
