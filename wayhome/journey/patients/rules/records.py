"""What is written down of a person: plain values, checked by nobody yet.

Pure: no Django, no database, no clock.
"""

from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from wayhome.journey.patients.codes import (
    ContactPointSystem,
    ContactPointUse,
    ContactRole,
    IdentifierType,
    Relationship,
)


class Person(TypedDict, total=False):
    """What is known of a person; what is left out stays as it is, or empty on a new record."""

    given_name: str
    family_name: str
    preferred_name: str
    pronouns: str
    birth_date: date | None
    gender: str
    language: str
    needs_interpreter: bool
    address_line: str
    address_city: str
    address_state: str
    address_postal_code: str


class RelatedPersonFacts(TypedDict, total=False):
    """What is known of someone who stands by the client."""

    name: str
    relationship: Relationship
    role: ContactRole
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class NewContactPoint:
    """A phone or an address in any spelling, and what may be said there."""

    system: ContactPointSystem
    value: str
    use: ContactPointUse = ContactPointUse.MOBILE
    may_leave_message: bool = False
    may_say_who_we_are: bool = False


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person from another system, with the numbers by which that knows them."""

    person: Person
    medical_record_number: str = ""
    identifiers: tuple[tuple[IdentifierType, str, str], ...] = ()  # type, system, value
    contact_points: tuple[NewContactPoint, ...] = ()
