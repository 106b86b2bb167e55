"""Rules of people: names, ages, phone numbers, likely duplicates, and what a search means."""

from wayhome.journey.patients.rules.people import (
    Likeness,
    PersonFacts,
    age_on,
    comparable,
    display_name,
    likely_duplicate,
    normalized_phone,
    obstacles_to_merging,
    obstacles_to_person,
    phone_digits,
    phone_value,
    phone_words,
    shared_list_name,
)
from wayhome.journey.patients.rules.records import (
    NewContactPoint,
    NewPerson,
    Person,
    RelatedPersonFacts,
)
from wayhome.journey.patients.rules.search import (
    SearchTerms,
    medical_record_number,
    near_dates,
    phone_part,
    search_terms,
)

__all__ = [
    "Likeness",
    "NewContactPoint",
    "NewPerson",
    "Person",
    "PersonFacts",
    "RelatedPersonFacts",
    "SearchTerms",
    "age_on",
    "comparable",
    "display_name",
    "likely_duplicate",
    "medical_record_number",
    "near_dates",
    "normalized_phone",
    "obstacles_to_merging",
    "obstacles_to_person",
    "phone_digits",
    "phone_part",
    "phone_value",
    "phone_words",
    "search_terms",
    "shared_list_name",
]
