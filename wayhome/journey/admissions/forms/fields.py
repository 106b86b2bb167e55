"""What the forms of this room share: fields, and beside which of them a refusal is told."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.journey.admissions import labels
from wayhome.journey.admissions.codes import EpisodeObstacle
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
# Beside which field an obstacle is told; the others stand above the form.
PLACES: Mapping[EpisodeObstacle, str] = {
    EpisodeObstacle.ALREADY_OPEN_HERE: "healthcare_service",
    EpisodeObstacle.DAY_IN_FUTURE: "day",
    EpisodeObstacle.DAY_BEFORE_LAST_CHANGE: "day",
    EpisodeObstacle.PROGRAM_CLOSED: "healthcare_service",
    EpisodeObstacle.COUNSELOR_CREDENTIAL_NOT_VALID: "care_manager",
    EpisodeObstacle.SAME_PROGRAM: "healthcare_service",
    EpisodeObstacle.REASON_MISSING: "reason",
    EpisodeObstacle.ATTENDED_AFTER_DISCHARGE: "day",
}


class RefusableForm(forms.Form):
    """A form that says what an action refused: beside the field it is about, else above."""

    def refuse(self, obstacles: Iterable[StrEnum]) -> None:
        for obstacle in obstacles:
            place, words = self.told(obstacle)
            self.add_error(place if place in self.fields else None, str(words))

    def told(self, obstacle: StrEnum) -> tuple[str | None, StrOrPromise]:
        """Return the field and the sentence of an obstacle."""
        known = EpisodeObstacle(obstacle)
        return PLACES.get(known), labels.OBSTACLES[known]


def day_field(label: StrOrPromise) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def text_field(label: StrOrPromise, *, required: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Write a sentence or two.")},
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
        error_messages={"required": empty},
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
