"""The forms that open a stay: for someone known, and for whoever an inquiry is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, override
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.journey.admissions import labels
from wayhome.journey.admissions.codes import EpisodeObstacle
from wayhome.journey.admissions.forms.fields import (
    PLACES,
    RefusableForm,
    counselor_field,
    day_field,
    level_field,
    service_field,
)
from wayhome.journey.admissions.rules import Newcomer
from wayhome.journey.inquiries.codes import InquiryObstacle
from wayhome.journey.inquiries.labels import OBSTACLES as INQUIRY_OBSTACLES
from wayhome.journey.patients.codes import ContactObstacle, PatientObstacle
from wayhome.journey.patients.labels import CONTACT_OBSTACLES, LANGUAGES, PATIENT_OBSTACLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

    from django_stubs_ext import StrOrPromise

    from wayhome.journey.admissions.queries import Options

ADMIT, WAIT = "admit", "wait"
NEW = "new"
# Codes of two rooms may be spelled alike, and then they are equal: each room has its own words.
WORDS: Mapping[type[StrEnum], Mapping[Any, StrOrPromise]] = {
    EpisodeObstacle: labels.OBSTACLES,
    InquiryObstacle: INQUIRY_OBSTACLES,
    PatientObstacle: PATIENT_OBSTACLES,
    ContactObstacle: CONTACT_OBSTACLES,
}
SPOTS: Mapping[type[StrEnum], Mapping[Any, str]] = {
    EpisodeObstacle: PLACES,
    InquiryObstacle: {InquiryObstacle.PERSON_UNNAMED: "given_name"},
    PatientObstacle: {
        PatientObstacle.NAME_MISSING: "given_name",
        PatientObstacle.BIRTH_DATE_IN_THE_FUTURE: "birth_date",
        PatientObstacle.BIRTH_DATE_TOO_EARLY: "birth_date",
        PatientObstacle.LIKELY_DUPLICATE: "who",
    },
    ContactObstacle: {
        ContactObstacle.NOT_A_PHONE_NUMBER: "phone",
        ContactObstacle.NOT_AN_EMAIL_ADDRESS: "email",
    },
}
PERSON_FIELDS = (
    "given_name",
    "family_name",
    "preferred_name",
    "pronouns",
    "birth_date",
    "language",
)


class StayForm(RefusableForm):
    """Into which program, from which day on, with whom; at once or from the waiting list."""

    # two buttons; the Enter key presses the first
    start = forms.ChoiceField(
        choices=[(ADMIT, _("Admit")), (WAIT, _("Put on the waiting list"))],
        widget=forms.HiddenInput,
    )
    day = day_field(_("First day (in care, or of the wait)"))

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["healthcare_service"] = service_field(options.services)
        self.fields["level_of_care"] = level_field(_("The program's own"))
        self.fields["care_manager"] = counselor_field(options.practitioners)

    @property
    def waits(self) -> bool:
        return bool(self.cleaned_data["start"] == WAIT)

    def given(self) -> dict[str, Any]:
        """Return what both actions are given, named as they name it."""
        day = "waiting_since" if self.waits else "admission_date"
        return {
            "healthcare_service_id": self.cleaned_data["healthcare_service"],
            "level_of_care": self.cleaned_data["level_of_care"],
            "care_manager_id": self.cleaned_data["care_manager"],
            day: self.cleaned_data["day"],
        }


class ConversionForm(StayForm):
    """The same for whoever an inquiry is about: someone known, or a newcomer to register."""

    given_name = forms.CharField(label=_("Given name"), max_length=200, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=200, required=False)
    preferred_name = forms.CharField(label=_("Preferred name"), max_length=200, required=False)
    pronouns = forms.CharField(label=_("Pronouns"), max_length=60, required=False)
    birth_date = forms.DateField(
        label=_("Date of birth"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    phone = forms.CharField(label=_("The client's own phone"), max_length=40, required=False)
    may_leave_message = forms.BooleanField(
        label=_("We may leave a message at this number"), required=False
    )
    may_say_who_we_are = forms.BooleanField(
        label=_("We may say who we are at this number"), required=False
    )
    email = forms.EmailField(label=_("The client's own e-mail"), required=False)
    language = forms.ChoiceField(label=_("Preferred language"), choices=tuple(LANGUAGES.items()))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @override
    def told(self, obstacle: StrEnum) -> tuple[str | None, StrOrPromise]:
        room = type(obstacle)
        return SPOTS[room].get(obstacle), WORDS[room][obstacle]

    def offer_known(self, known: Iterable[tuple[UUID, StrOrPromise]]) -> None:
        """Ask who it is, where somebody known may be meant; name those who were shown."""
        people = [(str(patient_id), name) for patient_id, name in known]
        self.fields["who"] = forms.ChoiceField(
            label=_("Who is it?"),
            choices=[*people, (NEW, _("Someone new: register them"))],
            initial=None if people else NEW,
            widget=forms.RadioSelect if people else forms.HiddenInput,
            error_messages={"required": _("Choose them, or say that it is someone new.")},
        )
        self.shown = {patient_id for patient_id, _name in people}
        self.initial["seen"] = ",".join(sorted(self.shown))

    def person_typed(self) -> dict[str, Any]:
        """Return by what somebody known is looked for; an unreadable date of birth is none."""
        try:
            birth_date = self.fields["birth_date"].clean(self["birth_date"].value())
        except forms.ValidationError:
            birth_date = None
        names = ("given_name", "family_name", "phone")
        return {name: self[name].value() or "" for name in names} | {"birth_date": birth_date}

    @property
    def patient_id(self) -> UUID | None:
        who = self.cleaned_data["who"]
        return None if who == NEW else UUID(who)

    @property
    def is_confirmed(self) -> bool:
        """Whether everyone who may be meant was on the page when this was sent."""
        return self.shown <= set(self.cleaned_data["seen"].split(","))

    def renew(self) -> None:
        """Count those who are shown now as seen, with what was typed."""
        self.data = {**dict(self.data.items()), "seen": self.initial["seen"]}

    def newcomer(self) -> Newcomer:
        given = self.cleaned_data
        return Newcomer(
            **{name: given[name] for name in PERSON_FIELDS},
            phone=given["phone"],
            may_leave_message=given["may_leave_message"],
            may_say_who_we_are=given["may_say_who_we_are"],
            email=given["email"],
        )
