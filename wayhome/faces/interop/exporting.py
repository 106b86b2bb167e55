"""Writing an organization out as a bundle that can be taken over again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.faces.interop import bundle, known
from wayhome.shared.audit import trail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from wayhome.shared.audit.actor import Actor

SOURCES: dict[str, Callable[[Actor], Iterator[bundle.Row]]] = {
    "programs": known.programs,
    "practitioners": known.practitioners,
    "people": known.people,
    "episodes": known.episodes,
    "sessions": known.sessions,
    "attendance": known.attendance,
}


def export_bundle(by: Actor, folder: Path) -> dict[str, int]:
    """Write every file of the bundle and return how many rows each holds."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = {name: bundle.write(folder, name, SOURCES[name](by)) for name in SOURCES}
    trail.record_success(by, "interop.export_bundle", entity=None, count=sum(counts.values()))
    return counts
