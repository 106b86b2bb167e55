"""What a typed search means: names, a birth date, a phone number, a record number.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from wayhome.journey.patients.rules.people import EXTENSION, comparable, normalized_phone

LONGEST = 100
MOST_NAMES = 4
SHORTEST_NAME = 2
SHORTEST_PHONE_PART = 4
FIRST_YEAR = 1900
RECORD_NUMBER_DIGITS = 6

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?P<month>(?:{'|'.join(_MONTHS)})[a-z]*)"
_SEPARATED = re.compile(r"(?<!\d)(\d{1,4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,4})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(\d{8})(?!\d)")
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\.?\s+(?P<day>\d{{1,2}})(?:\w\w)?,?\s+(?P<year>\d{{4}})\b")
_DAY_FIRST = re.compile(rf"\b(?P<day>\d{{1,2}})(?:\w\w)?\.?\s+{_MONTH}\.?,?\s+(?P<year>\d{{4}})\b")
_DIGITS = re.compile(r"\+?\(?\d[\d\s().\-/]*\d|\d")


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """What to look for; whatever is given has to fit together."""

    names: tuple[str, ...] = ()
    birth_dates: tuple[date, ...] = ()
    digits: str = ""
    numbers: tuple[str, ...] = ()

    @property
    def near_birth_dates(self) -> tuple[date, ...]:
        near = {day for each in self.birth_dates for day in near_dates(each)}
        return tuple(sorted(near - {*self.birth_dates}))

    def __bool__(self) -> bool:
        return bool(self.names or self.birth_dates or self.digits or self.numbers)


def search_terms(text: str) -> SearchTerms:
    """Read what was typed: a date is taken out first, then a number; what is left are names."""
    whole = " ".join(text.split())[:LONGEST]
    birth_dates, rest = _birth_dates_in(whole.lower())
    number = _DIGITS.search(rest := EXTENSION.sub(" ", rest))
    digits = number.group() if number else ""
    words = comparable(_DIGITS.sub(" ", rest)).split()
    names = [word for word in words if len(word) >= SHORTEST_NAME]
    return SearchTerms(
        names=() if digits and _is_one_word(whole) else tuple(names[:MOST_NAMES]),
        birth_dates=birth_dates,
        digits=phone_part(digits),
        numbers=_record_numbers(whole) if digits and _is_one_word(whole) else (),
    )


def phone_part(text: str) -> str:
    """Return the digits to look for in a phone number; too few say nothing."""
    whole = normalized_phone(text)
    digits = whole.removeprefix("+") if whole else re.sub(r"\D", "", text)
    return digits if len(digits) >= SHORTEST_PHONE_PART else ""


def medical_record_number(number: int) -> str:
    return f"{number:0{RECORD_NUMBER_DIGITS}d}"


def near_dates(day: date) -> frozenset[date]:
    """Return the days one typing slip away: one digit, or day and month exchanged."""
    written = day.isoformat()
    slips = (
        written[:place] + digit + written[place + 1 :]
        for place, digit in product(range(len(written)), "0123456789")
        if written[place] != "-"
    )
    exchanged = f"{day.year:04}-{day.day:02}-{day.month:02}"
    near = {_date_or_none(*map(int, each.split("-"))) for each in (*slips, exchanged)}
    return frozenset(each for each in near if each and each != day)


def _is_one_word(text: str) -> bool:
    """Return whether this may be a record number: "A-123", "000123"."""
    return bool(re.fullmatch(r"[\w-]+", text))


def _record_numbers(text: str) -> tuple[str, ...]:
    padded = text.zfill(RECORD_NUMBER_DIGITS) if text.isdecimal() else text
    return tuple(dict.fromkeys((text, text.upper(), padded)))


def _birth_dates_in(text: str) -> tuple[tuple[date, ...], str]:
    """Return the days that the text may mean and the text without them; American order first."""
    for pattern, read in (
        (_SEPARATED, _separated),
        (_MONTH_FIRST, _named),
        (_DAY_FIRST, _named),
        (_COMPACT, _compact),
    ):
        match = pattern.search(text)
        days = tuple(dict.fromkeys(read(match))) if match else ()
        if match and days:
            return days, text[: match.start()] + " " + text[match.end() :]
    return (), text


def _separated(match: re.Match[str]) -> Iterator[date]:
    first, _, second, third = match.groups()
    if len(first) > 2:  # noqa: PLR2004  # a year has more than two digits
        yield from _days([int(first)], int(second), int(third))
    else:
        yield from _days(_years(third), int(first), int(second))


def _named(match: re.Match[str]) -> Iterator[date]:
    month = _MONTHS.index(match["month"][:3]) + 1
    yield from _days([int(match["year"])], month, int(match["day"]))


def _compact(match: re.Match[str]) -> Iterator[date]:
    digits = match.group()
    yield from _days([int(digits[:4])], int(digits[4:6]), int(digits[6:]))
    yield from _days([int(digits[4:])], int(digits[:2]), int(digits[2:4]))


def _years(text: str) -> list[int]:
    """Return the years that may be meant; whoever was born in 2085 can't be found."""
    return [1900 + int(text), 2000 + int(text)] if len(text) <= 2 else [int(text)]  # noqa: PLR2004


def _days(years: list[int], month: int, day: int) -> Iterator[date]:
    for year in years:
        found = _date_or_none(year, month, day) or _date_or_none(year, day, month)
        if found and found.year >= FIRST_YEAR:
            yield found


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
