"""The search for people, and who may be meant already when somebody new is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from wayhome.journey.patients import rules
from wayhome.journey.patients.codes import ContactPointSystem
from wayhome.journey.patients.models import ContactPoint, Patient
from wayhome.shared.audit.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor

CANDIDATES = 60
MOST_DUPLICATES = 10
CALL = "SELECT patient_id FROM patients_search(%s, %s::date[], %s::date[], %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class SearchResult:
    patient: Patient
    phone: str


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    """A record that may be the same person's, and what speaks for it."""

    patient: Patient
    phone: str
    likeness: rules.Likeness


def search_patients(by: Actor, text: str, *, limit: int = 20) -> tuple[SearchResult, ...]:
    """Return who may be meant, best first: by names, birth date, phone, record number, identifier.

    Typing errors are forgiven. What is given together has to fit together ("Rios 3/14/1985").
    """
    by.require(Permission.PATIENT_SEARCH)
    terms = rules.search_terms(text)
    if not terms:
        return ()
    found = _found([(terms, limit)])
    phones = _phones(found)
    return tuple(SearchResult(each, _first(phones.get(each.pk, ()))) for each in found)


def likely_duplicates(
    by: Actor, *, given_name: str, family_name: str, birth_date: date | None, phone: str
) -> tuple[LikelyDuplicate, ...]:
    """Return the records that may be this person's, the likeliest first."""
    by.require(Permission.PATIENT_SEARCH)
    facts = rules.PersonFacts(
        given_name, family_name, birth_date=birth_date, phones=(phone,) if phone else ()
    )
    return duplicates_of(facts)


def duplicates_of(facts: rules.PersonFacts) -> tuple[LikelyDuplicate, ...]:
    """Compare a person with whoever resembles them. For actions: it asks for no permission."""
    candidates = _found([(terms, CANDIDATES) for terms in _terms_alike(facts)])
    phones = _phones(candidates)
    likely = [
        LikelyDuplicate(each, _first(phones.get(each.pk, ())), likeness)
        for each in candidates
        if (likeness := rules.likely_duplicate(facts, _facts(each, phones.get(each.pk, ()))))
    ]
    likely.sort(key=lambda each: -each.likeness.score)
    return tuple(likely[:MOST_DUPLICATES])


def _terms_alike(facts: rules.PersonFacts) -> Iterable[rules.SearchTerms]:
    """Yield up to three searches: by name, by name and birth date, by phone."""
    firsts = rules.comparable(facts.given).split()[:1]
    names = (*firsts, *rules.comparable(facts.family).split())
    if names:
        yield rules.SearchTerms(names=names)
    if facts.birth_date:
        # many share a birth date, above all one that was guessed
        yield rules.SearchTerms(names=names, birth_dates=(facts.birth_date,))
    for phone in facts.phones:
        if digits := rules.phone_digits(phone):
            yield rules.SearchTerms(digits=digits)


def _found(searches: Sequence[tuple[rules.SearchTerms, int]]) -> list[Patient]:
    """Return the people found, in the order of finding; one statement for all searches."""
    if not searches:
        return []
    params = [each for terms, wanted in searches for each in _params(terms, wanted)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"({CALL})" for _ in searches), params)
        ids = list(dict.fromkeys(row[0] for row in cursor.fetchall()))
    by_id = {patient.pk: patient for patient in Patient.objects.filter(pk__in=ids)}
    return [by_id[patient_id] for patient_id in ids]


def _params(terms: rules.SearchTerms, wanted: int) -> list[Any]:
    return [
        list(terms.names),
        list(terms.birth_dates),
        list(terms.near_birth_dates),
        terms.digits,
        list(terms.numbers),
        wanted,
    ]


def _phones(patients: Collection[Patient]) -> dict[UUID, tuple[str, ...]]:
    phones: dict[UUID, tuple[str, ...]] = {}
    points = ContactPoint.objects.filter(
        patient__in=[each.pk for each in patients], is_active=True
    ).exclude(system=ContactPointSystem.EMAIL)
    for point in points.order_by("pk"):
        phones[point.patient_id] = (*phones.get(point.patient_id, ()), point.value)
    return phones


def _first(phones: tuple[str, ...]) -> str:
    return rules.phone_words(phones[0]) if phones else ""


def _facts(patient: Patient, phones: tuple[str, ...]) -> rules.PersonFacts:
    return rules.PersonFacts(
        patient.given_name,
        patient.family_name,
        patient.preferred_name,
        patient.birth_date,
        phones,
    )
