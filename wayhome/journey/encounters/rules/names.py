"""Whether a text names another member of the group.

Pure: plain values in, plain values out. No Django, no database, no clock.

What counts as a name: each given, preferred and family name of the roster as a whole word with its
capitals, and each word of a name of several words or with a hyphen ("Smith-Jones" is found by
"Jones"). A word ends where letters and digits end, so "Ana" is in "Ana's" and "(Ana)", not in
"Anabel" or "banana". Accents, the shape of apostrophes and hyphens, and line breaks don't matter:
"Jose" finds José. Identifiers are found in capitals or not.

What doesn't count, since a writer would confirm it on every page: names of one letter; of names of
several words, words of one or two letters and words in small letters ("de la"). What the note's own
client is called is never somebody else's name, and the longest name that fits is the one meant.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

SHORTEST_NAME = 2
SHORTEST_PART = 3
SEPARATOR = re.compile(r"[\s-]+")
EDGES = re.compile(r"^[\W_]+|[\W_]+$")
DROPPED = frozenset({"Mn", "Cf"})  # accents and invisible signs, by Unicode category
SAME_SIGN: Mapping[str, str] = MappingProxyType(
    dict.fromkeys("\u2018\u2019\u02bc\u02b9\u0060\u00b4\uff07", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-")
    | {"\u200b": " "}
)


@dataclass(frozen=True, slots=True)
class MemberNames:
    """What one member of a roster is called, and the identifiers that belong to them."""

    member: UUID
    given: str
    family: str
    preferred: str = ""
    identifiers: tuple[str, ...] = ()


class Found(NamedTuple):
    """A place in the text that names a member: as written there, from `start` to before `end`."""

    member: UUID
    text: str
    start: int
    end: int


def names_of_others(
    text: str, roster: Iterable[MemberNames], own: UUID | None = None
) -> tuple[Found, ...]:
    """Return every place where the text names a member of the roster other than its own client.

    `own` is the client whom the note is about and must be in the roster; None for a text that goes
    into every note, where each member is somebody else to the others.
    """
    names: dict[str, set[UUID]] = {}
    identifiers: dict[str, set[UUID]] = {}
    for member in roster:
        for name in _spellings(member):
            names.setdefault(name, set()).add(member.member)
        for identifier in member.identifiers:
            identifiers.setdefault(_plain(identifier).casefold(), set()).add(member.member)
    folded, places = _folded(text)
    hits = [*_hits(folded, names), *_hits(folded, identifiers, ignore_case=True)]
    places.append(len(text))
    return tuple(
        Found(member, text[places[start] : places[end]], places[start], places[end])
        for start, end, members in sorted(hits, key=itemgetter(0, 1))
        if own not in members
        for member in sorted(members)
    )


def unconfirmed_names(found: Iterable[Found], confirmed: Collection[str]) -> tuple[Found, ...]:
    """Return what the writer hasn't confirmed, on record, to mean nobody of the group.

    A word is confirmed as it is written, once for the whole note.
    """
    return tuple(name for name in found if name.text not in confirmed)


def _spellings(names: MemberNames) -> Iterator[str]:
    for name in (names.given, names.family, names.preferred):
        plain = _plain(name)
        # What a register keeps in capitals, or in small letters, a note spells as usual.
        in_one_case = plain.isupper() or plain.islower()
        for spelling in {plain, plain.title()} if in_one_case else {plain}:
            if len(spelling) >= SHORTEST_NAME:
                yield spelling
            words = spelling.split(" ")
            if len(words) > 1:
                yield from filter(_stands_alone, words)


def _stands_alone(word: str) -> bool:
    return len(word) >= SHORTEST_PART and not word[0].islower()


def _hits(
    folded: str, bearers: Mapping[str, set[UUID]], *, ignore_case: bool = False
) -> Iterator[tuple[int, int, set[UUID]]]:
    # The longest first: a regular expression takes the first alternative that fits.
    longest_first = sorted(filter(None, bearers), key=len, reverse=True)
    if not longest_first:
        return
    words = (map(re.escape, name.split(" ")) for name in longest_first)
    any_name = "|".join(SEPARATOR.pattern.join(parts) for parts in words)
    whole_word = rf"(?<![^\W_])(?:{any_name})(?![^\W_])"
    for match in re.finditer(whole_word, folded, re.IGNORECASE if ignore_case else 0):
        name = SEPARATOR.sub(" ", match.group())
        yield match.start(), match.end(), bearers[name.casefold() if ignore_case else name]


def _plain(name: str) -> str:
    return SEPARATOR.sub(" ", EDGES.sub("", _folded(name)[0]))


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text without accents and with plain signs, and where each character stood."""
    kept = [
        (part, index)
        for index, char in enumerate(text)
        for part in unicodedata.normalize("NFD", SAME_SIGN.get(char, char))
        if unicodedata.category(part) not in DROPPED
    ]
    return "".join(part for part, _ in kept), [index for _, index in kept]
