"""What the pages show of a person: words for codes, an age, a number as people write it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wayhome.journey.patients import labels, rules
from wayhome.journey.patients.codes import (
    AdministrativeGender,
    ContactPointSystem,
    ContactPointUse,
    ContactRole,
    FlagCategory,
    IdentifierType,
    Relationship,
)
from wayhome.shared.core.period import local_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from django.forms import Form
    from django_stubs_ext import StrOrPromise

    from wayhome.journey.patients.models import (
        ContactPoint,
        Flag,
        Identifier,
        Patient,
        RelatedPerson,
    )
    from wayhome.journey.patients.queries import Chart, LikelyDuplicate, SearchResult

LANGUAGE_UNKNOWN = "und"


def today(now: datetime, zone: ZoneInfo) -> date:
    return local_day(now, zone)


def status(form: Form) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def person(patient: Patient, day: date, *, phone: str = "") -> dict[str, Any]:
    """Return who it is, as a list or the head of a page shows it."""
    born = patient.birth_date
    name = rules.display_name(patient.given_name, patient.family_name, patient.preferred_name)
    legal = rules.display_name(patient.given_name, patient.family_name)
    return {
        "id": patient.pk,
        "name": name,
        "legal_name": legal if legal != name else "",
        "pronouns": patient.pronouns,
        "birth_date": born,
        "age": rules.age_on(born, day) if born and born <= day else None,
        "number": patient.medical_record_number,
        "phone": phone,
    }


def found(results: Iterable[SearchResult], day: date) -> list[dict[str, Any]]:
    return [person(each.patient, day, phone=each.phone) for each in results]


def alike(duplicates: Iterable[LikelyDuplicate], day: date) -> list[dict[str, Any]]:
    return [
        person(each.patient, day, phone=each.phone)
        | {"reasons": [labels.DUPLICATE_REASONS[reason] for reason in each.likeness.reasons]}
        for each in duplicates
    ]


def facts(patient: Patient) -> dict[str, Any]:
    """Return what a record says of a person, as the page shows it."""
    place = f"{patient.address_city} {patient.address_state} {patient.address_postal_code}"
    return {
        "given_name": patient.given_name,
        "family_name": patient.family_name,
        "preferred_name": patient.preferred_name,
        "pronouns": patient.pronouns,
        "birth_date": patient.birth_date,
        "gender": labels.GENDERS[AdministrativeGender(patient.gender)],
        "language": labels.LANGUAGES.get(patient.language) or labels.LANGUAGES[LANGUAGE_UNKNOWN],
        "needs_interpreter": patient.needs_interpreter,
        "address": ", ".join(
            part for part in (patient.address_line, " ".join(place.split())) if part
        ),
        "number": patient.medical_record_number,
        "created_at": patient.created_at,
    }


def record_rows(chart: Chart) -> list[tuple[StrOrPromise, list[StrOrPromise]]]:
    """Return everything that a record holds: what it is, and the lines that say it."""
    known = facts(chart.patient)
    born = date_format(known["birth_date"], "M j, Y") if known["birth_date"] else ""
    singles = [
        (_("Given name"), known["given_name"]),
        (_("Family name"), known["family_name"]),
        (_("Preferred name"), known["preferred_name"]),
        (_("Pronouns"), known["pronouns"]),
        (_("Date of birth"), born),
        (_("Gender"), known["gender"]),
        (_("Language"), known["language"]),
        (_("Address"), known["address"]),
        (_("Record number"), known["number"]),
    ]
    points = [contact_point(each) for each in chart.contact_points]
    related = [related_person(each) for each in chart.related_persons]
    numbers = [identifier(each) for each in chart.identifiers]
    return [
        *((name, [line] if line else []) for name, line in singles),
        (_("Phone and e-mail"), [each["value"] for each in points]),
        (_("Who stands by them"), [f"{each['name']}, {each['relationship']}" for each in related]),
        (_("Flags"), [each.text for each in chart.standing_flags]),
        (_("Numbers elsewhere"), [f"{each['type']}: {each['value']}" for each in numbers]),
    ]


def side_by_side(
    one: list[tuple[StrOrPromise, list[StrOrPromise]]],
    other: list[tuple[StrOrPromise, list[StrOrPromise]]],
) -> list[dict[str, Any]]:
    """Return both records' lines in one row each, and whether they differ."""
    return [
        {"name": name, "one": mine, "other": theirs, "differs": mine != theirs}
        for (name, mine), (_name, theirs) in zip(one, other, strict=True)
    ]


def contact_point(point: ContactPoint) -> dict[str, Any]:
    is_phone = point.system != ContactPointSystem.EMAIL
    return {
        "id": point.pk,
        "value": rules.phone_words(point.value) if is_phone else point.value,
        "is_phone": is_phone,
        "digits": point.digits,
        "system": labels.SYSTEMS[ContactPointSystem(point.system)],
        "use": labels.USES[ContactPointUse(point.use)],
        "said": labels.MAY_BE_SAID[(point.may_leave_message, point.may_say_who_we_are)],
        "is_open": point.may_leave_message and point.may_say_who_we_are,
    }


def related_person(related: RelatedPerson) -> dict[str, Any]:
    role = ContactRole(related.role)
    return {
        "id": related.pk,
        "name": related.name,
        "relationship": labels.RELATIONSHIPS[Relationship(related.relationship)],
        "role": labels.ROLES[role] if role is not ContactRole.OTHER else "",
        "phone": rules.phone_words(related.phone),
        "email": related.email,
    }


def flag(one: Flag) -> dict[str, Any]:
    return {
        "id": one.pk,
        "category": labels.FLAG_CATEGORIES[FlagCategory(one.category)],
        "code": one.category,
        "is_safety": one.category == FlagCategory.SAFETY,
        "text": one.text,
        "since": one.period_start,
        "until": one.period_end,
    }


def identifier(one: Identifier) -> dict[str, Any]:
    return {
        "type": labels.IDENTIFIERS[IdentifierType(one.type)],
        "value": one.value,
        "system": one.system,
    }
