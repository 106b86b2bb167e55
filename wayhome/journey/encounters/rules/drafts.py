"""Rules of drafts: the headings of a template, what was written under them, sittings.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

# Who comes back to a draft later than this sits down anew, which is an event of its own.
SITTING = timedelta(minutes=30)


class Typed(NamedTuple):
    """A text as it was typed, and the edition that it is based on."""

    edition: int
    text: str


def with_headings(text: str, headings: Iterable[str]) -> str:
    """Return the text with each heading that it lacks, each on a line of its own."""
    lacking = [heading for heading in headings if f"{heading}:" not in text]
    lines = [text.rstrip()] if text.strip() else []
    return "\n".join([*lines, *(f"{heading}:" for heading in lacking)])


def without_headings(text: str, headings: Iterable[str]) -> str:
    """Return what stands beside the headings; empty when nothing was written yet."""
    for heading in headings:
        text = text.replace(f"{heading}:", "")
    return text.strip()


def carried_forward(text: str, earlier: str, headings: Iterable[str]) -> str:
    """Return the earlier text, below what was written already; nothing that was typed is lost."""
    return f"{text.rstrip()}\n\n{earlier}" if without_headings(text, headings) else earlier


def is_overtaken(typed: Typed | None, edition: int, stored: str) -> bool:
    """Return whether someone else saved another text since this one was begun."""
    return typed is not None and typed.edition != edition and typed.text != stored


def begins_a_sitting(saved_at: datetime | None, now: datetime) -> bool:
    return saved_at is None or now - saved_at > SITTING
