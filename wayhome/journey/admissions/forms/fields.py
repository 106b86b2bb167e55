"""What the forms of this room share: fields, and how a refusal is told beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.journey.admissions import labels
from wayhome.journey.admissions.codes import EpisodeObstacle
from wayhome.journey.inquiries.codes import InquiryObstacle
from wayhome.journey.inquiries.labels import OBSTACLES as INQUIRY_OBSTACLES
from wayhome.journey.patients.codes import ContactObstacle, PatientObstacle
from wayhome.journey.patients.labels import CONTACT_OBSTACLES, PATIENT_OBSTACLES
from wayhome.journey.placement.codes import LevelOfCare
from wayhome.journey.placement.labels import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

    from django_stubs_ext import StrOrPromise

    from wayhome.shared.accounts.models import Practitioner
    from wayhome.shared.tenancy.models import HealthcareService

    type Choices = list[tuple[str, StrOrPromise]]

LONGEST_TEXT = 2000
# Beside which field an obstacle is told, the first that the form has; the others stand above it.
PLACES: tuple[tuple[StrEnum, tuple[str, ...]], ...] = (
    (EpisodeObstacle.ALREADY_OPEN_HERE, ("healthcare_service",)),
    (EpisodeObstacle.DAY_IN_FUTURE, ("day",)),
    (EpisodeObstacle.DAY_BEFORE_LAST_CHANGE, ("day",)),
    (EpisodeObstacle.PROGRAM_CLOSED, ("healthcare_service",)),
    (EpisodeObstacle.COUNSELOR_CREDENTIAL_NOT_VALID, ("care_manager",)),
    (EpisodeObstacle.SAME_PROGRAM, ("healthcare_service",)),
    (EpisodeObstacle.REASON_MISSING, ("discharge_reason", "reason")),
    (EpisodeObstacle.ATTENDED_AFTER_DISCHARGE, ("day",)),
    (PatientObstacle.NAME_MISSING, ("given_name",)),
    (PatientObstacle.BIRTH_DATE_IN_THE_FUTURE, ("birth_date",)),
    (PatientObstacle.BIRTH_DATE_TOO_EARLY, ("birth_date",)),
    (PatientObstacle.LIKELY_DUPLICATE, ("who",)),
    (ContactObstacle.NOT_A_PHONE_NUMBER, ("phone",)),
    (ContactObstacle.NOT_AN_EMAIL_ADDRESS, ("email",)),
    (InquiryObstacle.PERSON_UNNAMED, ("given_name",)),
)


def sentence(obstacle: StrEnum) -> StrOrPromise:
    """Return what a person reads of an obstacle of this room or of one before it."""
    words: Mapping[type[StrEnum], Mapping[Any, StrOrPromise]] = {
        EpisodeObstacle: labels.OBSTACLES,
        InquiryObstacle: INQUIRY_OBSTACLES,
        PatientObstacle: PATIENT_OBSTACLES,
        ContactObstacle: CONTACT_OBSTACLES,
    }
    return words[type(obstacle)][obstacle]


class RefusableForm(forms.Form):
    """A form that says what an action refused, beside the field that it is about."""

    def refuse(self, obstacles: Iterable[StrEnum]) -> None:
        for obstacle in obstacles:
            places = (name for name in _places(obstacle) if name in self.fields)
            self.add_error(next(places, None), sentence(obstacle))


def _places(obstacle: StrEnum) -> tuple[str, ...]:
    # by identity: codes of two rooms may be spelled alike, and then they are equal
    return next((names for key, names in PLACES if key is obstacle), ())


def day_field(label: StrOrPromise) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}))


def text_field(label: StrOrPromise, *, required: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def choice_field(
    label: StrOrPromise, choices: Choices, *, empty: StrOrPromise, required: bool = False
) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("", empty), *choices],
        coerce=UUID,
        empty_value=None,
        required=required,
    )


def service_field(services: Iterable[HealthcareService]) -> forms.TypedChoiceField:
    choices: Choices = [(str(each.pk), each.name) for each in services]
    return choice_field(_("Program"), choices, empty=_("Choose a program"), required=True)


def counselor_field(practitioners: Iterable[Practitioner]) -> forms.TypedChoiceField:
    choices: Choices = [
        (str(each.pk), f"{each.given_name} {each.family_name}") for each in practitioners
    ]
    return choice_field(_("Primary counselor"), choices, empty=_("Nobody yet"))


def level_field(empty: StrOrPromise) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Level of care"),
        choices=[("", empty), *((level.value, LEVELS[level]) for level in LevelOfCare)],
        coerce=LevelOfCare,
        empty_value=None,
        required=False,
    )
