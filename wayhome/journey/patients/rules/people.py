"""Rules of names, ages, phone numbers, likely duplicates and merging.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from types import MappingProxyType

from wayhome.journey.patients.codes import DuplicateReason, MergeObstacle, PatientObstacle

# North American numbers: area code and exchange start with 2 to 9 (NANP).
NANP_NUMBER = re.compile(r"1?([2-9]\d{2}[2-9]\d{6})")
INTERNATIONAL_NUMBER = re.compile(r"[1-9]\d{7,14}")  # E.164: at most 15 digits
EXTENSION = re.compile(r"(?:\b(?:ext|extension)\b\.?|x|#)\s*(\d+)\s*$", re.IGNORECASE)
LETTER = re.compile(r"[^\W\d_]")

# How much each sign counts. A warning to look, never a decision: the sum only orders what is shown.
WEIGHTS: Mapping[DuplicateReason, int] = MappingProxyType(
    {
        DuplicateReason.SAME_NAME: 50,
        DuplicateReason.SIMILAR_NAME: 30,
        DuplicateReason.SAME_BIRTH_DATE: 40,
        DuplicateReason.SIMILAR_BIRTH_DATE: 20,
        DuplicateReason.SAME_PHONE: 30,
    }
)
OTHER_BIRTH_DATE = -30
LIKELY = 50
SIMILAR_NAME = 0.8

OLDEST = 125  # years: the longest life on record is 122


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is compared of a person; phones in any spelling."""

    given: str
    family: str
    preferred: str = ""
    birth_date: date | None = None
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much speaks for two records being one person's, and what."""

    score: int
    reasons: tuple[DuplicateReason, ...]


def display_name(given: str, family: str, preferred: str = "") -> str:
    """Return the name that staff read: the preferred one where there is one."""
    return f"{preferred.strip() or given.strip()} {family.strip()}".strip()


def shared_list_name(given: str, family: str, preferred: str = "") -> str:
    """Return the name for a list that others see: preferred name and last initial."""
    first = preferred.strip() or given.strip()
    initial = LETTER.search(unicodedata.normalize("NFC", family))
    return f"{first} {initial.group().upper()}.".strip() if initial else first


def age_on(birth_date: date, day: date) -> int:
    """Return the age in whole years; one born on February 29 turns on March 1 in other years.

    :raises ValueError: when the day is before the birth.
    """
    if day < birth_date:
        message = "Nobody has an age before birth."
        raise ValueError(message)
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (not had_birthday)


def normalized_phone(text: str) -> str | None:
    """Return the number as E.164 writes it, without its extension, or None if it isn't one.

    Without a leading + it is read as North American.
    """
    without_extension = EXTENSION.sub("", text.strip())
    digits = re.sub(r"[\s().\-/]", "", without_extension)
    if digits.startswith("+") and not digits.startswith("+1"):
        return digits if INTERNATIONAL_NUMBER.fullmatch(digits[1:]) else None
    match = NANP_NUMBER.fullmatch(digits.removeprefix("+"))
    return f"+1{match.group(1)}" if match else None


def phone_value(text: str) -> str | None:
    """Return the number as it is kept, with its extension ("+15185550123 x12"), if it is one."""
    number = normalized_phone(text)
    extension = EXTENSION.search(text)
    return f"{number} x{extension.group(1)}" if number and extension else number


def phone_digits(value: str) -> str:
    """Return the number's digits, country first and without the extension, to search by."""
    return (normalized_phone(value) or "").removeprefix("+")


def phone_words(value: str) -> str:
    """Return a kept number as people write it: "(518) 555-0123 x12"."""
    match = re.match(r"\+1(\d{3})(\d{3})(\d{4})\b", value)
    return f"({match[1]}) {match[2]}-{match[3]}{value[match.end() :]}" if match else value


def comparable(text: str) -> str:
    """Return the text without case, accents and punctuation, to compare names by."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[^\W_]+", _without_marks(decomposed)))


def likely_duplicate(one: PersonFacts, other: PersonFacts) -> Likeness | None:
    """Return what speaks for one person behind two records, or None where too little does."""
    reasons = tuple(
        reason
        for reason in (
            _name_reason(one, other),
            _birth_date_reason(one.birth_date, other.birth_date),
            _phone_reason(one.phones, other.phones),
        )
        if reason
    )
    score = sum(WEIGHTS[reason] for reason in reasons)
    if _birth_dates_differ(one.birth_date, other.birth_date):
        score += OTHER_BIRTH_DATE
    return Likeness(score, reasons) if score >= LIKELY else None


def obstacles_to_person(
    *, given: str, family: str, birth_date: date | None, today: date
) -> tuple[PatientObstacle, ...]:
    """Return every reason why a person's record can't be so."""
    checks = {
        PatientObstacle.NAME_MISSING: not (given.strip() or family.strip()),
        PatientObstacle.BIRTH_DATE_IN_THE_FUTURE: birth_date is not None and birth_date > today,
        PatientObstacle.BIRTH_DATE_TOO_EARLY: birth_date is not None
        and birth_date.year < today.year - OLDEST,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def obstacles_to_merging(
    *, same_record: bool, source_replaced: bool, target_replaced: bool
) -> tuple[MergeObstacle, ...]:
    """Return every reason why the source can't be merged into the target."""
    checks = {
        MergeObstacle.SAME_RECORD: same_record,
        MergeObstacle.ALREADY_REPLACED: source_replaced,
        MergeObstacle.TARGET_REPLACED: target_replaced,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def _without_marks(decomposed: str) -> str:
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _full_names(person: PersonFacts) -> set[str]:
    """Return given and preferred name with the family name, each also the other way round."""
    family = comparable(person.family)
    firsts = {comparable(person.given), comparable(person.preferred)} - {""}
    names = {f"{first} {family}".strip() for first in firsts or {""}}
    turned = {f"{family} {first}".strip() for first in firsts}
    return (names | turned) - {""}


def _name_reason(one: PersonFacts, other: PersonFacts) -> DuplicateReason | None:
    names, others = _full_names(one), _full_names(other)
    if names & others:
        return DuplicateReason.SAME_NAME
    closest = max((_similarity(a, b) for a in names for b in others), default=0)
    return DuplicateReason.SIMILAR_NAME if closest >= SIMILAR_NAME else None


def _similarity(one: str, other: str) -> float:
    # The matcher answers differently when its sides are exchanged.
    first, second = sorted((one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _birth_date_reason(one: date | None, other: date | None) -> DuplicateReason | None:
    if one is None or other is None:
        return None
    if one == other:
        return DuplicateReason.SAME_BIRTH_DATE
    return DuplicateReason.SIMILAR_BIRTH_DATE if _slip_apart(one, other) else None


def _birth_dates_differ(one: date | None, other: date | None) -> bool:
    return bool(one and other) and _birth_date_reason(one, other) is None


def _slip_apart(one: date, other: date) -> bool:
    """Return whether one typing slip lies between them: a digit, or day and month exchanged."""
    exchanged = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    digits = zip(one.isoformat(), other.isoformat(), strict=True)
    return exchanged or sum(a != b for a, b in digits) == 1


def _phone_reason(one: Iterable[str], other: Iterable[str]) -> DuplicateReason | None:
    numbers = {normalized_phone(text) for text in one} - {None}
    others = {normalized_phone(text) for text in other} - {None}
    return DuplicateReason.SAME_PHONE if numbers & others else None
