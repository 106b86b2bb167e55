"""How a note differs from the one that it was copied from.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from wayhome.journey.encounters.codes import DiffKind

WORD_WITH_SPACE = re.compile(r"\S+\s*")
LONG = 1_000  # words: more than anyone writes of an evening, less than anyone pastes by mistake


class DiffPart(NamedTuple):
    kind: DiffKind
    text: str


def is_copy(previous: str, current: str) -> bool:
    """Return whether the note says, word for word, what the one before said."""
    words = current.split()
    return bool(words) and words == previous.split()


def changed_share(previous: str, current: str) -> float:
    """Return how much of both texts' words the other lacks: 0 for the same, 1 for all different."""
    if not previous.split() and not current.split():
        return 0.0
    return 1 - _matcher(previous.split(), current.split()).ratio()


def word_diff(previous: str, current: str) -> tuple[DiffPart, ...]:
    """Return both texts as one: what stayed, what was taken out, what came in.

    The parts that stayed or came in make up the current text. Mere line breaks are no difference.
    """
    old = WORD_WITH_SPACE.findall(previous)
    new = WORD_WITH_SPACE.findall(current)
    matcher = _matcher([word.strip() for word in old], [word.strip() for word in new])
    parts: list[DiffPart] = []
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        gone, here = old[old_start:old_end], "".join(new[new_start:new_end])
        is_same = tag == "equal"
        if gone and not is_same:
            parts.append(DiffPart(DiffKind.REMOVED, _apart("".join(gone), parts)))
        if here:
            parts.append(DiffPart(DiffKind.SAME if is_same else DiffKind.ADDED, here))
    return tuple(parts)


def _apart(gone: str, parts: Sequence[DiffPart]) -> str:
    """Return what was taken out with the spaces that keep it from running into its neighbors."""
    runs_on = bool(parts) and not parts[-1].text[-1].isspace()
    return f"{' ' if runs_on else ''}{gone.rstrip()} "


def _matcher(previous: Sequence[str], current: Sequence[str]) -> SequenceMatcher[str]:
    # In a long text a word that comes again and again is no place to look for a match: each pair
    # of such words would be tried, for seconds.
    is_long = max(len(previous), len(current)) > LONG
    return SequenceMatcher(None, previous, current, autojunk=is_long)
