"""Who plays and where: people.toml and clinic.toml as typed values."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Staff:
    name: str
    role: str
    log_in: str = ""
    code: str = ""
    expires: int = 0
    supervisor: str = ""
    languages: list[str] = field(default_factory=lambda: ["en"])
    services: list[str] = field(default_factory=list)
    caseload: int = 0


@dataclass(frozen=True)
class Group:
    """A weekly group; without a room it meets online."""

    key: str
    title: str
    type: str
    weekday: int
    start: time
    minutes: int
    by: str
    seats: int
    tracks: list[str]
    room: str = ""
    program: str = "iop"
    size: int | None = None
    needs: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Client:
    """A client and the days of their stay, counted from today."""

    name: str
    age: int
    track: str = ""
    pronouns: str = ""
    goes_by: str = ""
    language: str = "en"
    interpreter: bool = False
    log_in: str = ""
    admitted: int = 0
    ended: int | None = None
    reason: str = ""
    returned: int | None = None
    hold: int | None = None
    hold_reason: str = ""
    resumed: int | None = None
    moved: dict[str, Any] | None = None
    extras: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    flag: list[str] = field(default_factory=list)
    reliability: float = 0.9
    since: int = 0

    @property
    def given_and_family(self) -> tuple[str, str]:
        given, _, family = self.name.partition(" ")
        return given, family


@dataclass(frozen=True)
class Moment:
    """What happens to someone, or to all, in one meeting of a group."""

    what: str
    group: str
    who: str = ""
    names: str = ""
    draft: str = ""
    reason: str = ""
    text: str = ""
    minutes: int = 0
    days: int = 0
    start: time = time.min
    back: int = 0
    ahead: int = 0
    week: int | None = None


@dataclass(frozen=True)
class Call:
    """A first contact; hours count from now."""

    caller: str
    for_whom: str
    name: str
    age: int
    reason: str
    hours: int
    source: str
    relationship: str = ""
    channel: str = "phone"
    stage: str = "new"
    next_step: str = "call-back"
    due: int = 0
    calls: bool = True
    by_name: bool = False
    message: bool = False
    open: bool = False
    closed: str = ""


@dataclass(frozen=True)
class Cast:
    clinic: dict[str, Any]
    staff: dict[str, Staff]
    groups: dict[str, Group]
    clients: list[Client]
    waiting: list[Client]
    duplicates: list[dict[str, Any]]
    moments: list[Moment]
    inquiries: list[Call]
    lives: dict[str, list[list[str]]]
    changes: list[dict[str, Any]]
    orders: list[dict[str, Any]]
    apart: list[dict[str, Any]]
    time_off: list[dict[str, Any]]


@cache
def load() -> Cast:
    clinic = tomllib.loads((FOLDER / "clinic.toml").read_text())
    people = tomllib.loads((FOLDER / "people.toml").read_text())
    return Cast(
        clinic=clinic,
        staff={key: Staff(**row) for key, row in clinic["staff"].items()},
        groups={key: Group(key=key, **row) for key, row in clinic["groups"].items()},
        clients=[Client(**row) for row in people["clients"]],
        waiting=[Client(**row) for row in people["waiting"]],
        duplicates=people["duplicates"],
        moments=[Moment(**row) for row in people["moments"]],
        inquiries=[Call(**row) for row in people["inquiries"]],
        lives=people["lives"],
        changes=people["changes"],
        orders=people["orders"],
        apart=people["apart"],
        time_off=people["time_off"],
    )


def dice(*seed: object) -> random.Random:
    """Return dice that fall the same way for the same seed, whatever was thrown before."""
    return random.Random("|".join(map(str, seed)))  # noqa: S311  # a story, no secret


def birth_date(name: str, age: int, today: date) -> date:
    """Return a birthday of someone of this age."""
    days = dice("birth", name).randrange(2, 363)
    return today.replace(year=today.year - age, month=1, day=15) - timedelta(days=days)


def phone(name: str) -> str:
    """Return a number of those kept for stories: 555-0100 to 555-0199."""
    throws = dice("phone", name)
    return f"({throws.choice((201, 609, 732, 856, 908, 973))}) 555-01{throws.randrange(1, 100):02}"


def email(name: str) -> str:
    words = "".join(letter for letter in name.lower() if letter.isascii())
    return f"{words.replace(' ', '.')}@mail.example"
