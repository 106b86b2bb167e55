"""A calendar as text (RFC 5545): nine lines an entry, so no library stands behind it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from wayhome.journey.scheduling.rules.feeds import FeedEvent

LONGEST_LINE = 75  # octets, without the end of the line (RFC 5545, 3.1)
END_OF_LINE = "\r\n"
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Wayhome//Calendar feed//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
)
# A calendar must hold something (3.6), also that of somebody who has no sessions yet.
_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, slots=True)
class FeedWords:
    """The only words in a calendar: its name, and what every entry is called and says."""

    name: str
    summary: str
    description: str


def calendar_text(events: Iterable[FeedEvent], words: FeedWords, *, now: datetime) -> str:
    """Return the calendar; what a line says beyond its times is the same for everybody."""
    lines = [*_HEAD, f"X-WR-CALNAME:{escaped(words.name)}", *_ZONE]
    for event in events:
        lines += _lines(event, words, now)
    lines.append("END:VCALENDAR")
    return "".join(part + END_OF_LINE for line in lines for part in folded(line))


def escaped(text: str) -> str:
    """Return a text as a value: one line, without control characters (3.3.11)."""
    joined = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in joined if c in "\n\t" or _is_printable(c)).translate(_ESCAPES)


def folded(line: str) -> Iterator[str]:
    """Yield the line in pieces of at most 75 octets, no character torn (3.1)."""
    piece: list[str] = []
    length = 0
    for character in line:
        octets = len(character.encode())
        if length + octets > LONGEST_LINE:
            yield "".join(piece)
            piece, length = [" "], 1
        piece.append(character)
        length += octets
    yield "".join(piece)


def _lines(event: FeedEvent, words: FeedWords, now: datetime) -> tuple[str, ...]:
    return (
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{_moment(now)}",
        f"DTSTART:{_moment(event.period.start)}",
        f"DTEND:{_moment(event.period.end)}",
        f"SEQUENCE:{event.sequence}",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        f"SUMMARY:{escaped(words.summary)}",
        f"DESCRIPTION:{escaped(words.description)}",
        "END:VEVENT",
    )


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _is_printable(character: str) -> bool:
    return ord(character) >= 0x20 and character != "\x7f" and not 0xD800 <= ord(character) <= 0xDFFF  # noqa: PLR2004
