"""SAMHSA's service codes of substance-use listings, with the words of its own code book.

The letters mean other things in its list for mental health: only listings of substance-use
treatment are taken, so that a code is a key. Codes that begin with WH- are ours: for what other
sources say and SAMHSA doesn't ask.
"""

from collections.abc import Mapping
from types import MappingProxyType

from wayhome.journey.finder.codes.book_care import CARE_BOOK
from wayhome.journey.finder.codes.book_people import PEOPLE_BOOK
from wayhome.journey.finder.codes.categories import Category

# category → code → the code book's words, by which FindTreatment.gov names it
SERVICES: Mapping[Category, Mapping[str, str]] = MappingProxyType({**CARE_BOOK, **PEOPLE_BOOK})
CATEGORY_OF: Mapping[str, Category] = MappingProxyType(
    {code: category for category, codes in SERVICES.items() for code in codes}
)
