"""Forms of first contacts: text from a browser becomes typed values. Nothing is saved here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from wayhome.journey.inquiries import labels
from wayhome.journey.inquiries.codes import (
    Channel,
    ClosingReason,
    InquiryObstacle,
    InquiryStage,
    NextStep,
)
from wayhome.journey.patients.labels import LANGUAGES, RELATIONSHIPS
from wayhome.shared.core.forms import EditionForm, RefusableForm

EARLIEST_BIRTH = date(1900, 1, 1)
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django_stubs_ext import StrOrPromise

    from wayhome.journey.inquiries.rules import InquiryFacts

LONGEST = 200
LONGEST_TEXT = 4000
AT_MINUTE = "%Y-%m-%dT%H:%M"
STEP_PLACES = {
    InquiryObstacle.CALL_NOT_ALLOWED: "next_step",
    InquiryObstacle.PHONE_MISSING: "next_step",
    InquiryObstacle.NEXT_STEP_MISSING: "next_step",
    InquiryObstacle.DUE_TIME_MISSING: "next_step_due_at",
    InquiryObstacle.OWNER_MISSING: "owner_id",
}
FACT_PLACES = {
    InquiryObstacle.NOT_A_PHONE_NUMBER: "phone",
    InquiryObstacle.NOT_AN_EMAIL_ADDRESS: "email",
    InquiryObstacle.BIRTH_DATE_IN_THE_FUTURE: "birth_date",
}


@dataclass(frozen=True, slots=True)
class Choices:
    """Programs and people to choose from: ids with words."""

    services: Sequence[tuple[str, str]]
    owners: Sequence[tuple[str, str]]


def text(label: StrOrPromise, help_text: StrOrPromise = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST, required=False, widget=widget
    )


def long_text(label: StrOrPromise, help_text: StrOrPromise = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST_TEXT, required=False, widget=widget
    )


def choice(label: StrOrPromise, words: Mapping[Any, StrOrPromise], **given: Any) -> Any:
    """Return a choice; one that needn't be made, or asks, has nothing chosen beforehand."""
    asks = given.pop("asks", False) or not given.get("required", True)
    question = (("", _("Choose…")),) if asks else ()
    return forms.ChoiceField(label=label, choices=(*question, *words.items()), **given)


def tick(label: StrOrPromise, help_text: StrOrPromise = "", **given: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=help_text, required=False, **given)


def moment(label: StrOrPromise, help_text: StrOrPromise = "") -> forms.DateTimeField:
    """Return a time of the program's own zone, which the page has made the current one."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=AT_MINUTE)
    return forms.DateTimeField(
        label=label, help_text=help_text, widget=widget, validators=within_reason()
    )


def within_reason() -> list[BaseValidator]:
    """Refuse a slip of the finger in the year, before a clock far away can't tell the time."""
    words = _("Check the year.")
    return [MinValueValidator(EARLIEST, words), MaxValueValidator(LATEST, words)]


FACTS = (
    "for_whom",
    "source",
    "channel",
    "caller_name",
    "caller_relationship",
    "phone",
    "email",
    "best_time",
    "may_call",
    "may_ask_by_name",
    "may_say_who_we_are",
    "may_leave_message",
    "given_name",
    "family_name",
    "preferred_name",
    "pronouns",
    "birth_date",
    "language",
    "reason",
    "healthcare_service_id",
)


class FactsForm(RefusableForm):
    """What whoever called has told."""

    words = labels.OBSTACLES
    places = {**FACT_PLACES, **STEP_PLACES}

    for_whom = forms.ChoiceField(
        label=_("For whom do they ask?"),
        choices=tuple(labels.FOR_WHOM.items()),
        widget=forms.RadioSelect,
    )
    caller_name = text(_("Who is calling"), _("Empty when they ask for themself."))
    caller_relationship = choice(_("What they are to the person"), RELATIONSHIPS, required=False)
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = text(_("E-mail"))
    best_time = text(_("When is a call safe?"), _("For example: weekdays after 5 pm."))
    may_call = tick(_("We may call"), initial=True)
    may_ask_by_name = tick(_("We may ask for them by name"))
    may_say_who_we_are = tick(_("We may say who we are"), _("To whoever answers."))
    may_leave_message = tick(_("We may leave a message"))
    given_name = text(_("Given name"))
    family_name = text(_("Family name"))
    preferred_name = text(_("Preferred name"))
    pronouns = text(_("Pronouns"))
    birth_date = forms.DateField(
        label=_("Date of birth"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[MinValueValidator(EARLIEST_BIRTH, _("Check the year."))],
    )
    language = choice(_("Language"), LANGUAGES)
    reason = long_text(_("What they ask for"), _("In their words."))
    healthcare_service_id = forms.ChoiceField(label=_("Program"), required=False)
    source = choice(_("How they found us"), labels.SOURCES)
    channel = choice(_("How the inquiry came"), labels.CHANNELS)

    def offer(self, choices: Choices) -> None:
        _choose(self, "healthcare_service_id", choices.services, _("Not decided yet"))

    def clean_healthcare_service_id(self) -> UUID | None:
        return _id(self.cleaned_data["healthcare_service_id"])

    def facts(self) -> InquiryFacts:
        given = self.cleaned_data
        return cast("InquiryFacts", {name: given[name] for name in FACTS})


class StepForm(RefusableForm):
    """What is to be done next, by when, by whom."""

    words = labels.OBSTACLES
    places = STEP_PLACES

    next_step = choice(_("Next step"), labels.NEXT_STEPS, asks=True)
    next_step_due_at = moment(_("Due"))
    owner_id = forms.ChoiceField(label=_("Who does it"))

    def offer(self, choices: Choices) -> None:
        _choose(self, "owner_id", choices.owners, _("Choose…"))

    def step(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "next_step": NextStep(given["next_step"]),
            "next_step_due_at": given["next_step_due_at"],
            "owner_id": UUID(given["owner_id"]),
        }


class RecordForm(FactsForm, StepForm):
    """A new inquiry: what was told, and what happens next."""

    places = {**FACT_PLACES, **STEP_PLACES}

    def offer(self, choices: Choices) -> None:
        FactsForm.offer(self, choices)
        StepForm.offer(self, choices)


class ChangeForm(FactsForm, EditionForm):
    """What was told, as it stands."""


class PlanForm(StepForm, EditionForm):
    """The next step, as it stands."""


class AttemptForm(RefusableForm, EditionForm):
    """A call or message, and what it changes of the next step."""

    words = labels.OBSTACLES
    places = {**STEP_PLACES, InquiryObstacle.MADE_IN_THE_FUTURE: "made_at"}

    channel = choice(_("How"), labels.CHANNELS)
    made_at = moment(_("When"))
    was_reached = tick(_("They were reached"))
    text = long_text(_("What was said"))
    next_step = choice(_("Next step"), labels.NEXT_STEPS, required=False)
    next_step_due_at = forms.DateTimeField(
        label=_("Due"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=AT_MINUTE),
        validators=within_reason(),
    )

    def clean(self) -> None:
        given = self.cleaned_data
        if given.get("next_step") and not given.get("next_step_due_at"):
            self.add_error(
                "next_step_due_at", str(labels.OBSTACLES[InquiryObstacle.DUE_TIME_MISSING])
            )

    def attempt(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "channel": Channel(given["channel"]),
            "made_at": given["made_at"],
            "was_reached": given["was_reached"],
            "text": given["text"],
            "next_step": NextStep(given["next_step"]) if given["next_step"] else None,
            "next_step_due_at": given["next_step_due_at"],
        }


class CloseForm(RefusableForm, EditionForm):
    """Why an inquiry ends."""

    words = labels.OBSTACLES
    places = {InquiryObstacle.CLOSING_REASON_MISSING: "reason"}

    reason = choice(_("Why does it end?"), labels.CLOSING_REASONS, asks=True)
    note = long_text(_("More about it"))

    def closing(self) -> dict[str, Any]:
        reason = ClosingReason(self.cleaned_data["reason"])
        return {"reason": reason, "note": self.cleaned_data["note"]}


class MoveForm(RefusableForm, EditionForm):
    """Where an inquiry goes on the board."""

    words = labels.OBSTACLES

    to = choice(_("Stage"), labels.STAGES)

    def stage(self) -> InquiryStage:
        return InquiryStage(self.cleaned_data["to"])


class SearchForm(forms.Form):
    use_required_attribute = False  # a search that is emptied shows everyone again

    q = forms.CharField(
        label=_("Find an inquiry"),
        help_text=_("By part of a name, or the phone number."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def wanted(self) -> str:
        return self.cleaned_data["q"].strip() if self.is_valid() else ""


def _choose(
    form: forms.Form, name: str, choices: Sequence[tuple[str, str]], question: StrOrPromise
) -> None:
    field = cast("forms.ChoiceField", form.fields[name])
    field.choices = [("", question), *choices]


def _id(text_: str) -> UUID | None:
    return UUID(text_) if text_ else None
