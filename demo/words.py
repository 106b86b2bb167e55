"""What counselors write, put together from words.toml by the dice of the day."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

from demo.cast import FOLDER
from wayhome.journey.encounters.codes import NoteTemplate
from wayhome.journey.scheduling.codes import ServiceType

if TYPE_CHECKING:
    from random import Random

TEMPLATES: dict[str, NoteTemplate] = {
    ServiceType.CBT: NoteTemplate.BIRP,
    ServiceType.RELAPSE_PREVENTION: NoteTemplate.DAP,
    ServiceType.INDIVIDUAL: NoteTemplate.BIRP,
}
PARTS = {
    NoteTemplate.BIRP: ("behavior", "intervention", "response", "plan"),
    NoteTemplate.DAP: ("behavior", "response", "plan"),
}
HEADINGS = {
    NoteTemplate.BIRP: ("Behavior", "Intervention", "Response", "Plan"),
    NoteTemplate.DAP: ("Data", "Assessment", "Plan"),
}


@cache
def load() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "words.toml").read_text())


def template_of(service_type: str) -> NoteTemplate:
    return TEMPLATES.get(service_type, NoteTemplate.FREE)


def shared_text(service_type: str, throws: Random) -> str:
    return str(throws.choice(load()["topics"][service_type]))


def individual_text(service_type: str, throws: Random) -> str:
    """Return one client's part under the headings of the group's template."""
    template = template_of(service_type)
    if template is NoteTemplate.FREE:
        middle = "practice" if service_type == ServiceType.YOGA_MEDITATION else "response"
        return " ".join(throws.choice(load()[part]) for part in ("behavior", middle, "plan"))
    return "\n".join(
        f"{heading}: {throws.choice(load()[part])}"
        for heading, part in zip(HEADINGS[template], PARTS[template], strict=True)
    )
